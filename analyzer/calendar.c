#include "analyzer/calendar.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A working day where nothing else is known. */
static bool plain(day d) { return day_weekday(d) < 5; }

/* Monday to Friday up to and including d, from a fixed origin (Monday 1969-12-29 begins week 0). */
static int64_t plain_count(int64_t d)
{
    int64_t n = d + 3, week = n >= 0 ? n / 7 : -((6 - n) / 7), in = n - 7 * week;
    return 5 * week + (in < 4 ? in + 1 : 5);
}

/* The first day with plain_count >= w. */
static int64_t plain_nth(int64_t w)
{
    int64_t week = (w - 1) >= 0 ? (w - 1) / 5 : -((5 - w) / 5);
    return 7 * week + (w - 1 - 5 * week) - 3;
}

static size_t days_in_tables(const struct calendar *cal) { return (size_t)(cal->to - cal->from); }

void calendar_init(struct calendar *cal)
{
    *cal = (struct calendar){.from = day_make(CALENDAR_FIRST, 1, 1), .to = day_make(CALENDAR_LAST + 1, 1, 1)};
    cal->work = mem_alloc(days_in_tables(cal));
    cal->count = mem_alloc(days_in_tables(cal) * sizeof *cal->count);
    cal->at = mem_alloc((days_in_tables(cal) + 1) * sizeof *cal->at);
    cal->plain_before = plain_count(cal->from - 1);
    for (day d = cal->from; d < cal->to; d++)
        cal->work[d - cal->from] = plain(d);
    calendar_build(cal);
}

bool calendar_set(struct calendar *cal, day d, bool working)
{
    if (d < cal->from || d >= cal->to)
        return false;
    cal->work[d - cal->from] = working;
    return true;
}

void calendar_cover(struct calendar *cal, int year, int holidays)
{
    assert(year >= CALENDAR_FIRST && year <= CALENDAR_LAST);
    cal->year[year - CALENDAR_FIRST] = holidays <= 0                      ? YEAR_WITHOUT_HOLIDAY
                                       : holidays < CALENDAR_HOLIDAYS_MIN ? YEAR_INCOMPLETE
                                                                          : YEAR_WHOLE;
    for (day d = day_make(year, 1, 1); holidays <= 0 && d < day_make(year + 1, 1, 1); d++)
        cal->work[d - cal->from] = plain(d);
}

void calendar_build(struct calendar *cal)
{
    int32_t n = 0;
    for (day d = cal->from; d < cal->to; d++) {
        if (cal->work[d - cal->from])
            cal->at[++n] = d;
        cal->count[d - cal->from] = n;
    }
    cal->n_at = n;
}

void calendar_release(struct calendar *cal)
{
    free(cal->work);
    free(cal->count);
    free(cal->at);
    memset(cal, 0, sizeof *cal);
}

bool calendar_working(const struct calendar *cal, day d)
{
    return d >= cal->from && d < cal->to ? cal->work[d - cal->from] : plain(d);
}

/* Outside the tables plain weeks go on from what the tables end with. */
int64_t calendar_count(const struct calendar *cal, day d)
{
    if (d >= cal->from && d < cal->to)
        return cal->plain_before + cal->count[d - cal->from];
    if (d < cal->from)
        return plain_count(d);
    return plain_count(d) - plain_count(cal->to - 1) + cal->plain_before + cal->n_at;
}

day calendar_nth(const struct calendar *cal, int64_t w)
{
    int64_t k = w - cal->plain_before;
    if (k >= 1 && k <= cal->n_at)
        return cal->at[k];
    if (k < 1)
        return (day)plain_nth(w);
    return (day)plain_nth(k - cal->n_at + plain_count(cal->to - 1));
}

day calendar_next(const struct calendar *cal, day d)
{
    return calendar_nth(cal, calendar_count(cal, d - 1) + 1);
}
day calendar_add(const struct calendar *cal, day d, int64_t n)
{
    return calendar_nth(cal, calendar_count(cal, d) + n);
}

enum calendar_year calendar_year(const struct calendar *cal, int year)
{
    return year < CALENDAR_FIRST || year > CALENDAR_LAST
               ? YEAR_WITHOUT_FILE
               : (enum calendar_year)cal->year[year - CALENDAR_FIRST];
}

bool calendar_covers(const struct calendar *cal, day a, day b)
{
    int ya, yb, m, d;
    day_split(a, &ya, &m, &d);
    day_split(b, &yb, &m, &d);
    for (int y = ya; y <= yb; y++)
        if (calendar_year(cal, y) < YEAR_INCOMPLETE)
            return false;
    return true;
}

/* The working-day calendar: W(d) of contract section 3, its inverse, and which years are covered. Pure. */
#ifndef ANALYZER_CALENDAR_H
#define ANALYZER_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"

enum { CALENDAR_FIRST = 2000, CALENDAR_LAST = 2099 }; /* years a file can be given for */

/* What a year's file is worth (contract section 2). Each year has some 20 days off: fewer than 7 rows are a
 * file that somebody has begun. */
enum calendar_year { YEAR_WITHOUT_FILE, YEAR_WITHOUT_HOLIDAY, YEAR_INCOMPLETE, YEAR_WHOLE };
enum { CALENDAR_HOLIDAYS_MIN = 7 };

struct calendar {
    uint8_t *work; /* by day from `from`: 1 working day */
    int32_t *count; /* W(d) - W(from - 1) by day */
    day *at; /* at[k]: the day on which count becomes k (k >= 1) */
    day from, to; /* the tables' days [from, to) */
    int32_t n_at;
    int64_t plain_before; /* weeks-only working days up to and including from - 1 */
    uint8_t year[CALENDAR_LAST - CALENDAR_FIRST + 1]; /* enum calendar_year */
};

/* Plain weeks (Monday to Friday) everywhere, no year covered. */
void calendar_init(struct calendar *cal);
/* Declares a day off or a make-up workday. Call calendar_build after the last one. False: outside the years
 * above. */
bool calendar_set(struct calendar *cal, day d, bool working);
/* The year's file was read and has so many rows `holiday`; with none its days are those of plain weeks again.
 */
void calendar_cover(struct calendar *cal, int year, int holidays);
void calendar_build(struct calendar *cal);
void calendar_release(struct calendar *cal);

bool calendar_working(const struct calendar *cal, day d);
/* W(d): working days up to and including d, from a fixed origin; any day. */
int64_t calendar_count(const struct calendar *cal, day d);
/* The first working day d with W(d) >= w. */
day calendar_nth(const struct calendar *cal, int64_t w);
/* The first working day >= d. */
day calendar_next(const struct calendar *cal, day d);
/* The day on which the n-th working day after d ends a window: first d' with W(d') - W(d) = n, n >= 1. */
day calendar_add(const struct calendar *cal, day d, int64_t n);
enum calendar_year calendar_year(const struct calendar *cal, int year);
/* True iff every year from a's to b's has a file that names a day off; otherwise dates there are provisional.
 */
bool calendar_covers(const struct calendar *cal, day a, day b);

#endif

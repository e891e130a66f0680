/* An hour's expectation is the mean of the same hour on the same weekday or on all days of its kind (working
 * or off), whichever is less: make-up days and holidays have their kind alone. No single hour counts for more
 * than four times what is common, so that an import of a year's events does not teach that they come every
 * week. What has been missing twice as much in eight weeks three times is usual, so who sends in bursts is
 * not called silent between them; the two longest are left out, for they may have been faults. */
#include "analyzer/silence.h"

#include <stdlib.h>
#include <string.h>

enum { COMMON_TIMES = 4, SAME_WEEKDAY_LEAST = 3, KIND_LEAST = 4, RUNS = 3 };

static int by_number(const void *a, const void *b)
{
    int32_t p = *(const int32_t *)a, q = *(const int32_t *)b;
    return p < q ? -1 : p > q;
}

/* The most that an hour counts for. */
static int32_t cap_of(const int32_t *count, int n)
{
    int32_t some[SILENCE_HOURS];
    int k = 0;
    for (int i = 0; i < n; i++)
        if (count[i])
            some[k++] = count[i];
    if (!k)
        return 0;
    qsort(some, (size_t)k, sizeof *some, by_number);
    int32_t common = some[k / 2];
    return common > INT32_MAX / COMMON_TIMES ? INT32_MAX : COMMON_TIMES * common;
}

struct sums {
    int64_t n[2][7][24];
    int64_t days[2][7];
};

static void add_up(struct sums *s, const int32_t *count, day first, int days, const struct calendar *cal)
{
    int32_t cap = cap_of(count, 24 * days);
    for (int d = 0; d < days; d++) {
        bool work = calendar_working(cal, first + d);
        int w = day_weekday(first + d);
        s->days[work][w]++;
        for (int h = 0; h < 24; h++) {
            int32_t n = count[24 * d + h];
            s->n[work][w][h] += n < cap ? n : cap;
        }
    }
}

static void set_means(struct silence_usual *u, const struct sums *s)
{
    for (int work = 0; work < 2; work++) {
        int64_t days = 0;
        for (int w = 0; w < 7; w++)
            days += s->days[work][w];
        for (int h = 0; h < 24 && days >= KIND_LEAST; h++) {
            int64_t all = 0;
            for (int w = 0; w < 7; w++)
                all += s->n[work][w][h];
            for (int w = 0; w < 7; w++) {
                int64_t kind = 1000 * all / days, n = s->days[work][w];
                int64_t same = n >= SAME_WEEKDAY_LEAST ? 1000 * s->n[work][w][h] / n : kind;
                u->mean[work][w][h] = same < kind ? same : kind;
            }
        }
    }
}

static int64_t hour_mean(const struct silence_usual *u, day d, int h, const struct calendar *cal)
{
    return u->mean[calendar_working(cal, d)][day_weekday(d)][h];
}

/* The third longest of the runs of hours without a message, measured by what was missing. */
static int64_t usual_run(const struct silence_usual *u, const int32_t *count, day first, int days,
                         const struct calendar *cal)
{
    int64_t longest[RUNS + 1] = {0}, run = 0;
    for (int i = 0; i <= 24 * days; i++) {
        if (i < 24 * days && !count[i]) {
            run += hour_mean(u, first + i / 24, i % 24, cal);
            continue;
        }
        longest[RUNS] = run;
        for (int k = RUNS; k > 0 && longest[k] > longest[k - 1]; k--) {
            int64_t less = longest[k - 1];
            longest[k - 1] = longest[k];
            longest[k] = less;
        }
        run = 0;
    }
    return longest[RUNS - 1];
}

void silence_learn(struct silence_usual *u, const int32_t count[SILENCE_HOURS], day until, day since,
                   const struct calendar *cal)
{
    struct sums s = {0};
    day first = since > until - SILENCE_DAYS ? since : until - SILENCE_DAYS;
    int days = first < until ? until - first : 0;
    memset(u, 0, sizeof *u);
    if (days < SILENCE_DAYS_LEAST)
        return;
    const int32_t *from = count + SILENCE_HOURS - 24 * days;
    add_up(&s, from, first, days, cal);
    set_means(u, &s);
    int64_t run = 2 * usual_run(u, from, first, days, cal);
    u->limit = run > SILENCE_MISSED ? run : SILENCE_MISSED;
}

int64_t silence_missed(const struct silence_usual *u, instant from, instant until, const struct calendar *cal)
{
    int64_t sum = 0;
    while (from < until) {
        day d = instant_day(from);
        int h = (int)((from - day_start(d)) / HOUR);
        instant end = day_start(d) + (h + 1) * HOUR;
        end = end < until ? end : until;
        int64_t certain = 2 * ((end - from) / SECOND) - 3600;
        sum += certain > 0 ? hour_mean(u, d, h, cal) * certain / 3600 : 0;
        from = end;
    }
    return sum;
}

bool silence_is(const struct silence_usual *u, instant last, instant now, const struct calendar *cal)
{
    return u->limit && silence_missed(u, last, now, cal) >= u->limit;
}

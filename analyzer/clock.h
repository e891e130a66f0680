/* The two clocks of a case (contract section 3): pauses as day intervals, used days, due days. Pure; internal
 * to the analyzer. */
#ifndef ANALYZER_CLOCK_H
#define ANALYZER_CLOCK_H

#include "analyzer/calendar.h"

/* Pauses of one clock, merged and sorted: day P is `from`, day R is `to`. Paused days are (from, to]; days in
 * [from, to) cannot be due. What holds of all spans, see clock_sane():
 * - C1: from < to < the next one's from.
 * - C2: paused_before and clock.paused are the sums of what lies before.
 * - C3: left is a working day at or after `to`, and none of the days that cannot be due. */
struct span {
    day from, to, left; /* left: the due day of a limit whose last day this pause covers */
    int64_t paused_before; /* working days in all earlier spans' (from, to] */
};

struct clock {
    const struct calendar *cal;
    bool every_day; /* unit `d`: every day counts as a working day */
    const struct span *span;
    size_t n;
    int64_t paused; /* working days in all spans */
    day open_from; /* day P of the earliest pause that is still open, DAY_NONE: none is */
};

/* W(d) of the clock's unit, and the first day with W >= w. */
int64_t clock_count(const struct clock *c, day d);
day clock_nth(const struct clock *c, int64_t w);
/* Gives the clock its pauses: n spans, of which `from` and `to` are filled in; they are sorted and merged in
 * place, and borrowed. O(n log n); all that follows is O(log n). */
void clock_pause(struct clock *c, struct span *span, size_t n);
bool clock_sane(const struct clock *c); /* C1-C3 hold */
/* Working days among the paused days in (s, d]. */
int64_t clock_paused(const struct clock *c, day s, day d);
bool clock_pauses_on(const struct clock *c, day d); /* d is a paused day */
/* used(d) for start day s. */
int64_t clock_used(const struct clock *c, day s, day d);
/* The first day d >= s with used(d) >= n, pauses or not. */
day clock_reach(const struct clock *c, day s, int64_t n);
/* The due day: first working day d >= s with used(d) >= n that no pause covers. */
day clock_due(const struct clock *c, day s, int64_t n);

#endif

/* The two clocks of a case (contract section 3): pauses as day intervals, used days, due days. Pure; internal
 * to the analyzer. */
#ifndef ANALYZER_CLOCK_H
#define ANALYZER_CLOCK_H

#include "analyzer/calendar.h"

/* Pauses of one clock, merged and sorted: day P is `from`, day R is `to` (from < to). Paused days are (from,
 * to]; days in [from, to) cannot be due. */
struct span {
    day from, to;
    int64_t paused_before; /* working days in all earlier spans' (from, to] */
};

struct clock {
    const struct calendar *cal;
    bool every_day; /* unit `d`: every day counts as a working day */
    const struct span *span;
    size_t n;
    day open_from; /* day P of the earliest pause that is still open, DAY_NONE: none is */
};

/* W(d) of the clock's unit, and the first day with W >= w. */
int64_t clock_count(const struct clock *c, day d);
day clock_nth(const struct clock *c, int64_t w);
/* Sorts and merges n spans in place, fills paused_before; returns how many are left. */
size_t clock_merge(const struct clock *c, struct span *span, size_t n);
/* Working days among the paused days in (s, d]. */
int64_t clock_paused(const struct clock *c, day s, day d);
/* used(d) for start day s. */
int64_t clock_used(const struct clock *c, day s, day d);
/* The first day d >= s with used(d) >= n, pauses or not. */
day clock_reach(const struct clock *c, day s, int64_t n);
/* The due day: first working day d >= s with used(d) >= n that no pause covers. */
day clock_due(const struct clock *c, day s, int64_t n);

#endif

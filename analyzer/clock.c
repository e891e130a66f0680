#include "analyzer/clock.h"

#include <stdlib.h>

int64_t clock_count(const struct clock *c, day d) { return c->every_day ? d : calendar_count(c->cal, d); }
day clock_nth(const struct clock *c, int64_t w) { return c->every_day ? (day)w : calendar_nth(c->cal, w); }

static int by_from(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    return x->from != y->from ? (x->from < y->from ? -1 : 1) : x->to < y->to ? -1 : x->to > y->to;
}

size_t clock_merge(const struct clock *c, struct span *span, size_t n)
{
    size_t out = 0;
    int64_t paused = 0;
    qsort(span, n, sizeof *span, by_from);
    for (size_t i = 0; i < n; i++) {
        if (span[i].from >= span[i].to)
            continue; /* ended on the day it began: no paused day */
        if (out && span[i].from <= span[out - 1].to) {
            if (span[i].to > span[out - 1].to)
                span[out - 1].to = span[i].to;
            continue;
        }
        span[out++] = span[i];
    }
    for (size_t i = 0; i < out; i++) {
        span[i].paused_before = paused;
        paused += clock_count(c, span[i].to) - clock_count(c, span[i].from);
    }
    return out;
}

/* The last span with from < d, or n: none. Spans are few; those of absurd cases are found by halving. */
static size_t span_before(const struct clock *c, day d)
{
    size_t lo = 0, hi = c->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (c->span[mid].from < d)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? lo - 1 : c->n;
}

/* Working days among the paused days up to and including d. */
static int64_t paused_until(const struct clock *c, day d)
{
    size_t i = span_before(c, d);
    if (i == c->n)
        return 0;
    const struct span *s = &c->span[i];
    return s->paused_before + clock_count(c, d < s->to ? d : s->to) - clock_count(c, s->from);
}

int64_t clock_paused(const struct clock *c, day s, day d)
{
    return c->n && d > s ? paused_until(c, d) - paused_until(c, s) : 0;
}

int64_t clock_used(const struct clock *c, day s, day d)
{
    return clock_count(c, d) - clock_count(c, s) - clock_paused(c, s, d);
}

/* used() grows only on working days outside (from, to]: between two spans by one a working day, inside a span
 * not at all. */
day clock_reach(const struct clock *c, day s, int64_t n)
{
    int64_t w = clock_count(c, s) + n; /* W at the day looked for, were there no pauses */
    if (n <= 0)
        return s;
    day d = clock_nth(c, w);
    size_t i = span_before(c, s);
    for (i = i == c->n ? 0 : i; i < c->n; i++) {
        const struct span *p = &c->span[i];
        if (d <= p->from)
            break;
        day from = p->from > s ? p->from : s;
        if (p->to <= from)
            continue;
        w += clock_count(c, p->to) - clock_count(c, from);
        d = clock_nth(c, w);
    }
    return d;
}

day clock_due(const struct clock *c, day s, int64_t n)
{
    day d = clock_reach(c, s, n);
    for (;;) {
        d = clock_nth(c, clock_count(c, d - 1) + 1); /* the first working day >= d */
        size_t i = span_before(c, d + 1);
        if (i == c->n || d >= c->span[i].to)
            return d;
        d = c->span[i].to; /* paused on the last day: the day of resumption is left */
    }
}

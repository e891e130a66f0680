#include "analyzer/clock.h"

#include <assert.h>
#include <stdlib.h>

int64_t clock_count(const struct clock *c, day d) { return c->every_day ? d : calendar_count(c->cal, d); }
day clock_nth(const struct clock *c, int64_t w) { return c->every_day ? (day)w : calendar_nth(c->cal, w); }

/* The first day >= d that counts. */
static day next_working(const struct clock *c, day d) { return clock_nth(c, clock_count(c, d - 1) + 1); }

static int by_from(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    return x->from != y->from ? (x->from < y->from ? -1 : 1) : x->to < y->to ? -1 : x->to > y->to;
}

static bool spans_in_order(const struct span *span, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (by_from(&span[i - 1], &span[i]) > 0)
            return false;
    return true;
}

/* The last of the spans with from < d, or n: none. */
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

/* Sorted, without those that have no paused day, and each two with a day between them. */
static size_t merge_spans(struct span *span, size_t n)
{
    size_t out = 0;
    if (!spans_in_order(span, n))
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
    return out;
}

void clock_pause(struct clock *c, struct span *span, size_t n)
{
    int64_t paused = 0;
    c->span = span;
    c->n = merge_spans(span, n);
    for (size_t i = 0; i < c->n; i++) {
        span[i].paused_before = paused;
        paused += clock_count(c, span[i].to) - clock_count(c, span[i].from);
    }
    c->paused = paused;
    for (size_t i = c->n; i-- > 0;) { /* from the back: the day left may lie in a later span */
        day left = next_working(c, span[i].to);
        size_t in = span_before(c, left + 1);
        span[i].left = left < span[in].to ? span[in].left : left;
    }
    assert(clock_sane(c));
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

bool clock_pauses_on(const struct clock *c, day d)
{
    size_t i = span_before(c, d);
    return i < c->n && d <= c->span[i].to;
}

/* Working days that are not paused, up to and including d: from start day s on, used(d) is the difference. It
 * grows by one on such a day and not at all inside a span, so the spans that begin before it has grown enough
 * are found by halving. */
day clock_reach(const struct clock *c, day s, int64_t n)
{
    if (n <= 0)
        return s;
    int64_t wanted = clock_count(c, s) - (c->n ? paused_until(c, s) : 0) + n;
    size_t lo = 0, hi = c->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (clock_count(c, c->span[mid].from) - c->span[mid].paused_before < wanted)
            lo = mid + 1;
        else
            hi = mid;
    }
    return clock_nth(c, wanted + (lo < c->n ? c->span[lo].paused_before : c->paused));
}

day clock_due(const struct clock *c, day s, int64_t n)
{
    day d = next_working(c, clock_reach(c, s, n));
    size_t i = span_before(c, d + 1);
    /* paused on the last day: the day of resumption is left */
    return i < c->n && d < c->span[i].to ? c->span[i].left : d;
}

bool clock_sane(const struct clock *c)
{
    int64_t paused = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct span *s = &c->span[i];
        const struct span *in = &c->span[span_before(c, s->left + 1)];
        if (s->from >= s->to || (i && s[-1].to >= s->from))
            return false; /* C1 */
        if (s->paused_before != paused)
            return false; /* C2 */
        if (s->left < s->to || s->left < in->to || next_working(c, s->left) != s->left)
            return false; /* C3 */
        paused += clock_count(c, s->to) - clock_count(c, s->from);
    }
    return c->paused == paused; /* C2 */
}

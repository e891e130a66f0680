/* The parts of eval(), in the order in which they run, and what they share. Internal to the analyzer. */
#ifndef ANALYZER_EVAL_PARTS_H
#define ANALYZER_EVAL_PARTS_H

#include "analyzer/facts.h"

/* Order, voids, firsts, the end, the unit, the kind. False: no event is there. */
bool fold_find(struct facts *x, const struct event *events, size_t n);
/* Answer windows, deemed acceptance. */
void windows_find(struct facts *x);
/* Start day, pauses, clocks, extension, limits. */
void limits_find(struct facts *x);
/* Steps with limits, ratings, visits. */
void steps_find(struct facts *x);
/* The units that co-handle it. */
void handlers_find(struct facts *x);
/* The rules of each family that are on raise their alerts. */
void rules_clock(struct facts *x);
void rules_fact(struct facts *x);
/* What is due next. */
void duties_find(struct facts *x);
/* The contributions to the counters; needs the alerts, in order. */
void contribute(struct facts *x);

/* Something will differ at t if no event comes; ignored unless after the as-of instant. */
static inline void facts_change(struct facts *x, instant t)
{
    if (t > x->as_of && t < x->out->next_change)
        x->out->next_change = t;
}
/* 00:00 after d: when a limit that ends with d is over. */
static inline instant facts_over(day d) { return day_start(d + 1); }
/* 00:00 after the n-th working day after d (n = 0: after d itself). */
static inline instant facts_after(const struct facts *x, day d, int64_t n)
{
    return facts_over(n ? calendar_add(&x->ref->cal, d, n) : d);
}
/* The earlier of two instants of which either may be missing. */
static inline instant facts_earlier(instant a, instant b)
{
    return a == INSTANT_NONE || (b != INSTANT_NONE && b < a) ? b : a;
}
/* A case had not ended at an instant if it did not end strictly before it. */
static inline bool facts_running(const struct facts *x, instant t) { return x->end >= t; }
/* The unit of a step: that in its data, else the event's department and the case's region. */
static inline int32_t facts_step_dept(const struct event *ev)
{
    return ev->data.dept >= 0 ? ev->data.dept : ev->dept;
}
static inline int32_t facts_step_region(const struct facts *x, const struct event *ev)
{
    return ev->data.region >= 0 ? ev->data.region : x->region;
}
static inline bool facts_given(const char *z) { return z && *z; }

#endif

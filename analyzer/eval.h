/* The one idea: a case is a pure function of its events, the reference data and an instant (design.md).
 * eval() gives the case's row, its alerts, its contribution to the monthly counters, and the next instant at
 * which any of these would differ without a new event. No I/O, no clock, no global state. */
#ifndef ANALYZER_EVAL_H
#define ANALYZER_EVAL_H

#include "analyzer/act.h"
#include "analyzer/event.h"
#include "analyzer/indicators.h"
#include "analyzer/refdata.h"
#include "base/vec.h"

/* One of a case's two limits. */
struct limit {
    int32_t n; /* days, with valid extensions; DAYS_NONE: none, or replaced by promise_due */
    day due; /* DAY_NONE: none */
    instant due_at; /* promise_due; INSTANT_NONE: the limit is a day */
    int32_t used; /* at the decision, exit or as-of day; DAYS_NONE without a start day */
    int8_t kept; /* 1 kept, 0 broken, -1 null */
    bool projected; /* a pause is open: due and used move with the as-of day */
    bool provisional; /* a year without a calendar file lies in between */
};

struct case_row {
    const char *case_no, *item; /* borrowed from the events */
    int32_t item_index, region, dept;
    uint8_t kind, phase, light;
    bool deemed, ended;
    instant submitted_at, accepted_at, decided_at, delivered_at; /* INSTANT_NONE: null */
    instant end; /* the case's end; the as-of instant while open */
    day start; /* start day of the clocks, DAY_NONE: none */
    struct limit promise, statutory;
    int32_t visits; /* -1: not known */
    int32_t paused_days;
    int32_t n_events; /* in the fold */
    uint8_t level; /* the highest of its open alerts; LEVEL_NONE: none is open */
    instant level_at; /* when the first of that level was raised; INSTANT_NONE: none is open */
    uint8_t duty; /* enum duty_kind: what is due next */
    instant due; /* and when it is over; INSTANT_NONE: nothing is due */
};

struct alert {
    uint16_t rule; /* rule_index */
    uint8_t level, state; /* enum level, enum alert_state; never STATE_WITHDRAWN */
    int32_t region, dept; /* responsible unit */
    instant raised, cleared; /* cleared: when what it warned of was over, INSTANT_NONE if it is not */
    const char *subject; /* in the arena */
    const struct event *of; /* the event that a subject `#k` means now; NULL: no such subject. Not stored */
    uint32_t place; /* in the order of raising, so that sorting is total; not stored */
    int32_t used, limit; /* the figures that led to it; DAYS_NONE: none */
    day due; /* DAY_NONE: none */
};

/* One addition to the counters of (month, region, dept); item and kind are the case's. */
struct contrib {
    month month;
    int32_t region, dept;
    uint16_t counter; /* enum counter, or what stands behind them: enum contrib_code */
    int64_t value;
};
enum contrib_code {
    CONTRIB_USED = COUNTERS, /* + bucket: the histogram of used days */
    CONTRIB_ACCEPTED = CONTRIB_USED + HIST_BUCKETS, /* + day of the month, from 0: `accepted` by day */
    CONTRIB_COMPLETED = CONTRIB_ACCEPTED + 31, /* likewise */
    CONTRIBS = CONTRIB_COMPLETED + 31
};

/* What somebody still has to do about the case, and by when (duties.c). */
struct duty {
    uint8_t kind; /* enum duty_kind */
    int32_t region, dept; /* who: the case's unit, or the step's */
    instant due; /* when it is over: 00:00 after its last day, or promise_due; it may lie behind */
    const char *subject; /* the step's name, else "" */
};

/* A unit that has a step of the case and is not its responsible one. */
struct handler {
    bool dept; /* a department, else a region */
    int32_t unit;
};

/* What holds of every evaluation; eval() asserts what costs nothing, eval_sane() looks at all of it.
 * - E1: next_change lies after the as-of instant. An empty one has no alerts and no contributions.
 * - E2: Alerts ascend in (rule, subject). Each has a level, was raised by the as-of instant by a rule that is
 *   on, and is in a state that its rule may have: standing, or open, or cleared (then `cleared` is set); or
 *   else revoked.
 * - E3: Contributions ascend in (month, region, dept, counter). None is 0 or of a month to come. Those of
 * days are as many as their counters say.
 * - E4: The end lies not after the as-of instant; that of a case that has not ended is it.
 * - E5: Without a start day nothing is due and no day used; a limit kept or broken was due.
 * - E6: A light is there just while a case with a start day runs.
 * - E7: Handlers ascend, regions first, and none is the case's own region or department.
 * - E8: Duties ascend in `due`; an ended case has none but deliveries, ratings and complaints. */
struct evaluation {
    bool empty; /* no event is there yet (all voided or after the as-of instant): no row, no alerts, no
                   contributions */
    struct case_row row;
    VEC(struct alert) alerts; /* by (rule, subject), unique */
    VEC(struct contrib) contribs; /* by (month, region, dept, counter), unique, no zeros */
    VEC(struct handler) handlers; /* the co-handling units, each once */
    VEC(struct duty) duties; /* what is due, the next one first */
    instant next_change; /* > as-of; INSTANT_MAX: never */
};

/* Events in any order and with voids, without duplicates (the caller tells them by source + event_id); the
 * upheld appeals about the case's alerts, each alert once as it is named (NULL: none). `out` is overwritten,
 * its vectors are reused; strings made are in `a`. Takes O(n log n) for n events and appeals. */
void eval(struct evaluation *out, const struct event *events, size_t n, const struct upheld_list *upheld,
          const struct refdata *ref, instant as_of, struct arena *a);
bool eval_sane(const struct evaluation *ev, const struct refdata *ref, instant as_of); /* E1-E8 hold */
void eval_release(struct evaluation *ev);
/* The first of the duties whose region (or department) is this one; of all where it is negative. NULL: none.
 */
const struct duty *eval_next_duty(const struct evaluation *ev, int32_t region, int32_t dept);

/* The alerts and contributions as bytes, as the store keeps them beside the case ("subtract what was
 * written"). Codes, not indexes. */
void eval_pack(struct str *out, const struct evaluation *ev, const struct refdata *ref);
/* Reads such bytes back into vectors only (row and next_change are not in them). False: damaged. */
bool eval_unpack(const uint8_t *p, size_t n, const struct refdata *ref, struct arena *a,
                 struct evaluation *out);

#endif

/* The facts of one case as of an instant: what the parts of eval() find (eval_parts.h), and what the rules
 * and counters are decided on. Internal to the analyzer. Everything lives in the arena of one eval() call. */
#ifndef ANALYZER_FACTS_H
#define ANALYZER_FACTS_H

#include "analyzer/clock.h"
#include "analyzer/eval.h"
#include "analyzer/tally.h"

/* An answer window (section 3): from its opening event to 24:00 of its last day. */
struct window {
    const char *subject; /* "", "#k", "precheck" */
    const struct event *ev; /* that opened it */
    day last;
    instant over; /* 00:00 after the last day */
    instant answered; /* the first answer that stands after the opening event; INSTANT_NONE: none yet */
};

struct pause {
    const struct event *ev;
    instant end; /* the resumption or the case's end, whichever is first; INSTANT_NONE: open */
    bool counts; /* false: it starts after the case's end and is no pause */
    bool statutory; /* of a reason for which the law lets the clock stop */
};

/* A step with a limit (rule 113). */
struct step {
    const struct event *ev;
    int32_t region, dept, limit, used_to_due;
    day due;
    instant over, finished; /* finished: INSTANT_NONE: not */
    bool finished_by_end; /* before the case's end in the order */
    bool moving; /* a pause is open: the due day is a projection */
};

struct rating {
    const struct event *ev;
    instant rectified; /* the first rectification since; INSTANT_NONE: none */
    bool invalid; /* struck out as mistaken or malicious */
};

struct void_act {
    const struct event *target,
        *ev; /* ev: the first `voided` of it that came more than the threshold later, else NULL */
};

/* What holds of the facts once they are found; facts_sane() looks at all of it.
 * - F1: The fold ascends in event_compare(); it holds no void and nothing after the as-of instant.
 * - F2: first and first_at are of the first event of each type.
 * - F3: A case has ended, completed or exited, just if its end is an event of the fold.
 * - F4: Windows are over in the order in which they opened; that of `submitted` is one of them.
 * - F5: Pauses ascend like their events, and so do their ends; behind an open one all are open, behind one
 *   that does not count none does.
 * - F6: A limit is over 00:00 after its due day, or at promise_due, unless the day moves; without a start day
 *   there is none.
 * - F7: Steps ascend like their events; none is finished before it began. */
struct facts {
    const struct refdata *ref;
    struct arena *a;
    instant as_of;
    struct evaluation *out;
    const struct event **ev; /* the fold: not voided, there by the as-of instant, in the order of section 4 */
    size_t n;
    const struct event *first[EV_TYPES]; /* the first of each type, NULL: none */
    size_t first_at[EV_TYPES]; /* and its place in the order (n: none) */
    struct void_act *voids;

    const struct item *item; /* NULL: unknown */
    bool permit; /* the item is known and of type 01: 行政许可 */
    int32_t region, dept;
    uint8_t kind;
    size_t end_at; /* place of the ending event, n: open */
    bool completed, exited, granted, denied;
    instant end; /* INSTANT_MAX while open */
    day start;
    bool deemed;
    instant deemed_at; /* the deeming instant, INSTANT_NONE */
    struct window *windows;
    struct window *first_window; /* that of `submitted`, NULL: none opened */
    struct pause *pauses; /* by `paused` event */
    struct clock book, legal, step_clock; /* step_clock: book pauses in real working days */
    const struct event *extension; /* the valid one, NULL: none */
    struct limit promise, statutory;
    instant promise_over, statutory_over; /* when the limit is broken unless kept; INSTANT_NONE: no limit, or
                                             it moves while a pause is open */
    struct step *steps;
    struct rating *ratings;
    size_t n_voids, n_windows, n_pauses, n_steps, n_ratings; /* of the lists above */
    size_t n_supplements; /* notices in the fold */
    int32_t visits; /* -1: not known */
    struct tally tally; /* contribute.c: the counters so far */
    day month_day; /* the day whose month was asked for last, and that month */
    month month;
};

/* "#k" */
const char *facts_number(struct facts *x, size_t k);
bool facts_sane(const struct facts *x); /* F1-F7 hold; once steps_find() was there */

#endif

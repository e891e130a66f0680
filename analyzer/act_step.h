/* One step of the fold of acts (contract section 12): the state of the one order, appeal or interview that an
 * act is about, and the act -> a refusal, or the new state. acts_fold.c repeats it over a whole history; the
 * live ledger does it once, with what it has read under its lock. Pure. */
#ifndef ANALYZER_ACT_STEP_H
#define ANALYZER_ACT_STEP_H

#include "analyzer/interview.h"
#include "analyzer/order.h"

/* An appeal (申诉): one an alert as it is named, ever. */
struct appeal {
    struct act_alert alert; /* borrowed */
    int32_t region, dept; /* whose alert it is */
    uint8_t state; /* IS_none: there is none */
    instant opened_at, ended_at; /* INSTANT_NONE: not */
};

/* What the act is about, as it stands before it: each that act_needs_… says, never NULL then; what is not
 * there yet is IS_none (order, appeal) or interview_proposed(). */
struct act_things {
    struct order *order;
    struct appeal *appeal;
    struct interview *interview;
};
bool act_needs_order(const struct act *a);
bool act_needs_appeal(const struct act *a);
bool act_needs_interview(const struct act *a);

/* May the act be done? VERDICT_done, or the first refusal that applies from not_allowed on; nothing changes.
 * bad_form is the decoder's, bad_seq and bad_time are the log's: act_step_after. */
enum act_verdict act_step_judge(const struct act *a, const struct act_things *t, const struct refdata *ref);
/* Does it. Only after act_step_judge has said VERDICT_done. `a`'s strings must live as long as the things. */
void act_step_apply(const struct act *a, const struct act_things *t, const struct refdata *ref);

/* Where the log stands: what came before the act. */
struct act_log {
    int64_t seq; /* the highest of a well-formed act, 0: none */
    instant at; /* of the last act that was not refused, INSTANT_NONE: none */
};
/* May it follow? VERDICT_done, bad_seq or bad_time. */
enum act_verdict act_step_after(const struct act *a, const struct act_log *log);

#endif

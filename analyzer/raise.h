/* Raising alerts: what the rules hand over, and the order in which an evaluation keeps it. Internal to the
 * analyzer. */
#ifndef ANALYZER_RAISE_H
#define ANALYZER_RAISE_H

#include "analyzer/eval_parts.h"

/* The alert as the table has it, for the case's own unit, with subject "": fill in what differs, then raise
 * it. */
struct alert raise_draft(const struct facts *x, enum rule_index rule, instant raised);
/* Keeps the alert if its instant has come, else remembers the instant as a change to come. */
void raise_alert(struct facts *x, const struct alert *al);
/* Sorts the alerts by (rule, subject); of one identity the one raised earliest stands. */
void raise_order(struct evaluation *out);
/* Makes the alerts revoked about which an appeal was upheld by the as-of instant; needs the row's case_no. */
void raise_revoke(struct facts *x, const struct upheld_list *upheld);
/* The mild level of a rule with two. */
static inline uint8_t raise_other(const struct facts *x, enum rule_index rule)
{
    return x->ref->rules.set[rule].other;
}

#endif

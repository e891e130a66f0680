/* Raising alerts: shared by rules_time.c and rules_fact.c. Internal to the analyzer. */
#ifndef ANALYZER_RAISE_H
#define ANALYZER_RAISE_H

#include "analyzer/facts.h"

/* The alert as the table has it, for the case's own unit, with subject "": fill in what differs, then raise()
 * it. */
struct alert raise_draft(const struct facts *x, enum rule_index rule, instant raised);
/* Keeps the alert if its rule is on and its instant has come, else remembers the instant as a change to come.
 * An alert of the same identity that was raised earlier stands. */
void raise_alert(struct facts *x, const struct alert *al);
/* The mild level of a rule with two. */
static inline uint8_t raise_other(const struct facts *x, enum rule_index rule)
{
    return x->ref->rules.set[rule].other;
}

#endif

/* What became of a bottom place (末位约谈, contract section 12): one interview by month, league and unit.
 * Pure. */
#ifndef ANALYZER_INTERVIEW_H
#define ANALYZER_INTERVIEW_H

#include "analyzer/act.h"

struct interview {
    month month;
    uint8_t league, state; /* enum league; IS_proposed while there is no act on it */
    int32_t unit; /* index into the league's regions or departments */
    instant confirmed_at; /* INSTANT_NONE: not, or waived */
    day held_on, due; /* DAY_NONE: not; due: of the last hold or reject */
    const char *said; /* with the confirm or waive: for when it is planned, why it is waived; NULL: nothing */
};

/* The interview before any act. */
struct interview interview_proposed(month m, enum league league, int32_t unit);
/* What an act that may be done makes of it. */
void interview_apply(struct interview *v, const struct act *a);
/* held or rejected, and the due day over */
bool interview_overdue(const struct interview *v, instant as_of);
/* The next instant after the as-of one at which it becomes overdue; INSTANT_MAX: never. */
instant interview_next_change(const struct interview *v, instant as_of);

#endif

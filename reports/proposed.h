/* Which orders are proposed now (contract section 12), and the grave alerts that were found too late for it.
 */
#ifndef REPORTS_PROPOSED_H
#define REPORTS_PROPOSED_H

#include "analyzer/proposals.h"
#include "reports/view.h"

enum { PROPOSED_CASES = 2000 }; /* that are looked at */

struct proposed {
    struct proposals list;
    VEC(struct candidate) candidates; /* what the list points into */
    VEC(struct candidate) late; /* raised before the days of proposals, found within them; by case, rule */
    bool cut; /* there are more cases */
};

/* Strings are the arena's. The holder calls proposed_release, also after a failure. */
int proposed_read(const struct view *v, struct proposed *out, struct err *e);
void proposed_release(struct proposed *p);

#endif

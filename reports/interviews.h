/* Bottom places and what became of them (末位约谈): those of a month's ranking and those with an act. */
#ifndef REPORTS_INTERVIEWS_H
#define REPORTS_INTERVIEWS_H

#include "analyzer/interview.h"
#include "analyzer/lists.h"
#include "base/vec.h"
#include "reports/view.h"

struct interview_row {
    struct interview v;
    enum bottom_action action; /* of the bottom place that there is now; BOTTOM_NONE: there is none */
};
struct interviews {
    VEC(struct interview_row) rows; /* by month, league, unit's code */
};
/* Of the months first…last. */
int interviews_read(const struct view *v, month first, month last, struct interviews *out, struct err *e);
void interviews_release(struct interviews *l);

#endif

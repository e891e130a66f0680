/* The months of all units of a kind out of the database, one after the other; each row is read once, a year
 * of them is in memory at a time. */
#ifndef REPORTS_HISTORY_H
#define REPORTS_HISTORY_H

#include "reports/running.h"
#include "reports/view.h"

enum { HISTORY_MONTHS = 12 };

struct history {
    const struct view *view;
    enum by by;
    month next, upto, last; /* the month to come; the last one in `flows`; the last one of all */
    struct read_sums flows;
    size_t used; /* how many of the flows are behind us */
    struct running running; /* the month at hand: running.row */
    struct arena arena; /* of the flows */
};

/* Nothing is read yet; `first` is one before which nothing stands (read_first_month). */
void history_begin(struct history *h, const struct view *v, enum by by, month first, month last);
/* Goes on to the next month, the first one at first; not beyond the last. */
int history_next(struct history *h, struct err *e);
void history_end(struct history *h);

#endif

/* The months of all regions or departments, one after the other, a year of them in memory at a time. */
#ifndef REPORTS_HISTORY_H
#define REPORTS_HISTORY_H

#include "reports/figures.h"

enum { HISTORY_MONTHS = 12 };

struct history {
    const struct view *view;
    enum by by;
    month last; /* none is read behind it */
    struct figures year; /* those in memory; n_units 0: none yet */
    struct arena arena[2]; /* of these, and of those before or to come */
    int at;
};

/* Nothing is read yet; `first` is one before which nothing stands (read_first_month). */
void history_begin(struct history *h, const struct view *v, enum by by, month first, month last);
/* The figures that hold month m, which is neither before the one asked for last nor behind `last`; good until
 * the next call. NULL with `e`. */
const struct figures *history_month(struct history *h, month m, struct err *e);
void history_end(struct history *h);

#endif

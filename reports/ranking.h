/* A league's month: scores, ranks, movement, bottom place; read once, written as table, as sentence, as JSON.
 */
#ifndef REPORTS_RANKING_H
#define REPORTS_RANKING_H

#include "reports/figures.h"
#include "reports/view.h"

struct ranking {
    month month;
    enum league league;
    struct league_table now, before; /* before: the month before */
    bool ended; /* the month had ended at the as-of instant: its bottom place counts */
    bool has_bottom;
    struct bottom_place bottom;
};

/* Of figures that reach to m. */
void ranking_of(const struct view *v, const struct figures *f, enum league league, month m,
                struct ranking *out);
/* Reads that of the view's (last) month. */
int ranking_read(const struct view *v, enum league league, struct ranking *out, struct err *e);

#endif

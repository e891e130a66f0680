/* A league's month: scores, ranks, movement, bottom place; read once, written as table, as sentence, as JSON.
 */
#ifndef REPORTS_WEB_RANKING_H
#define REPORTS_WEB_RANKING_H

#include "reports/figures.h"
#include "reports/web/page.h"

struct ranking {
    month month;
    enum league league;
    struct league_table now, before; /* before: the month before */
    bool ended; /* the month had ended at the as-of instant: its bottom place counts */
    bool has_bottom;
    struct bottom_place bottom;
};

/* Of figures that reach to m. */
void ranking_of(struct page *p, const struct figures *f, enum league league, month m, struct ranking *out);
/* As asked by month= (default: the current one) and league= (default: county). */
int ranking_read(struct page *p, const struct request *rq, struct ranking *out, struct err *e);

void ranking_table(struct page *p, struct str *out,
                   const struct ranking *r); /* with the rates that make the score */
void ranking_brief(struct page *p, struct str *out,
                   const struct ranking *r); /* rank, movement, score, cards */
void ranking_bottom(struct page *p, struct str *out, const struct ranking *r); /* a paragraph */

#endif

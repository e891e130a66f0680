/* Why a unit has the score that it has: what each rate and the cards cost it, with the cases behind it, and
 * what would lift it by a place. */
#ifndef REPORTS_WEB_SCORE_WHY_H
#define REPORTS_WEB_SCORE_WHY_H

#include "reports/ranking.h"
#include "reports/web/list.h"

struct score_why {
    const struct ranking *ranking;
    size_t at; /* of which unit: its position in ranking->now; n: of none */
    struct list list;
};

/* Whom unit= names, or else the viewer itself, if it has a score; its rows are a part of /rankings. `w`
 * begins as zeros; the holder closes w->list, also after a failure. 200, or a status with a sentence: the
 * league does not have the unit. */
int score_why_open(struct score_why *w, struct page *p, const struct ranking *r, struct err *e);
void score_why_put(const struct score_why *w, struct str *out); /* nothing where there is no unit */

#endif

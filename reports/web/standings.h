/* A league's month as HTML. */
#ifndef REPORTS_WEB_STANDINGS_H
#define REPORTS_WEB_STANDINGS_H

#include "reports/ranking.h"
#include "reports/web/page.h"

/* As asked by month= (default: the last that the viewer may see whole) and league= (default: county). 200, or
 * a status, with a sentence. */
int standings_asked(struct page *p, struct ranking *out, struct err *e);

void standings_bottom(struct page *p, struct str *out, const struct ranking *r); /* a paragraph */
/* ↑ 升 2 位; ranks, 0: none */
void standings_moved(struct str *out, int32_t now, int32_t before);

#endif

/* Parts of the page of a bulletin. */
#ifndef REPORTS_WEB_BULLETIN_PARTS_H
#define REPORTS_WEB_BULLETIN_PARTS_H

#include "reports/bulletin.h"
#include "reports/web/page.h"

/* The bulletin of the month in an address, whole or what its charts need: 200, or the status of its failure
 * (404: there is none). */
int bulletin_parts_read(struct page *p, const char *text, size_t n, bool whole, struct bulletin *b,
                        struct err *e);

void bulletin_parts_units(struct page *p, struct str *out, const struct bulletin *b, const struct ranking *r);
void bulletin_parts_alerts(struct page *p, struct str *out, const struct bulletin *b);
void bulletin_parts_ratings(struct page *p, struct str *out, const struct bulletin *b);
void bulletin_parts_used(struct page *p, struct str *out, const struct bulletin *b);
void bulletin_parts_quality(struct str *out, const struct bulletin *b);
void bulletin_parts_figure(struct page *p, struct str *out, const struct bulletin *b,
                           const struct bulletin_chart *k);

#endif

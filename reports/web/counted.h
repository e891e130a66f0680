/* What /cases and the API's cases answer where a figure is asked for: ?counted=NAME. */
#ifndef REPORTS_WEB_COUNTED_H
#define REPORTS_WEB_COUNTED_H

#include "reports/web/page.h"

int counted_page(struct page *p, struct reply *out, struct err *e);
int counted_api(struct page *p, struct reply *out, struct err *e);
/* Without counted= : ERR_USAGE if something was said that belongs to it, for the list would not heed it. */
int counted_not(const struct page *p, struct err *e);

#endif

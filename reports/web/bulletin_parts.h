/* The charts of a month. */
#ifndef REPORTS_WEB_BULLETIN_PARTS_H
#define REPORTS_WEB_BULLETIN_PARTS_H

#include "reports/bulletin.h"
#include "reports/web/page.h"

/* All of them, below the paper. */
int bulletin_parts_charts(struct page *p, struct str *out, struct err *e);

#endif

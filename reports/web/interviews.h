/* The interviews that an address asks for, for the page and the API. */
#ifndef REPORTS_WEB_INTERVIEWS_H
#define REPORTS_WEB_INTERVIEWS_H

#include "reports/interviews.h"
#include "reports/web/page.h"

int interviews_asked(struct page *p, struct interviews *out, struct err *e);

#endif

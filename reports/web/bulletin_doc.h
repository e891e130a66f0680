/* The document that an address asks for: PERIOD and ?revision=. */
#ifndef REPORTS_WEB_BULLETIN_DOC_H
#define REPORTS_WEB_BULLETIN_DOC_H

#include "reports/bulletin_period.h"
#include "reports/web/page.h"

/* 200: *out is the document, the caller's to free; the view's period is set. Else a status, with a sentence.
 */
int bulletin_doc_read(struct page *p, const char *period, size_t n, struct bulletin_periods *there,
                      struct doc **out, struct err *e);

#endif

/* The parts of the page of a case. */
#ifndef REPORTS_WEB_PAGE_CASE_H
#define REPORTS_WEB_PAGE_CASE_H

#include "reports/folder.h"
#include "reports/web/page.h"

void page_case_facts(struct page *p, struct str *out, const struct folder *f);
void page_case_events(struct page *p, struct str *out, const struct folder *f);
/* How the due days came about: a row a day. */
void page_case_clocks(struct page *p, struct str *out, const struct folder *f);
int page_case_alerts(struct page *p, struct str *out, const struct folder *f, struct err *e);

#endif

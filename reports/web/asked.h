/* What an address asks for, shared by pages and API: the filters of lists, and where a list goes on. */
#ifndef REPORTS_WEB_ASKED_H
#define REPORTS_WEB_ASKED_H

#include "reports/web/page.h"

/* region=&dept=&item=&no=&level=&rule=&state=&once=&month=&seen=&q= of alerts; strings are borrowed from the
 * request. */
int asked_alerts(struct page *p, struct read_filter *f, struct err *e);
/* region=&dept=&item=&phase=&light=&kept=&duty=&level=&due=&q= of cases. */
int asked_cases(struct page *p, struct read_filter *f, struct err *e);

/* A place in the list of alerts: (raised, id) of the last row shown. */
struct asked_cursor {
    instant raised; /* INSTANT_NONE: from the first */
    int64_t id;
};
int asked_cursor_read(const struct request *rq, struct asked_cursor *c, struct err *e);
const char *asked_cursor_text(const struct read_alert *last, struct arena *a);

/* What units the reader may choose from: the bureau any, a county its departments, a department none. */
void asked_units(struct str *out, const struct page *p);

/* <select>s of what is due, how soon, and of the level of a case. */
void asked_dues(struct str *out, const struct request *rq);
/* The fields between these two fold on a phone; how many of the filters are in use is said there. The fold is
 * an empty <details> whose state the stylesheet goes by, so that at a desk they stand open in any browser. */
void asked_fold(struct str *out, const struct request *rq);
void asked_fold_end(struct str *out);
/* A parameter that the form does not show, as a hidden field. */
void asked_keep(struct str *out, const struct request *rq, const char *name);

#endif

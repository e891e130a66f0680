/* The filters of lists in the address, shared by pages and API. */
#ifndef REPORTS_WEB_FILTER_H
#define REPORTS_WEB_FILTER_H

#include "reports/web/page.h"

/* region=&dept=&item=&level=&rule=&state=&month= of alerts; strings are borrowed from the request. */
int filter_alerts(const struct request *rq, const struct refdata *ref, struct read_filter *f, struct err *e);
/* region=&dept=&item=&phase=&light=&kept= of cases. */
int filter_cases(const struct request *rq, const struct refdata *ref, struct read_filter *f, struct err *e);

/* A place in the list of alerts: (raised, id) of the last row shown. */
struct filter_cursor {
    instant raised; /* INSTANT_NONE: from the first */
    int64_t id;
};
int filter_cursor_read(const struct request *rq, struct filter_cursor *c, struct err *e);
const char *filter_cursor_text(const struct read_alert *last, struct arena *a);

/* <select>s of regions and departments with the chosen one. */
void filter_regions(struct str *out, const struct request *rq, const struct refdata *ref);
void filter_depts(struct str *out, const struct request *rq, const struct refdata *ref);

#endif

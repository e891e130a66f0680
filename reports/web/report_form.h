/* The form of a region's self-report of a month (每月报送): its counters by subject, each beside what the
 * system has counted. */
#ifndef REPORTS_WEB_REPORT_FORM_H
#define REPORTS_WEB_REPORT_FORM_H

#include "analyzer/indicators.h"
#include "reports/web/page.h"
#include "store/read_bulletin.h"

struct report_form {
    month month;
    int32_t region;
    bool again; /* it came and was not taken: what was filled in stands there again, faults beside it */
    const struct counters *system; /* NULL: not known */
    struct read_self_reports before; /* those of the month that count so far */
};
/* What the form shows beside its fields; within a snapshot. */
int report_form_read(struct page *p, struct report_form *f, struct err *e);
void report_form_put(struct page *p, struct str *o, const struct report_form *f);

/* What was filled in for a counter: 1 and *n, 0 nothing, -1 no number that a report may have. */
int report_form_value(const struct form_fields *sent, enum counter c, int64_t *n);

#endif

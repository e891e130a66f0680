/* A list without rows says what would bring some: which filter to take out, and what is near to what was
 * typed. */
#ifndef REPORTS_WEB_MISS_H
#define REPORTS_WEB_MISS_H

#include "reports/web/list.h"

int miss_cases(const struct list *l, struct str *out, const struct read_filter *f, struct err *e);
/* by_case: a list of the cases with an open alert. */
int miss_alerts(const struct list *l, struct str *out, const struct read_filter *f, bool by_case,
                struct err *e);

#endif

/* Self-reports (每月报送) of a month, counter by counter beside the system's, out of the database. */
#ifndef REPORTS_REPORTED_H
#define REPORTS_REPORTED_H

#include "analyzer/race.h"
#include "reports/draft.h"
#include "reports/view.h"

struct reported {
    VEC(struct draft_report) rows; /* by region in canonical order, then by counter */
};
/* `system` gives a region's counters of the month. A month that has not ended has no rows. */
int reported_read(const struct view *v, month m, race_counters *system, const void *of, struct reported *out,
                  struct err *e);
/* The same, with the counters out of the database, too. */
int reported_month(const struct view *v, month m, struct reported *out, struct err *e);
void reported_release(struct reported *r);

#endif

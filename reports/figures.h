/* The months' figures by unit, and the county in trouble. */
#ifndef REPORTS_FIGURES_H
#define REPORTS_FIGURES_H

#include "analyzer/indicators.h"
#include "reports/view.h"

/* Counters of each month first…last and unit (index into regions or depts), stocks added up. Lives in the
 * arena. */
struct figures {
    month first, last;
    int32_t n_units;
    enum by by; /* BY_REGION or BY_DEPT */
    struct counters *c;
};
/* Of read_history(first, last). Units that the reference data no longer has are left out. */
void figures_fill(struct figures *f, enum by by, const struct read_sums *sums, month first, month last,
                  const struct refdata *ref, struct arena *a);
/* Reads and fills; `first` INT32_MIN: from the first month there is. */
int figures_read(struct figures *f, const struct view *v, enum by by, month first, month last, struct err *e);
/* The index of a region or department; -1: the reference data does not have it (any more). */
int32_t figures_unit(enum by by, const char *code, const struct refdata *ref);
const struct counters *figures_at(const struct figures *f, month m, int32_t unit); /* zeros outside */
void figures_total(const struct figures *f, month m, struct counters *out); /* of all units */
/* Of a unit (-1: of all) over a period; the stocks are those of its last month that is there. */
void figures_period(const struct figures *f, int32_t unit, month first, month last, struct counters *out);

/* The county with the lowest on-time rate (then most red cards, most open overdue), among those with at least
 * `floor` cases in the rate if any has so many. -1: no county is late or has a red card. */
int32_t figures_trouble(const struct figures *f, month m, const struct refdata *ref);

#endif

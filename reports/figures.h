/* The months' figures by unit, and what follows from them: leagues, ranks, movement, bottom places, the
 * county in trouble. Pure. */
#ifndef REPORTS_FIGURES_H
#define REPORTS_FIGURES_H

#include "analyzer/indicators.h"
#include "reports/view.h"

/* Counters of each month first…last and unit (index into regions or depts), stocks added up. Lives in the
 * arena. */
struct figures {
    month first, last;
    int32_t n_units;
    enum read_by by; /* READ_REGION or READ_DEPT */
    struct counters *c;
};
/* Of read_history(first, last). Units that the reference data no longer has are left out. */
void figures_fill(struct figures *f, enum read_by by, const struct read_sums *sums, month first, month last,
                  const struct refdata *ref, struct arena *a);
/* Reads and fills; `first` INT32_MIN: from the first month there is. */
int figures_read(struct figures *f, const struct view *v, enum read_by by, month first, month last,
                 struct err *e);
const struct counters *figures_at(const struct figures *f, month m, int32_t unit); /* zeros outside */
void figures_total(const struct figures *f, month m, struct counters *out); /* of all units */

static inline enum read_by figures_by(enum league league)
{
    return league == LEAGUE_DEPARTMENT ? READ_DEPT : READ_REGION;
}

/* A league in one month: ranked units first, the others in canonical order. n 0: no unit of the league has a
 * figure. */
struct league_table {
    struct standing *v;
    size_t n;
    int bottom; /* position in v of the bottom place, -1: none */
};
void figures_league(const struct figures *f, enum league league, month m, const struct refdata *ref,
                    struct arena *a, struct league_table *out);
/* The rank of a unit; 0: none. */
int32_t figures_rank(const struct league_table *t, int32_t unit);

/* The bottom place of a league in month m; false: the month has none, or had not ended at `now`. */
struct bottom_place {
    int32_t unit, streak;
    enum bottom_action action;
};
bool figures_bottom(const struct figures *f, enum league league, month m, instant now,
                    const struct refdata *ref, struct arena *a, struct bottom_place *out);

/* The county with the lowest on-time rate (then most red cards, most open overdue), among those with at least
 * `floor` cases in the rate if any has so many. -1: no county is late or has a red card. */
int32_t figures_trouble(const struct figures *f, month m, const struct refdata *ref);

#endif

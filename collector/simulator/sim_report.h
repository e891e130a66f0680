/* The monthly self-reports (每月报送) of the simulated counties and zones: what they really had, and what
 * some make of it. */
#ifndef COLLECTOR_SIMULATOR_SIM_REPORT_H
#define COLLECTOR_SIMULATOR_SIM_REPORT_H

#include "collector/simulator/sim_case.h"
#include "collector/simulator/sim_city.h"

enum { SIM_REPORT_COUNTERS = 9 };

struct sim_report {
    const struct refdata *ref;
    uint64_t seed;
    month from;
    VEC(int64_t *) months; /* by month from `from`: figures by region */
};

void sim_report_init(struct sim_report *rp, const struct refdata *ref, uint64_t seed, month from);
void sim_report_release(struct sim_report *rp);

/* Counts an event of a case. */
void sim_report_count(struct sim_report *rp, const struct event *ev);
/* The reports on month m, as a case whose events are sent in the first days of the next one; event_id is put
 * in on writing. */
struct sim_case *sim_report_make(const struct sim_report *rp, month m, uint64_t serial);
/* Puts the counters, as they are now, into the event; they lie in `into`. */
void sim_report_fill(const struct sim_report *rp, struct event *ev,
                     struct counter_pair into[SIM_REPORT_COUNTERS]);

#endif

/* What people of the made-up city decide, in answer to the alerts and bottom places that its events give:
 * orders that are signed, answered, late, extended, returned, closed; appeals upheld and refused; interviews
 * followed to their end. A seed and the same alerts give the same acts. */
#ifndef COLLECTOR_SIMULATOR_SIM_ACTS_H
#define COLLECTOR_SIMULATOR_SIM_ACTS_H

#include "analyzer/eval.h"
#include "base/str.h"

struct sim_acts;
/* Acts up to `until`. */
struct sim_acts *sim_acts_new(const struct refdata *ref, uint64_t seed, instant until);
void sim_acts_free(struct sim_acts *s);
/* An alert, in the order of (case_no, rule, subject); nothing of it is borrowed. */
void sim_acts_alert(struct sim_acts *s, const char *case_no, const struct alert *al);
void sim_acts_bottom(struct sim_acts *s, month m, enum league league, int32_t unit);
/* All acts, one line each, in their order, numbered from 1; none that would be refused. */
void sim_acts_write(struct sim_acts *s, struct str *out);

#endif

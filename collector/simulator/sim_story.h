/* The whole life of a case, made at once when it comes in. */
#ifndef COLLECTOR_SIMULATOR_SIM_STORY_H
#define COLLECTOR_SIMULATOR_SIM_STORY_H

#include "collector/simulator/sim_case.h"
#include "collector/simulator/sim_city.h"

/* The life of the case number `serial` of that seed, which comes in at `at` and bears the date `dated` in its
 * number; the caller owns it. */
struct sim_case *sim_story_make(const struct sim_city *city, uint64_t seed, uint64_t serial, instant at,
                                day dated);

#endif

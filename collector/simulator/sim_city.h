/* The city that is simulated: its desks (each county, each zone, each city department), how much comes in
 * there and how they work. */
#ifndef COLLECTOR_SIMULATOR_SIM_CITY_H
#define COLLECTOR_SIMULATOR_SIM_CITY_H

#include "analyzer/refdata.h"
#include "base/err.h"
#include "base/vec.h"
#include "collector/simulator/sim_random.h"

/* Habits of a unit; all but weight and late_days in permille of its cases (or of what is said). */
struct sim_habits {
    const char *unit; /* a region's code or a city department's name; NULL: everybody else */
    int weight; /* share of the city's cases; 0: by the place in the list */
    int late; /* promised cases that break the promise */
    int stuck; /* … of these: never decided */
    int answer_late; /* no answer within five working days */
    int papers; /* each document that is missing */
    int supplement; /* asked for more material */
    int fake_pause; /* stopped just before the promise ends, without a statutory reason */
    int sham; /* accepted, worked on and decided at one instant */
    int back_entry; /* keyed in days later */
    int bad; /* ratings 4 and 5, of the rated */
    int complaint;
    int deliver_late;
    int report_off; /* monthly reports that say more than there is */
};

struct sim_desk {
    int32_t region, dept; /* dept: of a city department's desk, -1 for a county or zone */
    const struct sim_habits *habits;
    int64_t weight;
    VEC(int32_t) items[KINDS]; /* what is handled there, by kind */
};

struct sim_city {
    const struct refdata *ref;
    VEC(struct sim_desk) desks;
    int64_t weight; /* of all desks */
    VEC(int32_t) owner; /* by item: the city department in whose name the code is, -1: none */
};

/* Prepares the city of the reference data, which is borrowed. -1: nothing can be handled anywhere in it. */
int sim_city_init(struct sim_city *c, const struct refdata *ref, struct err *e);
void sim_city_release(struct sim_city *c);

/* Where the next case comes in, and with what. */
const struct sim_desk *sim_city_desk(const struct sim_city *c, struct sim_random *r);
int32_t sim_city_item(const struct sim_desk *d, struct sim_random *r);
/* The department that handles the item at that desk. */
int32_t sim_city_dept(const struct sim_city *c, const struct sim_desk *d, int32_t item);
/* Another department of the same region, for steps that two units handle; -1: there is none. */
int32_t sim_city_neighbour(const struct sim_city *c, int32_t region, int32_t dept, struct sim_random *r);
/* The habits of a unit by region code or department name. */
const struct sim_habits *sim_city_habits(const char *unit);

#endif

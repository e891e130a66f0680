/* A case's life while it is made up: how far it is told, by whom and for what. The parts that tell it
 * (sim_parts.h) share this. */
#ifndef COLLECTOR_SIMULATOR_SIM_LIFE_H
#define COLLECTOR_SIMULATOR_SIM_LIFE_H

#include "collector/simulator/sim_case.h"
#include "collector/simulator/sim_city.h"

struct sim_life {
    const struct sim_city *city;
    const struct refdata *ref;
    const struct sim_desk *desk;
    const struct sim_habits *habits;
    const struct item *item;
    struct sim_random r;
    struct sim_case *k;
    int32_t item_index, dept;
    instant t; /* how far the life is told */
    uint8_t channel; /* of the application */
    bool late; /* the promise is (going to be) broken */
    bool afterwards; /* entered days after it happened */
};

/* Adds an event at l->t. The pointer holds until the next one. */
struct sim_event *sim_life_add(struct sim_life *l, enum event_type type);
/* A document's kind, or NULL where the unit forgot it. */
const char *sim_life_paper(struct sim_life *l, const char *kind);

#endif

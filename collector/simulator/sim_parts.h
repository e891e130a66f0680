/* The parts of a promised case's life, one a file, in the order in which they are told. */
#ifndef COLLECTOR_SIMULATOR_SIM_PARTS_H
#define COLLECTOR_SIMULATOR_SIM_PARTS_H

#include "collector/simulator/sim_life.h"

/* Application to acceptance; false: the case ended (or stuck) before. */
bool sim_answer(struct sim_life *l);
/* Acceptance to decision; false: the case ended (or stuck) before. */
bool sim_work(struct sim_life *l);
void sim_decide(struct sim_life *l);
/* Delivery, ratings, complaints, corrections. */
void sim_after(struct sim_life *l);

#endif

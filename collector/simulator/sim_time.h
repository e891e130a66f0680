/* When people come to the hall and when clerks work. */
#ifndef COLLECTOR_SIMULATOR_SIM_TIME_H
#define COLLECTOR_SIMULATOR_SIM_TIME_H

#include "analyzer/calendar.h"
#include "base/day.h"
#include "collector/simulator/sim_random.h"

/* How busy a day is: 100 on an ordinary working day. */
int sim_time_weight(const struct calendar *cal, day d);
/* An instant of that day at which somebody applies: in the hall's hours, or at home until late. */
instant sim_time_apply(const struct calendar *cal, struct sim_random *r, day d);
/* True iff the hall is open: 9:00–12:00 and 13:30–17:00 of working days. */
bool sim_time_open(const struct calendar *cal, instant t);
/* An instant in the office hours of that day, whatever day it is. */
instant sim_time_office(struct sim_random *r, day d);
/* Some minutes after t: the clerk goes on with the same case, if need be after hours. */
instant sim_time_soon(struct sim_random *r, instant t, int minutes);
/* An office instant `wd` working days after t; 0: soon, or on the next working day if t is outside working
 * hours. */
instant sim_time_after(const struct calendar *cal, struct sim_random *r, instant t, int64_t wd);

#endif

/* The machine's clocks; no other file reads one (`make layers`). */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#include "base/day.h"

/* The steady clock, from some origin: it never goes back and goes on while the machine sleeps. */
int64_t clock_ms(void);
int64_t clock_us(void);
/* What this machine takes for the time, where there is no database to ask. */
instant clock_wall(void);

#endif

/* SIGTERM and SIGINT ask to stop, SIGHUP to read the reference data again; a broken pipe is an error like
 * others. */
#ifndef COLLECTOR_SIGNALS_H
#define COLLECTOR_SIGNALS_H

#include <signal.h>

extern volatile sig_atomic_t signals_stop; /* set once, stays */
extern volatile sig_atomic_t signals_reload; /* set by SIGHUP; whoever acts on it clears it */

void signals_catch(void);
void signals_sleep(int ms); /* a signal ends it */
/* From now on the process ends by itself, with status 0, after so many seconds: for closing what may hang. */
void signals_deadline(unsigned seconds);

#endif

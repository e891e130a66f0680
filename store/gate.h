/* The gate before cases, counters and acts: whoever changes any of them begins his transaction here, side by
 * side with all others; a freeze begins here alone, when nobody is inside, and keeps all others out until it
 * ends. So what it reads belongs to one instant. An advisory lock of PostgreSQL, held until COMMIT. */
#ifndef STORE_GATE_H
#define STORE_GATE_H

#include "store/db.h"

/* Begins a transaction that may change them. */
int gate_begin(struct db *db, struct err *e);
/* Begins one that has them to itself: waits until everybody has left, for the session's lock_timeout at most.
 */
int gate_begin_alone(struct db *db, struct err *e);

#endif

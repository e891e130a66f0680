/* A batch becomes one transaction, or several smaller ones where the database refuses a row. */
#ifndef COLLECTOR_BATCH_STORE_H
#define COLLECTOR_BATCH_STORE_H

#include "collector/batch.h"
#include "collector/positions.h"

/* Stores the whole batch and empties it. 1: some of it was not stored and is read again (fenced, or told to
 * stop); -1: likewise, and `e` says why this worker cannot go on. */
int batch_store(struct batch *b, struct ledger *l, struct positions *p, struct err *e);

#endif

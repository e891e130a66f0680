/* The schema, as numbered SQL files (store/schema) that stand in the binary. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "store/db.h"

/* Brings the database to this binary's schema, each step in a transaction of its own, one process at a time
 * (advisory lock). Refuses a database that has a step this binary does not know, or a step whose text was
 * changed since. Nothing to do: nothing is written. */
int migrate(struct db *db, struct err *e);

#endif

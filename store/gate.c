#include "store/gate.h"

/* Any number will do, as long as no other program locks the same one in this database (see migrate.c). One
 * message to the server, not two: it costs a batch nothing that can be seen. */
#define GATE "7311403"

int gate_begin(struct db *db, struct err *e)
{
    return db_run(db, "begin; select pg_advisory_xact_lock_shared(" GATE ")", e);
}

int gate_begin_alone(struct db *db, struct err *e)
{
    return db_run(db, "begin; select pg_advisory_xact_lock(" GATE ")", e);
}

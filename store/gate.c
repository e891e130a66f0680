#include "store/gate.h"

#include "store/locks.h"

/* One message to the server, not two: it costs a batch nothing that can be seen. */

int gate_begin(struct db *db, struct err *e)
{
    return db_run(db, "begin; select pg_advisory_xact_lock_shared(" LOCK_GATE ")", e);
}

int gate_begin_alone(struct db *db, struct err *e)
{
    return db_run(db, "begin; select pg_advisory_xact_lock(" LOCK_GATE ")", e);
}

/* Row-level security seen from who writes (store/schema/018_rows.sql). */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "base/err.h"
#include "store/db.h"

/* 0: policies do not hold for the session's role, which writes for all units. -1: they do, and COPY, which
 * does not go with them, would fail; ERR_WORK and DB_BUG, and `e` says what to grant. Or the database does
 * not answer. */
int rows_unbound(struct db *db, struct err *e);

#endif

#include "store/migrate.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/locks.h"

/* schema.inc is made by the Makefile: MIGRATION(number, "path") for each file, in order. */
#define MIGRATION(n, path)                                                                   \
    __asm__(".section .rodata\nschema_" #n ":\n.incbin \"" path "\"\n.byte 0\n.previous\n"); \
    extern const char schema_##n[];
#include "schema.inc"
#undef MIGRATION

static const struct {
    const char *n, *sql;
} step[] = {
#define MIGRATION(n, path) {#n, schema_##n},
#include "schema.inc"
#undef MIGRATION
};
enum { STEPS = sizeof step / sizeof *step };

#define LOCK "select pg_advisory_xact_lock(" LOCK_MIGRATION ")"

static int apply(struct db *db, size_t i, struct err *e)
{
    const char *v[] = {step[i].n, step[i].sql};
    if (db_run(db, step[i].sql, e))
        return err_prefix(e, "schema step %s", step[i].n);
    PGresult *res = db_text(db, "insert into schema_version values ($1, md5($2), now())", 2, v, e);
    PQclear(res);
    if (res)
        log_info("database: schema step %s applied", step[i].n);
    return res ? 0 : -1;
}

/* How many steps stand, all of them known and unchanged; -1 otherwise. The table is looked for first: a login
 * that may not create one can still check. */
static int standing(struct db *db, struct err *e)
{
    PGresult *res = db_text(db, "select to_regclass('schema_version') is not null", 0, NULL, e);
    bool there = res && *PQgetvalue(res, 0, 0) == 't';
    PQclear(res);
    if (!res)
        return -1;
    if (!there)
        return db_run(db,
                      "create table schema_version (n integer primary key, md5 text not null, at timestamptz "
                      "not null)",
                      e)
                   ? -1
                   : 0;
    const char *v[2 * STEPS];
    res = db_text(db, "select n, md5 from schema_version order by n", 0, NULL, e);
    if (!res)
        return -1;
    int n = PQntuples(res), rc = n;
    if (n > STEPS)
        rc = err_set(e,
                     "the database has schema step %s, this program knows %d: it is older than the database",
                     PQgetvalue(res, n - 1, 0), STEPS);
    for (int i = 0; rc >= 0 && i < n; i++) {
        v[0] = step[i].sql;
        PGresult *sum = db_text(db, "select md5($1)", 1, v, e);
        if (!sum)
            rc = -1;
        else if (atoi(PQgetvalue(res, i, 0)) != atoi(step[i].n) ||
                 strcmp(PQgetvalue(res, i, 1), PQgetvalue(sum, 0, 0)) != 0)
            rc = err_set(e, "schema step %s of the database is not the one of this program",
                         PQgetvalue(res, i, 0));
        PQclear(sum);
    }
    PQclear(res);
    return rc;
}

/* True while there was a step to apply. */
static int next_step(struct db *db, bool *more, struct err *e)
{
    if (db_run(db, "begin", e) || db_run(db, LOCK, e))
        return -1;
    int n = standing(db, e);
    if (n < 0)
        return -1;
    *more = n < STEPS;
    if (*more && apply(db, (size_t)n, e))
        return -1;
    return db_run(db, "commit", e);
}

int migrate(struct db *db, struct err *e)
{
    if (db_run(db, DB_PATIENT, e))
        return -1;
    for (bool more = true; more;) {
        if (next_step(db, &more, e)) {
            db_rollback(db);
            return -1;
        }
    }
    return 0;
}

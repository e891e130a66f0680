/* The connection to PostgreSQL: the only door to libpq. One struct db per thread; nothing here is shared.
 * A failed call says in `fail` what kind of failure it was; the caller decides (engineering: retry, split the
 * batch, or stop). */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct pg_conn; /* PGconn and PGresult, without libpq's header in every room */
struct pg_result;
struct wire_rows;

enum db_fail {
    DB_FINE,
    DB_RETRY, /* connection, resources, deadlock, shutdown: the same again later */
    DB_DATA, /* a value that the database will never take */
    DB_BUG, /* anything else: ours */
};

struct db {
    struct pg_conn *conn; /* NULL: not connected */
    const char *conninfo, *app, *role; /* borrowed; role NULL: the login's own */
    const char *settings; /* likewise: statements for each new session; NULL: none */
    enum db_fail fail; /* of the last call that failed */
    char sqlstate[6]; /* "" where the connection itself failed */
    bool down; /* announced as not reachable */
    bool refused; /* announced: the connection is there, yet what was to be stored was not */
    unsigned tries; /* failures in a row, for the back-off */
};

/* A parameter; the text or bytes are borrowed until the call returns. */
struct db_param {
    const void *p; /* NULL: null */
    int len;
    unsigned oid; /* 0: the server infers it from the statement */
    bool binary;
};
#define DB_TEXT(z) ((struct db_param){.p = (z)})
#define DB_INSTANT(buf, t) \
    ((struct db_param){wire_instant_bytes(buf, t), 8, OID_TIMESTAMPTZ, true}) /* buf: char[8] */

/* Settings of a session that may take its time, whatever the server's own are. */
#define DB_PATIENT                                      \
    "set statement_timeout = 0; set lock_timeout = 0; " \
    "set idle_in_transaction_session_timeout = 0"

void db_init(struct db *db, const char *conninfo, const char *app, const char *role);
void db_close(struct db *db);
/* One attempt: connects (libpq's environment fills what conninfo leaves out), sets the session and the role.
 * ERR_ENV: not reachable; ERR_WORK: it may not act as the role. */
int db_connect(struct db *db, struct err *e);
/* From now on with the rights of this role alone. ERR_WORK: the login has not been granted it, or there is
 * none. */
int db_become(struct db *db, const char *role, struct err *e);
/* Back-off with jitter (0.1 s … 10 s), then db_connect if the connection is gone; again until it works or
 * *stop. Announces "not reachable" and "is back" once each, and what else goes wrong (but not a mere
 * collision with another worker). -1 only when stopped. */
int db_wait(struct db *db, const volatile sig_atomic_t *stop, const struct err *why);
/* Works again: ends the back-off and says so if it was announced as down. */
void db_well(struct db *db);
/* The same after a commit, which also ends a refusal (disk full, read-only, a lock not had in time). */
void db_stored(struct db *db);

/* A statement without result or parameters: begin, commit, rollback. */
int db_run(struct db *db, const char *sql, struct err *e);
/* Text in, text out. The caller clears the result with PQclear; NULL: failed. Without parameters `sql` may be
 * several statements, of which the last gives the result. */
struct pg_result *db_text(struct db *db, const char *sql, int n, const char *const *v, struct err *e);
/* The columns of `rows` (may be NULL) as arrays $1, $2, … and then `more`; binary results. */
struct pg_result *db_exec(struct db *db, const char *sql, struct wire_rows *rows, const struct db_param *more,
                          int n, struct err *e);
/* The same where the result is a count: rows touched, or -1. */
int64_t db_count(struct db *db, const char *sql, struct wire_rows *rows, const struct db_param *more, int n,
                 struct err *e);
/* 0 if that count is the one wanted; else it failed already, or rows that we hold locked are not there: our
 * own bug. */
int db_touched(struct db *db, const char *what, int64_t n, int64_t want, struct err *e);
/* COPY … FROM STDIN (FORMAT binary) of rows made with wire_row() and wire_*(). */
int db_copy(struct db *db, const char *sql, const struct str *rows, struct err *e);
/* Returns when all that this session has seen committed is on the disk (and where the server's
 * synchronous_commit wants it, on its standbys): the commit of a word in the WAL that nobody reads flushes
 * what stands before it. Between transactions. */
int db_durable(struct db *db, struct err *e);
int db_durable_here(struct db *db, struct err *e); /* the same, but waits for no standby */
bool db_idle(const struct db *db); /* no transaction is open */
/* Rolls back whatever is open; closes the connection if that fails. */
void db_rollback(struct db *db);

#endif

#include "store/db.h"

#include <assert.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/conninfo.h"
#include "store/wire.h"

void db_init(struct db *db, const char *conninfo, const char *app, const char *role)
{
    *db = (struct db){.conninfo = conninfo, .app = app, .role = role};
}

void db_close(struct db *db)
{
    PQfinish(db->conn);
    db->conn = NULL;
}

/* Classes of SQLSTATE (engineering 5.3). 54 is a limit such as the longest index entry: the value's fault; 21
 * two rows of one key in one statement. */
static enum db_fail class_of(const char *sqlstate)
{
    static const struct {
        char class[3];
        enum db_fail fail;
    } classes[] = {
        {"08", DB_RETRY}, {"25", DB_RETRY}, {"40", DB_RETRY}, {"53", DB_RETRY}, {"55", DB_RETRY},
        {"57", DB_RETRY}, {"58", DB_RETRY}, {"21", DB_DATA},  {"22", DB_DATA},  {"54", DB_DATA},
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (!strncmp(sqlstate, classes[i].class, 2))
            return classes[i].fail;
    return DB_BUG;
}

/* Notes what failed; takes over the result. libpq's text ends with newlines. */
static int failed(struct db *db, PGresult *res, struct err *e)
{
    const char *state = res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;
    const char *text = res ? PQresultErrorMessage(res) : PQerrorMessage(db->conn);
    strncpy(db->sqlstate, state ? state : "", sizeof db->sqlstate - 1);
    bool lost = PQstatus(db->conn) != CONNECTION_OK;
    db->fail = lost || !state ? DB_RETRY : class_of(state);
    int n = (int)strcspn(text, "\n");
    if (db->fail == DB_RETRY)
        err_env(e, "database: %.*s", n, text);
    else
        err_set(e, "database: %.*s (%s)", n, text, db->sqlstate);
    PQclear(res);
    return -1;
}

static void notice(void *arg, const PGresult *res)
{
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE),
               *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
    (void)arg;
    if (state && text && !strncmp(state, "01", 2)) /* warnings; plain notices are of no use to an operator */
        log_warn("database: %s", text);
}

static PGconn *dial(const struct db *db)
{
    /* what stands later wins, so conninfo overrides the defaults in front of it */
    const char *const key[] = {"connect_timeout",
                               "keepalives",
                               "keepalives_idle",
                               "keepalives_interval",
                               "keepalives_count",
                               "tcp_user_timeout",
                               "client_encoding",
                               "fallback_application_name",
                               db->conninfo[0] ? "dbname" : NULL,
                               NULL};
    const char *const value[] = {"5", "1", "30", "5", "3", "20000", "UTF8", db->app, db->conninfo, NULL};
    return PQconnectdbParams(key, value, 1);
}

/* In another encoding some of what senders write could not be stored, nor quoted in a sentence that explains
 * it. */
static int check_encoding(struct db *db, struct err *e)
{
    const char *encoding = PQparameterStatus(db->conn, "server_encoding");
    if (encoding && !strcmp(encoding, "UTF8"))
        return 0;
    db->fail = DB_BUG;
    return err_usage(e,
                     "database: its encoding is %s, and jiancha needs UTF8: create another one (createdb "
                     "--encoding UTF8 --template template0)",
                     encoding ? encoding : "not known");
}

static int session(struct db *db, struct err *e)
{
    /* JIT would compile the wide counter statement anew for each batch. The TCP settings are those of the
     * server's side: it must notice within seconds that this machine is gone, for others wait for what the
     * session has locked. */
    PGresult *res = db_text(
        db,
        "select set_config('TimeZone', 'Asia/Shanghai', false), set_config('DateStyle', 'ISO', false),"
        " set_config('jit', 'off', false), set_config('work_mem', '64MB', false),"
        " set_config('client_encoding', 'UTF8', false), set_config('tcp_keepalives_idle', '5', false),"
        " set_config('tcp_keepalives_interval', '2', false), set_config('tcp_keepalives_count', '3', false),"
        " set_config('tcp_user_timeout', '10000', false)",
        0, NULL, e);
    if (!res)
        return -1;
    PQclear(res);
    if (check_encoding(db, e) || (db->settings && db_run(db, db->settings, e)))
        return -1;
    return db->role ? db_become(db, db->role, e) : 0;
}

int db_become(struct db *db, const char *role, struct err *e)
{
    PGresult *res = db_text(db, "select set_config('role', $1, false)", 1, &role, e);
    PQclear(res);
    if (res)
        return 0;
    if (strcmp(db->sqlstate, "42501") && strcmp(db->sqlstate, "22023"))
        return -1;
    db->fail = DB_BUG;
    return err_set(
        e,
        "database: the login may not act as %s, and does nothing with other rights; as the owner of "
        "the tables: grant %s to the login (docs/OPERATIONS.md)",
        role, role);
}

int db_connect(struct db *db, struct err *e)
{
    db_close(db);
    if (conninfo_check(db->conninfo, e)) {
        db->fail = DB_BUG;
        return -1;
    }
    db->conn = dial(db);
    if (!db->conn)
        return err_env(e, "database: out of memory");
    if (PQstatus(db->conn) != CONNECTION_OK) {
        failed(db, NULL, e);
        db_close(db);
        return -1;
    }
    PQsetNoticeReceiver(db->conn, notice, NULL);
    if (session(db, e)) {
        db_close(db);
        return -1;
    }
    return 0;
}

/* 0.1 s doubling to 10 s, the last half of it by chance, so that workers do not come back all at once. A
 * signal ends the sleep. */
static void back_off(struct db *db)
{
    unsigned step = db->tries < 7 ? db->tries : 7;
    int64_t ms = 100 << step;
    ms = (ms > 10000 ? 10000 : ms) / 2;
    ms += clock_us() % (ms + 1);
    const struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&t, NULL);
    db->tries++;
}

void db_well(struct db *db)
{
    if (db->down)
        log_info("database is back");
    db->down = false;
    db->tries = 0;
}

void db_stored(struct db *db)
{
    if (db->refused)
        log_info("the database stores again");
    db->refused = false;
    db_well(db);
}

static void announce(struct db *db, bool lost, const char *why)
{
    if (lost && !db->down)
        log_error("database not reachable: %s; waiting for it", why);
    if (!lost && !db->refused && strncmp(db->sqlstate, "40", 2) != 0) {
        log_error("the database refuses: %s (%s); trying again until it does not", why, db->sqlstate);
        db->refused = true;
    }
    db->down |= lost;
}

int db_wait(struct db *db, const volatile sig_atomic_t *stop, const struct err *why)
{
    struct err e = *why;
    for (;;) {
        bool lost = !db->conn || PQstatus(db->conn) != CONNECTION_OK;
        announce(db, lost, e.text);
        if (db->tries || !lost)
            back_off(db);
        else
            db->tries = 1; /* the first time at once: a restarted server is often back already */
        if (*stop)
            return -1;
        if (!lost || !db_connect(db, &e))
            return 0;
    }
}

/* NULL and `fail` set unless the statement did what it should. */
static PGresult *checked(struct db *db, PGresult *res, struct err *e)
{
    ExecStatusType st = PQresultStatus(res);
    if (st == PGRES_TUPLES_OK || st == PGRES_COMMAND_OK || st == PGRES_COPY_IN)
        return res;
    failed(db, res, e);
    return NULL;
}

static bool gone(struct db *db, struct err *e)
{
    if (db->conn)
        return false;
    db->fail = DB_RETRY;
    db->sqlstate[0] = 0;
    err_env(e, "database: not connected");
    return true;
}

int db_run(struct db *db, const char *sql, struct err *e)
{
    PGresult *res = gone(db, e) ? NULL : checked(db, PQexec(db->conn, sql), e);
    PQclear(res);
    return res ? 0 : -1;
}

struct pg_result *db_text(struct db *db, const char *sql, int n, const char *const *v, struct err *e)
{
    if (gone(db, e))
        return NULL;
    return checked(db, n ? PQexecParams(db->conn, sql, n, NULL, v, NULL, NULL, 0) : PQexec(db->conn, sql), e);
}

struct pg_result *db_exec(struct db *db, const char *sql, struct wire_rows *rows, const struct db_param *more,
                          int n, struct err *e)
{
    enum { MORE = 8, MAX = WIRE_COLS + MORE };
    Oid oid[MAX];
    const char *value[MAX];
    int len[MAX], format[MAX], k = 0;
    if (gone(db, e))
        return NULL;
    assert(n <= MORE);
    if (rows)
        wire_finish(rows);
    for (; rows && rows->types[k]; k++) {
        oid[k] = wire_array_oid(rows->types[k]);
        value[k] = rows->col[k].p;
        len[k] = (int)rows->col[k].len;
        format[k] = 1;
    }
    for (int i = 0; i < n; i++, k++) {
        oid[k] = more[i].oid;
        value[k] = more[i].p;
        len[k] = more[i].len;
        format[k] = more[i].binary;
    }
    return checked(db, PQexecParams(db->conn, sql, k, oid, value, len, format, 1), e);
}

int64_t db_count(struct db *db, const char *sql, struct wire_rows *rows, const struct db_param *more, int n,
                 struct err *e)
{
    PGresult *res = db_exec(db, sql, rows, more, n, e);
    if (!res)
        return -1;
    int64_t count = strtoll(PQcmdTuples(res), NULL, 10);
    PQclear(res);
    return count;
}

int db_touched(struct db *db, const char *what, int64_t n, int64_t want, struct err *e)
{
    if (n < 0 || n == want)
        return n < 0 ? -1 : 0;
    db->fail = DB_BUG;
    return err_set(e, "%lld of %lld %s were there", (long long)n, (long long)want, what);
}

/* Sends header, rows and trailer; what the server says afterwards decides. */
static int copy_data(struct db *db, const struct str *rows)
{
    static const char header[19] = "PGCOPY\n\377\r\n", trailer[2] = "\377\377";
    enum { PIECE = 1 << 20 };
    if (PQputCopyData(db->conn, header, sizeof header) != 1)
        return -1;
    for (size_t at = 0; at < rows->len; at += PIECE)
        if (PQputCopyData(db->conn, rows->p + at, (int)(rows->len - at < PIECE ? rows->len - at : PIECE)) !=
            1)
            return -1;
    return PQputCopyData(db->conn, trailer, sizeof trailer) == 1 && PQputCopyEnd(db->conn, NULL) == 1 ? 0
                                                                                                      : -1;
}

int db_copy(struct db *db, const char *sql, const struct str *rows, struct err *e)
{
    PGresult *res = gone(db, e) ? NULL : checked(db, PQexec(db->conn, sql), e);
    if (!res)
        return -1;
    PQclear(res);
    if (copy_data(db, rows))
        return failed(db, NULL, e);
    res = checked(db, PQgetResult(db->conn), e);
    for (PGresult *more; (more = PQgetResult(db->conn));)
        PQclear(more);
    PQclear(res);
    return res ? 0 : -1;
}

#define WORD_IN_WAL "select pg_logical_emit_message(true, 'jiancha', '')"

int db_durable(struct db *db, struct err *e)
{
    assert(db_idle(db));
    return db_run(db, WORD_IN_WAL, e);
}

/* Is all that the WAL holds on the disk? 1, 0, -1. */
static int is_flushed(struct db *db, struct err *e)
{
    PGresult *r = db_text(db, "select (pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn())::int::text",
                          0, NULL, e);
    int flushed = r ? *PQgetvalue(r, 0, 0) == '1' : -1;
    PQclear(r);
    return flushed;
}

int db_durable_here(struct db *db, struct err *e)
{
    assert(db_idle(db));
    int flushed = is_flushed(db, e); /* as a rule whoever wrote has seen to it by now */
    if (flushed)
        return flushed < 0 ? -1 : 0;
    if (!db_run(db, "begin; set local synchronous_commit = local; " WORD_IN_WAL "; commit", e))
        return 0;
    db_rollback(db);
    return -1;
}

bool db_idle(const struct db *db)
{
    return !db->conn || PQstatus(db->conn) != CONNECTION_OK || PQtransactionStatus(db->conn) == PQTRANS_IDLE;
}

void db_rollback(struct db *db)
{
    if (!db->conn)
        return;
    enum db_fail fail = db->fail;
    struct err ignored; /* the first failure was reported; a failing rollback only means that the connection
                           is of no more use */
    if (PQtransactionStatus(db->conn) != PQTRANS_IDLE && db_run(db, "rollback", &ignored))
        db_close(db);
    db->fail = fail;
}

#include "store/read.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/codes.h"
#include "store/db.h"
#include "store/read_query.h"

struct read {
    struct db own;
    struct db *db; /* &own, or another's, within its transaction */
    enum role role; /* of who looks at the open snapshot */
    int64_t failed; /* when connecting last failed, milliseconds of the steady clock; 0: it did not */
};

/* While one thread tries to connect the others wait, but not for long: a database that takes connections and
 * never answers would hold up all of them. */
static atomic_flag connecting = ATOMIC_FLAG_INIT;

static bool may_connect(void)
{
    enum { WAIT_MS = 1000 };
    const struct timespec moment = {0, 5000000};
    for (int64_t until = clock_ms() + WAIT_MS; atomic_flag_test_and_set(&connecting);
         nanosleep(&moment, NULL))
        if (clock_ms() >= until)
            return false;
    return true;
}

struct read *read_new(const char *conninfo)
{
    struct read *rd = mem_alloc(sizeof *rd);
    db_init(&rd->own, conninfo, "jiancha-serve", NULL);
    rd->db = &rd->own;
    return rd;
}

struct read *read_within(struct db *db)
{
    struct read *rd = mem_alloc(sizeof *rd);
    rd->db = db;
    return rd;
}

void read_free(struct read *rd)
{
    if (rd && rd->db == &rd->own)
        db_close(&rd->own);
    free(rd);
}

enum read_whose read_whose(const struct read *rd)
{
    return rd->role == ROLE_REGION ? READ_REGION : rd->role == ROLE_DEPARTMENT ? READ_DEPT : READ_ALL;
}

PGresult *read_query(struct read *rd, const char *sql, int n, const char *const *params, struct err *e)
{
    return db_text(rd->db, sql, n, params, e);
}

/* Who makes the tables makes the roles; before that there is nothing to read, and nobody may say why. */
static int tables_there(struct read *rd, struct err *e)
{
    PGresult *r = read_query(
        rd, "select to_regclass('cases') is not null and to_regclass('kafka_offset') is not null", 0, NULL,
        e);
    bool there = r && *PQgetvalue(r, 0, 0) == 't';
    PQclear(r);
    if (!r)
        return -1;
    return there
               ? 0
               : err_env(e, "database: there are no tables yet; `jiancha collect` makes them when it starts");
}

/* the pages only read, and never hold the server up */
static int enter(struct read *rd, struct err *e)
{
    return db_connect(rd->db, e) || tables_there(rd, e) || db_become(rd->db, "jiancha_web", e) ||
                   db_run(rd->db,
                          "set default_transaction_read_only = on; set statement_timeout = '15s'; "
                          "set lock_timeout = '5s'",
                          e)
               ? -1
               : 0;
}

static int connect_to(struct read *rd, struct err *e)
{
    enum { PAUSE_MS = 2000 };
    if ((rd->failed && clock_ms() - rd->failed < PAUSE_MS) || !may_connect())
        return err_env(e, "database: still not reachable");
    int rc = enter(rd, e);
    atomic_flag_clear(&connecting);
    rd->failed = rc ? clock_ms() : 0;
    if (rc)
        db_close(rd->db);
    return rc;
}

/* clang-format off */
static const char select_stamp[] =
    "select " READ_US("greatest(now(), (select max(high) from clock))") ","
    " " READ_US("(select max(at) from tally)") ","
    " coalesce(sum(greatest(high - next, 0)), 0), count(alarm),"
    " (exists (select from clock where high > now() + interval '1 hour') or"
    " exists (select from worker where jumped is not null and alive > now() - interval '2 minutes'))::int,"
    " set_config('jiancha.role', $1, true), set_config('jiancha.own', $2, true)"
    " from kafka_offset";
/* clang-format on */

const char *const role_word[ROLES + 1] = {"", "bureau", "region", "department", "auditor", NULL};

/* The viewer is named to this transaction alone; until then, and after it, the database shows no unit's rows.
 */
static int open_snapshot(struct read *rd, const struct viewer *viewer, struct read_stamp *stamp,
                         struct err *e)
{
    const char *const who[] = {role_word[viewer->role], viewer->own ? viewer->own : ""};
    rd->role = viewer->role;
    if (db_run(rd->db, "begin isolation level repeatable read read only", e))
        return -1;
    PGresult *r = read_query(rd, select_stamp, 2, who, e);
    if (!r)
        return -1;
    *stamp = (struct read_stamp){.now = read_instant(r, 0, 0),
                                 .data = read_instant(r, 0, 1),
                                 .unread = read_int(r, 0, 2, 0),
                                 .halted = read_int(r, 0, 3, 0),
                                 .jumped = read_int(r, 0, 4, 0)};
    PQclear(r);
    return 0;
}

static bool alive(const struct read *rd) { return rd->db->conn && PQstatus(rd->db->conn) == CONNECTION_OK; }

static int begin(struct read *rd, const struct viewer *viewer, struct read_stamp *stamp, struct err *e)
{
    bool fresh = !alive(rd);
    if (fresh && connect_to(rd, e))
        return -1;
    if (!open_snapshot(rd, viewer, stamp, e))
        return 0;
    /* an idle connection had died: nothing was asked yet, so once more */
    return fresh || alive(rd) || connect_to(rd, e) ? -1 : open_snapshot(rd, viewer, stamp, e);
}

/* The database is away: said once, until it is back. */
static void say_away(struct read *rd, const struct err *e)
{
    if (!rd->db->down)
        log_error("%s; pages say 503 until it is back", e->text);
    rd->db->down = true;
}

static int open_door(struct read *rd, struct err *e)
{
    static const char begin_writing[] = "begin read write";
    bool fresh = !alive(rd);
    if (fresh && connect_to(rd, e))
        return -1;
    if (!db_run(rd->db, begin_writing, e))
        return 0;
    /* as in begin() */
    return fresh || alive(rd) || connect_to(rd, e) ? -1 : db_run(rd->db, begin_writing, e);
}

struct db *read_door(struct read *rd, struct err *e)
{
    if (!open_door(rd, e)) {
        db_well(rd->db);
        return rd->db;
    }
    db_rollback(rd->db);
    say_away(rd, e);
    return NULL;
}

int read_commit(struct read *rd, struct err *e)
{
    if (!db_run(rd->db, "commit", e))
        return 0;
    db_rollback(rd->db);
    return -1;
}

int read_open(struct read *rd, const struct viewer *viewer, struct read_stamp *stamp, struct err *e)
{
    if (!begin(rd, viewer, stamp, e))
        return 0;
    db_rollback(rd->db);
    return -1;
}

int read_begin(struct read *rd, const struct viewer *viewer, struct read_stamp *stamp, struct err *e)
{
    if (!read_open(rd, viewer, stamp, e)) {
        db_well(rd->db);
        return 0;
    }
    say_away(rd, e);
    return -1;
}

void read_end(struct read *rd) { db_rollback(rd->db); }

int read_durable(struct read *rd, struct err *e) { return db_durable_here(rd->db, e); }

int read_codes(struct read *rd, const struct refdata *ref, struct err *e)
{
    return codes_missing(rd->db, ref, e) ? -1 : 0;
}

const char *read_text(PGresult *r, int row, int col, struct arena *a)
{
    return PQgetisnull(r, row, col)
               ? NULL
               : arena_strndup(a, PQgetvalue(r, row, col), (size_t)PQgetlength(r, row, col));
}

void read_any_fill(const struct read_any *any, const char *params[READ_ANY_PARAMS])
{
    params[0] = any ? "t" : NULL;
    params[1] = any ? any->part : NULL;
    params[2] = any ? any->items : NULL;
    params[3] = any ? any->regions : NULL;
    params[4] = any ? any->depts : NULL;
}

int64_t read_int(PGresult *r, int row, int col, int64_t null)
{
    return PQgetisnull(r, row, col) ? null : strtoll(PQgetvalue(r, row, col), NULL, 10);
}

instant read_instant(PGresult *r, int row, int col) { return read_int(r, row, col, INSTANT_NONE); }

static uint8_t nibble(char c) { return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10); }

/* the hex form \x… */
const uint8_t *read_bytes(PGresult *r, int row, int col, struct arena *a, size_t *n)
{
    const char *hex = PQgetvalue(r, row, col);
    *n = PQgetlength(r, row, col) < 2 ? 0 : (size_t)(PQgetlength(r, row, col) - 2) / 2;
    uint8_t *out = arena_alloc(a, *n + 1);
    for (size_t i = 0; i < *n; i++)
        out[i] = (uint8_t)(nibble(hex[2 + 2 * i]) << 4 | nibble(hex[3 + 2 * i]));
    return out;
}

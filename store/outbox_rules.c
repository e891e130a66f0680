#include "store/outbox_rules.h"

#include <inttypes.h>
#include <stdlib.h>

#include "analyzer/event.h"
#include "store/locks.h"
#include "store/param.h"
#include "store/read_query.h"
#include "store/wire.h"

#define US_NOW "(extract(epoch from clock_timestamp()) * 1000000)::bigint"

static uint64_t xid_of(const PGresult *r, int col) { return strtoull(PQgetvalue(r, 0, col), NULL, 10); }

static const char *xid_text(struct arena *a, uint64_t xid)
{
    struct str s = {0};
    str_printf(&s, "%" PRIu64, xid);
    const char *z = arena_strdup(a, str_text(&s));
    str_release(&s);
    return z;
}

int outbox_tip(struct db *db, struct outbox_tip *out, struct err *e)
{
    PGresult *r = db_text(
        db,
        "select pg_snapshot_xmin(pg_current_snapshot()), " US_NOW ", o.xid, o.n"
        " from (select 1) one left join lateral (select xid, n from outbox"
        " where xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid desc, n desc limit 1) o"
        " on true",
        0, NULL, e);
    if (!r)
        return -1;
    *out = (struct outbox_tip){.now = read_int(r, 0, 1, 0)};
    out->end = (struct outbox_place){xid_of(r, 0) - 1, INT64_MAX};
    if (!PQgetisnull(r, 0, 2))
        out->last = (struct outbox_place){xid_of(r, 2), read_int(r, 0, 3, 0)};
    PQclear(r);
    return 0;
}

int outbox_rule(struct db *db, const char *reader, const struct outbox_tip *tip, struct outbox_place *place,
                instant *at, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {reader, xid_text(&t, tip->end.xid), param_int(&t, tip->end.n),
                       param_instant(&t, tip->now)};
    PGresult *r = db_text(
        db,
        "insert into outbox_reader as r (name, xid, n, at) values ($1, $2::xid8, $3::bigint, " PARAM_AT(
            "$4") ")"
                  " on conflict (name) do update set at = coalesce(r.at, excluded.at)"
                  " returning xid, n, " READ_US("at"),
        4, v, e);
    arena_release(&t);
    if (!r)
        return -1;
    *place = (struct outbox_place){xid_of(r, 0), read_int(r, 0, 1, 0)};
    *at = read_int(r, 0, 2, 0);
    PQclear(r);
    return 0;
}

int outbox_rule_passed(struct db *db, const char *reader, struct outbox_place place, instant at,
                       int64_t notices, const char *why, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {reader,
                       xid_text(&t, place.xid),
                       param_int(&t, place.n),
                       param_instant(&t, at),
                       param_int(&t, notices),
                       why};
    PGresult *r = db_text(
        db,
        "update outbox_reader set xid = $2::xid8, n = $3::bigint, at = " PARAM_AT(
            "$4") ","
                  " messages = messages + ($5::bigint > 0)::int, notices = notices + $5::bigint,"
                  " told = case when $5::bigint > 0 then clock_timestamp() else told end,"
                  " failing = case when $5::bigint > 0 then null else failing end,"
                  " why = case when $5::bigint > 0 then $6 else why end where name = $1",
        6, v, e);
    PQclear(r);
    arena_release(&t);
    return r ? 0 : -1;
}

int outbox_rule_fails(struct db *db, const char *reader, const char *why, struct err *e)
{
    const char *v[] = {reader, why};
    PGresult *r = db_text(db,
                          "update outbox_reader set failing = coalesce(failing, clock_timestamp()), why = $2"
                          " where name = $1",
                          2, v, e);
    PQclear(r);
    return r ? 0 : -1;
}

int outbox_rules_keep(struct db *db, const char *const *reader, size_t n, struct err *e)
{
    struct wire_rows rows = {0};
    wire_begin(&rows, "t");
    for (size_t i = 0; i < n; i++) {
        wire_text(&rows.col[0], reader[i]);
        rows.n++;
    }
    int64_t rc = db_count(
        db, "delete from outbox_reader where name like '" OUTBOX_RULE "%' and not name = any($1)", &rows,
        NULL, 0, e);
    wire_release(&rows);
    return rc < 0 ? -1 : 0;
}

int outbox_teller(struct db *db, struct err *e)
{
    PGresult *r = db_text(db, "select pg_try_advisory_lock(" LOCK_COURIER ")::int", 0, NULL, e);
    int mine = r ? (int)read_int(r, 0, 0, 0) : -1;
    PQclear(r);
    return mine;
}

int outbox_facts(struct db *db, const char *case_no, int rule, const char *subject, struct arena *a,
                 struct outbox_fact *out, struct err *e)
{
    const char *v[] = {case_no, param_int(a, rule), subject ? subject : ""};
    PGresult *r = db_text(
        db,
        "select coalesce(a.item, c.item), a.used, a.limit_days, " READ_DAY(
            "a.due") " from cases c left join alert a on a.case_no = c.case_no and a.rule = $2::smallint"
                     " and md5(a.subject) = md5($3) where c.case_no = $1",
        3, v, e);
    if (!r)
        return -1;
    *out = (struct outbox_fact){.used = DAYS_NONE, .limit = DAYS_NONE, .due = DAY_NONE};
    if (PQntuples(r))
        *out = (struct outbox_fact){read_text(r, 0, 0, a), (int32_t)read_int(r, 0, 1, DAYS_NONE),
                                    (int32_t)read_int(r, 0, 2, DAYS_NONE), (day)read_int(r, 0, 3, DAY_NONE)};
    PQclear(r);
    return 0;
}

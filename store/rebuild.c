#include "store/rebuild.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "store/wire.h"

/* Exclusive on `cases`: even a writer that has only locked its rows yet is waited for. A long case may have
 * events that wait for their evaluation. */
int rebuild_begin(struct db *db, const char *version, instant now, struct err *e)
{
    char at[8];
    const struct db_param v[] = {DB_TEXT(version), DB_INSTANT(at, now)};
    if (db_run(db, "begin", e) || db_run(db, "lock table cases in exclusive mode", e) ||
        db_run(db, "lock table alert, counters, used_days in share row exclusive mode", e))
        return -1;
    return db_count(db,
                    "update cases set next_change = least(next_change, $2) where version <> $1 or "
                    "octet_length(events) > 16000",
                    NULL, v, 2, e) < 0
               ? -1
               : 0;
}

int rebuild_side(struct db *db, struct err *e)
{
    static const char *const sql[] = {
        "create temp view real_cases as select * from cases",
        "create temp view real_alert as select * from alert",
        "create temp view real_counters as select * from counters",
        "create temp view real_used_days as select * from used_days",
        "create temp table cases (like cases including all) on commit drop",
        "create temp table alert (like alert including all) on commit drop",
        "create temp table counters (like counters including all) on commit drop",
        "create temp table used_days (like used_days including all) on commit drop",
        "declare log cursor for select case_no, body from event order by case_no, arrived, topic, part, "
        "\"offset\"",
    };
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
        if (db_run(db, sql[i], e))
            return -1;
    return 0;
}

void rebuild_release(struct rebuild_page *page)
{
    PQclear(page->res);
    *page = (struct rebuild_page){0};
}

int rebuild_next(struct db *db, struct rebuild_page *page, struct err *e)
{
    rebuild_release(page);
    page->res = db_exec(db, "fetch 20000 from log", NULL, NULL, 0, e);
    page->n = page->res ? PQntuples(page->res) : 0;
    return page->res ? 0 : -1;
}

const char *rebuild_case(const struct rebuild_page *page, int i) { return PQgetvalue(page->res, i, 0); }

const char *rebuild_body(const struct rebuild_page *page, int i, size_t *n)
{
    *n = (size_t)PQgetlength(page->res, i, 1);
    return PQgetvalue(page->res, i, 1);
}

/* What a row says, without when it was said; of `events` only the set counts, which `written` and n_events
 * follow from. */
#define CASE_OF(x)                                                                                           \
    "(" x ".item, " x ".region, " x ".dept, " x ".kind, " x ".phase, " x ".light, " x ".submitted_at, " x    \
    ".accepted_at, " x ".decided_at, " x ".delivered_at, " x ".deemed, " x ".start_day, " x ".promise_n, " x \
    ".promise_due, " x ".statutory_n, " x ".statutory_due, " x ".promise_kept, " x ".statutory_kept, " x     \
    ".ended, " x ".n_events, " x ".next_change, " x ".version, " x ".written, octet_length(" x ".events))"
#define ALERT_OF(x)                                                                                          \
    "(" x ".level, " x ".region, " x ".dept, " x ".item, " x ".raised_at, " x ".state, " x ".cleared_at, " x \
    ".used, " x ".limit_days, " x ".due)"
#define SAME_ALERT "r.case_no = s.case_no and r.rule = s.rule and md5(r.subject) = md5(s.subject)"
#define STANDS "r.state not in ('withdrawn', 'revoked')"

static const struct {
    const char *what, *sql; /* the sql gives one column: which */
} difference[] = {
    {"cases without an event",
     "select case_no from real_cases r where not exists (select from cases s where s.case_no = r.case_no)"},
    {"cases missing",
     "select case_no from cases s where not exists (select from real_cases r where r.case_no = s.case_no)"},
    {"cases that differ", "select case_no from real_cases r join cases s using (case_no) where " CASE_OF(
                              "r") " is distinct from " CASE_OF("s")},
    {"alerts too many", "select case_no || ' ' || rule from real_alert r where " STANDS
                        " and not exists (select from alert s where " SAME_ALERT ")"},
    {"alerts missing",
     "select case_no || ' ' || rule from alert s where not exists (select from real_alert r where " SAME_ALERT
     " and r.state <> 'withdrawn')"},
    {"alerts that differ", "select r.case_no || ' ' || r.rule from real_alert r join alert s on " SAME_ALERT
                           " where " STANDS " and " ALERT_OF("r") " is distinct from " ALERT_OF("s")},
    {"groups of used days that differ",
     "select month || ' ' || region || ' ' || dept || ' ' || item from (select month, region, dept, item, "
     "kind, bucket, n from real_used_days"
     " union all select month, region, dept, item, kind, bucket, -n from used_days) x group by month, "
     "region, dept, item, kind, bucket having sum(n) "
     "<> 0"},
};

static int report(struct db *db, const char *what, const char *sql, struct str *out, int64_t *n,
                  struct err *e)
{
    PGresult *res = db_text(db, sql, 0, NULL, e);
    if (!res)
        return -1;
    int k = PQntuples(res);
    *n += k;
    if (k)
        str_printf(out, "%d %s:", k, what);
    for (int i = 0; i < k && i < 5; i++)
        str_printf(out, " %s%s", PQgetvalue(res, i, 0), i + 1 < k ? "," : "");
    str_puts(out, k > 5 ? " …\n" : k ? "\n" : "");
    PQclear(res);
    return 0;
}

/* The counters' columns are those of the table: the database makes the statement. */
static int counters_differ(struct db *db, struct str *out, int64_t *n, struct err *e)
{
    static const char sql[] =
        "select 'select month || '' '' || region || '' '' || dept || '' '' || item from (select * from "
        "real_counters union all "
        "select slot, month, region, dept,"
        " item, kind, ' || string_agg('-' || quote_ident(attname), ', ' order by attnum) || ' from counters) "
        "x group by month, "
        "region, dept, item, kind having '"
        " || string_agg('sum(' || quote_ident(attname) || ') <> 0', ' or ' order by attnum)"
        " from pg_attribute where attrelid = 'counters'::regclass and attnum > 6 and not attisdropped";
    PGresult *res = db_text(db, sql, 0, NULL, e);
    int rc = res ? report(db, "groups of counters that differ", PQgetvalue(res, 0, 0), out, n, e) : -1;
    PQclear(res);
    return rc;
}

int rebuild_compare(struct db *db, struct str *out, int64_t *n, struct err *e)
{
    *n = 0;
    for (size_t i = 0; i < sizeof difference / sizeof *difference; i++)
        if (report(db, difference[i].what, difference[i].sql, out, n, e))
            return -1;
    return counters_differ(db, out, n, e);
}

int rebuild_repair(struct db *db, instant now, struct err *e)
{
    static const char *const sql[] = {
        "delete from real_cases r where not exists (select from cases s where s.case_no = r.case_no)",
        "delete from real_cases r using cases s where r.case_no = s.case_no and " CASE_OF(
            "r") " is distinct from " CASE_OF("s"),
        "insert into real_cases select * from cases s where not exists (select from real_cases r where "
        "r.case_no = s.case_no)",
        "delete from real_counters",
        "insert into real_counters select * from counters",
        "delete from real_used_days",
        "insert into real_used_days select * from used_days",
    };
    static const char *const at_now[] = {
        "with w as (update real_alert r set state = 'withdrawn' where " STANDS
        " and not exists (select from alert s where " SAME_ALERT ")"
        " returning id, state, level, raised_at) insert into alert_history (alert, at, state, level, "
        "raised_at) select id, $1, state, level, "
        "raised_at from w",
        "with w as (update real_alert r set level = s.level, region = s.region, dept = s.dept, item = "
        "s.item, raised_at = s.raised_at, state = "
        "s.state,"
        " cleared_at = s.cleared_at, used = s.used, limit_days = s.limit_days, due = s.due from alert s "
        "where " SAME_ALERT " and r.state <> 'revoked' and " ALERT_OF("r") " is distinct from " ALERT_OF(
            "s") " returning r.id, r.state, r.level, r.raised_at)"
                 " insert into alert_history (alert, at, state, level, raised_at) select id, $1, state, "
                 "level, raised_at from w",
        "insert into real_alert (case_no, rule, subject, level, region, dept, item, raised_at, state, "
        "cleared_at, used, limit_days, due, seen_at)"
        " select case_no, rule, subject, level, region, dept, item, raised_at, state, cleared_at, used, "
        "limit_days, due, $1 from alert s"
        " where not exists (select from real_alert r where " SAME_ALERT ")",
    };
    char at[8];
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
        if (db_run(db, sql[i], e))
            return -1;
    for (size_t i = 0; i < sizeof at_now / sizeof *at_now; i++)
        if (db_count(db, at_now[i], NULL, &DB_INSTANT(at, now), 1, e) < 0)
            return -1;
    return 0;
}

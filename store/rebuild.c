#include "store/rebuild.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/alerts.h"
#include "store/cases.h"
#include "store/gate.h"
#include "store/now.h"
#include "store/wire.h"

/* Exclusive on `cases`: even a writer that has only locked its rows yet is waited for. A long case may have
 * events that wait for their evaluation. */
int rebuild_begin(struct db *db, const char *version, instant now, struct err *e)
{
    char at[8];
    const struct db_param v[] = {DB_TEXT(version), DB_INSTANT(at, now)};
    if (gate_begin(db, e) || db_run(db, "lock table cases in exclusive mode", e) ||
        db_run(
            db,
            "lock table case_unit, alert, counters, used_days, day_count, orders, order_alert, appeal, interview, act in share row "
            "exclusive mode",
            e))
        return -1;
    return db_count(db,
                    "update cases set next_change = least(next_change, $2) where version <> $1 or "
                    "octet_length(events) > 16000",
                    NULL, v, 2, e) < 0
               ? -1
               : 0;
}

#define BACK(x) x " = case when k." x " > $1 then $1 else k." x " end"

/* clang-format off */
/* A row that a worker holds it writes anew. */
#define SET_OFFSETS_BACK \
    "update kafka_offset k set " BACK("at") ", " BACK("alive") ", " BACK("held") \
    " from (select topic, part from kafka_offset where greatest(at, alive, held) > $1" \
    " for update skip locked) u" \
    " where k.topic = u.topic and k.part = u.part"
#define SET_WORKERS_BACK \
    "update worker k set " BACK("started") ", " BACK("alive") ", " BACK("stopped") \
    " from (select owner from worker where greatest(started, alive, stopped) > $1" \
    " for update skip locked) u" \
    " where k.owner = u.owner"
/* clang-format on */

int rebuild_set_back(struct db *db, instant now, struct err *e)
{
    static const char *const sql[] = {
        "update clock set high = $1 where high > $1",
        "insert into clock values (" NOW_SET_BACK ", $1) on conflict (slot) do update set high = $1",
        "update tally set at = $1 where at > $1",
        SET_OFFSETS_BACK,
        SET_WORKERS_BACK,
        "update cases set evaluated = $1 where evaluated > $1",
        "update alert set seen_at = $1 where seen_at > $1",
    };
    char at[8];
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
        if (db_count(db, sql[i], NULL, &DB_INSTANT(at, now), 1, e) < 0)
            return -1;
    return 0;
}

static instant get_instant(const PGresult *res, int col)
{
    return PQgetisnull(res, 0, col) ? INSTANT_NONE : wire_get_instant(PQgetvalue(res, 0, col));
}

/* Were there events before this month? */
static int counted_before(struct db *db, month m, bool *out, struct err *e)
{
    char text[16];
    snprintf(text, sizeof text, "%d", m);
    PGresult *res = db_exec(db, "select coalesce(sum(events), 0) > 0 from counters where month < $1::integer",
                            NULL, &DB_TEXT(text), 1, e);
    *out = res && *PQgetvalue(res, 0, 0);
    PQclear(res);
    return res ? 0 : -1;
}

int rebuild_look_back(struct db *db, struct rebuild_left *out, struct err *e)
{
    static const char sql[] =
        "select (select (max(first) + interval '1 month') at time zone 'Asia/Shanghai' from event_month"
        " where not exists (select from pg_inherits where inhparent = 'event'::regclass"
        " and inhrelid = to_regclass('event_' || to_char(first, 'YYYYMM')))),"
        " (select min(occurred) from event)";
    PGresult *res = db_exec(db, sql, NULL, NULL, 0, e);
    if (!res)
        return -1;
    instant first = get_instant(res, 1);
    *out = (struct rebuild_left){.arrived = get_instant(res, 0), .occurred = INSTANT_NONE};
    PQclear(res);
    bool earlier = false;
    month m = first == INSTANT_NONE ? 0 : day_month(instant_day(first));
    if (m && counted_before(db, m, &earlier, e))
        return -1;
    if (earlier) {
        out->occurred = day_start(month_first(m));
        out->month = m;
    }
    if (out->arrived != INSTANT_NONE && day_month(instant_day(out->arrived)) > out->month)
        out->month = day_month(instant_day(out->arrived));
    return 0;
}

/* Of the first month that has not left. */
static const char *first_day(const struct rebuild_left *left, char buf[DAY_TEXT])
{
    return left->month ? day_text(month_first(left->month), buf) : "-infinity";
}

/* What is not to be compared or put right is not to be seen: counters of months that have left, and alerts of
 * these months whose case has left, too. */
static int make_views(struct db *db, const struct rebuild_left *left, struct err *e)
{
    struct str sql = {0};
    char buf[INSTANT_TEXT], from[DAY_TEXT];
    str_printf(&sql,
               "create temp view real_cases as select * from cases; "
               "create temp view real_case_unit as select * from case_unit; "
               "create temp view real_counters as select * from counters where month >= %d; "
               "create temp view real_used_days as select * from used_days where month >= %d; "
               "create temp view real_day_count as select * from day_count where day >= '%s'; "
               "create temp view real_alert as select * from alert a",
               left->month, left->month, first_day(left, from));
    if (left->month)
        str_printf(&sql,
                   " where raised_at >= '%s' or exists (select from cases c where c.case_no = a.case_no)",
                   instant_text(day_start(month_first(left->month)), buf));
    int rc = db_run(db, sql.p, e);
    str_release(&sql);
    return rc;
}

int rebuild_side(struct db *db, const struct rebuild_left *left, struct err *e)
{
    static const char *const sql[] = {
        "create temp table cases (like cases including all) on commit drop",
        "create temp table case_unit (like case_unit including all) on commit drop",
        "create temp table alert (like alert including all) on commit drop",
        "create temp table counters (like counters including all) on commit drop",
        "create temp table used_days (like used_days including all) on commit drop",
        "create temp table day_count (like day_count including all) on commit drop",
        "create temp view real_orders as select * from orders",
        "create temp view real_order_alert as select * from order_alert",
        "create temp view real_appeal as select * from appeal",
        "create temp view real_interview as select * from interview",
        "create temp table orders (like orders including all) on commit drop",
        "create temp table order_alert (like order_alert including all) on commit drop",
        "create temp table appeal (like appeal including all) on commit drop",
        "create temp table interview (like interview including all) on commit drop",
        "declare log cursor for select case_no, body from event order by case_no, arrived, topic, part, "
        "\"offset\"",
        "declare kept cursor for select case_no, events from real_cases order by case_no",
    };
    if (make_views(db, left, e))
        return -1;
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

static int next_page(struct db *db, const char *sql, struct rebuild_page *page, struct err *e)
{
    rebuild_release(page);
    page->res = db_exec(db, sql, NULL, NULL, 0, e);
    page->n = page->res ? PQntuples(page->res) : 0;
    return page->res ? 0 : -1;
}

int rebuild_next_events(struct db *db, struct rebuild_page *page, struct err *e)
{
    return next_page(db, "fetch 20000 from log", page, e);
}

int rebuild_next_rows(struct db *db, struct rebuild_page *page, struct err *e)
{
    return next_page(db, "fetch 2000 from kept", page, e);
}

const char *rebuild_case(const struct rebuild_page *page, int i) { return PQgetvalue(page->res, i, 0); }

const char *rebuild_bytes(const struct rebuild_page *page, int i, size_t *n)
{
    *n = (size_t)PQgetlength(page->res, i, 1);
    return PQgetvalue(page->res, i, 1);
}

#define SAME_ALERT "r.case_no = s.case_no and r.rule = s.rule and md5(r.subject) = md5(s.subject)"
#define STANDS "r.state <> 'withdrawn'"
#define NOTE_CHANGES                                                  \
    " insert into alert_history (alert, at, state, level, raised_at)" \
    " select id, $1, state, level, raised_at from w"

/* What a row says, in two tables: of how it was come by nothing. */
static void put_differs(struct str *sql, const struct column *c)
{
    str_puts(sql, "(");
    columns_list(sql, c, COLUMN_COMPARE, "r.*");
    str_puts(sql, ") is distinct from (");
    columns_list(sql, c, COLUMN_COMPARE, "s.*");
    str_puts(sql, ")");
}

/* A statement with its lists of columns put in: {case}, {unit} and {alert}: the row r says another thing
 * than s; {set} takes over what alert s says, {says} names it. */
static const char *expand(struct str *out, const char *sql)
{
    str_clear(out);
    for (; *sql; sql++) {
        if (*sql != '{') {
            str_putc(out, *sql);
            continue;
        }
        if (!strncmp(sql, "{case}", 6))
            put_differs(out, cases_columns);
        else if (!strncmp(sql, "{unit}", 6))
            put_differs(out, case_units_columns);
        else if (!strncmp(sql, "{alert}", 7))
            put_differs(out, alerts_columns);
        else if (!strncmp(sql, "{set}", 5))
            columns_set(out, alerts_columns, "s", "r");
        else
            columns_list(out, alerts_columns, COLUMN_COMPARE, "*");
        sql = strchr(sql, '}');
    }
    return str_text(out);
}

/* Rows of a small table that stand on one side only, or differ; `key` names them. */
#define DIFFERS(table, key)                                                                   \
    "select distinct " key " from ((select * from real_" table " except select * from " table \
    ") union all (select * from " table " except select * from real_" table ")) x"

static const struct {
    const char *what, *sql; /* the sql gives one column: which */
} difference[] = {
    {"cases without an event",
     "select case_no from real_cases r where not exists (select from cases s where s.case_no = r.case_no)"},
    {"cases missing",
     "select case_no from cases s where not exists (select from real_cases r where r.case_no = s.case_no)"},
    {"cases that differ", "select case_no from real_cases r join cases s using (case_no) where {case}"},
    {"units of cases that differ", "select case_no || ' ' || unit from real_case_unit r full join case_unit s"
                                   " using (unit, case_no) where {unit}"},
    {"alerts too many", "select case_no || ' ' || rule from real_alert r where " STANDS
                        " and not exists (select from alert s where " SAME_ALERT ")"},
    {"alerts missing",
     "select case_no || ' ' || rule from alert s where not exists (select from real_alert r where " SAME_ALERT
     " and r.state <> 'withdrawn')"},
    {"alerts that differ", "select r.case_no || ' ' || r.rule from real_alert r join alert s on " SAME_ALERT
                           " where " STANDS " and {alert}"},
    {"groups of used days that differ",
     "select month || ' ' || region || ' ' || dept || ' ' || item"
     " from (select month, region, dept, item, kind, bucket, n from real_used_days"
     " union all select month, region, dept, item, kind, bucket, -n from used_days) x"
     " group by month, region, dept, item, kind, bucket having sum(n) <> 0"},
    {"days that differ", "select day || ' ' || region || ' ' || dept"
                         " from (select day, region, dept, accepted, completed from real_day_count"
                         " union all select day, region, dept, -accepted, -completed from day_count) x"
                         " group by day, region, dept having sum(accepted) <> 0 or sum(completed) <> 0"},
    {"orders that differ", DIFFERS("orders", "\"order\"")},
    {"alerts of orders that differ", DIFFERS("order_alert", "case_no || ' ' || rule")},
    {"appeals that differ", DIFFERS("appeal", "case_no || ' ' || rule")},
    {"interviews that differ", DIFFERS("interview", "month || ' ' || league || ' ' || unit")},
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

/* In the side tables, too, months that have left are not to be seen. */
static int forget_left(struct db *db, const struct rebuild_left *left, struct err *e)
{
    struct str sql = {0};
    char from[DAY_TEXT];
    str_printf(&sql,
               "delete from counters where month < %d; delete from used_days where month < %d; "
               "delete from day_count where day < '%s'",
               left->month, left->month, first_day(left, from));
    int rc = left->month ? db_run(db, sql.p, e) : 0;
    str_release(&sql);
    return rc;
}

int rebuild_compare(struct db *db, const struct rebuild_left *left, struct str *out, int64_t *n,
                    struct err *e)
{
    if (forget_left(db, left, e))
        return -1;
    struct str sql = {0};
    int rc = 0;
    for (size_t i = 0; !rc && i < sizeof difference / sizeof *difference; i++)
        rc = report(db, difference[i].what, expand(&sql, difference[i].sql), out, n, e);
    str_release(&sql);
    return rc ? rc : counters_differ(db, out, n, e);
}

int rebuild_repair(struct db *db, instant now, struct err *e)
{
    static const char *const sql[] = {
        "delete from real_cases r where not exists (select from cases s where s.case_no = r.case_no)",
        "delete from real_cases r using cases s where r.case_no = s.case_no and {case}",
        "insert into real_cases select * from cases s where not exists (select from real_cases r where "
        "r.case_no = s.case_no)",
        "delete from real_case_unit",
        "insert into real_case_unit select * from case_unit",
        "delete from real_counters",
        "insert into real_counters select * from counters",
        "delete from real_used_days",
        "insert into real_used_days select * from used_days",
        "delete from real_day_count",
        "insert into real_day_count select * from day_count",
        "delete from real_orders",
        "insert into real_orders select * from orders",
        "delete from real_order_alert",
        "insert into real_order_alert select * from order_alert",
        "delete from real_appeal",
        "insert into real_appeal select * from appeal",
        "delete from real_interview",
        "insert into real_interview select * from interview",
    };
    static const char *const at_now[] = {
        "with w as (update real_alert r set state = 'withdrawn'"
        " where " STANDS " and not exists (select from alert s where " SAME_ALERT ")"
        " returning id, state, level, raised_at)" NOTE_CHANGES,
        "with w as (update real_alert r set {set} from alert s where " SAME_ALERT " and {alert}"
        " returning r.id, r.state, r.level, r.raised_at)" NOTE_CHANGES,
        "insert into real_alert (case_no, rule, subject, seen_at, {says})"
        " select case_no, rule, subject, $1, {says} from alert s"
        " where not exists (select from real_alert r where " SAME_ALERT ")",
    };
    struct str one = {0};
    char at[8];
    int rc = 0;
    for (size_t i = 0; !rc && i < sizeof sql / sizeof *sql; i++)
        rc = db_run(db, expand(&one, sql[i]), e);
    for (size_t i = 0; !rc && i < sizeof at_now / sizeof *at_now; i++)
        rc = db_count(db, expand(&one, at_now[i]), NULL, &DB_INSTANT(at, now), 1, e) < 0 ? -1 : 0;
    str_release(&one);
    return rc;
}

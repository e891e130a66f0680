#include "store/alerts.h"

#include <stdio.h>
#include <string.h>

#include "store/offsets.h"
#include "store/read_query.h"

void alerts_begin(struct alerts *a)
{
    wire_begin(&a->rows, "tstttttztziidt");
    str_clear(&a->fresh);
}

void alerts_release(struct alerts *a)
{
    wire_release(&a->rows);
    str_release(&a->fresh);
}

static void put_days(struct str *s, int32_t n)
{
    if (n == DAYS_NONE)
        wire_null(s);
    else
        wire_int4(s, n);
}

static void put(struct str *c, int step, const struct case_row *row, const struct alert *al,
                enum alert_state state, const struct refdata *ref)
{
    wire_text(c, row->case_no);
    wire_int2(c += step, (int16_t)rule_table[al->rule].no);
    wire_text(c += step, al->subject);
    wire_text(c += step, level_word[al->level]);
    wire_text(c += step, ref->regions[al->region].code);
    wire_text(c += step, ref->depts[al->dept].code);
    wire_text(c += step, row->item);
    wire_instant(c += step, al->raised);
    wire_text(c += step, alert_state_word[state]);
    wire_instant(c += step, al->cleared);
    put_days(c += step, al->used);
    put_days(c += step, al->limit);
    wire_day(c += step, al->due);
}

void alerts_put(struct alerts *a, const struct case_row *row, const struct alert *al, enum alert_state state,
                bool fresh, bool told, const struct refdata *ref, instant now)
{
    const char *said = told ? alert_state_word[state] : NULL;
    if (!fresh || a->outlived) {
        put(a->rows.col, 1, row, al, state, ref);
        wire_text(&a->rows.col[13], said);
        a->rows.n++;
        return;
    }
    wire_row(&a->fresh, 15);
    put(&a->fresh, 0, row, al, state, ref);
    wire_instant(&a->fresh, now);
    wire_text(&a->fresh, said);
}

int alerts_write(struct alerts *a, struct db *db, instant now, struct err *e)
{
    static const char sql[] =
        "with w as (insert into alert as k (case_no, rule, subject, level, region, dept, item, raised_at, "
        "state, cleared_at, used, limit_days, due, told, "
        "seen_at)"
        " select u.*, $15 from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) u"
        " on conflict (case_no, rule, md5(subject)) do update set level = excluded.level, region = "
        "excluded.region, dept = excluded.dept,"
        " item = excluded.item, raised_at = excluded.raised_at, state = excluded.state, cleared_at = "
        "excluded.cleared_at, used = excluded.used,"
        " limit_days = excluded.limit_days, due = excluded.due, told = coalesce(excluded.told, k.told)"
        /* a row that was there before carries the lock of this update */
        " returning id, state, level, raised_at, xmax <> 0 as changed)"
        " insert into alert_history (alert, at, state, level, raised_at) select id, $15, state, level, "
        "raised_at from w where changed";
    char at[8];
    if (a->fresh.len && db_copy(db,
                                "copy alert (case_no, rule, subject, level, region, dept, item, raised_at, "
                                "state, cleared_at, used, limit_days, due, seen_at, told)"
                                " from stdin (format binary)",
                                &a->fresh, e)) {
        a->outlived = !strcmp(db->sqlstate, "23505"); /* unique_violation */
        return a->outlived ? 1 : -1;
    }
    a->outlived = false;
    if (!a->rows.n)
        return 0;
    return db_count(db, sql, &a->rows, &DB_INSTANT(at, now), 1, e) < 0 ? -1 : 0;
}

int alerts_found(struct db *db, const char *case_no, int rule, const char *subject, instant *found,
                 struct err *e)
{
    char no[16];
    snprintf(no, sizeof no, "%d", rule);
    const char *v[] = {case_no, no, subject};
    PGresult *r = db_text(
        db,
        "select " READ_US("seen_at") " from alert where case_no = $1 and rule = $2::smallint and"
                                     " md5(subject) = md5($3)",
        3, v, e);
    if (!r)
        return -1;
    *found = PQntuples(r) ? read_instant(r, 0, 0) : INSTANT_NONE;
    PQclear(r);
    return 0;
}

int alerts_untold_wait(struct db *db, const char *version, instant until, struct err *e)
{
    PGresult *r = db_text(db, "select 1 from alert where told is distinct from state limit 1", 0, NULL, e);
    int any = r ? PQntuples(r) : -1;
    PQclear(r);
    if (any <= 0)
        return any < 0 ? -1 : 1;
    int behind = offsets_behind(db, until, e);
    if (behind)
        return behind;
    r = db_text(db, "select 1 from cases where version <> $1 limit 1", 1, &version, e);
    int stale = r ? PQntuples(r) : -1;
    PQclear(r);
    return stale;
}

static struct alert alert_of(PGresult *r, int i, const struct refdata *ref, struct arena *a)
{
    return (struct alert){
        .rule = (uint16_t)rules_find((int)read_int(r, i, 1, 0)),
        .subject = read_text(r, i, 2, a),
        .level = (uint8_t)lists_find(level_word, LEVELS, PQgetvalue(r, i, 3)),
        .region = refdata_region(ref, PQgetvalue(r, i, 4)),
        .dept = refdata_dept(ref, PQgetvalue(r, i, 5)),
        .raised = read_instant(r, i, 6),
        .state = (uint8_t)lists_find(alert_state_word, ALERT_STATES, PQgetvalue(r, i, 7)),
        .cleared = read_instant(r, i, 8),
        .used = DAYS_NONE,
        .limit = DAYS_NONE,
        .due = DAY_NONE,
    };
}

int alerts_untold(struct db *db, int limit, const struct refdata *ref, struct arena *a, struct untolds *out,
                  struct err *e)
{
    static const char sql[] =
        "with x as (select id, told from alert where told is distinct from state order by id limit $1::bigint"
        " for update skip locked), w as (update alert k set told = k.state from x where k.id = x.id"
        " returning k.*, x.told as before)"
        " select case_no, rule, subject, level, region, dept, " READ_US(
            "raised_at") ", state,"
                         " " READ_US("cleared_at") ", before from w order by id";
    char text[16];
    snprintf(text, sizeof text, "%d", limit);
    const char *v[] = {text};
    PGresult *r = db_text(db, sql, 1, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (size_t i = 0; i < out->n; i++) {
        const char *told = PQgetisnull(r, (int)i, 9) ? NULL : PQgetvalue(r, (int)i, 9);
        out->v[i] = (struct untold){
            read_text(r, (int)i, 0, a), alert_of(r, (int)i, ref, a),
            (uint8_t)(told ? lists_find(alert_state_word, ALERT_STATES, told) : ALERT_STATES)};
    }
    PQclear(r);
    return 0;
}

#include "store/alerts.h"

#include <stdio.h>
#include <string.h>

#include "store/offsets.h"
#include "store/read_query.h"

#define COLUMN(name, form, role, value, field) LETTER_##form
#define UNREAD(name, form, role, value) LETTER_##form
#define OTHER(name, form, role, field)
static const char types[] =
#include "store/alerts.def"
    ;
#undef COLUMN
#undef UNREAD
#undef OTHER
#define COLUMN(name, form, role, value, field) {#name, ROLE_##role},
#define UNREAD(name, form, role, value) {#name, ROLE_##role},
#define OTHER(name, form, role, field) {#name, ROLE_##role},
const struct column alerts_columns[] = {
#include "store/alerts.def"
    {NULL, 0}};
#undef COLUMN
#undef UNREAD
#undef OTHER

void alerts_begin(struct alerts *a)
{
    wire_begin(&a->rows, types);
    str_clear(&a->fresh);
}

void alerts_release(struct alerts *a)
{
    wire_release(&a->rows);
    str_release(&a->fresh);
}

void alerts_put(struct alerts *a, const struct case_row *row, const struct alert *al, enum alert_state state,
                bool fresh, bool told, const struct refdata *ref, instant now)
{
    bool copied = fresh && !a->outlived;
    struct columns_place p = {copied ? &a->fresh : a->rows.col, !copied};
    if (copied)
        wire_row(&a->fresh, sizeof types - 1);
#define COLUMN(name, form, role, value, field) PUT_##form(columns_next(&p), value);
#define UNREAD(name, form, role, value) PUT_##form(columns_next(&p), value);
#define OTHER(name, form, role, field)
#include "store/alerts.def"
#undef COLUMN
#undef UNREAD
#undef OTHER
    a->rows.n += !copied;
}

static int insert(struct alerts *a, struct db *db, struct err *e)
{
    struct str sql = {0};
    str_puts(&sql, "copy alert (");
    columns_list(&sql, alerts_columns, COLUMN_INSERT, "*");
    str_puts(&sql, ") from stdin (format binary)");
    int rc = db_copy(db, sql.p, &a->fresh, e);
    str_release(&sql);
    return rc;
}

/* Of those that may have been there before. */
static int upsert(struct alerts *a, struct db *db, instant now, struct err *e)
{
    struct str sql = {0};
    char at[8];
    size_t n = sizeof types - 1;
    str_puts(&sql, "with w as (insert into alert as k (");
    columns_list(&sql, alerts_columns, COLUMN_INSERT, "*");
    str_puts(&sql, ") select * from unnest(");
    columns_numbers(&sql, n);
    str_puts(&sql, ") u on conflict (case_no, rule, md5(subject)) do update set ");
    columns_set(&sql, alerts_columns, "excluded", "k");
    /* a row that was there before carries the lock of this update */
    str_printf(&sql,
               " returning id, state, level, raised_at, xmax <> 0 as changed)"
               " insert into alert_history (alert, at, state, level, raised_at)"
               " select id, $%zu, state, level, raised_at from w where changed",
               n + 1);
    int64_t done = db_count(db, sql.p, &a->rows, &DB_INSTANT(at, now), 1, e);
    str_release(&sql);
    return done < 0 ? -1 : 0;
}

int alerts_write(struct alerts *a, struct db *db, instant now, struct err *e)
{
    if (a->fresh.len && insert(a, db, e)) {
        a->outlived = !strcmp(db->sqlstate, "23505"); /* unique_violation */
        return a->outlived ? 1 : -1;
    }
    a->outlived = false;
    return a->rows.n ? upsert(a, db, now, e) : 0;
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
    /* clang-format off */
    static const char sql[] =
        "with x as (select id, told from alert where told is distinct from state"
        " order by id limit $1::bigint for update skip locked),"
        " w as (update alert k set told = k.state from x where k.id = x.id returning k.*, x.told as before)"
        " select case_no, rule, subject, level, region, dept, " READ_US("raised_at") ", state,"
        " " READ_US("cleared_at") ", before from w order by id";
    /* clang-format on */
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

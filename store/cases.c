#include "store/cases.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#define READ                                                                                         \
    "select case_no, item, kind, evaluated, events, written, version, upheld, n_events > 0, region," \
    " dept, phase, light, " CASE_KEPT ", units, duty, due_at, level, level_at from cases "

static int take(struct pg_result *res, struct case_set *out)
{
    *out = (struct case_set){res, res ? (size_t)PQntuples(res) : 0};
    return res ? 0 : -1;
}

int cases_lock(struct db *db, struct wire_rows *numbers, struct case_set *out, struct err *e)
{
    return take(db_exec(db, READ "where case_no = any($1) order by case_no for update", numbers, NULL, 0, e),
                out);
}

int cases_lock_due(struct db *db, instant now, int limit, struct case_set *out, struct err *e)
{
    char at[8], text[16];
    snprintf(text, sizeof text, "%d", limit);
    const struct db_param v[] = {DB_INSTANT(at, now), DB_TEXT(text)};
    return take(
        db_exec(db,
                READ "where next_change <= $1 order by next_change limit $2::integer for update skip locked",
                NULL, v, 2, e),
        out);
}

int cases_alerting(struct db *db, const struct cases_alerting *with, struct case_set *out, struct err *e)
{
    static const char sql[] = READ
        "where case_no in (select a.case_no from alert a where a.region = $1 and a.dept = $2"
        " and a.level = $3 and a.raised_at >= $4 and a.state not in ('withdrawn', 'revoked')"
        " and ($5::text is null or a.case_no = $5)) order by case_no";
    char from[8];
    const struct db_param v[] = {DB_TEXT(with->region), DB_TEXT(with->dept), DB_TEXT(level_word[with->level]),
                                 DB_INSTANT(from, with->from), DB_TEXT(with->case_no)};
    return take(db_exec(db, sql, NULL, v, 5, e), out);
}

int cases_next(struct db *db, instant *out, struct err *e)
{
    PGresult *res = db_exec(db, "select min(next_change) from cases", NULL, NULL, 0, e);
    if (!res)
        return -1;
    *out = PQgetisnull(res, 0, 0) ? INSTANT_MAX : wire_get_instant(PQgetvalue(res, 0, 0));
    PQclear(res);
    return 0;
}

int cases_mark_stale(struct db *db, struct str *after, const char *version, int limit, instant now,
                     struct err *e)
{
    static const char sql[] =
        "with look as materialized (select case_no, version from cases where case_no > $1"
        " order by case_no limit $2::integer),"
        " stale as (select case_no from cases"
        " where case_no in (select case_no from look where version <> $3) order by case_no for update),"
        " mark as (update cases c set next_change = least(c.next_change, $4)"
        " from stale where c.case_no = stale.case_no)"
        " select coalesce(max(case_no), '') from look";
    char text[16], at[8];
    snprintf(text, sizeof text, "%d", limit);
    const struct db_param v[] = {DB_TEXT(str_text(after)), DB_TEXT(text), DB_TEXT(version),
                                 DB_INSTANT(at, now)};
    PGresult *res = db_exec(db, sql, NULL, v, 4, e);
    if (!res)
        return -1;
    str_clear(after);
    str_puts(after, PQgetvalue(res, 0, 0));
    PQclear(res);
    return 0;
}

int cases_put_off(struct db *db, const char *case_no, instant until, struct err *e)
{
    char at[8];
    const struct db_param v[] = {DB_TEXT(case_no), DB_INSTANT(at, until)};
    return db_count(db, "update cases set next_change = $2 where case_no = $1", NULL, v, 2, e) < 0 ? -1 : 0;
}

int cases_uphold(struct db *db, const char *case_no, const struct str *upheld, struct err *e)
{
    const struct db_param v[] = {DB_TEXT(case_no), {str_text(upheld), (int)upheld->len, OID_BYTEA, true}};
    return db_count(db, "update cases set upheld = $2 where case_no = $1", NULL, v, 2, e) < 0 ? -1 : 0;
}

static enum kind kind_of(const char *word)
{
    int k = lists_find(kind_word, KINDS, word);
    return k < 0 ? KIND_NONE : (enum kind)k;
}

static const char *text_at(const PGresult *res, int row, int col)
{
    return PQgetisnull(res, row, col) ? NULL : PQgetvalue(res, row, col);
}

static instant instant_at(const PGresult *res, int row, int col)
{
    return PQgetisnull(res, row, col) ? INSTANT_NONE : wire_get_instant(PQgetvalue(res, row, col));
}

static const struct case_listing no_listing = {.due = INSTANT_NONE, .level_at = INSTANT_NONE};

static struct case_listing listing_at(const PGresult *res, int row)
{
    if (!*PQgetvalue(res, row, 8))
        return no_listing;
    return (struct case_listing){.region = PQgetvalue(res, row, 9),
                                 .dept = PQgetvalue(res, row, 10),
                                 .item = PQgetvalue(res, row, 1),
                                 .phase = PQgetvalue(res, row, 11),
                                 .light = text_at(res, row, 12),
                                 .kept = PQgetvalue(res, row, 13),
                                 .units = text_at(res, row, 14),
                                 .duty = text_at(res, row, 15),
                                 .due = instant_at(res, row, 16),
                                 .level = wire_get_int2(PQgetvalue(res, row, 17)),
                                 .level_at = instant_at(res, row, 18)};
}

struct stored_case cases_get(const struct case_set *set, size_t i)
{
    const PGresult *res = set->res;
    int row = (int)i;
    return (struct stored_case){
        .case_no = PQgetvalue(res, row, 0),
        .item = PQgetvalue(res, row, 1),
        .kind = kind_of(PQgetvalue(res, row, 2)),
        .evaluated = wire_get_instant(PQgetvalue(res, row, 3)),
        .events = (const uint8_t *)PQgetvalue(res, row, 4),
        .n_events = (size_t)PQgetlength(res, row, 4),
        .written = (const uint8_t *)PQgetvalue(res, row, 5),
        .n_written = (size_t)PQgetlength(res, row, 5),
        .version = PQgetvalue(res, row, 6),
        .upheld = (const uint8_t *)PQgetvalue(res, row, 7),
        .n_upheld = (size_t)PQgetlength(res, row, 7),
        .listed = listing_at(res, row),
    };
}

void cases_release(struct case_set *set)
{
    PQclear(set->res);
    *set = (struct case_set){0};
}

#define COLUMN(name, form, role, value) LETTER_##form
#define OTHER(name, form, role)
static const char types[] =
#include "store/cases.def"
    ;
#undef COLUMN
#undef OTHER
#define COLUMN(name, form, role, value) {#name, ROLE_##role},
#define OTHER(name, form, role) {#name, ROLE_##role},
const struct column cases_columns[] = {
#include "store/cases.def"
    {NULL, 0}};
#undef COLUMN
#undef OTHER

void cases_begin(struct case_rows *c)
{
    str_clear(&c->fresh);
    wire_begin(&c->again, types);
    wire_begin(&c->later, "tyz");
    case_units_begin(&c->units);
}

void cases_rows_release(struct case_rows *c)
{
    str_release(&c->fresh);
    wire_release(&c->again);
    wire_release(&c->later);
    case_units_release(&c->units);
}

static struct case_listing listing_of(const struct case_row *row, const char *units,
                                      const struct refdata *ref)
{
    if (!row->n_events)
        return no_listing;
    return (struct case_listing){.region = ref->regions[row->region].code,
                                 .dept = ref->depts[row->dept].code,
                                 .item = row->item,
                                 .phase = phase_word[row->phase],
                                 .light = light_word[row->light],
                                 .kept = case_units_kept(row),
                                 .duty = row->duty ? duty_word[row->duty] : NULL,
                                 .due = row->due,
                                 .level = row->level,
                                 .level_at = row->level_at,
                                 .units = units};
}

void cases_put(struct case_rows *c, const struct stored_case *old, const struct case_row *row,
               instant next_change, const struct str *events, const struct str *written, const char *units,
               const struct refdata *ref, instant as_of)
{
    const struct case_listing listing = listing_of(row, units, ref), *is = &listing;
    struct columns_place p = {old ? c->again.col : &c->fresh, old != NULL};
    if (!old)
        wire_row(&c->fresh, sizeof types - 1);
#define COLUMN(name, form, role, value) PUT_##form(columns_next(&p), value);
#define OTHER(name, form, role)
#include "store/cases.def"
#undef COLUMN
#undef OTHER
    c->again.n += old != NULL;
    case_units_put(&c->units, row->case_no, old ? &old->listed : &no_listing, is);
}

void cases_put_later(struct case_rows *c, const char *case_no, const struct str *events, instant due)
{
    wire_text(&c->later.col[0], case_no);
    wire_bytes(&c->later.col[1], str_text(events), events->len);
    wire_instant(&c->later.col[2], due);
    c->later.n++;
}

static const char update_later[] =
    "update cases c set events = u.events, next_change = least(c.next_change, u.due)"
    " from unnest($1, $2, $3) u(case_no, events, due) where c.case_no = u.case_no";

/* The rows are locked by us. */
static int update(struct case_rows *c, struct db *db, struct err *e)
{
    struct str sql = {0};
    str_puts(&sql, "update cases c set ");
    columns_set(&sql, cases_columns, "u", "c");
    str_puts(&sql, " from unnest(");
    columns_numbers(&sql, sizeof types - 1);
    str_puts(&sql, ") u(");
    columns_list(&sql, cases_columns, COLUMN_INSERT, "*");
    str_puts(&sql, ") where c.case_no = u.case_no");
    int64_t n = db_count(db, sql.p, &c->again, NULL, 0, e);
    str_release(&sql);
    return db_touched(db, "case rows", n, c->again.n, e);
}

static int insert(struct case_rows *c, struct db *db, struct err *e)
{
    struct str sql = {0};
    str_puts(&sql, "copy cases (");
    columns_list(&sql, cases_columns, COLUMN_INSERT, "*");
    str_puts(&sql, ") from stdin (format binary)");
    int rc = db_copy(db, sql.p, &c->fresh, e);
    str_release(&sql);
    return rc;
}

static int update_events(struct case_rows *c, struct db *db, struct err *e)
{
    return db_touched(db, "case rows", db_count(db, update_later, &c->later, NULL, 0, e), c->later.n, e);
}

int cases_write(struct case_rows *c, struct db *db, struct err *e)
{
    if ((c->again.n && update(c, db, e)) || (c->later.n && update_events(c, db, e)))
        return -1;
    if (c->fresh.len && insert(c, db, e))
        return strcmp(db->sqlstate, "23505") ? -1 : 1; /* unique_violation */
    return case_units_write(&c->units, db, e);
}

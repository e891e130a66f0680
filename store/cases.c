#include "store/cases.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#define READ "select case_no, item, kind, evaluated, events, written, version, upheld from cases "

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
    static const char sql[] = "with look as materialized (select case_no, version from cases where case_no > "
                              "$1 order by case_no limit $2::integer),"
                              " stale as (select case_no from cases where case_no in (select case_no from "
                              "look where version <> $3) order by case_no for update),"
                              " mark as (update cases c set next_change = least(c.next_change, $4) from "
                              "stale where c.case_no = stale.case_no)"
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
    };
}

void cases_release(struct case_set *set)
{
    PQclear(set->res);
    *set = (struct case_set){0};
}

/* One letter a column, in the order of COLUMNS; the version is the same for all rows of a transaction. */
static const char types[] = "ttttttt"
                            "zzzz"
                            "bd"
                            "iziz"
                            "bbb"
                            "iz"
                            "yyz";
#define COLUMNS                                                                                              \
    "case_no, item, region, dept, kind, phase, light, submitted_at, accepted_at, decided_at, delivered_at, " \
    "deemed, start_day, promise_n,"                                                                          \
    " promise_due, statutory_n, statutory_due, promise_kept, statutory_kept, ended, n_events, next_change, " \
    "events, written, evaluated"
#define ROWS                                                                                             \
    "unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, " \
    "$21, $22, $23, $24, $25) u(" COLUMNS ")"

void cases_begin(struct case_rows *c)
{
    str_clear(&c->fresh);
    wire_begin(&c->again, types);
    wire_begin(&c->later, "tyz");
}

void cases_rows_release(struct case_rows *c)
{
    str_release(&c->fresh);
    wire_release(&c->again);
    wire_release(&c->later);
}

static void put_n(struct str *s, int32_t n)
{
    if (n == DAYS_NONE)
        wire_null(s);
    else
        wire_int4(s, n);
}

/* The last instant by which the limit can be kept; none while a pause is open, since it would move with every
 * day. */
static instant due_of(const struct limit *l)
{
    if (l->due_at != INSTANT_NONE)
        return l->due_at;
    return l->projected || l->due == DAY_NONE ? INSTANT_NONE : day_start(l->due + 1);
}

static void put_kept(struct str *s, int8_t kept)
{
    if (kept < 0)
        wire_null(s);
    else
        wire_bool(s, kept);
}

/* Where the next value goes: to the next column, or all behind each other. */
struct place {
    struct str *at;
    int step;
};

static struct str *next(struct place *p)
{
    struct str *s = p->at;
    p->at += p->step;
    return s;
}

static void put_limits(struct place *p, const struct case_row *row)
{
    put_n(next(p), row->promise.n);
    wire_instant(next(p), due_of(&row->promise));
    put_n(next(p), row->statutory.n);
    wire_instant(next(p), due_of(&row->statutory));
    put_kept(next(p), row->promise.kept);
    put_kept(next(p), row->statutory.kept);
}

static void put_row(struct place *p, const struct case_row *row, instant next_change,
                    const struct refdata *ref)
{
    wire_text(next(p), row->case_no);
    wire_text(next(p), row->item);
    wire_text(next(p), ref->regions[row->region].code);
    wire_text(next(p), ref->depts[row->dept].code);
    wire_text(next(p), kind_word[row->kind]);
    wire_text(next(p), phase_word[row->phase]);
    wire_text(next(p), light_word[row->light]);
    wire_instant(next(p), row->submitted_at);
    wire_instant(next(p), row->accepted_at);
    wire_instant(next(p), row->decided_at);
    wire_instant(next(p), row->delivered_at);
    wire_bool(next(p), row->deemed);
    wire_day(next(p), row->start);
    put_limits(p, row);
    wire_bool(next(p), row->ended);
    wire_int4(next(p), row->n_events);
    wire_instant(next(p), next_change == INSTANT_MAX ? INSTANT_NONE : next_change);
}

void cases_put(struct case_rows *c, bool exists, const struct case_row *row, instant next_change,
               const struct str *events, const struct str *written, const struct refdata *ref, instant as_of)
{
    struct place p = {exists ? c->again.col : &c->fresh, exists};
    if (!exists)
        wire_row(&c->fresh, sizeof types - 1 + 1);
    put_row(&p, row, next_change, ref);
    if (events)
        wire_bytes(next(&p), str_text(events), events->len);
    else
        wire_null(next(&p));
    wire_bytes(next(&p), str_text(written), written->len);
    wire_instant(next(&p), as_of);
    if (exists)
        c->again.n++;
    else
        wire_text(&c->fresh, ref->version);
}

void cases_put_later(struct case_rows *c, const char *case_no, const struct str *events, instant due)
{
    wire_text(&c->later.col[0], case_no);
    wire_bytes(&c->later.col[1], str_text(events), events->len);
    wire_instant(&c->later.col[2], due);
    c->later.n++;
}

static const char insert[] = "copy cases (" COLUMNS ", version) from stdin (format binary)";

static const char update[] = "update cases c set item = u.item, region = u.region, dept = u.dept, kind = "
                             "u.kind, phase = u.phase, light = u.light, submitted_at = "
                             "u.submitted_at,"
                             " accepted_at = u.accepted_at, decided_at = u.decided_at, delivered_at = "
                             "u.delivered_at, deemed = u.deemed, start_day = u.start_day,"
                             " promise_n = u.promise_n, promise_due = u.promise_due, statutory_n = "
                             "u.statutory_n, statutory_due = u.statutory_due,"
                             " promise_kept = u.promise_kept, statutory_kept = u.statutory_kept, ended = "
                             "u.ended, n_events = u.n_events, next_change = u.next_change,"
                             " version = $26, evaluated = u.evaluated, events = "
                             "coalesce(u.events, c.events), written = u.written from " ROWS
                             " where c.case_no = u.case_no";

static const char update_later[] =
    "update cases c set events = u.events, next_change = least(c.next_change, u.due) from unnest($1, $2, $3) "
    "u(case_no, events, due) where c.case_no = u.case_no";

/* The rows are locked by us: an update that does not find its row is our own bug. */
static int written_all(struct db *db, int64_t n, int32_t want, struct err *e)
{
    if (n < 0 || n == want)
        return n < 0 ? -1 : 0;
    db->fail = DB_BUG;
    return err_set(e, "%lld of %d case rows were updated", (long long)n, want);
}

int cases_write(struct case_rows *c, struct db *db, const char *version, struct err *e)
{
    if (c->again.n &&
        written_all(db, db_count(db, update, &c->again, &DB_TEXT(version), 1, e), c->again.n, e))
        return -1;
    if (c->later.n && written_all(db, db_count(db, update_later, &c->later, NULL, 0, e), c->later.n, e))
        return -1;
    if (!c->fresh.len || !db_copy(db, insert, &c->fresh, e))
        return 0;
    return strcmp(db->sqlstate, "23505") ? -1 : 1; /* unique_violation */
}

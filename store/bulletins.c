#include "store/bulletins.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "store/param.h"
#include "store/read_query.h"
#include "store/wire.h"

static int run(struct db *db, const char *sql, int n, const char *const *v, struct err *e)
{
    PGresult *r = db_text(db, sql, n, v, e);
    PQclear(r);
    return r ? 0 : -1;
}

static int add_ranks(struct db *db, const struct bulletin_paper *p, struct err *e)
{
    struct wire_rows rows = {0};
    struct arena t = {0};
    const struct bulletin_rank *rank = p->rank;
    wire_begin(&rows, "titiil");
    for (size_t i = 0, place = 0; i < p->n_ranks; i++, rows.n++) {
        place = i && !strcmp(rank[i].league, rank[i - 1].league) ? place + 1 : 0;
        struct str *c = rows.col;
        wire_text(c++, rank[i].league);
        wire_int4(c++, (int32_t)place);
        wire_text(c++, rank[i].unit);
        wire_int4(c++, rank[i].rank);
        wire_int4(c++, rank[i].score);
        wire_int8(c, rank[i].completed);
    }
    const struct db_param more[] = {DB_TEXT(p->row.period), DB_TEXT(param_int(&t, p->row.revision))};
    int64_t rc = db_count(db,
                          "insert into bulletin_rank (period, revision, league, place, unit, rank, score, "
                          "completed) select $7::text, $8::integer, league, place, unit, nullif(rank, 0), "
                          "nullif(score, -1), completed from unnest($1, $2, $3, $4, $5, $6) u(league, place, "
                          "unit, rank, score, completed)",
                          &rows, more, 2, e);
    wire_release(&rows);
    arena_release(&t);
    return rc < 0 ? -1 : 0;
}

static int add_bottom(struct db *db, const struct bulletin_row *b, const struct bulletin_bottom *bottom,
                      struct err *e)
{
    struct arena t = {0};
    const char *v[] = {b->period,    param_int(&t, b->revision),    bottom->league,
                       bottom->unit, param_int(&t, bottom->streak), bottom->action};
    int rc = run(db, "insert into bulletin_bottom values ($1, $2::integer, $3, $4, $5::integer, $6)", 6, v,
                 e);
    arena_release(&t);
    return rc;
}

int bulletins_add(struct db *db, const struct bulletin_paper *p, struct err *e)
{
    struct arena t = {0};
    const struct bulletin_row *b = &p->row;
    const char *v[] = {b->period,
                       param_int(&t, b->revision),
                       param_int(&t, b->first),
                       param_int(&t, b->last),
                       param_instant(&t, b->as_of),
                       b->frozen_by,
                       b->reference,
                       b->program,
                       param_int(&t, b->act),
                       param_int(&t, b->events),
                       b->gap,
                       b->hash,
                       b->tables,
                       b->doc,
                       b->title,
                       b->signatory,
                       b->reason};
    int rc =
        run(db,
            "insert into bulletin (period, revision, first, last, state, as_of, frozen_by, reference, "
            "program, act, events, gap, hash, tables, doc, title, signatory, reason) values ($1, $2::integer, "
            "$3::integer, $4::integer, 'frozen', " PARAM_AT("$5") ", $6, $7, $8, $9::bigint, $10::bigint, "
                                                                  "$11, $12, $13, $14, $15, $16, $17)",
            17, v, e) ||
        (p->n_ranks && add_ranks(db, p, e));
    for (size_t i = 0; !rc && i < p->n_bottoms; i++)
        rc = add_bottom(db, b, &p->bottom[i], e);
    arena_release(&t);
    return rc ? -1 : 0;
}

int bulletins_lock(struct db *db, const char *period, int revision, int *version, bool *published,
                   struct err *e)
{
    struct arena t = {0};
    const char *v[] = {period, param_int(&t, revision)};
    PGresult *r = db_text(db,
                          "select version, (state = 'published')::int from bulletin where period = $1 and "
                          "revision = $2::integer for update",
                          2, v, e);
    int n = r ? PQntuples(r) : -1;
    if (n > 0) {
        *version = (int)read_int(r, 0, 0, 0);
        *published = read_int(r, 0, 1, 0);
    }
    PQclear(r);
    arena_release(&t);
    return n;
}

int bulletins_change(struct db *db, const struct bulletin_row *b, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {b->period,
                       param_int(&t, b->revision),
                       param_int(&t, b->version),
                       b->published ? "published" : "frozen",
                       b->doc,
                       b->number,
                       b->number ? param_int(&t, b->number_year) : NULL,
                       b->number ? param_int(&t, b->number_n) : NULL,
                       b->signatory,
                       param_day(&t, b->dated),
                       param_instant(&t, b->published_at),
                       b->published_by};
    int rc = run(
        db,
        "update bulletin set version = $3::integer, state = $4, doc = $5, number = $6, number_year = "
        "$7::integer, number_n = $8::integer, signatory = $9, dated = $10::date, published_at = " PARAM_AT(
            "$11") ", published_by = $12 where period = $1 and revision = $2::integer",
        12, v, e);
    arena_release(&t);
    if (rc && !strcmp(db->sqlstate, "23505"))
        return 1;
    return rc;
}

int bulletins_note(struct db *db, const struct bulletin_row *b, const struct bulletin_change *c,
                   struct err *e)
{
    struct arena t = {0};
    const char *v[] = {b->period,
                       param_int(&t, b->revision),
                       param_int(&t, c->version),
                       param_instant(&t, c->at),
                       c->by,
                       c->what,
                       c->was,
                       c->became};
    int rc = run(
        db,
        "insert into bulletin_edit values ($1, $2::integer, $3::integer, " PARAM_AT("$4") ", $5, $6, "
                                                                                          "$7, $8)",
        8, v, e);
    arena_release(&t);
    return rc;
}

int bulletins_file(struct db *db, const struct bulletin_row *b, const char *name, bool public, const void *p,
                   size_t n, const char *sha256, struct err *e)
{
    struct arena t = {0};
    const struct db_param v[] = {DB_TEXT(b->period), DB_TEXT(param_int(&t, b->revision)),
                                 DB_TEXT(name),      DB_TEXT(public ? "t" : "f"),
                                 DB_TEXT(sha256),    {p, (int)n, OID_BYTEA, true}};
    int64_t rc = db_count(db, "insert into bulletin_file values ($1, $2::integer, $3, $4::boolean, $5, $6)",
                          NULL, v, 6, e);
    arena_release(&t);
    return rc < 0 ? -1 : 0;
}

int bulletins_wait(struct db *db, const char *period, instant since, const char *why, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {period, param_instant(&t, since), why};
    int rc = run(db,
                 "insert into bulletin_wait values ($1, " PARAM_AT(
                     "$2") ", $3, clock_timestamp()) on conflict "
                           "(period) do update set why = excluded.why, at = excluded.at",
                 3, v, e);
    arena_release(&t);
    return rc;
}

int bulletins_waited(struct db *db, const char *period, struct err *e)
{
    return run(db, "delete from bulletin_wait where period = $1", 1, &period, e);
}

/* A partition that is read to its end counts only if its owner has said so a minute after `until`: what came
 * just before may not have been fetched yet. Topics that are no longer wanted hold up nobody. */
int bulletins_unread(struct db *db, instant until, struct str *out, struct err *e)
{
    static const char sql[] =
        "select coalesce(string_agg(topic || '/' || part || case when high > next then ' (' || high - next || "
        "')' else '' end, ', ' order by topic, part) filter (where not done), case when count(*) = 0 then "
        "'no partition' end) from (select topic, part, next, high, alarm is null and coalesce(high <= next "
        "and alive >= x.until + interval '1 minute' or seen >= x.until, false) as done from kafka_offset, "
        "(select coalesce(" PARAM_AT(
            "$1") ", clock_timestamp() - interval '2 minutes') as until) x where "
                  "coalesce(topic = any((select topics from worker where topics <> '{}' order by started desc limit 1)::text[]), true)) p";
    struct arena t = {0};
    const char *v[] = {param_instant(&t, until)};
    PGresult *r = db_text(db, sql, 1, v, e);
    if (r)
        str_puts(out, PQgetvalue(r, 0, 0));
    PQclear(r);
    arena_release(&t);
    return r ? 0 : -1;
}

int bulletins_stale(struct db *db, struct str *after, const char *version, int limit, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {str_text(after), version, param_int(&t, limit)};
    PGresult *r = db_text(
        db,
        "select coalesce(max(case_no), ''), coalesce(bool_or(version <> $2), false)::int from "
        "(select case_no, version from cases where case_no > $1 order by case_no limit "
        "$3::integer) look",
        3, v, e);
    int stale = r ? (int)read_int(r, 0, 1, 0) : -1;
    if (r) {
        str_clear(after);
        str_puts(after, PQgetvalue(r, 0, 0));
    }
    PQclear(r);
    arena_release(&t);
    return stale;
}

int bulletins_newer(struct db *db, const char *version, instant since, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {version, param_instant(&t, since)};
    PGresult *r = db_text(
        db,
        "select 1 where exists (select from reference_version where version <> $1 and since "
        "> " PARAM_AT("$2") ") or exists (select from orders where version <> $1)",
        2, v, e);
    int n = r ? PQntuples(r) : -1;
    PQclear(r);
    return arena_release(&t), n;
}

int bulletins_first_start(struct db *db, instant *out, struct err *e)
{
    PGresult *r = db_text(db, "select " READ_US("min(at)") " from schema_version", 0, NULL, e);
    *out = r ? read_instant(r, 0, 0) : INSTANT_NONE;
    PQclear(r);
    return r ? 0 : -1;
}

#include "store/read_bulletins.h"

#include <string.h>

#include "store/param.h"
#include "store/read_query.h"

#define COLUMNS                                                                                                            \
    "period, revision, first, last, (state = 'published')::int, version, " READ_US(                                        \
        "as_of") ", frozen_by, "                                                                                           \
                 "reference, program, act, events, gap, hash, title, number, number_year, number_n, signatory, " READ_DAY( \
                     "dated") ", " READ_US("published_at") ", published_by, reason"
enum { N_COLUMNS = 23 };

static struct bulletin_row row_of(PGresult *r, int i, struct arena *a)
{
    return (struct bulletin_row){
        .period = read_text(r, i, 0, a),
        .revision = (int)read_int(r, i, 1, 0),
        .first = (month)read_int(r, i, 2, 0),
        .last = (month)read_int(r, i, 3, 0),
        .published = read_int(r, i, 4, 0),
        .version = (int)read_int(r, i, 5, 0),
        .as_of = read_instant(r, i, 6),
        .frozen_by = read_text(r, i, 7, a),
        .reference = read_text(r, i, 8, a),
        .program = read_text(r, i, 9, a),
        .act = read_int(r, i, 10, 0),
        .events = read_int(r, i, 11, 0),
        .gap = read_text(r, i, 12, a),
        .hash = read_text(r, i, 13, a),
        .title = read_text(r, i, 14, a),
        .number = read_text(r, i, 15, a),
        .number_year = (int)read_int(r, i, 16, 0),
        .number_n = (int)read_int(r, i, 17, 0),
        .signatory = read_text(r, i, 18, a),
        .dated = (day)read_int(r, i, 19, DAY_NONE),
        .published_at = read_instant(r, i, 20),
        .published_by = read_text(r, i, 21, a),
        .reason = read_text(r, i, 22, a),
    };
}

int read_bulletins(struct read *rd, const char *period, struct arena *a, struct bulletin_rows *out,
                   struct err *e)
{
    PGresult *r = read_query(rd,
                             "select " COLUMNS
                             " from bulletin where period = $1 or $1::text is null order by "
                             "first, period, revision",
                             1, &period, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (size_t i = 0; i < out->n; i++)
        out->v[i] = row_of(r, (int)i, a);
    PQclear(r);
    return 0;
}

int read_bulletin_overalls(struct read *rd, struct arena *a, struct bulletin_overalls *out, struct err *e)
{
    static const char sql[] =
        "select period, revision, row ->> 0, row ->> c.at from bulletin"
        " cross join lateral (select t from jsonb_array_elements(tables::jsonb) t"
        " where t ->> 'id' = 'overall') o"
        " cross join lateral (select n::int - 1 from jsonb_array_elements(o.t -> 'columns') with ordinality"
        " x(it, n) where it ->> 'key' = 'value') c(at)"
        " cross join lateral jsonb_array_elements(o.t -> 'rows') row order by first, period, revision";
    PGresult *r = read_query(rd, sql, 0, NULL, e);
    if (!r)
        return -1;
    int n = PQntuples(r);
    *out = (struct bulletin_overalls){arena_alloc(a, ((size_t)n + 1) * sizeof *out->v), 0};
    for (int i = 0; i < n; i++) {
        struct bulletin_overall *last = out->n ? &out->v[out->n - 1] : NULL;
        int revision = (int)read_int(r, i, 1, 0), k = counter_find(PQgetvalue(r, i, 2));
        if (!last || last->revision != revision || strcmp(last->period, PQgetvalue(r, i, 0)) != 0) {
            last = &out->v[out->n++];
            *last = (struct bulletin_overall){read_text(r, i, 0, a), revision, {{0}}};
        }
        if (k >= 0)
            last->counters.c[k] = read_int(r, i, 3, 0);
    }
    PQclear(r);
    return 0;
}

int read_bulletin(struct read *rd, const char *period, int revision, bool published, struct arena *a,
                  struct bulletin_row *out, struct err *e)
{
    const char *v[] = {period, param_int(a, revision), published ? "t" : "f"};
    PGresult *r = read_query(
        rd,
        "select " COLUMNS ", tables, doc from bulletin where period = $1 and ($2::integer "
        "= 0 or revision = $2::integer) and (state = 'published' or not $3::boolean) order "
        "by revision desc limit 1",
        3, v, e);
    if (!r)
        return -1;
    int n = PQntuples(r);
    if (n) {
        *out = row_of(r, 0, a);
        out->tables = read_text(r, 0, N_COLUMNS, a);
        out->doc = read_text(r, 0, N_COLUMNS + 1, a);
    }
    PQclear(r);
    return n;
}

int read_bulletin_file(struct read *rd, const struct bulletin_row *b, const char *name, bool public,
                       struct arena *a, struct bulletin_bytes *out, struct err *e)
{
    const char *v[] = {b->period, param_int(a, b->revision), name, public ? "t" : "f"};
    PGresult *r = read_query(rd,
                             "select body, sha256 from bulletin_file where period = $1 and revision = "
                             "$2::integer and name = $3 and public = $4::boolean",
                             4, v, e);
    if (!r)
        return -1;
    int n = PQntuples(r);
    if (n) {
        out->p = read_bytes(r, 0, 0, a, &out->n);
        out->sha256 = read_text(r, 0, 1, a);
    }
    PQclear(r);
    return n;
}

int read_bulletin_changes(struct read *rd, const struct bulletin_row *b, struct arena *a,
                          struct bulletin_changes *out, struct err *e)
{
    const char *v[] = {b->period, param_int(a, b->revision)};
    PGresult *r = read_query(
        rd,
        "select version, " READ_US("at") ", by, what, was, became from bulletin_edit where "
                                         "period = $1 and revision = $2::integer order by version, what",
        2, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct bulletin_change){(int)read_int(r, i, 0, 0), read_instant(r, i, 1),
                                             read_text(r, i, 2, a),     read_text(r, i, 3, a),
                                             read_text(r, i, 4, a),     read_text(r, i, 5, a)};
    PQclear(r);
    return 0;
}

/* The newest revision of each month; what else is read of it joins this. */
#define NEWEST                                                                                              \
    "with newest as (select distinct on (period) period, revision, first from bulletin where first = last " \
    "and as_of < coalesce(" PARAM_AT("$1") ", 'infinity') and ($2::text is null or period <> $2) order by " \
                                           "period, revision desc) "

static struct race_kept *kept_of(struct race_frozen *f, month m, const char *league)
{
    int l = lists_find(league_word, LEAGUES, league);
    for (size_t i = 0; i < f->n; i++)
        if (f->v[i].month == m && (int)f->v[i].league == l)
            return &f->v[i];
    return NULL;
}

static int32_t unit_of(const struct refdata *ref, const struct race_kept *k, const char *code)
{
    return k->league == LEAGUE_DEPARTMENT ? refdata_dept(ref, code) : refdata_region(ref, code);
}

static int read_months(struct read *rd, const char *const v[2], struct arena *a, struct race_frozen *out,
                       struct err *e)
{
    PGresult *r = read_query(rd, NEWEST "select first from newest order by first", 2, v, e);
    if (!r)
        return -1;
    out->n = 0;
    out->v = arena_zalloc(a, ((size_t)PQntuples(r) * LEAGUES + 1) * sizeof *out->v);
    for (int i = 0; i < PQntuples(r); i++)
        for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
            out->v[out->n++] = (struct race_kept){
                .month = (month)read_int(r, i, 0, 0), .league = l, .bottom = -1};
    PQclear(r);
    return 0;
}

/* Rows of one month and league stand together. A unit that is no more has no place. */
static int read_ranks(struct read *rd, const char *const v[2], const struct refdata *ref, struct arena *a,
                      struct race_frozen *out, struct err *e)
{
    PGresult *r = read_query(rd,
                             NEWEST "select first, league, unit, rank, score, completed from newest join "
                                    "bulletin_rank using (period, revision) order by first, league, place",
                             2, v, e);
    if (!r)
        return -1;
    struct race_place *p = arena_alloc(a, ((size_t)PQntuples(r) + 1) * sizeof *p);
    for (int i = 0; i < PQntuples(r); i++) {
        struct race_kept *k = kept_of(out, (month)read_int(r, i, 0, 0), PQgetvalue(r, i, 1));
        int32_t unit = k ? unit_of(ref, k, PQgetvalue(r, i, 2)) : -1;
        if (unit < 0)
            continue;
        k->v = k->n ? k->v : p;
        *p++ = (struct race_place){unit, (int32_t)read_int(r, i, 3, 0), (int32_t)read_int(r, i, 4, -1),
                                   read_int(r, i, 5, 0)};
        k->n++;
    }
    PQclear(r);
    return 0;
}

static int read_bottoms(struct read *rd, const char *const v[2], const struct refdata *ref,
                        struct race_frozen *out, struct err *e)
{
    PGresult *r = read_query(rd,
                             NEWEST "select first, league, unit, streak, action from newest join "
                                    "bulletin_bottom using (period, revision)",
                             2, v, e);
    if (!r)
        return -1;
    for (int i = 0; i < PQntuples(r); i++) {
        struct race_kept *k = kept_of(out, (month)read_int(r, i, 0, 0), PQgetvalue(r, i, 1));
        int action = lists_find(bottom_action_word, BOTTOMS, PQgetvalue(r, i, 4));
        if (!k || action < 0)
            continue;
        k->bottom = unit_of(ref, k, PQgetvalue(r, i, 2));
        k->streak = (int32_t)read_int(r, i, 3, 0);
        k->action = (enum bottom_action)action;
    }
    PQclear(r);
    return 0;
}

int read_frozen(struct read *rd, instant before, const char *but, const struct refdata *ref, struct arena *a,
                struct race_frozen *out, struct err *e)
{
    const char *const v[] = {param_instant(a, before), but};
    return read_months(rd, v, a, out, e) || read_ranks(rd, v, ref, a, out, e) ||
                   read_bottoms(rd, v, ref, out, e)
               ? -1
               : 0;
}

int read_bulletins_waiting(struct read *rd, int64_t *waiting, int64_t *late, struct err *e)
{
    PGresult *r = read_query(rd, "select waiting, late from watch_bulletins()", 0, NULL, e);
    if (!r)
        return -1;
    *waiting = read_int(r, 0, 0, 0);
    *late = read_int(r, 0, 1, 0);
    PQclear(r);
    return 0;
}

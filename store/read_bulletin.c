#include "store/read_bulletin.h"

#include "base/str.h"
#include "store/param.h"
#include "store/read_query.h"

/* clang-format off */
static const char select_cards[] =
    "select rule, level, region, dept, item, raised_at < " PARAM_AT("$2") " as before, count(*)"
    " from alert"
    " where (raised_at >= " PARAM_AT("$1") " and raised_at < " PARAM_AT("$2")
    " or raised_at >= " PARAM_AT("$3") " and raised_at < " PARAM_AT("$4") ")"
    " and state not in ('withdrawn', 'revoked')"
    " group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6";

/* The last of each region, and when its first was. */
static const char select_self_reports[] =
    "with all_of as (select * from monthly_report"
    " where month = $1::integer and occurred <= " PARAM_AT("$2") "),"
    " last as (select distinct on (region) region, counters from all_of"
    " order by region, occurred desc, event_id desc, source desc)"
    " select l.region, k.key, k.value::bigint,"
    " " READ_US("(select min(occurred) from all_of x where x.region = l.region)")
    " from last l cross join lateral jsonb_each_text(l.counters) k";
/* clang-format on */

int read_places(struct read *rd, month from, month upto, struct arena *a, struct read_places *out,
                struct err *e)
{
    const char *v[] = {param_int(a, from), param_int(a, upto)};
    struct str sql = {0};
    str_puts(&sql, "select month, region, dept");
    for (int c = 0; c < COUNTERS; c++)
        str_printf(&sql, ", sum(%s)", counter_name[c]);
    str_puts(&sql, " from counters where month between $1::int and $2::int group by 1, 2, 3");
    PGresult *r = read_query(rd, str_text(&sql), 2, v, e);
    str_release(&sql);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < PQntuples(r); i++) {
        struct read_place *p = &out->v[i];
        *p = (struct read_place){
            (month)read_int(r, i, 0, 0), read_text(r, i, 1, a), read_text(r, i, 2, a), {{0}}};
        for (int c = 0; c < COUNTERS; c++)
            p->counters.c[c] = read_int(r, i, 3 + c, 0);
    }
    PQclear(r);
    return 0;
}

int read_cards(struct read *rd, instant from, instant until, instant mid, instant to, struct arena *a,
               struct read_cards *out, struct err *e)
{
    const char *v[] = {param_instant(a, from), param_instant(a, until), param_instant(a, mid),
                       param_instant(a, to)};
    PGresult *r = read_query(rd, select_cards, 4, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < PQntuples(r); i++)
        out->v[i] = (struct read_card){(int)read_int(r, i, 0, 0), read_text(r, i, 1, a),
                                       read_text(r, i, 2, a),     read_text(r, i, 3, a),
                                       read_text(r, i, 4, a),     *PQgetvalue(r, i, 5) == 't',
                                       read_int(r, i, 6, 0)};
    PQclear(r);
    return 0;
}

int read_self_reports(struct read *rd, month m, instant as_of, struct arena *a, struct read_self_reports *out,
                      struct err *e)
{
    const char *v[] = {param_int(a, m), param_instant(a, as_of)};
    PGresult *r = read_query(rd, select_self_reports, 2, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < PQntuples(r); i++)
        out->v[i] = (struct read_self_report){read_text(r, i, 0, a), read_text(r, i, 1, a),
                                              read_int(r, i, 2, 0), read_instant(r, i, 3)};
    PQclear(r);
    return 0;
}

int read_reportable(struct read *rd, month m, struct arena *a, bool *out, struct err *e)
{
    const char *v[] = {param_int(a, m)};
    PGresult *r = read_query(rd, "select exists (select from counters where month <= $1::int)::int", 1, v, e);
    if (!r)
        return -1;
    *out = read_int(r, 0, 0, 0) != 0;
    PQclear(r);
    return 0;
}

int read_last_act(struct read *rd, int64_t *seq, struct err *e)
{
    PGresult *r = read_query(rd, "select seq from act_head", 0, NULL, e);
    if (!r)
        return -1;
    *seq = read_int(r, 0, 0, 0);
    PQclear(r);
    return 0;
}

/* What the proposals of orders are made of: cases with grave alerts of late, and the alerts that orders and
 * drops name of them. */
#include "store/param.h"
#include "store/read_acts.h"
#include "store/read_query.h"

#define GRAVE "from alert where level in ('yellow', 'red') and state not in ('withdrawn', 'revoked')"

int read_grave_cases(struct read *rd, instant from, int limit, struct arena *a, struct read_numbers *out,
                     struct err *e)
{
    static const char sql[] = "select distinct case_no " GRAVE
                              " and raised_at >= " PARAM_AT("$1") " order by case_no limit $2::bigint";
    const char *v[] = {param_instant(a, from), param_int(a, limit)};
    PGresult *r = read_query(rd, sql, 2, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (size_t i = 0; i < out->n; i++)
        out->v[i] = read_text(r, (int)i, 0, a);
    PQclear(r);
    return 0;
}

int read_found_late(struct read *rd, instant from, int limit, struct arena *a, struct read_late *out,
                    struct err *e)
{
    static const char sql[] = "select case_no, rule, subject " GRAVE " and seen_at >= " PARAM_AT(
        "$1") " and raised_at < " PARAM_AT("$1") " order by case_no, rule, subject limit $2::bigint";
    const char *v[] = {param_instant(a, from), param_int(a, limit)};
    PGresult *r = read_query(rd, sql, 2, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (size_t i = 0; i < out->n; i++)
        out->v[i] = (struct act_alert){.case_no = read_text(r, (int)i, 0, a),
                                       .rule = (uint16_t)rules_find((int)read_int(r, (int)i, 1, 0)),
                                       .subject = read_text(r, (int)i, 2, a)};
    PQclear(r);
    return 0;
}

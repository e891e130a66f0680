#include "store/read_act_log.h"

#include "store/acts.h"
#include "store/param.h"
#include "store/read_query.h"

#define FILTER                                                                                    \
    " from act where ($1::text is null or \"order\" = $1) and ($2::text is null or case_no = $2)" \
    " and ($3::text is null or act = $3) and ($4::text is null or region = $4)"                   \
    " and ($5::text is null or dept = $5)"

static int keep(PGresult *r, struct arena *a, struct read_acts *out)
{
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_act){read_int(r, i, 0, 0), read_text(r, i, 1, a)};
    PQclear(r);
    return 0;
}

int read_acts(struct read *rd, const struct read_act_filter *f, int64_t after, int limit, struct arena *a,
              struct read_acts *out, struct err *e)
{
    const char *v[] = {f->order,           f->case_no, f->act, f->region, f->dept, param_int(a, after),
                       param_int(a, limit)};
    PGresult *r = read_query(rd, "select count(*)" FILTER, 5, v, e);
    if (!r)
        return -1;
    out->total = read_int(r, 0, 0, 0);
    PQclear(r);
    r = read_query(rd, "select seq, body" FILTER " and seq > $6::bigint order by seq limit $7::bigint", 7, v,
                   e);
    return keep(r, a, out);
}

int read_act_at(struct read *rd, int64_t seq, struct arena *a, struct read_acts *out, struct err *e)
{
    const char *v[] = {param_int(a, seq)};
    *out = (struct read_acts){0};
    return keep(read_query(rd, "select seq, body from act where seq = $1::bigint", 1, v, e), a, out);
}

int read_interview_acts(struct read *rd, int limit, struct arena *a, struct read_acts *out, struct err *e)
{
    const char *v[] = {param_int(a, limit)};
    *out = (struct read_acts){0};
    return keep(read_query(rd,
                           "select * from (select seq, body from act where " ACTS_OF_INTERVIEWS
                           " order by seq desc limit $1::bigint) t order by seq",
                           1, v, e),
                a, out);
}

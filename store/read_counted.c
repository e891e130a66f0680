#include "store/read_counted.h"

#include "store/param.h"
#include "store/read_query.h"

int read_counted(struct read *rd, const char *region, const char *dept, const char *item, const char *after,
                 int limit, struct arena *a, struct read_counted_rows *out, struct err *e)
{
    const char *v[] = {region, dept, item, after, param_int(a, limit)};
    PGresult *r = read_query(rd,
                             "select case_no, item, region, dept, phase, written from cases"
                             " where ($1::text is null or region = $1) and ($2::text is null or dept = $2)"
                             " and ($3::text is null or item = $3) and ($4::text is null or case_no > $4)"
                             " order by case_no limit $5::bigint",
                             5, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++) {
        struct read_counted_row *c = &out->v[i];
        *c = (struct read_counted_row){read_text(r, i, 0, a),
                                       read_text(r, i, 1, a),
                                       read_text(r, i, 2, a),
                                       read_text(r, i, 3, a),
                                       read_text(r, i, 4, a),
                                       NULL,
                                       0};
        c->written = read_bytes(r, i, 5, a, &c->n_written);
    }
    PQclear(r);
    return 0;
}

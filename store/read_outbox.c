#include "store/read_outbox.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/param.h"
#include "store/read_query.h"

/* Behind every number that was ever drawn, and still a number that who comes again may say (base/text.h). */
static const int64_t behind_all = 999999999999999999;

int read_outbox_end(struct read *rd, struct outbox_place *out, struct err *e)
{
    PGresult *r = read_query(rd, "select pg_snapshot_xmin(pg_current_snapshot())", 0, NULL, e);
    if (!r)
        return -1;
    *out = (struct outbox_place){strtoull(PQgetvalue(r, 0, 0), NULL, 10) - 1, behind_all};
    PQclear(r);
    return 0;
}

static const char *xid_text(struct arena *a, uint64_t xid)
{
    char *z = arena_alloc(a, 24);
    snprintf(z, 24, "%" PRIu64, xid);
    return z;
}

int read_outbox(struct read *rd, struct outbox_place after, struct outbox_place end, int limit,
                struct arena *a, struct read_notices *out, struct err *e)
{
    static const char sql[] = "select xid, n, kind, body from outbox where (xid, n) > ($1::xid8, $2::bigint)"
                              " and xid <= $3::xid8 order by xid, n limit $4::bigint";
    const char *v[] = {xid_text(a, after.xid), param_int(a, after.n), xid_text(a, end.xid),
                       param_int(a, limit)};
    PGresult *r = read_query(rd, sql, 4, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (size_t i = 0; i < out->n; i++)
        out->v[i] = (struct read_notice){
            {strtoull(PQgetvalue(r, (int)i, 0), NULL, 10), read_int(r, (int)i, 1, 0)},
            read_text(r, (int)i, 2, a),
            read_text(r, (int)i, 3, a)};
    PQclear(r);
    return 0;
}

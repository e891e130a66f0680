#include "store/read_query.h"

int read_tallies(struct read *rd, struct arena *a, struct read_tallies *out, struct err *e)
{
    PGresult *r = read_query(
        rd,
        "select name, sum(n), " READ_US("max(at)") " from tally group by name order by name collate \"C\"", 0,
        NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_tally){read_text(r, i, 0, a), read_int(r, i, 1, 0), read_instant(r, i, 2)};
    PQclear(r);
    return 0;
}

int read_parts(struct read *rd, struct arena *a, struct read_parts *out, struct err *e)
{
    PGresult *r = read_query(rd,
                             "select topic, part, next, alarm, greatest(high - next, 0) from kafka_offset "
                             "order by topic collate \"C\", part",
                             0, NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_part){.topic = read_text(r, i, 0, a),
                                       .part = (int)read_int(r, i, 1, 0),
                                       .next = read_int(r, i, 2, 0),
                                       .alarm = read_text(r, i, 3, a),
                                       .unread = read_int(r, i, 4, 0)};
    PQclear(r);
    return 0;
}

int read_due(struct read *rd, int64_t *n, instant *since, struct err *e)
{
    PGresult *r = read_query(
        rd, "select count(*), " READ_US("min(next_change)") " from cases where next_change <= now()", 0, NULL,
        e);
    if (!r)
        return -1;
    *n = read_int(r, 0, 0, 0);
    *since = read_instant(r, 0, 1);
    PQclear(r);
    return 0;
}

#include "store/read_system.h"
#include "store/read_query.h"
#include "store/read_rows.h"

int read_tallies(struct read *rd, struct arena *a, struct read_tallies *out, struct err *e)
{
    static const char sql[] = "select name, sum(n), " READ_US(
        "max(at)") " from tally group by name order by name collate \"C\"";
    PGresult *r = read_query(rd, sql, 0, NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_tally){read_text(r, i, 0, a), read_int(r, i, 1, 0), read_instant(r, i, 2)};
    PQclear(r);
    return 0;
}

/* clang-format off */
/* Topics that they were told to read before are no concern any more. */
#define WANTED "(select topics from worker where topics <> '{}' order by started desc limit 1)::text[]"

static const char select_parts[] =
    "select topic, part, next, alarm, greatest(high - next, 0), k.owner, " READ_US("k.alive") ","
    " (coalesce(k.alive < now() - interval '1 minute', true) or w.stopped is not null)::int,"
    " coalesce(high > next and at < now() - interval '5 minutes', false)::int,"
    " coalesce(held < now() - interval '20 minutes', false)::int,"
    " coalesce(topic = any(" WANTED "), true)::int"
    " from kafka_offset k left join worker w on w.owner = k.owner collate \"C\""
    " order by topic, part";

/* The clerk reads no topic. */
static const char select_workers[] =
    "select owner, " READ_US("alive") ", falls,"
    " (falls >= 3 and stopped is null and started > now() - interval '2 minutes')::int,"
    " (topics = '{}')::int,"
    " (alive < now() - interval '1 minute' or stopped is not null)::int"
    " from worker order by owner";

static const char select_topics[] =
    "select distinct topic, cleanup, coalesce(cleanup like '%compact%', false)::int"
    " from unnest(" WANTED ") topic left join kafka_topic using (topic)"
    " order by topic";
/* clang-format on */

int read_parts(struct read *rd, struct arena *a, struct read_parts *out, struct err *e)
{
    PGresult *r = read_query(rd, select_parts, 0, NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_part){.topic = read_text(r, i, 0, a),
                                       .part = (int)read_int(r, i, 1, 0),
                                       .next = read_int(r, i, 2, 0),
                                       .alarm = read_text(r, i, 3, a),
                                       .unread = read_int(r, i, 4, 0),
                                       .owner = read_text(r, i, 5, a),
                                       .alive = read_instant(r, i, 6),
                                       .silent = read_int(r, i, 7, 0),
                                       .stuck = read_int(r, i, 8, 0),
                                       .held = read_int(r, i, 9, 0),
                                       .wanted = read_int(r, i, 10, 0)};
    PQclear(r);
    return 0;
}

int read_workers(struct read *rd, struct arena *a, struct read_workers *out, struct err *e)
{
    PGresult *r = read_query(rd, select_workers, 0, NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_worker){.owner = read_text(r, i, 0, a),
                                         .alive = read_instant(r, i, 1),
                                         .falls = read_int(r, i, 2, 0),
                                         .looping = read_int(r, i, 3, 0),
                                         .clerk = read_int(r, i, 4, 0),
                                         .silent = read_int(r, i, 5, 0)};
    PQclear(r);
    return 0;
}

int read_topics(struct read *rd, struct arena *a, struct read_topics *out, struct err *e)
{
    PGresult *r = read_query(rd, select_topics, 0, NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_topic){.topic = read_text(r, i, 0, a),
                                        .cleanup = read_text(r, i, 1, a),
                                        .compacted = read_int(r, i, 2, 0)};
    PQclear(r);
    return 0;
}

int read_due(struct read *rd, int64_t *n, instant *since, struct err *e)
{
    PGresult *r = read_query(rd, "select n, " READ_US("since") " from watch_due()", 0, NULL, e);
    if (!r)
        return -1;
    *n = read_int(r, 0, 0, 0);
    *since = read_instant(r, 0, 1);
    PQclear(r);
    return 0;
}

#include "store/signs.h"

#include <libpq-fe.h>

#include "store/wire.h"

int signs_begin(struct db *db, const char *owner, const char *const topic[2], int32_t *falls, struct err *e)
{
    static const char sql[] =
        "insert into worker as w (owner, topics, started, alive)"
        " values ($1, array_remove(array[$2::text, $3::text], null), clock_timestamp(), clock_timestamp())"
        " on conflict (owner) do update set"
        " falls = case when w.stopped is null and w.started > excluded.started - interval '2 minutes'"
        " then w.falls + 1 else 0 end,"
        " topics = excluded.topics, started = excluded.started, alive = excluded.alive,"
        " stopped = null, jumped = null"
        " returning falls";
    const struct db_param v[] = {DB_TEXT(owner), DB_TEXT(topic[0]), DB_TEXT(topic[1])};
    PGresult *res = db_exec(db, sql, NULL, v, 3, e);
    if (!res)
        return -1;
    *falls = wire_get_int4(PQgetvalue(res, 0, 0));
    PQclear(res);
    return 0;
}

/* clang-format off */
#define WORKER_ALIVE(owner, jumped) \
    "update worker set alive = clock_timestamp()," \
    " jumped = case when " jumped "::boolean then coalesce(jumped, clock_timestamp()) end" \
    " where owner = " owner

static const char update_parts[] =
    "with w as (" WORKER_ALIVE("$5", "$6") ")"
    " update kafka_offset k set alive = clock_timestamp(),"
    " held = case when u.held then coalesce(k.held, clock_timestamp()) end"
    " from unnest($1, $2, $3, $4) u(topic, part, epoch, held)"
    " where k.topic = u.topic and k.part = u.part and k.epoch = u.epoch";
/* clang-format on */

int signs_clerk(struct db *db, const char *owner, bool jumped, struct err *e)
{
    const struct db_param v[] = {DB_TEXT(owner), DB_TEXT(jumped ? "true" : "false")};
    return db_count(db, WORKER_ALIVE("$1", "$2"), NULL, v, 2, e) < 0 ? -1 : 0;
}

int signs_alive(struct db *db, const char *owner, bool jumped, const struct offset *o, size_t n,
                struct err *e)
{
    struct wire_rows rows = {0};
    wire_begin(&rows, "tilb");
    for (size_t i = 0; i < n; i++) {
        wire_text(&rows.col[0], o[i].topic);
        wire_int4(&rows.col[1], o[i].part);
        wire_int8(&rows.col[2], o[i].epoch);
        wire_bool(&rows.col[3], o[i].held);
        rows.n++;
    }
    const struct db_param more[] = {DB_TEXT(owner), DB_TEXT(jumped ? "true" : "false")};
    int64_t rc = db_count(db, update_parts, &rows, more, 2, e);
    wire_release(&rows);
    return rc < 0 ? -1 : 0;
}

int signs_end(struct db *db, const char *owner, struct err *e)
{
    return db_count(db, "update worker set stopped = clock_timestamp() where owner = $1", NULL,
                    &DB_TEXT(owner), 1, e) < 0
               ? -1
               : 0;
}

int signs_cleanup(struct db *db, const char *topic, const char *words, struct err *e)
{
    const struct db_param v[] = {DB_TEXT(topic), DB_TEXT(words)};
    return db_count(db,
                    "insert into kafka_topic (topic, cleanup, at) values ($1, $2, clock_timestamp())"
                    " on conflict (topic) do update set cleanup = excluded.cleanup, at = excluded.at",
                    NULL, v, 2, e) < 0
               ? -1
               : 0;
}

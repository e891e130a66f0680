#include "store/offsets.h"

#include <libpq-fe.h>
#include <string.h>

#include "store/wire.h"

static void put_key(struct wire_rows *rows, const struct offset *o)
{
    wire_text(&rows->col[0], o->topic);
    wire_int4(&rows->col[1], o->part);
    rows->n++;
}

static void put_high(struct str *s, const struct offset *o)
{
    if (o->high < 0)
        wire_null(s);
    else
        wire_int8(s, o->high);
}

/* Columns: topic, part, next, epoch, alarm is set, seen. */
static void take(const PGresult *res, struct offset *o, size_t n)
{
    for (int i = 0; i < PQntuples(res); i++)
        for (size_t k = 0; k < n; k++)
            if (o[k].part == wire_get_int4(PQgetvalue(res, i, 1)) &&
                !strcmp(o[k].topic, PQgetvalue(res, i, 0))) {
                o[k].next = wire_get_int8(PQgetvalue(res, i, 2));
                o[k].epoch = wire_get_int8(PQgetvalue(res, i, 3));
                o[k].alarm = *PQgetvalue(res, i, 4);
                o[k].seen = PQgetisnull(res, i, 5) ? INSTANT_NONE : wire_get_instant(PQgetvalue(res, i, 5));
            }
}

int offsets_look(struct db *db, struct offset *o, size_t n, struct err *e)
{
    struct wire_rows rows = {0};
    wire_begin(&rows, "ti");
    for (size_t i = 0; i < n; i++) {
        put_key(&rows, &o[i]);
        o[i].next = -1;
        o[i].alarm = false;
    }
    static const char sql[] = "select topic, part, next, epoch, alarm is not null, seen from kafka_offset"
                              " join unnest($1, $2) u(topic, part) using (topic, part)";
    PGresult *res = db_exec(db, sql, &rows, NULL, 0, e);
    wire_release(&rows);
    if (!res)
        return -1;
    take(res, o, n);
    PQclear(res);
    return 0;
}

int offsets_claim(struct db *db, struct offset *o, size_t n, const char *owner, struct err *e)
{
    struct wire_rows rows = {0};
    wire_begin(&rows, "till");
    for (size_t i = 0; i < n; i++) {
        put_key(&rows, &o[i]);
        wire_int8(&rows.col[2], o[i].next);
        put_high(&rows.col[3], &o[i]);
    }
    /* sorted, so that two workers that claim at once do not wait for each other in a ring */
    static const char sql[] =
        "insert into kafka_offset as k (topic, part, next, epoch, owner, high, at)"
        " select topic, part, next, 1, $5, high, clock_timestamp()"
        " from unnest($1, $2, $3, $4) u(topic, part, next, high) order by topic, part"
        " on conflict (topic, part) do update"
        " set epoch = k.epoch + 1, owner = excluded.owner, high = excluded.high, at = excluded.at"
        " returning topic, part, next, epoch, alarm is not null, seen";
    PGresult *res = db_exec(db, sql, &rows, &DB_TEXT(owner), 1, e);
    wire_release(&rows);
    if (!res)
        return -1;
    take(res, o, n);
    for (size_t i = 0; i < n; i++) {
        o[i].read = o[i].message_end = o[i].next;
        o[i].told = o[i].high;
    }
    PQclear(res);
    return 0;
}

int offsets_move(struct db *db, const struct offset *o, size_t n, struct err *e)
{
    struct wire_rows rows = {0};
    wire_begin(&rows, "tillllz");
    for (size_t i = 0; i < n; i++) {
        if (o[i].lost || (o[i].read == o[i].next && o[i].high == o[i].told))
            continue;
        put_key(&rows, &o[i]);
        wire_int8(&rows.col[2], o[i].next);
        wire_int8(&rows.col[3], o[i].read);
        wire_int8(&rows.col[4], o[i].epoch);
        put_high(&rows.col[5], &o[i]);
        wire_instant(&rows.col[6], o[i].seen);
    }
    int64_t moved =
        rows.n ? db_count(
                     db,
                     "update kafka_offset k"
                     " set next = u.new, high = u.high, seen = u.seen, at = clock_timestamp()"
                     " from unnest($1, $2, $3, $4, $5, $6, $7) u(topic, part, next, new, epoch, high, seen)"
                     " where k.topic = u.topic and k.part = u.part and k.next = u.next and k.epoch = u.epoch",
                     &rows, NULL, 0, e)
               : 0;
    int32_t want = rows.n;
    wire_release(&rows);
    return moved < 0 ? -1 : moved != want;
}

int offsets_check(struct db *db, const struct offset *o, size_t n, struct err *e)
{
    struct wire_rows rows = {0};
    wire_begin(&rows, "til");
    for (size_t i = 0; i < n; i++) {
        if (o[i].lost)
            continue;
        put_key(&rows, &o[i]);
        wire_int8(&rows.col[2], o[i].epoch);
    }
    static const char sql[] = "select 1 from kafka_offset"
                              " join unnest($1, $2, $3) u(topic, part, epoch) using (topic, part, epoch)";
    PGresult *res = rows.n ? db_exec(db, sql, &rows, NULL, 0, e) : NULL;
    int rc = !rows.n ? 0 : !res ? -1 : PQntuples(res) != rows.n;
    PQclear(res);
    wire_release(&rows);
    return rc;
}

int offsets_behind(struct db *db, instant until, struct err *e)
{
    char buf[8];
    static const char sql[] = "select from kafka_offset where coalesce(high > next, true) and alarm is null"
                              " and coalesce(seen < $1, true)"
                              " and at > clock_timestamp() - interval '5 minutes' limit 1";
    int64_t n = db_count(db, sql, NULL, &DB_INSTANT(buf, until), 1, e);
    return n < 0 ? -1 : n > 0;
}

int offsets_alarm(struct db *db, const struct offset *o, const char *text, struct err *e)
{
    struct wire_rows rows = {0};
    wire_begin(&rows, "til");
    put_key(&rows, o);
    wire_int8(&rows.col[2], o->epoch);
    int64_t n = db_count(db,
                         "update kafka_offset k set alarm = $4 from unnest($1, $2, $3) u(topic, part, epoch)"
                         " where k.topic = u.topic and k.part = u.part and k.epoch = u.epoch",
                         &rows, &DB_TEXT(text), 1, e);
    wire_release(&rows);
    return n < 0 ? -1 : 0;
}

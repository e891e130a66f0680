#include "store/senders.h"

#include <string.h>

#include "store/param.h"
#include "store/read_query.h"

int senders_merge(struct db *db, struct err *e)
{
    return db_count(
               db,
               "with gone as (delete from sending returning *),"
               " hours as (insert into sending_hour as h (hour, source, region, dept, n)"
               " select hour, source, region, dept, sum(n) from gone group by hour, source, region, dept"
               " on conflict (hour, source, region, dept) do update set n = h.n + excluded.n)"
               " insert into sender as s (source, region, dept, since, last)"
               " select source, region, dept, min(last), max(last) from"
               " (select source, '' region, '' dept, last from gone union all select '', region, dept, last from gone) x"
               " group by source, region, dept"
               " on conflict (source, region, dept) do update set since = least(s.since, excluded.since),"
               " last = greatest(s.last, excluded.last)",
               NULL, NULL, 0, e) < 0
               ? -1
               : 0;
}

int senders_read(struct db *db, struct arena *a, struct senders *out, struct err *e)
{
    PGresult *r = db_text(
        db,
        "select s.source, s.region, s.dept, " READ_US("s.since") ", " READ_US("s.last") ", " READ_US(
            "s.silent") ", (m.silent is not null)::int from sender s left join sender m on m.source = s.main and s.source = ''"
                        " and m.region = '' and m.dept = '' order by s.source, s.region, s.dept",
        0, NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct sender){read_text(r, i, 0, a), read_text(r, i, 1, a), read_text(r, i, 2, a),
                                    read_instant(r, i, 3), read_instant(r, i, 4), read_instant(r, i, 5),
                                    read_int(r, i, 6, 0)};
    PQclear(r);
    return 0;
}

static int by_name(const struct sender *s, const PGresult *r, int row)
{
    int c = strcmp(s->source, PQgetvalue(r, row, 0));
    c = c ? c : strcmp(s->region, PQgetvalue(r, row, 1));
    return c ? c : strcmp(s->dept, PQgetvalue(r, row, 2));
}

/* Both come in one order. */
int senders_hours(struct db *db, const struct senders *of, int days,
                  void (*take)(void *arg, size_t sender, int32_t hour, int64_t n), void *arg, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {param_int(&t, 24 * days)};
    PGresult *r = db_text(
        db,
        "select s.source, s.region, s.dept, h.hour, h.n from sender s join ("
        "select source, '' region, '' dept, hour, sum(n) n from sending_hour group by source, hour"
        " union all select '', region, dept, hour, sum(n) from sending_hour group by region, dept, hour) h"
        " on (h.source, h.region, h.dept) = (s.source, s.region, s.dept)"
        " and h.hour >= floor(extract(epoch from s.last) / 3600)::int - $1::int order by 1, 2, 3",
        1, v, e);
    arena_release(&t);
    if (!r)
        return -1;
    size_t at = 0;
    for (int i = 0; i < PQntuples(r); i++) {
        while (at < of->n && by_name(&of->v[at], r, i) < 0)
            at++;
        if (at < of->n && !by_name(&of->v[at], r, i))
            take(arg, at, (int32_t)read_int(r, i, 3, 0), read_int(r, i, 4, 0));
    }
    PQclear(r);
    return 0;
}

int senders_set(struct db *db, const struct sender *s, instant silent, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {s->source, s->region, s->dept, param_instant(&t, silent)};
    PGresult *r = db_text(
        db, "update sender set silent = " PARAM_AT("$4") " where (source, region, dept) = ($1, $2, $3)", 4, v,
        e);
    PQclear(r);
    arena_release(&t);
    return r ? 0 : -1;
}

int senders_tidy(struct db *db, int days, instant now, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {param_int(&t, (now - days * DAY_LENGTH) / HOUR)};
    PGresult *r = db_text(
        db,
        "with old as (delete from sending_hour where hour < $1::bigint),"
        " gone as (delete from sender where extract(epoch from last) / 3600 < $1::bigint),"
        " m as (select distinct on (region, dept) region, dept, source from"
        " (select region, dept, source, sum(n) n from sending_hour group by region, dept, source) x"
        " order by region, dept, n desc, source)"
        " update sender s set main = m.source from m where s.source = '' and s.region = m.region"
        " and s.dept = m.dept and s.main is distinct from m.source",
        1, v, e);
    PQclear(r);
    arena_release(&t);
    return r ? 0 : -1;
}

int senders_heard(struct db *db, bool *heard, struct err *e)
{
    PGresult *r = db_text(
        db,
        "select (count(*) > 0 and coalesce(bool_and(k.alive > now() - interval '1 minute' and"
        " w.stopped is null and coalesce(high, next) <= next), false))::int"
        " from kafka_offset k left join worker w on w.owner = k.owner collate \"C\""
        " where topic = any((select topics from worker where topics <> '{}'"
        " order by started desc limit 1)::text[])",
        0, NULL, e);
    if (!r)
        return -1;
    *heard = read_int(r, 0, 0, 0);
    PQclear(r);
    return 0;
}

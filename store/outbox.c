#include "store/outbox.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "store/param.h"
#include "store/read_query.h"
#include "store/wire.h"

void outbox_begin(struct outbox *o)
{
    str_clear(&o->rows);
    o->n = 0;
}

void outbox_release(struct outbox *o) { str_release(&o->rows); }

enum { ID_DIGITS = 32 };

/* The same whenever the same change is told again: of kind, what it is about, and the change's logical
 * instant. */
static void make_id(const struct outbox_notice *n, char out[SHA256_TEXT])
{
    struct str text = {0};
    str_printf(&text, "%s\n%s\n%" PRId64, n->kind, n->about, n->at);
    sha256_text(text.p, text.len, out);
    out[ID_DIGITS] = 0;
    str_release(&text);
}

void outbox_put(struct outbox *o, const struct outbox_notice *n)
{
    char id[SHA256_TEXT], at[INSTANT_TEXT];
    struct str body = {0};
    make_id(n, id);
    str_printf(&body, "{\"v\":1,\"id\":\"%s\",\"kind\":\"%s\",\"at\":\"%s\",\"region\":", id, n->kind,
               instant_text(n->at, at));
    str_json(&body, n->region);
    str_puts(&body, ",\"dept\":");
    str_json(&body, n->dept);
    str_printf(&body, ",\"object\":%s}", n->object);
    wire_row(&o->rows, 6);
    wire_instant(&o->rows, n->at);
    wire_text(&o->rows, n->kind);
    wire_text(&o->rows, n->key);
    wire_text(&o->rows, n->region);
    wire_text(&o->rows, n->dept);
    wire_text(&o->rows, str_text(&body));
    o->n++;
    str_release(&body);
}

int outbox_write(struct outbox *o, struct db *db, struct err *e)
{
    if (!o->n)
        return 0;
    return db_copy(db, "copy outbox (at, kind, key, region, dept, body) from stdin (format binary)", &o->rows,
                   e);
}

static const char *xid_text(struct arena *a, uint64_t xid)
{
    char *z = arena_alloc(a, 24);
    snprintf(z, 24, "%" PRIu64, xid);
    return z;
}

int outbox_read(struct db *db, struct outbox_place after, int limit, struct arena *a, struct outbox_rows *out,
                struct err *e)
{
    static const char sql[] = "select xid, n, key, body from outbox where (xid, n) > ($1::xid8, $2::bigint)"
                              " and xid < pg_snapshot_xmin(pg_current_snapshot())"
                              " order by xid, n limit $3::bigint";
    const char *v[] = {xid_text(a, after.xid), param_int(a, after.n), param_int(a, limit)};
    PGresult *r = db_text(db, sql, 3, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (size_t i = 0; i < out->n; i++)
        out->v[i] = (struct outbox_row){
            {strtoull(PQgetvalue(r, (int)i, 0), NULL, 10), read_int(r, (int)i, 1, 0)},
            read_text(r, (int)i, 2, a),
            read_text(r, (int)i, 3, a)};
    PQclear(r);
    return out->n && db_durable(db, e) ? -1 : 0; /* an act is seen a moment before the disk has it */
}

int outbox_position(struct db *db, const char *reader, struct outbox_place *out, struct err *e)
{
    PGresult *r = db_text(db, "select xid, n from outbox_reader where name = $1", 1, &reader, e);
    if (!r)
        return -1;
    *out = (struct outbox_place){0};
    if (PQntuples(r))
        *out = (struct outbox_place){strtoull(PQgetvalue(r, 0, 0), NULL, 10), read_int(r, 0, 1, 0)};
    PQclear(r);
    return 0;
}

int outbox_passed(struct db *db, const char *reader, struct outbox_place place, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {reader, xid_text(&t, place.xid), param_int(&t, place.n)};
    PGresult *r = db_text(db,
                          "insert into outbox_reader (name, xid, n) values ($1, $2::xid8, $3::bigint)"
                          " on conflict (name) do update set xid = excluded.xid, n = excluded.n",
                          3, v, e);
    PQclear(r);
    arena_release(&t);
    return r ? 0 : -1;
}

int64_t outbox_drop(struct db *db, instant until, struct err *e)
{
    char at[8];
    return db_count(db,
                    "delete from outbox where written < $1 and not exists (select from outbox_reader r"
                    " where (r.xid, r.n) < (outbox.xid, outbox.n))",
                    NULL, &DB_INSTANT(at, until), 1, e);
}

#include "store/rejects.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#include "store/wire.h"

#define COLUMNS "id, topic, part, \"offset\", code, reason, arrived, retried, sent"

static struct rejected take(const PGresult *res, int row, struct arena *a)
{
    return (struct rejected){
        .id = wire_get_int8(PQgetvalue(res, row, 0)),
        .topic = arena_strdup(a, PQgetvalue(res, row, 1)),
        .part = wire_get_int4(PQgetvalue(res, row, 2)),
        .offset = wire_get_int8(PQgetvalue(res, row, 3)),
        .code = arena_strdup(a, PQgetvalue(res, row, 4)),
        .reason = arena_strdup(a, PQgetvalue(res, row, 5)),
        .arrived = wire_get_instant(PQgetvalue(res, row, 6)),
        .retried = PQgetisnull(res, row, 7) ? INSTANT_NONE : wire_get_instant(PQgetvalue(res, row, 7)),
        .sent = PQgetisnull(res, row, 8) ? INSTANT_NONE : wire_get_instant(PQgetvalue(res, row, 8)),
    };
}

static const char *number(char buf[24], int64_t n)
{
    snprintf(buf, 24, "%lld", (long long)n);
    return buf;
}

int rejects_list(struct db *db, const char *code, bool all, int64_t after, int limit, struct arena *a,
                 struct rejecteds *out, struct err *e)
{
    char from[24], most[24];
    const struct db_param v[] = {DB_TEXT(code), DB_TEXT(all ? "t" : "f"), DB_TEXT(number(from, after)),
                                 DB_TEXT(number(most, limit))};
    PGresult *res = db_exec(
        db,
        "select " COLUMNS
        " from reject where ($1::text is null or code = $1) and ($2::boolean or retried is null)"
        " and id > $3::bigint order by id limit $4::integer",
        NULL, v, 4, e);
    if (!res)
        return -1;
    out->list.n = 0;
    for (int i = 0; i < PQntuples(res); i++)
        vec_push(&out->list, take(res, i, a));
    PQclear(res);
    return 0;
}

int rejects_get(struct db *db, int64_t id, struct arena *a, struct rejected *out, struct err *e)
{
    char text[24];
    PGresult *res = db_exec(db, "select " COLUMNS ", raw from reject where id = $1::bigint", NULL,
                            &DB_TEXT(number(text, id)), 1, e);
    if (!res)
        return -1;
    int there = PQntuples(res);
    if (there) {
        *out = take(res, 0, a);
        out->n_raw = (size_t)PQgetlength(res, 0, 9);
        out->raw = arena_strndup(a, PQgetvalue(res, 0, 9), out->n_raw);
    }
    PQclear(res);
    return !there;
}

/* An array of bigint, as text. */
static void put_ids(struct str *out, const int64_t *ids, size_t n)
{
    str_putc(out, '{');
    for (size_t i = 0; i < n; i++) {
        str_puts(out, i ? "," : "");
        str_int(out, ids[i]);
    }
    str_putc(out, '}');
}

int rejects_claim(struct db *db, const int64_t *ids, size_t n, bool again, int64_t *taken, size_t *n_taken,
                  struct err *e)
{
    struct str list = {0};
    put_ids(&list, ids, n);
    const struct db_param v[] = {DB_TEXT(list.p), DB_TEXT(again ? "t" : "f")};
    PGresult *res = db_exec(db,
                            "select id from reject where id = any($1::bigint[]) and ($2::boolean or retried "
                            "is null) order by id for update skip locked",
                            NULL, v, 2, e);
    str_release(&list);
    if (!res)
        return -1;
    *n_taken = (size_t)PQntuples(res);
    for (size_t i = 0; i < *n_taken; i++)
        taken[i] = wire_get_int8(PQgetvalue(res, (int)i, 0));
    PQclear(res);
    return 0;
}

int rejects_mark(struct db *db, const int64_t *ids, size_t n, struct err *e)
{
    struct str list = {0};
    put_ids(&list, ids, n);
    int64_t marked = db_count(db, "update reject set retried = now() where id = any($1::bigint[])", NULL,
                              &DB_TEXT(list.p), 1, e);
    str_release(&list);
    return marked < 0 ? -1 : 0;
}

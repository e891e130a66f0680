#include "store/sums.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#include "store/wire.h"

struct used {
    struct used *next;
    uint16_t bucket;
    int64_t n;
};

struct sum {
    month month;
    int32_t region, dept;
    enum kind kind;
    const char *item;
    struct counters counters;
    struct used *used; /* the histogram, as far as it is touched */
};

void sums_clear(struct sums *s)
{
    s->groups.n = s->by_day.n = 0;
    s->last = NULL;
    map_release(&s->map);
    map_release(&s->day_map);
    arena_reset(&s->arena);
}

void sums_release(struct sums *s)
{
    vec_release(&s->groups);
    vec_release(&s->by_day);
    map_release(&s->map);
    map_release(&s->day_map);
    arena_release(&s->arena);
    str_release(&s->wide);
    str_release(&s->used);
    str_release(&s->days);
}

static bool is_of(const struct sum *g, const struct contrib *c, const char *item, enum kind kind)
{
    return g && g->month == c->month && g->region == c->region && g->dept == c->dept && g->kind == kind &&
           !strcmp(g->item, item);
}

static struct sum *group_new(struct sums *s, const struct contrib *c, const char *item, enum kind kind)
{
    struct sum *g = arena_zalloc(&s->arena, sizeof *g);
    g->month = c->month;
    g->region = c->region;
    g->dept = c->dept;
    g->kind = kind;
    g->item = arena_strdup(&s->arena, item);
    vec_push(&s->groups, g);
    return g;
}

static struct sum *group_of(struct sums *s, const struct contrib *c, const char *item, enum kind kind)
{
    if (is_of(s->last, c, item, kind))
        return s->last;
    int32_t head[4] = {c->month, c->region, c->dept, (int32_t)kind};
    size_t n = strlen(item), len = sizeof head + n;
    char small[128], *key = len <= sizeof small ? small : arena_alloc(&s->arena, len);
    memcpy(key, head, sizeof head);
    memcpy(key + sizeof head, item, n);
    uint32_t i = map_get(&s->map, key, len);
    if (i == MAP_NONE) {
        i = (uint32_t)s->groups.n;
        map_put(&s->map, key == small ? arena_strndup(&s->arena, key, len) : key, len, i);
        group_new(s, c, item, kind);
    }
    return s->last = s->groups.v[i];
}

static void add_used(struct sums *s, struct sum *g, uint16_t bucket, int64_t n)
{
    struct used *u = g->used;
    while (u && u->bucket != bucket)
        u = u->next;
    if (!u) {
        u = arena_alloc(&s->arena, sizeof *u);
        *u = (struct used){g->used, bucket, 0};
        g->used = u;
    }
    u->n += n;
}

/* The days of all items and kinds of a unit are one row. */
static void add_day(struct sums *s, const struct contrib *c, int64_t n)
{
    bool completed = c->counter >= CONTRIB_COMPLETED;
    day d = month_first(c->month) + c->counter - (completed ? CONTRIB_COMPLETED : CONTRIB_ACCEPTED);
    const int32_t key[] = {d, c->region, c->dept};
    uint32_t at = map_get(&s->day_map, (const char *)key, sizeof key);
    if (at == MAP_NONE) {
        at = (uint32_t)s->by_day.n;
        vec_push(&s->by_day, ((struct day_sum){.day = d, .region = c->region, .dept = c->dept}));
        map_put(&s->day_map, arena_strndup(&s->arena, (const char *)key, sizeof key), sizeof key, at);
    }
    *(completed ? &s->by_day.v[at].completed : &s->by_day.v[at].accepted) += n;
}

void sums_add(struct sums *s, const struct contrib *c, const char *item, enum kind kind, int sign)
{
    if (c->counter >= CONTRIB_ACCEPTED) {
        add_day(s, c, sign * c->value);
        return;
    }
    struct sum *g = group_of(s, c, item, kind);
    if (c->counter < COUNTERS)
        g->counters.c[c->counter] += sign * c->value;
    else
        add_used(s, g, (uint16_t)(c->counter - CONTRIB_USED), sign * c->value);
}

static bool same(const struct contrib *a, const struct contrib *b)
{
    return a->month == b->month && a->region == b->region && a->dept == b->dept && a->counter == b->counter &&
           a->value == b->value;
}

static int order(const struct contrib *a, const struct contrib *b)
{
    return a->month != b->month     ? (a->month > b->month ? 1 : -1)
           : a->region != b->region ? (a->region > b->region ? 1 : -1)
           : a->dept != b->dept     ? (a->dept > b->dept ? 1 : -1)
                                    : (int)a->counter - (int)b->counter;
}

/* Walks both in their order; what is equal costs no look-up. Were one not in order, the sums would still be
 * right. */
void sums_differ(struct sums *s, const struct evaluation *old, const char *old_item, enum kind old_kind,
                 const struct evaluation *now, const char *item, enum kind kind)
{
    bool moved = old_kind != kind || !old_item || strcmp(old_item, item) != 0;
    size_t i = 0, k = 0;
    while (i < old->contribs.n || k < now->contribs.n) {
        const struct contrib *a = i < old->contribs.n ? &old->contribs.v[i] : NULL,
                             *b = k < now->contribs.n ? &now->contribs.v[k] : NULL;
        int c = !a ? 1 : !b ? -1 : order(a, b);
        if (!moved && !c && same(a, b)) {
            i++, k++;
            continue;
        }
        if (c <= 0)
            sums_add(s, a, old_item, old_kind, -1), i++;
        if (c >= 0)
            sums_add(s, b, item, kind, 1), k++;
    }
}

static void put_key(struct str *s, const struct sum *g, int slot, const struct refdata *ref)
{
    wire_int4(s, slot);
    wire_int4(s, g->month);
    wire_text(s, ref->regions[g->region].code);
    wire_text(s, ref->depts[g->dept].code);
    wire_text(s, g->item);
    wire_text(s, kind_word[g->kind]);
}

enum { KEYS = 6 };

static void fill_days(struct sums *s, int slot, const struct refdata *ref)
{
    str_clear(&s->days);
    for (size_t i = 0; i < s->by_day.n; i++) {
        const struct day_sum *d = &s->by_day.v[i];
        if (!d->accepted && !d->completed)
            continue;
        wire_row(&s->days, 6);
        wire_int4(&s->days, slot);
        wire_day(&s->days, d->day);
        wire_text(&s->days, ref->regions[d->region].code);
        wire_text(&s->days, ref->depts[d->dept].code);
        wire_int8(&s->days, d->accepted);
        wire_int8(&s->days, d->completed);
    }
}

void sums_fill(struct sums *s, int slot, const struct refdata *ref)
{
    str_clear(&s->wide);
    str_clear(&s->used);
    fill_days(s, slot, ref);
    for (size_t i = 0; i < s->groups.n; i++) {
        const struct sum *g = s->groups.v[i];
        if (!counters_zero(&g->counters)) {
            wire_row(&s->wide, KEYS + COUNTERS);
            put_key(&s->wide, g, slot, ref);
            for (int c = 0; c < COUNTERS; c++)
                g->counters.c[c] ? wire_int8(&s->wide, g->counters.c[c]) : wire_null(&s->wide);
            s->appended++;
        }
        for (const struct used *u = g->used; u; u = u->next) {
            if (!u->n)
                continue;
            wire_row(&s->used, KEYS + 2);
            put_key(&s->used, g, slot, ref);
            wire_int2(&s->used, (int16_t)u->bucket);
            wire_int8(&s->used, u->n);
        }
    }
}

/* ", a, b, c" for all counters, each in `form`, where %s is its name. */
static void list_counters(struct str *sql, const char *form)
{
    for (int c = 0; c < COUNTERS; c++)
        for (const char *f = form; *f; f++)
            if (*f == '*')
                str_puts(sql, counter_name[c]);
            else
                str_putc(sql, *f);
}

int sums_write(struct sums *s, struct db *db, int slot, const struct refdata *ref, struct err *e)
{
    struct str sql = {0};
    int rc = 0;
    sums_fill(s, slot, ref);
    str_puts(&sql, "copy counters (slot, month, region, dept, item, kind");
    list_counters(&sql, ", *");
    str_puts(&sql, ") from stdin (format binary)");
    if (s->wide.len)
        rc = db_copy(db, sql.p, &s->wide, e);
    if (!rc && s->used.len)
        rc = db_copy(
            db,
            "copy used_days (slot, month, region, dept, item, kind, bucket, n) from stdin (format binary)",
            &s->used, e);
    if (!rc && s->days.len)
        rc = db_copy(
            db, "copy day_count (slot, day, region, dept, accepted, completed) from stdin (format binary)",
            &s->days, e);
    str_release(&sql);
    return rc;
}

enum { FEW = 10000, MANY = 200000 };

static int64_t count(struct db *db, int slot, struct err *e)
{
    char text[16];
    snprintf(text, sizeof text, "%d", slot);
    PGresult *res = db_exec(db, "select count(*) from counters where slot = $1::integer", NULL,
                            &DB_TEXT(text), 1, e);
    int64_t n = res ? wire_get_int8(PQgetvalue(res, 0, 0)) : -1;
    PQclear(res);
    return n;
}

static int64_t compact_counters(struct db *db, const char *slot, struct err *e)
{
    struct str sql = {0};
    str_puts(&sql, "with d as (delete from counters where slot = $1::integer returning *), x as (select "
                   "slot, month, region, dept, item, kind");
    list_counters(&sql, ", nullif(sum(*), 0)::bigint as *");
    str_puts(
        &sql,
        " from d group by 1, 2, 3, 4, 5, 6) insert into counters (slot, month, region, dept, item, kind");
    list_counters(&sql, ", *");
    str_puts(&sql, ") select * from x where coalesce(null");
    list_counters(&sql, ", *");
    str_puts(&sql, ") is not null");
    int64_t n = db_count(db, sql.p, NULL, &DB_TEXT(slot), 1, e);
    str_release(&sql);
    return n;
}

/* Nobody waits for these rows, so it may take its time. */
static int compact(struct sums *s, struct db *db, int slot, struct err *e)
{
    static const char used[] =
        "with d as (delete from used_days where slot = $1::integer returning *) insert into used_days select "
        "slot, "
        "month, region, dept, item, kind, bucket, sum(n)::bigint from d group by 1, 2, 3, 4, 5, 6, 7 having "
        "sum(n) <> 0";
    static const char days[] =
        "with d as (delete from day_count where slot = $1::integer returning *) insert into day_count select "
        "slot, day, region, dept, sum(accepted)::bigint, sum(completed)::bigint from d group by 1, 2, 3, 4 "
        "having sum(accepted) <> 0 or sum(completed) <> 0";
    char text[16];
    int64_t n;
    snprintf(text, sizeof text, "%d", slot);
    if (db_run(db, "begin; set local statement_timeout = 0", e) || (n = compact_counters(db, text, e)) < 0 ||
        db_count(db, used, NULL, &DB_TEXT(text), 1, e) < 0 ||
        db_count(db, days, NULL, &DB_TEXT(text), 1, e) < 0 || db_run(db, "commit", e))
        return -1;
    s->live = n;
    s->appended = 0;
    return 0;
}

int sums_compact(struct sums *s, struct db *db, int slot, bool busy, struct err *e)
{
    int64_t most = busy ? MANY : FEW;
    if (s->live > most)
        most = busy ? 4 * s->live : s->live;
    if (s->live < 0) { /* after a start: what lies there may be many transactions' rows */
        if ((s->appended = count(db, slot, e)) < 0)
            return -1;
        s->live = 0;
    }
    return s->appended > most ? compact(s, db, slot, e) : 0;
}

#include "store/sums.h"

#include <stdio.h>
#include <string.h>

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
    s->groups.n = 0;
    s->last = NULL;
    map_release(&s->map);
    arena_reset(&s->arena);
}

void sums_release(struct sums *s)
{
    vec_release(&s->groups);
    map_release(&s->map);
    arena_release(&s->arena);
    wire_release(&s->wide);
    wire_release(&s->days);
    str_release(&s->sql);
}

static bool is_of(const struct sum *g, const struct contrib *c, const char *item, enum kind kind)
{
    return g && g->month == c->month && g->region == c->region && g->dept == c->dept && g->kind == kind && !strcmp(g->item, item);
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

void sums_add(struct sums *s, const struct contrib *c, const char *item, enum kind kind, int sign)
{
    struct sum *g = group_of(s, c, item, kind);
    if (c->counter < COUNTERS)
        g->counters.c[c->counter] += sign * c->value;
    else
        add_used(s, g, (uint16_t)(c->counter - COUNTERS), sign * c->value);
}

static bool same(const struct contrib *a, const struct contrib *b)
{
    return a->month == b->month && a->region == b->region && a->dept == b->dept && a->counter == b->counter && a->value == b->value;
}

static int order(const struct contrib *a, const struct contrib *b)
{
    return a->month != b->month     ? (a->month > b->month ? 1 : -1)
           : a->region != b->region ? (a->region > b->region ? 1 : -1)
           : a->dept != b->dept     ? (a->dept > b->dept ? 1 : -1)
                                    : (int)a->counter - (int)b->counter;
}

/* Walks both in their order; what is equal costs no look-up. Were one not in order, the sums would still be right. */
void sums_differ(struct sums *s, const struct evaluation *old, const char *old_item, enum kind old_kind, const struct evaluation *now, const char *item,
                 enum kind kind)
{
    bool moved = old_kind != kind || !old_item || strcmp(old_item, item) != 0;
    size_t i = 0, k = 0;
    while (i < old->contribs.n || k < now->contribs.n) {
        const struct contrib *a = i < old->contribs.n ? &old->contribs.v[i] : NULL, *b = k < now->contribs.n ? &now->contribs.v[k] : NULL;
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

static int compare(const void *pa, const void *pb)
{
    const struct sum *a = *(struct sum *const *)pa, *b = *(struct sum *const *)pb;
    struct contrib x = {a->month, a->region, a->dept, (uint16_t)a->kind, 0}, y = {b->month, b->region, b->dept, (uint16_t)b->kind, 0};
    int c = strcmp(a->item, b->item);
    return c ? c : order(&x, &y);
}

static void put_key(struct wire_rows *r, const struct sum *g, const struct refdata *ref)
{
    wire_int4(&r->col[0], g->month);
    wire_text(&r->col[1], ref->regions[g->region].code);
    wire_text(&r->col[2], ref->depts[g->dept].code);
    wire_text(&r->col[3], g->item);
    wire_text(&r->col[4], kind_word[g->kind]);
    r->n++;
}

enum { KEYS = 5 };

static void fill(struct sums *s, const struct refdata *ref)
{
    static char types[KEYS + COUNTERS + 1] = "itttt";
    memset(types + KEYS, 'l', COUNTERS);
    wire_begin(&s->wide, types);
    wire_begin(&s->days, "ittttsl");
    for (size_t i = 0; i < s->groups.n; i++) {
        const struct sum *g = s->groups.v[i];
        if (!counters_zero(&g->counters)) {
            put_key(&s->wide, g, ref);
            for (int c = 0; c < COUNTERS; c++)
                wire_int8(&s->wide.col[KEYS + c], g->counters.c[c]);
        }
        for (const struct used *u = g->used; u; u = u->next) {
            if (!u->n)
                continue;
            put_key(&s->days, g, ref);
            wire_int2(&s->days.col[KEYS], (int16_t)u->bucket);
            wire_int8(&s->days.col[KEYS + 1], u->n);
        }
    }
}

/* The statement names every counter twice: it is written once, from the table. */
static const char *wide_sql(struct str *sql)
{
    if (sql->len)
        return sql->p;
    str_puts(sql, "insert into counters as k (slot, month, region, dept, item, kind");
    for (int c = 0; c < COUNTERS; c++)
        str_printf(sql, ", %s", counter_name[c]);
    str_printf(sql, ") select $%d::integer, u.* from unnest($1", KEYS + COUNTERS + 1);
    for (int c = 2; c <= KEYS + COUNTERS; c++)
        str_printf(sql, ", $%d", c);
    str_puts(sql, ") u on conflict (slot, month, region, dept, item, kind) do update set ");
    for (int c = 0; c < COUNTERS; c++)
        str_printf(sql, "%s%s = k.%s + excluded.%s", c ? ", " : "", counter_name[c], counter_name[c], counter_name[c]);
    return sql->p;
}

int sums_write(struct sums *s, struct db *db, int slot, const struct refdata *ref, struct err *e)
{
    char text[16];
    snprintf(text, sizeof text, "%d", slot);
    qsort(s->groups.v, s->groups.n, sizeof *s->groups.v, compare);
    s->last = NULL;
    map_release(&s->map); /* the places have changed */
    fill(s, ref);
    if (s->wide.n && db_count(db, wide_sql(&s->sql), &s->wide, &DB_TEXT(text), 1, e) < 0)
        return -1;
    if (s->days.n && db_count(db,
                              "insert into used_days as k (slot, month, region, dept, item, kind, bucket, n) select $8::integer, u.*"
                              " from unnest($1, $2, $3, $4, $5, $6, $7) u"
                              " on conflict (slot, month, region, dept, item, kind, bucket) do update set n = k.n + excluded.n",
                              &s->days, &DB_TEXT(text), 1, e) < 0)
        return -1;
    return 0;
}

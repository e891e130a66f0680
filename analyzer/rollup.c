#include "analyzer/rollup.h"

#include <assert.h>
#include <string.h>

static const struct counters zeros;

void rollup_init(struct rollup *r, const struct refdata *ref)
{
    *r = (struct rollup){.ref = ref};
    for (int32_t i = 0; i < ref->n_regions; i++)
        vec_push(&r->by[BY_REGION], ((struct series){.unit = ref->regions[i].code}));
    for (int32_t i = 0; i < ref->n_depts; i++)
        vec_push(&r->by[BY_DEPT], ((struct series){.unit = ref->depts[i].code}));
    vec_push(&r->by[BY_ALL], ((struct series){.unit = "*"}));
}

/* Makes the series reach the month. */
static struct counters *month_of(struct series *s, month m)
{
    if (!s->months.n)
        s->from = m;
    if (m < s->from) {
        size_t more = (size_t)(s->from - m), n = s->months.n;
        for (size_t i = 0; i < more; i++)
            (void)vec_add(&s->months);
        memmove(s->months.v + more, s->months.v, n * sizeof *s->months.v);
        memset(s->months.v, 0, more * sizeof *s->months.v);
        s->from = m;
    }
    while (s->from + (month)s->months.n <= m)
        *vec_add(&s->months) = zeros;
    return &s->months.v[m - s->from];
}

static struct series *item_series(struct rollup *r, const char *item)
{
    uint32_t i = map_get(&r->items, item, strlen(item));
    if (i == MAP_NONE) {
        i = (uint32_t)r->by[BY_ITEM].n;
        const char *unit = arena_strdup(&r->arena, item);
        vec_push(&r->by[BY_ITEM], ((struct series){.unit = unit}));
        map_put(&r->items, unit, strlen(unit), i);
    }
    return &r->by[BY_ITEM].v[i];
}

void rollup_add(struct rollup *r, const struct evaluation *ev)
{
    for (size_t i = 0; i < ev->contribs.n; i++) {
        const struct contrib *c = &ev->contribs.v[i];
        assert(c->region < r->ref->n_regions && c->dept < r->ref->n_depts);
        if (c->counter >= COUNTERS)
            continue;
        month_of(&r->by[BY_REGION].v[c->region], c->month)->c[c->counter] += c->value;
        month_of(&r->by[BY_DEPT].v[c->dept], c->month)->c[c->counter] += c->value;
        month_of(item_series(r, ev->row.item), c->month)->c[c->counter] += c->value;
        month_of(&r->by[BY_ALL].v[0], c->month)->c[c->counter] += c->value;
    }
}

void rollup_add_unit(struct rollup *r, month m, int32_t region, int32_t dept, enum counter counter,
                     int64_t value)
{
    month_of(&r->by[BY_REGION].v[region], m)->c[counter] += value;
    month_of(&r->by[BY_DEPT].v[dept], m)->c[counter] += value;
    month_of(&r->by[BY_ALL].v[0], m)->c[counter] += value;
}

void rollup_finish(struct rollup *r, instant as_of)
{
    month last = day_month(instant_day(as_of));
    for (int by = 0; by < BYS; by++)
        for (size_t i = 0; i < r->by[by].n; i++) {
            struct series *s = &r->by[by].v[i];
            if (!s->months.n)
                continue;
            month_of(s, last);
            for (size_t m = 1; m < s->months.n; m++)
                for (int c = C_open_end; c <= C_overdue_open_statutory; c++)
                    s->months.v[m].c[c] += s->months.v[m - 1].c[c];
        }
}

const struct counters *rollup_get(const struct series *s, month m)
{
    return s->months.n && m >= s->from && m < s->from + (month)s->months.n ? &s->months.v[m - s->from]
                                                                           : &zeros;
}

bool rollup_span(const struct rollup *r, month *first, month *last)
{
    const struct series *all = &r->by[BY_ALL].v[0];
    *first = all->from;
    *last = all->from + (month)all->months.n - 1;
    return all->months.n > 0;
}

/* What the series of a kind add up to in a month. */
static struct counters sum_of(const struct rollup *r, enum by by, month m)
{
    struct counters sum = {0};
    for (size_t i = 0; i < r->by[by].n; i++)
        counters_add(&sum, rollup_get(&r->by[by].v[i], m));
    return sum;
}

static bool adds_up(const struct rollup *r, enum by by, month m, const struct counters *all)
{
    struct counters sum = sum_of(r, by, m);
    for (int c = 0; c < COUNTERS; c++)
        if (sum.c[c] != all->c[c] && (by != BY_ITEM || c < C_orders || c > C_orders_on_time))
            return false;
    return true;
}

bool rollup_sane(const struct rollup *r)
{
    month first, last;
    if (r->by[BY_REGION].n != (size_t)r->ref->n_regions || r->by[BY_DEPT].n != (size_t)r->ref->n_depts ||
        r->by[BY_ALL].n != 1 || r->by[BY_ITEM].n != r->items.n)
        return false; /* R1 */
    if (!rollup_span(r, &first, &last))
        return true;
    for (month m = first; m <= last; m++) {
        const struct counters *all = rollup_get(&r->by[BY_ALL].v[0], m);
        for (enum by by = BY_REGION; by < BY_ALL; by++)
            if (!adds_up(r, by, m, all))
                return false; /* R2 */
    }
    return true;
}

void rollup_release(struct rollup *r)
{
    for (int by = 0; by < BYS; by++) {
        for (size_t i = 0; i < r->by[by].n; i++)
            vec_release(&r->by[by].v[i].months);
        vec_release(&r->by[by]);
    }
    map_release(&r->items);
    arena_release(&r->arena);
}

#include "reports/running.h"

#include <string.h>

/* Every unit that the flows name is among the stocks, in its place. */
static void add_units(struct running *r, const struct read_sum *flows, size_t n)
{
    size_t old = r->stock.n, known = 0;
    for (size_t i = 0; i < n; i++) {
        while (known < old && strcmp(r->stock.v[known].unit, flows[i].unit) < 0)
            known++;
        if (known == old || strcmp(r->stock.v[known].unit, flows[i].unit) != 0)
            vec_push(&r->stock, ((struct read_sum){.unit = arena_strdup(&r->codes, flows[i].unit)}));
    }
    /* the new ones stand in order behind the old ones: both are merged from the end */
    size_t more = r->stock.n - old;
    struct read_sum *new = more ? mem_alloc(more * sizeof *new) : NULL;
    if (more)
        memcpy(new, r->stock.v + old, more * sizeof *new);
    for (size_t to = r->stock.n; more; to--)
        if (old && strcmp(r->stock.v[old - 1].unit, new[more - 1].unit) > 0)
            r->stock.v[to - 1] = r->stock.v[--old];
        else
            r->stock.v[to - 1] = new[--more];
    free(new);
}

static void add_month(struct read_sum *stock, struct read_sum *row)
{
    for (int c = 0; c < COUNTERS; c++)
        if (counter_is_stock((enum counter)c))
            row->counters.c[c] = stock->counters.c[c] += row->counters.c[c];
}

void running_month(struct running *r, month m, const struct read_sum *flows, size_t n)
{
    add_units(r, flows, n);
    r->row.n = 0;
    for (size_t i = 0, k = 0; i < r->stock.n; i++) {
        struct read_sum row = {.month = m, .unit = r->stock.v[i].unit};
        if (k < n && !strcmp(flows[k].unit, row.unit))
            row.counters = flows[k++].counters;
        add_month(&r->stock.v[i], &row);
        if (!counters_zero(&row.counters))
            vec_push(&r->row, row);
    }
}

void running_release(struct running *r)
{
    vec_release(&r->stock);
    vec_release(&r->row);
    arena_release(&r->codes);
}

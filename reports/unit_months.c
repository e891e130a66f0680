#include "reports/unit_months.h"

#include <stdlib.h>
#include <string.h>

static void add_stocks(struct counters *to, const struct counters *before)
{
    for (int c = 0; c < COUNTERS; c++)
        if (counter_is_stock((enum counter)c))
            to->c[c] += before->c[c];
}

int unit_months_read(const struct view *v, const struct read_scope *scope, month last, int n,
                     struct unit_months *out, struct err *e)
{
    struct read_sums sums;
    month first = last - n + 1;
    if (read_history(v->read, BY_ALL, scope, first, last, v->arena, &sums, e))
        return -1;
    struct counters *c = arena_zalloc(v->arena, ((size_t)n + 1) * sizeof *c); /* before the first, too */
    for (size_t i = 0; i < sums.n; i++)
        counters_add(&c[sums.v[i].month - first + 1], &sums.v[i].counters);
    for (int i = 1; i <= n; i++)
        add_stocks(&c[i], &c[i - 1]);
    *out = (struct unit_months){first, n, c + 1};
    return 0;
}

const struct counters *unit_months_last(const struct unit_months *m) { return &m->c[m->n - 1]; }

static int64_t missed(const struct counters *c)
{
    struct rate_value r = rate_of(c, RATE_on_time_rate);
    return r.den - r.num;
}

static int most_first(int64_t a, int64_t b) { return a > b ? -1 : a < b; }

static int worst_first(const void *a, const void *b)
{
    const struct unit_part *x = a, *y = b;
    const int order[] = {most_first(missed(&x->c), missed(&y->c)),
                         most_first(x->c.c[C_n_red], y->c.c[C_n_red]),
                         most_first(x->c.c[C_n_yellow], y->c.c[C_n_yellow]),
                         most_first(x->c.c[C_open_end], y->c.c[C_open_end])};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (order[i])
            return order[i];
    return strcmp(x->code, y->code);
}

static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct unit_part *)a)->code, ((const struct unit_part *)b)->code);
}

/* What stood before the month and the month itself are two rows of a part: into one. */
static void join(struct unit_parts *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (n && !strcmp(p->v[n - 1].code, p->v[i].code))
            counters_add(&p->v[n - 1].c, &p->v[i].c);
        else
            p->v[n++] = p->v[i];
    p->n = 0;
    for (size_t i = 0; i < n; i++)
        if (!counters_zero(&p->v[i].c))
            p->v[p->n++] = p->v[i];
}

int unit_parts_read(const struct view *v, const struct read_scope *scope, enum by by, month m,
                    struct unit_parts *out, struct err *e)
{
    struct read_sums sums;
    if (read_history(v->read, by, scope, m, m, v->arena, &sums, e))
        return -1;
    *out = (struct unit_parts){arena_alloc(v->arena, (sums.n + 1) * sizeof *out->v), sums.n};
    for (size_t i = 0; i < sums.n; i++)
        out->v[i] = (struct unit_part){sums.v[i].unit, sums.v[i].counters};
    qsort(out->v, out->n, sizeof *out->v, by_code);
    join(out);
    qsort(out->v, out->n, sizeof *out->v, worst_first);
    return 0;
}

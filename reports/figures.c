#include "reports/figures.h"

#include <string.h>

int32_t figures_unit(enum by by, const char *code, const struct refdata *ref)
{
    return by == BY_DEPT ? refdata_dept(ref, code) : refdata_region(ref, code);
}

static void add_stocks(struct counters *to, const struct counters *before)
{
    for (int c = 0; c < COUNTERS; c++)
        if (counter_is_stock((enum counter)c))
            to->c[c] += before->c[c];
}

void figures_fill(struct figures *f, enum by by, const struct read_sums *sums, month first, month last,
                  const struct refdata *ref, struct arena *a)
{
    *f = (struct figures){first, last, by == BY_DEPT ? ref->n_depts : ref->n_regions, by, NULL};
    size_t units = (size_t)f->n_units,
           months = (size_t)(last - first + 2); /* the month before holds what stood then */
    struct counters *c = arena_zalloc(a, months * units * sizeof *c + 1);
    for (size_t i = 0; i < sums->n; i++) {
        int32_t u = figures_unit(by, sums->v[i].unit, ref);
        if (u >= 0 && sums->v[i].month >= first - 1 && sums->v[i].month <= last)
            counters_add(&c[(size_t)(sums->v[i].month - first + 1) * units + (size_t)u],
                         &sums->v[i].counters);
    }
    for (size_t i = units; i < months * units; i++)
        add_stocks(&c[i], &c[i - units]);
    f->c = c + units;
}

int figures_read(struct figures *f, const struct view *v, enum by by, month first, month last, struct err *e)
{
    struct read_sums sums;
    if ((first == INT32_MIN && read_first_month(v->read, last, &first, e)) ||
        read_history(v->read, by, NULL, first, last, v->arena, &sums, e))
        return -1;
    figures_fill(f, by, &sums, first, last, v->ref, v->arena);
    return 0;
}

const struct counters *figures_at(const struct figures *f, month m, int32_t unit)
{
    static const struct counters none;
    return m < f->first || m > f->last ? &none
                                       : &f->c[(size_t)(m - f->first) * (size_t)f->n_units + (size_t)unit];
}

void figures_total(const struct figures *f, month m, struct counters *out)
{
    memset(out, 0, sizeof *out);
    for (int32_t u = 0; u < f->n_units; u++)
        counters_add(out, figures_at(f, m, u));
}

void figures_period(const struct figures *f, int32_t unit, month first, month last, struct counters *out)
{
    last = last < f->last ? last : f->last;
    memset(out, 0, sizeof *out);
    for (month m = first; m <= last; m++) {
        struct counters c;
        if (unit >= 0)
            c = *figures_at(f, m, unit);
        else
            figures_total(f, m, &c);
        for (int k = 0; k < COUNTERS; k++)
            if (m == last || !counter_is_stock((enum counter)k))
                out->c[k] += c.c[k];
    }
}

/* true iff a stands worse than b */
static bool worse(const struct counters *a, const struct counters *b)
{
    struct rate_value ra = rate_of(a, RATE_on_time_rate), rb = rate_of(b, RATE_on_time_rate);
    int32_t x = ra.bp == BP_NULL ? 10001 : ra.bp, y = rb.bp == BP_NULL ? 10001 : rb.bp;
    if (x != y)
        return x < y;
    if (a->c[C_n_red] != b->c[C_n_red])
        return a->c[C_n_red] > b->c[C_n_red];
    return a->c[C_overdue_open] > b->c[C_overdue_open];
}

static bool in_trouble(const struct counters *c)
{
    struct rate_value r = rate_of(c, RATE_on_time_rate);
    return (r.bp != BP_NULL && r.num < r.den) || c->c[C_n_red] > 0;
}

static int32_t worst(const struct figures *f, month m, const struct refdata *ref, int64_t least)
{
    int32_t found = -1;
    for (int32_t u = 0; u < f->n_units; u++) {
        const struct counters *c = figures_at(f, m, u);
        if (ref->regions[u].league != LEAGUE_COUNTY || !in_trouble(c) ||
            rate_of(c, RATE_on_time_rate).den < least)
            continue;
        if (found < 0 || worse(c, figures_at(f, m, found)))
            found = u;
    }
    return found;
}

int32_t figures_trouble(const struct figures *f, month m, const struct refdata *ref)
{
    int32_t u = worst(f, m, ref, ref->weights.floor);
    return u >= 0 ? u : worst(f, m, ref, 0);
}

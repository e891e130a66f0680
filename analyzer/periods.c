#include "analyzer/periods.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    int from, length; /* months */
} part[PERIODS_A_YEAR] = {{0, 12}, {0, 6}, {6, 6}, {0, 3}, {3, 3}, {6, 3}, {9, 3}};

static size_t units_of(const struct race *race, const struct refdata *ref)
{
    return (size_t)(race->league == LEAGUE_DEPARTMENT ? ref->n_depts : ref->n_regions);
}

void periods_begin(struct periods *p, const struct race *race, const struct refdata *ref, struct arena *a)
{
    *p = (struct periods){.race = race};
    for (int k = 0; k < PERIODS_A_YEAR; k++)
        p->sum[k] = arena_zalloc(a, (units_of(race, ref) + 1) * sizeof *p->sum[k]);
    p->list = arena_alloc(a, (race->n + 1) * sizeof *p->list);
}

void periods_year(struct periods *p, int year)
{
    p->year = year;
    for (int k = 0; k < PERIODS_A_YEAR; k++) {
        p->any[k] = false;
        for (size_t i = 0; i < p->race->n; i++)
            p->sum[k][p->race->unit[i]] = (struct period_standing){.standing.unit = p->race->unit[i]};
    }
}

static void add(struct period_standing *sum, const struct standing *s)
{
    counters_add(&sum->standing.counters, &s->counters);
    if (!s->rank)
        return;
    sum->months++;
    sum->scores += s->score;
}

void periods_month(struct periods *p, month m)
{
    int at = m - 12 * p->year;
    for (int k = 0; k < PERIODS_A_YEAR; k++)
        for (size_t i = 0; at >= part[k].from && at < part[k].from + part[k].length && i < p->race->n; i++) {
            const struct standing *s = &p->race->standing[i];
            p->any[k] = p->any[k] || !counters_zero(&s->counters);
            add(&p->sum[k][s->unit], s);
        }
}

static int by_rank(const void *a, const void *b)
{
    return rank_compare(&((const struct period_standing *)a)->standing,
                        &((const struct period_standing *)b)->standing);
}

/* The mean is floor((2·Σ + n) / (2n)); ranked if 2n is at least the number of months that have begun. */
void periods_standings(struct period_standing *list, size_t n, int begun)
{
    for (size_t i = 0; i < n; i++) {
        int64_t months = list[i].months;
        bool ranked = months && 2 * months >= begun;
        list[i].standing.score = ranked ? (int32_t)((2 * list[i].scores + months) / (2 * months)) : -1;
    }
    if (n)
        qsort(list, n, sizeof *list, by_rank);
    for (size_t i = 0; i < n; i++)
        list[i].standing.rank = list[i].standing.score >= 0 ? (int32_t)i + 1 : 0;
}

bool periods_rank(struct periods *p, int k, instant as_of, month *first, month *last)
{
    int begun = 0;
    *first = 12 * p->year + part[k].from;
    *last = *first + part[k].length - 1;
    if (!p->any[k])
        return false;
    for (month m = *first; m <= *last; m++)
        begun += day_start(month_first(m)) <= as_of;
    for (size_t i = 0; i < p->race->n; i++)
        p->list[i] = p->sum[k][p->race->unit[i]];
    periods_standings(p->list, p->race->n, begun);
    return true;
}

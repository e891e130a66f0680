#include "analyzer/race.h"

#include <stdlib.h>

void race_begin(struct race *r, const struct refdata *ref, enum league league, struct arena *a)
{
    bool depts = league == LEAGUE_DEPARTMENT;
    int32_t units = depts ? ref->n_depts : ref->n_regions;
    *r = (struct race){.league = league, .weights = &ref->weights, .bottom = -1};
    r->unit = arena_alloc(a, ((size_t)units + 1) * sizeof *r->unit);
    r->streak = arena_zalloc(a, ((size_t)units + 1) * sizeof *r->streak);
    for (int32_t i = 0; i < units; i++)
        if ((depts ? ref->depts[i].league : ref->regions[i].league) == league)
            r->unit[r->n++] = i;
    r->standing = arena_alloc(a, (r->n + 1) * sizeof *r->standing);
}

/* Only months that have ended count; one without a bottom place breaks the runs of those ranked in it. */
static void count_streaks(struct race *r)
{
    for (size_t i = 0; i < r->n && r->standing[i].rank; i++) {
        struct streak *s = &r->streak[r->standing[i].unit];
        enum bottom_action action = streak_add(s, (int)i == r->bottom, r->weights);
        if ((int)i != r->bottom)
            continue;
        r->run = s->run;
        r->action = action;
    }
}

static const struct race_kept *kept_of(const struct race *r, month m)
{
    for (size_t i = 0; r->frozen && i < r->frozen->n; i++)
        if (r->frozen->v[i].month == m && r->frozen->v[i].league == r->league)
            return &r->frozen->v[i];
    return NULL;
}

static int by_rank_kept(const void *a, const void *b)
{
    const struct standing *p = a, *q = b;
    if (!p->rank != !q->rank)
        return p->rank ? -1 : 1;
    int32_t x = p->rank ? p->rank : p->unit, y = q->rank ? q->rank : q->unit;
    return x < y ? -1 : x > y;
}

/* The month as its bulletin has it: who is not in it is not ranked. */
static void rank_as_kept(struct race *r, const struct race_kept *k)
{
    for (size_t i = 0; i < r->n; i++)
        for (size_t j = 0; j < k->n; j++)
            if (k->v[j].unit == r->standing[i].unit) {
                r->standing[i].rank = k->v[j].rank;
                r->standing[i].score = k->v[j].score;
                r->standing[i].completed = k->v[j].completed;
            }
    if (r->n)
        qsort(r->standing, r->n, sizeof *r->standing, by_rank_kept);
    for (size_t i = 0; i < r->n; i++)
        if (r->standing[i].unit == k->bottom)
            r->bottom = (int)i;
}

/* Streaks go on as the months stand; of this month they are those that were published. */
static void take_kept_month(struct race *r, const struct race_kept *k)
{
    rank_as_kept(r, k);
    count_streaks(r);
    r->run = r->bottom < 0 ? 0 : k->streak;
    r->action = r->bottom < 0 ? BOTTOM_NONE : k->action;
}

bool race_month(struct race *r, month m, instant as_of, race_counters *counters, const void *of)
{
    bool any = false;
    for (size_t i = 0; i < r->n; i++) {
        const struct counters *c = counters(of, r->unit[i], m);
        r->standing[i] = (struct standing){
            .unit = r->unit[i], .score = -1, .completed = c->c[C_completed], .counters = *c};
        any = any || !counters_zero(c);
    }
    const struct race_kept *kept = kept_of(r, m);
    r->bottom = -1;
    r->run = 0;
    r->action = BOTTOM_NONE;
    if (!any && !(kept && kept->n))
        return false;
    if (kept) {
        take_kept_month(r, kept);
        return true;
    }
    rank_league(r->standing, r->n, r->weights);
    r->bottom = rank_bottom(r->standing, r->n, r->weights);
    if (day_start(month_first(m + 1)) <= as_of)
        count_streaks(r);
    return true;
}

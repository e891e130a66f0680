#include "analyzer/race.h"

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

bool race_month(struct race *r, month m, instant as_of, race_counters *counters, const void *of)
{
    bool any = false;
    for (size_t i = 0; i < r->n; i++) {
        const struct counters *c = counters(of, r->unit[i], m);
        r->standing[i] = (struct standing){.unit = r->unit[i], .score = -1, .counters = *c};
        any = any || !counters_zero(c);
    }
    r->bottom = -1;
    r->run = 0;
    r->action = BOTTOM_NONE;
    if (!any)
        return false;
    rank_league(r->standing, r->n, r->weights);
    r->bottom = rank_bottom(r->standing, r->n, r->weights);
    if (day_start(month_first(m + 1)) <= as_of)
        count_streaks(r);
    return true;
}

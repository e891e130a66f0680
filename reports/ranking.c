#include "reports/ranking.h"

#include <string.h>

void ranking_races_begin(struct ranking_races *r, const struct view *v, enum league only, month first,
                         month last)
{
    *r = (struct ranking_races){.as_of = v->now};
    history_begin(&r->regions, v, BY_REGION, first, last);
    history_begin(&r->depts, v, BY_DEPT, first, last);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        r->wanted[l] = only == LEAGUE_NONE || only == l;
        race_begin(&r->race[l], v->ref, l, v->arena);
    }
}

static const struct counters *counters_of(const void *figures, int32_t unit, month m)
{
    return figures_at(figures, m, unit);
}

int ranking_races_month(struct ranking_races *r, month m, struct err *e)
{
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        if (!r->wanted[l])
            continue;
        const struct figures *f = history_month(l == LEAGUE_DEPARTMENT ? &r->depts : &r->regions, m, e);
        if (!f)
            return -1;
        r->there[l] = race_month(&r->race[l], m, r->as_of, counters_of, f);
    }
    return 0;
}

void ranking_races_end(struct ranking_races *r)
{
    history_end(&r->regions);
    history_end(&r->depts);
}

/* The table of the month at hand; none if no unit has a figure. */
static void keep(const struct view *v, const struct race *race, bool there, struct league_table *out)
{
    *out = (struct league_table){.bottom = -1};
    if (!there)
        return;
    out->v = arena_alloc(v->arena, race->n * sizeof *out->v);
    memcpy(out->v, race->standing, race->n * sizeof *out->v);
    out->n = race->n;
    out->bottom = race->bottom;
}

static void finish(const struct view *v, const struct ranking_races *r, enum league l, struct ranking *out)
{
    const struct race *race = &r->race[l];
    out->month = v->last;
    out->league = l;
    out->ended = day_start(month_first(v->last + 1)) <= v->now;
    keep(v, race, r->there[l], &out->now);
    out->has_bottom = race->action != BOTTOM_NONE;
    if (out->has_bottom)
        out->place = (struct ranking_place){race->standing[race->bottom].unit, race->run, race->action};
}

/* All wanted ones, through the months up to the view's. */
static int go(const struct view *v, struct ranking_races *r, month first, struct ranking out[LEAGUES],
              struct err *e)
{
    for (month m = first; m <= v->last; m++) {
        if (ranking_races_month(r, m, e))
            return -1;
        for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
            if (r->wanted[l] && m == v->last - 1)
                keep(v, &r->race[l], r->there[l], &out[l].before);
    }
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        if (r->wanted[l])
            finish(v, r, l, &out[l]);
    return 0;
}

static int read_leagues(const struct view *v, enum league only, struct ranking out[LEAGUES], struct err *e)
{
    struct ranking_races r;
    month first;
    if (read_first_month(v->read, v->last, &first, e))
        return -1;
    for (int l = 0; l < LEAGUES; l++)
        out[l] = (struct ranking){.before.bottom = -1};
    ranking_races_begin(&r, v, only, first, v->last);
    int rc = go(v, &r, first, out, e);
    ranking_races_end(&r);
    return rc;
}

int ranking_read_all(const struct view *v, struct ranking out[LEAGUES], struct err *e)
{
    return read_leagues(v, LEAGUE_NONE, out, e);
}

int ranking_read(const struct view *v, enum league league, struct ranking *out, struct err *e)
{
    struct ranking all[LEAGUES];
    int rc = read_leagues(v, league, all, e);
    *out = all[league];
    return rc;
}

int32_t ranking_rank(const struct league_table *t, int32_t unit)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].unit == unit)
            return t->v[i].rank;
    return 0;
}

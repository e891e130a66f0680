#include "reports/ranking.h"

#include <string.h>

#include "store/read_bulletins.h"

static void begin_units(struct ranking_units *u, const struct view *v, enum by by, month first, month last)
{
    history_begin(&u->history, v, by, first, last);
    u->n = by == BY_DEPT ? v->ref->n_depts : v->ref->n_regions;
    u->of = arena_alloc(v->arena, ((size_t)u->n + 1) * sizeof *u->of);
}

int ranking_races_begin(struct ranking_races *r, const struct view *v, enum league only, month first,
                        month last, struct err *e)
{
    *r = (struct ranking_races){.view = v};
    begin_units(&r->regions, v, BY_REGION, first, last);
    begin_units(&r->depts, v, BY_DEPT, first, last);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        r->wanted[l] = only == LEAGUE_NONE || only == l;
        race_begin(&r->race[l], v->ref, l, v->arena);
        r->race[l].frozen = &r->frozen;
    }
    return v->live ? 0 : read_frozen(v->read, INSTANT_MAX, NULL, v->ref, v->arena, &r->frozen, e);
}

static int next_month(struct ranking_units *u, struct err *e)
{
    static const struct counters none;
    if (history_next(&u->history, e))
        return -1;
    for (int32_t i = 0; i < u->n; i++)
        u->of[i] = &none;
    for (size_t i = 0; i < u->history.running.row.n; i++) {
        const struct read_sum *row = &u->history.running.row.v[i];
        int32_t unit = figures_unit(u->history.by, row->unit, u->history.view->ref);
        if (unit >= 0)
            u->of[unit] = &row->counters;
    }
    return 0;
}

static const struct counters *counters_of(const void *units, int32_t unit, month m)
{
    (void)m;
    return ((const struct ranking_units *)units)->of[unit];
}

int ranking_races_month(struct ranking_races *r, month m, struct err *e)
{
    if (((r->wanted[LEAGUE_COUNTY] || r->wanted[LEAGUE_ZONE]) && next_month(&r->regions, e)) ||
        (r->wanted[LEAGUE_DEPARTMENT] && next_month(&r->depts, e)))
        return -1;
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        if (r->wanted[l])
            r->there[l] = race_month(&r->race[l], m, r->view->now, counters_of,
                                     l == LEAGUE_DEPARTMENT ? &r->depts : &r->regions);
    return 0;
}

void ranking_races_end(struct ranking_races *r)
{
    history_end(&r->regions.history);
    history_end(&r->depts.history);
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
    int rc = ranking_races_begin(&r, v, only, first, v->last, e) || go(v, &r, first, out, e) ? -1 : 0;
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

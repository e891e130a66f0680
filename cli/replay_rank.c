#include "analyzer/periods.h"
#include "cli/replay_parts.h"
#include "codec/objects.h"

static const struct counters *counters_of_region(const void *rollup, int32_t unit, month m)
{
    return rollup_get(&((const struct rollup *)rollup)->by[BY_REGION].v[unit], m);
}

static const struct counters *counters_of_dept(const void *rollup, int32_t unit, month m)
{
    return rollup_get(&((const struct rollup *)rollup)->by[BY_DEPT].v[unit], m);
}

static const char *unit_code(const struct replay *r, const struct race *race, int32_t unit)
{
    return race->league == LEAGUE_DEPARTMENT ? r->ref.depts[unit].code : r->ref.regions[unit].code;
}

/* One month of a league; nothing is written where no unit has a row. */
static void write_month(struct replay *r, struct race *race, month m, struct file_draft *rankings,
                        struct file_draft *bottom)
{
    race_counters *counters = race->league == LEAGUE_DEPARTMENT ? counters_of_dept : counters_of_region;
    if (!race_month(race, m, r->as_of, counters, &r->rollup))
        return;
    for (size_t i = 0; i < race->n; i++) {
        object_standing(&r->line, m, league_word[race->league], &race->standing[i],
                        unit_code(r, race, race->standing[i].unit));
        sinks_line(rankings, &r->line);
    }
    if (race->action == BOTTOM_NONE)
        return;
    int32_t last = race->standing[race->bottom].unit;
    object_bottom(&r->line, m, league_word[race->league], unit_code(r, race, last), race->run, race->action);
    sinks_line(bottom, &r->line);
    replay_acts_bottom(r, (struct bottom_place){m, race->league, last, race->action});
}

static void write_periods(struct replay *r, struct periods *p, struct file_draft *out)
{
    month first, last;
    for (int k = 0; k < PERIODS_A_YEAR; k++)
        for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
            const struct race *race = p[l].race;
            bool any = periods_rank(&p[l], k, r->as_of, &first, &last);
            for (size_t i = 0; any && i < race->n; i++) {
                object_period(&r->line, first, last, league_word[l], &p[l].list[i],
                              unit_code(r, race, p[l].list[i].standing.unit));
                sinks_line(out, &r->line);
            }
        }
}

struct outputs {
    struct file_draft *rankings, *bottom, *periods;
};

static void go_through(struct replay *r, month first, month last, const struct outputs *out)
{
    struct race race[LEAGUES];
    struct periods periods[LEAGUES];
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        race_begin(&race[l], &r->ref, l, &r->arena);
        periods_begin(&periods[l], &race[l], &r->ref, &r->arena);
    }
    for (month m = first; m <= last; m++) {
        for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
            if (m == first || m % 12 == 0)
                periods_year(&periods[l], m / 12);
            write_month(r, &race[l], m, out->rankings, out->bottom);
            periods_month(&periods[l], m);
        }
        if (m == last || m % 12 == 11)
            write_periods(r, periods, out->periods);
    }
}

int replay_rank(struct replay *r, struct err *e)
{
    struct outputs out = {.rankings = sinks_open(&r->out, "rankings.jsonl", e)};
    month first, last;
    out.bottom = out.rankings ? sinks_open(&r->out, "bottom.jsonl", e) : NULL;
    out.periods = out.bottom ? sinks_open(&r->out, "rankings_periods.jsonl", e) : NULL;
    if (!out.periods)
        return -1;
    if (rollup_span(&r->rollup, &first, &last))
        go_through(r, first, last, &out);
    return 0;
}

#include "analyzer/race.h"
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

static const char *unit_code(const struct replay *r, const struct race *race, size_t i)
{
    int32_t unit = race->standing[i].unit;
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
        object_standing(&r->line, m, league_word[race->league], &race->standing[i], unit_code(r, race, i));
        sinks_line(rankings, &r->line);
    }
    if (race->action == BOTTOM_NONE)
        return;
    object_bottom(&r->line, m, league_word[race->league], unit_code(r, race, (size_t)race->bottom), race->run,
                  race->action);
    sinks_line(bottom, &r->line);
}

int replay_rank(struct replay *r, struct err *e)
{
    struct file_draft *rankings = sinks_open(&r->out, "rankings.jsonl", e),
                      *bottom = rankings ? sinks_open(&r->out, "bottom.jsonl", e) : NULL;
    struct race race[LEAGUES];
    month first, last;
    if (!bottom)
        return -1;
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        race_begin(&race[l], &r->ref, l, &r->arena);
    if (rollup_span(&r->rollup, &first, &last))
        for (month m = first; m <= last; m++)
            for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
                write_month(r, &race[l], m, rankings, bottom);
    return 0;
}

#include "cli/replay_parts.h"
#include "codec/objects.h"

/* A league as the months go by: its units' runs of bottom places. */
struct race {
    enum league league;
    int32_t *units;
    struct streak *streak; /* by place in `units` */
    struct standing *standing;
    size_t n;
};

static const char *unit_code(const struct replay *r, const struct race *race, int32_t unit)
{
    return race->league == LEAGUE_DEPARTMENT ? r->ref.depts[unit].code : r->ref.regions[unit].code;
}

static void race_init(struct replay *r, struct race *race, enum league league)
{
    size_t most = (size_t)(r->ref.n_regions + r->ref.n_depts + 1);
    race->league = league;
    race->units = arena_alloc(&r->arena, most * sizeof *race->units);
    race->n = rollup_league(&r->ref, league, race->units);
    race->streak = arena_zalloc(&r->arena, (race->n + 1) * sizeof *race->streak);
    race->standing = arena_alloc(&r->arena, (race->n + 1) * sizeof *race->standing);
}

static struct streak *streak_of(const struct race *race, int32_t unit)
{
    size_t i = 0;
    while (race->units[i] != unit)
        i++;
    return &race->streak[i];
}

/* Ranks one month of a league; nothing is written where no unit has a row. */
static void race_month(struct replay *r, struct race *race, month m, struct file_draft *rankings,
                       struct file_draft *bottom)
{
    bool any = false;
    enum by by = race->league == LEAGUE_DEPARTMENT ? BY_DEPT : BY_REGION;
    for (size_t i = 0; i < race->n; i++) {
        const struct counters *c = rollup_get(&r->rollup.by[by].v[race->units[i]], m);
        race->standing[i] = (struct standing){.unit = race->units[i], .counters = *c};
        any = any || !counters_zero(c);
    }
    if (!any)
        return;
    rank_league(race->standing, race->n, &r->ref.weights);
    for (size_t i = 0; i < race->n; i++) {
        object_standing(&r->line, m, league_word[race->league], &race->standing[i],
                        unit_code(r, race, race->standing[i].unit));
        sinks_line(rankings, &r->line);
    }
    if (day_start(month_first(m + 1)) > r->as_of)
        return; /* only months that have ended */
    int last = rank_bottom(race->standing, race->n, &r->ref.weights);
    for (size_t i = 0; i < race->n && race->standing[i].rank; i++) {
        struct streak *s = streak_of(race, race->standing[i].unit);
        enum bottom_action action = streak_add(s, (int)i == last, &r->ref.weights);
        if (action == BOTTOM_NONE)
            continue;
        object_bottom(&r->line, m, league_word[race->league], unit_code(r, race, race->standing[i].unit),
                      s->run, action);
        sinks_line(bottom, &r->line);
    }
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
        race_init(r, &race[l], l);
    if (rollup_span(&r->rollup, &first, &last))
        for (month m = first; m <= last; m++)
            for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
                race_month(r, &race[l], m, rankings, bottom);
    return 0;
}

/* A league's month: scores, ranks, movement, bottom place; read once, written as table, as sentence, as JSON.
 */
#ifndef REPORTS_RANKING_H
#define REPORTS_RANKING_H

#include "analyzer/race.h"
#include "reports/figures.h"
#include "reports/history.h"

/* A league in one month: ranked units first, the others in canonical order. n 0: no unit of the league has a
 * figure. */
struct league_table {
    struct standing *v;
    size_t n;
    int bottom; /* position in v of the bottom place, -1: none */
};

struct ranking_place {
    int32_t unit, streak;
    enum bottom_action action;
};

struct ranking {
    month month;
    enum league league;
    struct league_table now, before; /* before: the month before */
    bool ended; /* the month had ended at the as-of instant: its bottom place counts */
    bool has_bottom; /* … and there is one */
    struct ranking_place place;
};

/* The leagues as the months go by, read as they go. */
struct ranking_races {
    const struct view *view;
    struct ranking_units {
        struct history history;
        const struct counters **of; /* by index of the unit: its figures in the month at hand */
        int32_t n;
    } regions, depts;
    struct race race[LEAGUES];
    struct race_frozen frozen; /* what months with a frozen bulletin keep, unless the view is live */
    bool wanted[LEAGUES], there[LEAGUES]; /* there: some unit has a figure in the month at hand */
};
/* Of one league, or of all (LEAGUE_NONE). Months from `first`, before which nothing stands, to `last`. */
int ranking_races_begin(struct ranking_races *r, const struct view *v, enum league only, month first,
                        month last, struct err *e);
/* Ranks the next month, m. */
int ranking_races_month(struct ranking_races *r, month m, struct err *e);
void ranking_races_end(struct ranking_races *r);

/* Reads that of the view's (last) month. */
int ranking_read(const struct view *v, enum league league, struct ranking *out, struct err *e);
/* All leagues': out[LEAGUE_COUNTY] and so on. */
int ranking_read_all(const struct view *v, struct ranking out[LEAGUES], struct err *e);

/* The rank of a unit; 0: none. */
int32_t ranking_rank(const struct league_table *t, int32_t unit);

#endif

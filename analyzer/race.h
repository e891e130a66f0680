/* A league as its months go by: who ranks where in each, and how long its units have stood in the bottom
 * place (contract section 7). Pure; a month leaves nothing behind but the runs. */
#ifndef ANALYZER_RACE_H
#define ANALYZER_RACE_H

#include "analyzer/indicators.h"
#include "analyzer/refdata.h"

/* What the newest frozen bulletin of a month says of a league: it stays so (contract 7, frozen months),
 * whatever the counters have become since. */
struct race_place {
    int32_t unit, rank, score; /* rank 0, score -1: not ranked */
    int64_t completed;
};
struct race_kept {
    month month;
    enum league league;
    const struct race_place *v; /* in the bulletin's order */
    size_t n;
    int32_t bottom, streak; /* the unit in the bottom place, -1: none */
    enum bottom_action action;
};
struct race_frozen {
    struct race_kept *v;
    size_t n;
};

struct race {
    enum league league;
    const struct weights *weights;
    const struct race_frozen *frozen; /* set after race_begin; NULL: no month is */
    /* Of the month at hand: ranked first, then the others in canonical order; and the bottom place in it. */
    struct standing *standing;
    size_t n;
    int bottom; /* position in `standing`; -1: none */
    int32_t run; /* how many ranked months the unit there has stood there in a row */
    enum bottom_action action; /* what follows; BOTTOM_NONE: nothing, or the month has not ended */
    /* Of all months. */
    int32_t *unit; /* those of the league, in canonical order */
    struct streak *streak; /* by index of the unit */
};

/* The counters of a unit (index into regions or depts) in the month given. */
typedef const struct counters *race_counters(const void *of, int32_t unit, month m);

/* Before the first month. Lives in the arena. */
void race_begin(struct race *r, const struct refdata *ref, enum league league, struct arena *a);
/* Ranks the next month. False: no unit of the league has a figure in it, so it is no month of the race. */
bool race_month(struct race *r, month m, instant as_of, race_counters *counters, const void *of);

#endif

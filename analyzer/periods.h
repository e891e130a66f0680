/* Quarters, half-years and years of a league (contract section 7, longer periods): a year at a time, as the
 * months of its race go by. Pure; integers only. */
#ifndef ANALYZER_PERIODS_H
#define ANALYZER_PERIODS_H

#include "analyzer/race.h"

/* One unit of one league in a longer period. */
struct period_standing {
    struct standing
        standing; /* counters: sums over all months; score: the mean; rank 0, score -1: not ranked */
    int32_t months; /* in which it was ranked */
    int64_t scores; /* their sum */
};

/* The year, its halves, its quarters: in the order of their names as bytes. */
enum { PERIODS_A_YEAR = 7 };

struct periods {
    const struct race *race; /* borrowed */
    int year;
    bool any[PERIODS_A_YEAR]; /* some unit has a figure in a month of it */
    struct period_standing *sum[PERIODS_A_YEAR]; /* by index of the unit */
    struct period_standing
        *list; /* of the period at hand: ranked first, then the others in canonical order */
};

/* Before the race's first month; lives in the arena. */
void periods_begin(struct periods *p, const struct race *race, const struct refdata *ref, struct arena *a);
/* A new year: nothing is left of the one before. */
void periods_year(struct periods *p, int year);
/* Adds the month that the race has just ranked, of that year. */
void periods_month(struct periods *p, month m);
/* Ranks the year's k-th period, the months of the year so far being told, and gives it in `list`. False: no
 * unit of the league has a figure in it. */
bool periods_rank(struct periods *p, int k, instant as_of, month *first, month *last);
/* The arithmetic of it: `begun` of the period's months have begun. Any order in. */
void periods_standings(struct period_standing *list, size_t n, int begun);

#endif

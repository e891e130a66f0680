/* Counters, rates, scores and ranks (contract sections 6 and 7). Pure; integers only. */
#ifndef ANALYZER_INDICATORS_H
#define ANALYZER_INDICATORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/lists.h"
#include "analyzer/weights.h"
#include "base/day.h"

enum counter {
#define COUNTER(name, zh) C_##name,
#include "analyzer/counters.def"
    COUNTERS
};
extern const char *const counter_name[COUNTERS], *const counter_zh[COUNTERS];
int counter_find(const char *name); /* -1: unknown */
/* The three stocks: stored as flows (+1 in the month it begins, -1 in the month it ends), read as the sum
 * over all months up to one. */
static inline bool counter_is_stock(enum counter c)
{
    return c >= C_open_end && c <= C_overdue_open_statutory;
}

struct counters {
    int64_t c[COUNTERS];
};
void counters_add(struct counters *to, const struct counters *more);
bool counters_zero(const struct counters *c);

enum rate {
#define RATE(name, zh, num, den) RATE_##name,
#include "analyzer/rates.def"
    RATES
};
extern const char *const rate_name[RATES], *const rate_zh[RATES];

enum { BP_NULL = INT32_MIN };
struct rate_value {
    int64_t num, den;
    int32_t bp; /* basis points, half up; BP_NULL where den = 0 */
};
int32_t rate_bp(int64_t num, int64_t den);
struct rate_value rate_of(const struct counters *c, enum rate r);

/* Histogram of used working days of completed cases: 0…255, then one bucket. */
enum { HIST_BUCKETS = 257 };
/* The p-th percentile (nearest rank, p in percent) as a bucket number; -1: empty. */
int hist_percentile(const int64_t n[HIST_BUCKETS], int p);

/* The rates that weigh, in the order of the weights. */
extern const enum rate weighed_rate[WEIGHTS];
/* The score in milli-points 0…100000; -1 if no weighted rate is known. */
int32_t score_of(const struct counters *c, const struct weights *w);
/* What keeps it from 100000, in milli-points: each rate (0 also where it is not known and so does not weigh),
 * and the cards. Rounded so that all of it is exactly what is missing. The score. */
struct score_lost {
    int32_t rate[WEIGHTS], cards;
};
int32_t score_lost(const struct counters *c, const struct weights *w, struct score_lost *out);
/* By how many at least the numerator of a rate, and nothing else, would have to be greater for the score to
 * be above `score`; -1: no such number. */
int64_t score_lift(const struct counters *c, const struct weights *w, enum weight of, int32_t score);

/* One unit of one league in one month. */
struct standing {
    int32_t unit; /* canonical position: index into regions or depts */
    int32_t rank; /* 1…n, 0: not ranked */
    int32_t score; /* milli-points, -1: not ranked */
    int64_t completed; /* as it was ranked: of a frozen month that of its bulletin */
    struct counters counters; /* sums of the unit's month */
};
/* Scores and ranks the units of a league (any order in; out: ranked first, then unranked in canonical order).
 */
void rank_league(struct standing *s, size_t n, const struct weights *w);
/* The order of a ranked league: < 0: a stands before b; never 0 for two units. */
int rank_compare(const struct standing *a, const struct standing *b);
/* The unit in the bottom place, given a ranked league: its position in s, or -1. */
int rank_bottom(const struct standing *s, size_t n, const struct weights *w);

/* A unit's run of bottom places. Feed its ranked months in order; months without rank are not fed. */
struct streak {
    uint32_t last; /* bit k: bottom k ranked months ago */
    int32_t run; /* consecutive bottom months up to the last ranked one */
};
/* Adds one ranked month and says what follows from it (BOTTOM_NONE if it was not in the bottom place). */
enum bottom_action streak_add(struct streak *s, bool bottom, const struct weights *w);

#endif

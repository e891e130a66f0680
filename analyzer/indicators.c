#include "analyzer/indicators.h"

#include <stdlib.h>
#include <string.h>

const char *const counter_name[COUNTERS] = {
#define COUNTER(name, zh) #name,
#include "analyzer/counters.def"
};
const char *const counter_zh[COUNTERS] = {
#define COUNTER(name, zh) zh,
#include "analyzer/counters.def"
};
const char *const rate_name[RATES] = {
#define RATE(name, zh, num, den) #name,
#include "analyzer/rates.def"
};
const char *const rate_zh[RATES] = {
#define RATE(name, zh, num, den) zh,
#include "analyzer/rates.def"
};

int counter_find(const char *name)
{
    for (int i = 0; i < COUNTERS; i++)
        if (!strcmp(counter_name[i], name))
            return i;
    return -1;
}

void counters_add(struct counters *to, const struct counters *more)
{
    for (int i = 0; i < COUNTERS; i++)
        to->c[i] += more->c[i];
}

bool counters_zero(const struct counters *c)
{
    for (int i = 0; i < COUNTERS; i++)
        if (c->c[i])
            return false;
    return true;
}

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

int32_t rate_bp(int64_t num, int64_t den)
{
    return den > 0 ? (int32_t)floor_div(20000 * num + den, 2 * den) : BP_NULL;
}

struct rate_value rate_of(const struct counters *counters, enum rate r)
{
#define c(name) counters->c[C_##name]
    int64_t num = 0, den = 0;
    switch (r) {
#define RATE(name, zh, n, d) \
    case RATE_##name:        \
        num = n;             \
        den = d;             \
        break;
#include "analyzer/rates.def"
    case RATES: break;
    }
#undef c
    return (struct rate_value){num, den, rate_bp(num, den)};
}

int hist_percentile(const int64_t n[HIST_BUCKETS], int p)
{
    int64_t total = 0, seen = 0;
    for (int i = 0; i < HIST_BUCKETS; i++)
        total += n[i];
    int64_t rank = (total * p + 99) / 100; /* nearest rank */
    for (int i = 0; i < HIST_BUCKETS && total; i++)
        if ((seen += n[i]) >= (rank ? rank : 1))
            return i;
    return -1;
}

const enum rate weighed_rate[WEIGHTS] = {
#define WEIGHT(name, rate, dflt) RATE_##rate,
#include "analyzer/weights.def"
};

/* The rate as it weighs, with so many `more` in its numerator: 一次办好率 counts as 0 where visits are known
 * of less than half of the granted. */
static int32_t weighed_bp(const struct counters *c, enum rate r, int64_t more)
{
    if (r == RATE_done_once_rate && 2 * c->c[C_once_known] < c->c[C_granted])
        return 0;
    struct rate_value v = rate_of(c, r);
    return more ? rate_bp(v.num + more, v.den) : v.bp;
}

/* Σ w·bp and Σ w over the rates that are known. */
struct weighed {
    int64_t sum, weights;
};

static int32_t points(const struct weighed *s)
{
    int64_t milli = floor_div(20 * s->sum + s->weights, 2 * s->weights);
    return (int32_t)(milli > 0 ? milli : 0);
}

static int64_t deduction(const struct counters *c, const struct weights *w)
{
    int64_t completed = c->c[C_completed] > 1 ? c->c[C_completed] : 1;
    int64_t cards = c->c[C_c_yellow] + w->red_factor * c->c[C_c_red];
    int64_t d = w->deduction_unit * cards / completed;
    return d < w->deduction_max ? d : w->deduction_max;
}

/* The score, had the rate `of` so many more in its numerator. */
static int32_t score_with(const struct counters *c, const struct weights *w, enum weight of, int64_t more)
{
    struct weighed s = {0, 0};
    for (enum weight i = 0; i < WEIGHTS; i++) {
        int32_t bp = weighed_bp(c, weighed_rate[i], i == of ? more : 0);
        if (bp == BP_NULL)
            continue;
        s.sum += (int64_t)w->weight[i] * bp;
        s.weights += w->weight[i];
    }
    if (!s.weights)
        return -1;
    int64_t score = points(&s) - deduction(c, w);
    return (int32_t)(score > 0 ? score : 0);
}

int32_t score_of(const struct counters *c, const struct weights *w) { return score_with(c, w, WEIGHTS, 0); }

int32_t score_lost(const struct counters *c, const struct weights *w, struct score_lost *out)
{
    struct weighed s = {0, 0};
    *out = (struct score_lost){0};
    for (enum weight i = 0; i < WEIGHTS; i++)
        s.weights += weighed_bp(c, weighed_rate[i], 0) == BP_NULL ? 0 : w->weight[i];
    if (!s.weights)
        return -1;
    s.sum = 10000 * s.weights;
    int32_t left = points(&s);
    for (enum weight i = 0; i < WEIGHTS; i++) {
        int32_t bp = weighed_bp(c, weighed_rate[i], 0), before = left;
        s.sum -= bp == BP_NULL ? 0 : (int64_t)w->weight[i] * (10000 - bp);
        left = points(&s);
        out->rate[i] = before - left;
    }
    int64_t cards = deduction(c, w);
    out->cards = (int32_t)(cards < left ? cards : left);
    return left - out->cards;
}

int64_t score_lift(const struct counters *c, const struct weights *w, enum weight of, int32_t score)
{
    struct rate_value v = rate_of(c, weighed_rate[of]);
    int64_t few = 0, enough = v.den - v.num;
    if (enough <= 0 || score_with(c, w, of, enough) <= score)
        return -1;
    while (few < enough) {
        int64_t half = few + (enough - few) / 2;
        if (score_with(c, w, of, half) > score)
            enough = half;
        else
            few = half + 1;
    }
    return enough;
}

/* The ladder of section 7 but for its last rung, the canonical order: < 0: a stands before b. */
static int compare_merit(const struct standing *a, const struct standing *b)
{
    const int64_t *x = a->counters.c, *y = b->counters.c;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (x[C_c_red] != y[C_c_red])
        return x[C_c_red] < y[C_c_red] ? -1 : 1;
    if (x[C_c_yellow] != y[C_c_yellow])
        return x[C_c_yellow] < y[C_c_yellow] ? -1 : 1;
    if (x[C_completed] != y[C_completed])
        return x[C_completed] > y[C_completed] ? -1 : 1;
    return 0;
}

int rank_compare(const struct standing *a, const struct standing *b)
{
    int c = (a->score < 0) - (b->score < 0); /* unranked units last */
    if (!c && a->score >= 0)
        c = compare_merit(a, b);
    return c ? c : a->unit < b->unit ? -1 : a->unit > b->unit;
}

static int by_rank(const void *a, const void *b) { return rank_compare(a, b); }

void rank_league(struct standing *s, size_t n, const struct weights *w)
{
    for (size_t i = 0; i < n; i++)
        s[i].score = s[i].counters.c[C_completed] >= w->floor ? score_of(&s[i].counters, w) : -1;
    if (n)
        qsort(s, n, sizeof *s, by_rank);
    for (size_t i = 0; i < n; i++)
        s[i].rank = s[i].score >= 0 ? (int32_t)i + 1 : 0;
}

int rank_bottom(const struct standing *s, size_t n, const struct weights *w)
{
    size_t ranked = 0;
    while (ranked < n && s[ranked].rank)
        ranked++;
    if (ranked < 2 || ranked < (size_t)w->bottom_min_ranked)
        return -1;
    const struct standing *last = &s[ranked - 1];
    return last->score < w->bottom_score && compare_merit(last - 1, last) ? (int)ranked - 1 : -1;
}

enum bottom_action streak_add(struct streak *s, bool bottom, const struct weights *w)
{
    s->last = s->last << 1 | bottom;
    s->run = bottom ? s->run + 1 : 0;
    if (!bottom)
        return BOTTOM_NONE;
    int within = w->head_within < 32 ? w->head_within : 32, count = 0;
    for (int i = 0; i < within; i++)
        count += (s->last >> i & 1) != 0;
    if (s->run >= w->streak_head || count >= w->head_count)
        return BOTTOM_HEAD;
    return s->run >= w->streak_deputy ? BOTTOM_DEPUTY : BOTTOM_REMIND;
}

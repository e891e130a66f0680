/* Main problems (主要问题): what cost most, out of the figures. Two kinds of candidate: the cards of one rule
 * at one unit, and a weighted rate of one unit below its league's median. Kept if at least three cases, and a
 * share of 15 % of the city's or tested worse than the period before (two-proportion z >= 1.96, in integers);
 * at most five, most costly first, one for each unit and topic. */
#include <stdlib.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"

enum { PROBLEMS = 5, LEAST_CASES = 3, LEAST_SHARE = 1500 };

struct problem {
    enum league league;
    int32_t unit;
    int rule; /* rule_index, or -1: a rate */
    int rate; /* of a rate: enum rate */
    int64_t cases, city, before; /* in this unit, in the city, in this unit in the period before */
    int64_t of, of_before; /* what the cases are a part of: the denominators of the test */
    int64_t cost; /* milli-points lost, times volume: for the order alone */
    int32_t bp, median;
};
typedef VEC(struct problem) problems;

/* What a rule's cards and a rate's failures have in common: one problem is told once. */
static int topic(const struct problem *p)
{
    if (p->rule < 0)
        switch (p->rate) {
        case RATE_on_time_rate: return 101;
        case RATE_notice_rate: return 111;
        case RATE_delivery_rate: return 112;
        case RATE_procedure_rate: return 200;
        case RATE_document_rate: return 400;
        case RATE_rectify_rate: return 116;
        case RATE_timely_rate: return 901;
        default: return 1000 + p->rate;
        }
    int no = rule_table[p->rule].no;
    return no <= 104 ? 101 : no / 100 == 2 || no / 100 == 4 ? no / 100 * 100 : no;
}

/* Is cases/of greater than before/of_before by chance less than once in twenty? */
static bool tested_worse(int64_t a, int64_t n, int64_t b, int64_t m)
{
    if (n <= 0 || m <= 0 || (__int128)a * m <= (__int128)b * n)
        return false;
    __int128 diff = (__int128)a * m - (__int128)b * n, both = (__int128)a + b, rest = (__int128)n + m - both;
    if (rest <= 0)
        return false;
    /* z^2 = diff^2 (n + m) / (n m both rest) >= 1.96^2, without a product of more than 127 bits up to 10^9
     * cases */
    return diff * diff / ((__int128)n * m) * (n + m) * 10000 >= both * rest * 38416;
}

static bool is_kept(const struct drafting *g, const struct problem *p)
{
    bool large = p->city > 0 && p->cases * 10000 >= p->city * LEAST_SHARE;
    return p->cases >= LEAST_CASES &&
           (large || (g->f->has_before && tested_worse(p->cases, p->of, p->before, p->of_before)));
}

static const struct draft_place *place_of(const struct drafting *g, enum league league, int32_t unit)
{
    const struct draft_league *l = &g->f->league[league];
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].unit == unit)
            return &l->v[i];
    return NULL;
}

bool draft_unit_of(const struct drafting *g, const struct draft_cards *c, enum league *league, int32_t *unit)
{
    const struct refdata *ref = g->f->ref;
    if (c->region >= 0 && ref->regions[c->region].league) {
        *league = (enum league)ref->regions[c->region].league;
        *unit = c->region;
        return true;
    }
    *league = LEAGUE_DEPARTMENT;
    *unit = c->dept;
    return c->dept >= 0 && ref->depts[c->dept].league == LEAGUE_DEPARTMENT;
}

static struct problem *card_problem(problems *all, enum league league, int32_t unit, int rule)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].league == league && all->v[i].unit == unit && all->v[i].rule == rule)
            return &all->v[i];
    vec_push(all, ((struct problem){.league = league, .unit = unit, .rule = rule}));
    return &all->v[all->n - 1];
}

static void add_cards(struct drafting *g, problems *all)
{
    int64_t city[RULE_COUNT] = {0};
    for (size_t i = 0; i < g->f->cards.n; i++) {
        const struct draft_cards *c = &g->f->cards.v[i];
        enum league league;
        int32_t unit;
        if (c->level < LEVEL_YELLOW)
            continue;
        city[c->rule] += c->before ? 0 : c->n;
        if (!draft_unit_of(g, c, &league, &unit))
            continue;
        struct problem *p = card_problem(all, league, unit, c->rule);
        if (c->before) {
            p->before += c->n;
            continue;
        }
        p->cases += c->n;
        p->cost += c->n * (c->level == LEVEL_RED ? g->f->ref->weights.red_factor : 1);
    }
    for (size_t i = 0; i < all->n; i++) {
        struct problem *p = &all->v[i];
        const struct draft_place *at = place_of(g, p->league, p->unit);
        p->city = city[p->rule];
        p->of = at ? at->now.c[C_completed] + at->now.c[C_open_end] : 0;
        p->of_before = at ? at->before.c[C_completed] + at->before.c[C_open_end] : 0;
        p->cost *= g->f->ref->weights.deduction_unit;
    }
}

static int by_bp(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y;
}

/* The lower median of the league's known rates. */
static int32_t median_of(struct drafting *g, const struct draft_league *l, enum rate r)
{
    int32_t *bp = arena_alloc(&g->d->arena, (l->n + 1) * sizeof *bp);
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        int32_t v = rate_of(&l->v[i].now, r).bp;
        if (v != BP_NULL)
            bp[n++] = v;
    }
    if (n > 1)
        qsort(bp, n, sizeof *bp, by_bp);
    return n ? bp[(n - 1) / 2] : BP_NULL;
}

static void add_rate(struct drafting *g, problems *all, enum league league, enum weight k)
{
    const struct draft_league *l = &g->f->league[league];
    enum rate r = weighed_rate[k];
    struct rate_value city = rate_of(&g->f->now, r);
    int32_t median = median_of(g, l, r);
    int64_t w = g->f->ref->weights.weight[k], sum = 0;
    for (int i = 0; i < WEIGHTS; i++)
        sum += g->f->ref->weights.weight[i];
    for (size_t i = 0; i < l->n; i++) {
        struct rate_value v = rate_of(&l->v[i].now, r), b = rate_of(&l->v[i].before, r);
        if (v.bp == BP_NULL || v.bp >= median)
            continue;
        vec_push(all, ((struct problem){.league = league,
                                        .unit = l->v[i].unit,
                                        .rule = -1,
                                        .rate = (int)r,
                                        .cases = v.den - v.num,
                                        .city = city.den - city.num,
                                        .before = b.den - b.num,
                                        .of = v.den,
                                        .of_before = b.den,
                                        .cost = 10 * w * (median - v.bp) / sum * v.den,
                                        .bp = v.bp,
                                        .median = median}));
    }
}

/* Online and on-the-spot shares are policy, not failures of single cases: no main problem is made of them. */
static bool is_failure(enum rate r)
{
    return r != RATE_online_rate && r != RATE_instant_rate && r != RATE_done_once_rate;
}

static int by_cost(const void *a, const void *b)
{
    const struct problem *p = a, *q = b;
    if (p->cost != q->cost)
        return p->cost > q->cost ? -1 : 1;
    if (p->league != q->league)
        return p->league < q->league ? -1 : 1;
    if (p->unit != q->unit)
        return p->unit < q->unit ? -1 : 1;
    return p->rule != q->rule ? p->rule - q->rule : p->rate - q->rate;
}

static bool is_told(const problems *all, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (all->v[k].league == all->v[i].league && all->v[k].unit == all->v[i].unit &&
            topic(&all->v[k]) == topic(&all->v[i]))
            return true;
    return false;
}

/* What is to be done about it: the kinds of demand of section eight. */
static const char *remedy_of(const struct problem *p)
{
    if (p->rule >= 0)
        return dimension_word[rule_table[p->rule].dimension];
    switch (p->rate) {
    case RATE_on_time_rate:
    case RATE_delivery_rate: return dimension_word[DIM_TIME];
    case RATE_notice_rate:
    case RATE_procedure_rate: return dimension_word[DIM_PROCEDURE];
    case RATE_document_rate: return dimension_word[DIM_DOCUMENT];
    case RATE_timely_rate: return dimension_word[DIM_DATA];
    case RATE_order_rate: return "order";
    default: return "rating";
    }
}

static void put_problem(struct drafting *g, const struct problem *p)
{
    struct doc_table *t = g->problems;
    int64_t n = 0;
    const char *item = p->rule < 0 ? NULL : draft_item_most(g, p->league, p->unit, p->rule, &n);
    doc_text(g->d, t, names_code(g->f->ref, p->league, p->unit));
    doc_text(g->d, t, draft_unit(g, p->league, p->unit));
    doc_text(g->d, t, p->rule >= 0 ? "rule" : rate_name[p->rate]);
    doc_text(g->d, t, remedy_of(p));
    doc_text(g->d, t, p->rule >= 0 ? rule_table[p->rule].title : rate_zh[p->rate]);
    doc_text(g->d, t, p->rule >= 0 ? rule_table[p->rule].basis : "");
    doc_count(t, p->cases);
    doc_rate(t, p->cases, p->city);
    if (g->f->has_before && (!draft_running(g) || (g->f->has_same && p->rule >= 0)))
        doc_count(t, p->cases - p->before);
    else
        doc_null(t);
    if (p->rule < 0) {
        doc_rate(t, p->of - p->cases, p->of);
        doc_number(t, CELL_POINTS, (int64_t)p->bp - p->median);
    } else {
        doc_null(t);
        doc_null(t);
    }
    doc_text(g->d, t, item ? names_item(g->f->ref, item) : "");
    if (item)
        doc_count(t, n);
    else
        doc_null(t);
}

void draft_problems(struct drafting *g)
{
    problems all = {0};
    struct doc_table *t = g->problems = draft_table(g, "problems", "主要问题");
    t->landscape = true;
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "topic", "依据代码", "", COLUMN_DATA);
    doc_column(t, "remedy", "整改类别", "", COLUMN_DATA);
    doc_column(t, "title", "问题", "", COLUMN_SHOWN);
    doc_column(t, "basis", "依据", "", COLUMN_SHOWN);
    doc_column(t, "cases", "件数", "件", COLUMN_SHOWN);
    doc_column(t, "share", "占全市同类", "bp", COLUMN_SHOWN);
    doc_column(t, "more", "比上期", "件", COLUMN_SHOWN);
    doc_column(t, "rate", "比率", "bp", COLUMN_SHOWN);
    doc_column(t, "gap", "与同组中位数差", "百分点", COLUMN_SHOWN);
    doc_column(t, "item", "最多的事项", "", COLUMN_SHOWN);
    doc_column(t, "item_cases", "其中", "件", COLUMN_SHOWN);
    add_cards(g, &all);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        for (enum weight k = 0; k < WEIGHTS; k++)
            if (is_failure(weighed_rate[k]))
                add_rate(g, &all, l, k);
    if (all.n > 1)
        qsort(all.v, all.n, sizeof *all.v, by_cost);
    size_t kept = 0;
    for (size_t i = 0; i < all.n && kept < PROBLEMS; i++)
        if (is_kept(g, &all.v[i]) && !is_told(&all, i)) {
            put_problem(g, &all.v[i]);
            kept++;
        }
    vec_release(&all);
}

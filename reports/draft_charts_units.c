/* The charts with a row a unit: ranks, limits, cards, days, ratings. */
#include <string.h>

#include "reports/draft_charts.h"
#include "reports/names.h"

/* The counties by rank, with the period before. */
void draft_chart_ranking(struct drafting *g)
{
    const struct draft_league *l = &g->f->league[LEAGUE_COUNTY];
    if (!l->n || !l->v[0].rank)
        return;
    struct doc_table *t = draft_chart_table(g, "ranking", "县区综合得分与名次变化");
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "rank", "名次", "位", COLUMN_SHOWN);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "previous_rank", "上期名次", "位", COLUMN_SHOWN);
    doc_column(t, "score", "得分", "分", COLUMN_SHOWN);
    doc_column(t, "previous_score", "上期得分", "分", COLUMN_SHOWN);
    for (size_t i = 0; i < l->n && l->v[i].rank; i++) {
        const struct draft_place *p = &l->v[i];
        doc_text(g->d, t, names_code(g->f->ref, LEAGUE_COUNTY, p->unit));
        doc_count(t, p->rank);
        doc_text(g->d, t, draft_unit(g, LEAGUE_COUNTY, p->unit));
        if (p->rank_before)
            doc_count(t, p->rank_before);
        else
            doc_null(t);
        doc_number(t, CELL_SCORE, p->score);
        if (p->rank_before)
            doc_number(t, CELL_SCORE, p->score_before);
        else
            doc_null(t);
    }
    doc_chart(g->d, t);
}

/* floor(sqrt(v)) */
static int64_t root(__int128 v)
{
    __int128 low = 0, high = (__int128)1 << 62;
    while (high - low > 1) {
        __int128 mid = (low + high) / 2;
        if (mid * mid <= v)
            low = mid;
        else
            high = mid;
    }
    return (int64_t)low;
}

/* Three standard deviations of a rate over n cases, in basis points, were it the city's. */
static int32_t three_sigma(struct rate_value city, int64_t n)
{
    __int128 v = (__int128)900000000 * city.num * (city.den - city.num) / n;
    return (int32_t)((root(v) + city.den / 2) / city.den);
}

static void put_limit(struct doc_table *t, int32_t bp)
{
    doc_number(t, CELL_RATE, bp < 0 ? 0 : bp > 10000 ? 10000 : bp);
}

/* Units by how far they lie below the city for their volume: chance alone leaves the limits three times in a
 * thousand. */
void draft_chart_funnel(struct drafting *g)
{
    struct rate_value city = rate_of(&g->f->now, RATE_on_time_rate);
    size_t n;
    struct draft_charted *u = draft_charted(g, &n);
    if (!n || !city.den)
        return;
    struct doc_table *t = draft_chart_table(g, "funnel", "按时办结率与办件量（控制限）");
    draft_unit_columns(t);
    draft_rate_column(g, t, RATE_on_time_rate);
    doc_column(t, "lower", "下限", "bp", COLUMN_SHOWN);
    doc_column(t, "upper", "上限", "bp", COLUMN_SHOWN);
    doc_column(t, "verdict", "判断", "", COLUMN_SHOWN);
    for (size_t i = 0; i < n; i++) {
        struct rate_value v = rate_of(u[i].now, RATE_on_time_rate);
        u[i].key[0] = v.den ? (int64_t)(v.bp - city.bp) * 1000 / (three_sigma(city, v.den) + 1) : INT64_MAX;
    }
    draft_sort_charted(u, n);
    for (size_t i = 0; i < n; i++) {
        struct rate_value v = rate_of(u[i].now, RATE_on_time_rate);
        int32_t width = v.den ? three_sigma(city, v.den) : 0;
        if (!v.den)
            continue;
        draft_put_unit(g, t, u[i].code, u[i].name);
        draft_put_rate(t, v);
        put_limit(t, city.bp - width);
        put_limit(t, city.bp + width);
        doc_text(g->d, t, v.bp < city.bp - width ? "低于下限" : v.bp > city.bp + width ? "高于上限" : "界内");
    }
    draft_put_unit(g, t, "*", g->f->conf->city);
    draft_put_rate(t, city);
    doc_null(t);
    doc_null(t);
    doc_null(t);
    t->note = "上下限为全市比率加减三倍标准差：仅由偶然造成的偏离，一千次中约三次越界。";
    doc_chart(g->d, t);
}

/* Most red cards first. */
void draft_chart_levels(struct drafting *g)
{
    static const enum counter level[] = {C_n_red, C_n_yellow, C_n_warning};
    size_t n;
    struct draft_charted *u = draft_charted(g, &n);
    const struct counters *city = &g->f->now;
    if (!n || !(city->c[C_n_red] || city->c[C_n_yellow] || city->c[C_n_warning]))
        return;
    struct doc_table *t = draft_chart_table(g, "levels", "各单位红牌、黄牌和预警");
    draft_unit_columns(t);
    doc_column(t, "n_red", "红牌", "张", COLUMN_SHOWN);
    doc_column(t, "n_yellow", "黄牌", "张", COLUMN_SHOWN);
    doc_column(t, "n_warning", "预警", "条", COLUMN_SHOWN);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 3; k++)
            u[i].key[k] = -u[i].now->c[level[k]];
    draft_sort_charted(u, n);
    for (size_t i = 0; i < n; i++) {
        draft_put_unit(g, t, u[i].code, u[i].name);
        for (int k = 0; k < 3; k++)
            doc_count(t, u[i].now->c[level[k]]);
    }
    doc_chart(g->d, t);
}

static void add_used(int64_t sum[HIST_BUCKETS], const int64_t more[HIST_BUCKETS])
{
    for (int b = 0; b < HIST_BUCKETS; b++)
        sum[b] += more[b];
}

/* Of one unit; of all regions without a league for -1; of the city for -2. */
static void used_of(const struct draft_figures *f, int32_t region, int64_t sum[HIST_BUCKETS])
{
    memset(sum, 0, HIST_BUCKETS * sizeof *sum);
    for (int32_t r = 0; r < f->ref->n_regions; r++)
        if (region == r || region == -2 || (region == -1 && !f->ref->regions[r].league))
            add_used(sum, f->used[r]);
}

static void put_used(struct doc_table *t, const int64_t n[HIST_BUCKETS])
{
    int64_t cases = 0;
    for (int b = 0; b < HIST_BUCKETS; b++)
        cases += n[b];
    doc_count(t, cases);
    for (int p = 50; p <= 90; p += 40)
        doc_count(t, hist_percentile(n, p));
}

/* Slowest first, by what nine of ten cases stay within. */
void draft_chart_used(struct drafting *g)
{
    int64_t sum[HIST_BUCKETS];
    size_t n;
    struct draft_charted *u = draft_charted(g, &n);
    used_of(g->f, -2, sum);
    if (!n || hist_percentile(sum, 50) < 0)
        return;
    struct doc_table *t = draft_chart_table(g, "used", "办结所用工作日（中位数和九成办件）");
    draft_unit_columns(t);
    doc_column(t, "n", "办结", "件", COLUMN_SHOWN);
    doc_column(t, "p50", "中位数", "个工作日", COLUMN_SHOWN);
    doc_column(t, "p90", "九成办件不超过", "个工作日", COLUMN_SHOWN);
    for (size_t i = 0; i < n; i++) {
        used_of(g->f, u[i].region, sum);
        u[i].key[0] = -hist_percentile(sum, 90);
        u[i].key[1] = -hist_percentile(sum, 50);
    }
    draft_sort_charted(u, n);
    for (size_t i = 0; i < n; i++) {
        used_of(g->f, u[i].region, sum);
        if (hist_percentile(sum, 50) < 0)
            continue;
        draft_put_unit(g, t, u[i].code, u[i].name);
        put_used(t, sum);
    }
    used_of(g->f, -2, sum);
    draft_put_unit(g, t, "*", g->f->conf->city);
    put_used(t, sum);
    t->note = "只计承诺时限和法定时限都已算出的办结件；256表示超过255个工作日。";
    doc_chart(g->d, t);
}

static void put_satisfaction(struct doc_table *t, const struct counters *c)
{
    draft_put_rate(t, rate_of(c, RATE_satisfaction_rate));
    doc_count(t, c->c[C_r4]);
    doc_count(t, c->c[C_r5]);
}

/* Least satisfied first. */
void draft_chart_satisfaction(struct drafting *g)
{
    size_t n;
    struct draft_charted *u = draft_charted(g, &n);
    if (!n || !rate_of(&g->f->now, RATE_satisfaction_rate).den)
        return;
    struct doc_table *t = draft_chart_table(g, "satisfaction", "满意率");
    draft_unit_columns(t);
    draft_rate_column(g, t, RATE_satisfaction_rate);
    doc_column(t, "r4", counter_zh[C_r4], "条", COLUMN_SHOWN);
    doc_column(t, "r5", counter_zh[C_r5], "条", COLUMN_SHOWN);
    for (size_t i = 0; i < n; i++)
        u[i].key[0] = rate_of(u[i].now, RATE_satisfaction_rate).bp;
    draft_sort_charted(u, n);
    for (size_t i = 0; i < n; i++) {
        if (!rate_of(u[i].now, RATE_satisfaction_rate).den)
            continue;
        draft_put_unit(g, t, u[i].code, u[i].name);
        put_satisfaction(t, u[i].now);
    }
    draft_put_unit(g, t, "*", g->f->conf->city);
    put_satisfaction(t, &g->f->now);
    doc_chart(g->d, t);
}

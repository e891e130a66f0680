/* The tables of the bulletin whose ids and columns the contract fixes (section 8). */
#include <stdio.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"
#include "reports/wording.h"

static void put_more(struct doc_table *t, bool there, int64_t more)
{
    if (there)
        doc_count(t, more);
    else
        doc_null(t);
}

/* A figure of the city then, and how the present one differs from it. */
static void put_counter_then(struct doc_table *t, int64_t now, int64_t then, bool there)
{
    if (there) {
        doc_count(t, then);
        doc_growth(t, now, then);
    } else {
        doc_null(t);
        doc_null(t);
    }
}

static void put_rate_then(struct doc_table *t, struct rate_value now, const struct counters *then,
                          enum rate r, bool there)
{
    if (there) {
        struct rate_value v = rate_of(then, r);
        doc_rate(t, v.num, v.den);
        doc_points(t, now, v);
    } else {
        doc_null(t);
        doc_null(t);
    }
}

static void make_overall(struct drafting *g)
{
    const struct draft_figures *f = g->f;
    struct doc_table *t = g->overall = draft_table(g, "overall", "全市指标");
    doc_column(t, "key", "指标代码", "", COLUMN_DATA);
    doc_column(t, "name", "指标", "", COLUMN_SHOWN);
    doc_column(t, "value", "本期", "", COLUMN_SHOWN);
    doc_column(t, "previous", wording_before(f->first, f->last), "", COLUMN_SHOWN);
    doc_column(t, "change", "环比", "", COLUMN_SHOWN);
    doc_column(t, "year_before", "上年同期", "", COLUMN_SHOWN);
    doc_column(t, "year_change", "同比", "", COLUMN_SHOWN);
    for (size_t c = 2; c < t->columns.n; c++)
        t->columns.v[c].figure = true;
    for (int c = 0; c < COUNTERS; c++) {
        doc_text(g->d, t, counter_name[c]);
        doc_text(g->d, t, counter_zh[c]);
        doc_count(t, f->now.c[c]);
        put_counter_then(t, f->now.c[c], f->before.c[c], f->has_before);
        put_counter_then(t, f->now.c[c], f->year.c[c], f->has_year);
    }
    for (int r = 0; r < RATES; r++) {
        struct rate_value v = rate_of(&f->now, (enum rate)r);
        doc_text(g->d, t, rate_name[r]);
        doc_text(g->d, t, rate_zh[r]);
        doc_rate(t, v.num, v.den);
        put_rate_then(t, v, &f->before, (enum rate)r, f->has_before);
        put_rate_then(t, v, &f->year, (enum rate)r, f->has_year);
    }
    t->note = "计数的变化为百分比，比率的变化为百分点；“—”为没有可比的数。";
}

/* Orders are no part of a case: what they were at an instant of the month before nobody asks. */
static bool is_of_cases(int c) { return c != C_orders && c != C_orders_due && c != C_orders_on_time; }

/* A month to date beside as much of the month before; no row where that is not asked. */
static void make_same(struct drafting *g)
{
    const struct draft_figures *f = g->f;
    struct str what = {0};
    if (!f->has_same)
        return;
    str_puts(&what, "与上月同期（");
    wording_part(&what, f->last - 1, f->same_as_of);
    str_puts(&what, "）相比");
    struct doc_table *t = g->same = draft_table(g, "same_period", str_text(&what));
    str_release(&what);
    doc_column(t, "key", "指标代码", "", COLUMN_DATA);
    doc_column(t, "name", "指标", "", COLUMN_SHOWN);
    doc_column(t, "value", "本月至今", "", COLUMN_SHOWN);
    doc_column(t, "previous", "上月同期", "", COLUMN_SHOWN);
    doc_column(t, "change", "变化", "", COLUMN_SHOWN);
    for (size_t c = 2; c < t->columns.n; c++)
        t->columns.v[c].figure = true;
    for (int c = 0; c < COUNTERS; c++) {
        if (!is_of_cases(c))
            continue;
        doc_text(g->d, t, counter_name[c]);
        doc_text(g->d, t, counter_zh[c]);
        doc_count(t, f->now.c[c]);
        put_counter_then(t, f->now.c[c], f->same.c[c], true);
    }
    for (int r = 0; r < RATES; r++) {
        struct rate_value v = rate_of(&f->now, (enum rate)r);
        if (r == RATE_order_rate)
            continue;
        doc_text(g->d, t, rate_name[r]);
        doc_text(g->d, t, rate_zh[r]);
        doc_rate(t, v.num, v.den);
        put_rate_then(t, v, &f->same, (enum rate)r, true);
    }
    t->note = "上月同期为上月办件在同一时点的情况；计数的变化为百分比，比率的变化为百分点。";
}

/* How the counts of the text changed that were too small for per cent; no table where there are none. */
static void make_small(struct drafting *g)
{
    static const enum counter told[] = {C_submitted, C_accepted, C_completed};
    const struct draft_figures *f = g->f;
    bool running = draft_running(g);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        enum counter c = told[i];
        const struct counters *then = running ? &f->same : &f->before;
        bool before = (running ? f->has_same : f->has_before) && then->c[c] < DRAFT_SMALL,
             year = !running && f->has_year && f->year.c[c] < DRAFT_SMALL;
        if (!before && !year)
            continue;
        if (!g->small) {
            g->small = draft_table(g, "small", "基数较小的指标的增减");
            doc_column(g->small, "key", "指标代码", "", COLUMN_DATA);
            doc_column(g->small, "name", "指标", "", COLUMN_SHOWN);
            doc_column(g->small, "value", "本期", "件", COLUMN_SHOWN);
            doc_column(g->small, "more", running ? "比上月同期" : "比上期", "件", COLUMN_SHOWN);
            doc_column(g->small, "year_more", "比上年同期", "件", COLUMN_SHOWN);
            g->small->note = "用来比较的数不足30件的，只写增减的件数，不写百分比。";
        }
        doc_text(g->d, g->small, counter_name[c]);
        doc_text(g->d, g->small, counter_zh[c]);
        doc_count(g->small, f->now.c[c]);
        put_more(g->small, before, f->now.c[c] - then->c[c]);
        put_more(g->small, year, f->now.c[c] - f->year.c[c]);
    }
}

/* Is the counter or rate shown on paper in a league's table? All of them are in the data. */
static bool shown_counter(int c)
{
    return c == C_accepted || c == C_completed || c == C_overdue_open || c == C_c_yellow || c == C_c_red;
}
static bool shown_rate(int r)
{
    return r == RATE_on_time_rate || r == RATE_notice_rate || r == RATE_done_once_rate ||
           r == RATE_online_rate || r == RATE_satisfaction_rate || r == RATE_timely_rate;
}

static void counter_column(struct doc_table *t, int c, enum column_use use)
{
    doc_column(t, counter_name[c], counter_zh[c], "件", use);
}

static const char *joined(struct doc *d, const char *a, const char *b)
{
    char *z = arena_alloc(&d->arena, strlen(a) + strlen(b) + 1);
    strcpy(z, a);
    return strcat(z, b);
}

static void rate_columns(struct doc *d, struct doc_table *t, int r, enum column_use use)
{
    doc_column(t, rate_name[r], rate_zh[r], "bp", use);
    doc_column(t, joined(d, rate_name[r], "_num"), joined(d, rate_zh[r], "分子"), "", COLUMN_DATA);
    doc_column(t, joined(d, rate_name[r], "_den"), joined(d, rate_zh[r], "分母"), "", COLUMN_DATA);
}

static void put_rate(struct doc_table *t, const struct counters *c, int r)
{
    struct rate_value v = rate_of(c, (enum rate)r);
    doc_rate(t, v.num, v.den);
    doc_count(t, v.num);
    doc_count(t, v.den);
}

static void put_rank(struct doc_table *t, int32_t rank)
{
    if (rank)
        doc_count(t, rank);
    else
        doc_null(t);
}

/* county, zone, department: one row a unit, ranked first. */
static void make_league(struct drafting *g, enum league league)
{
    const struct draft_league *l = &g->f->league[league];
    struct str what = {0};
    str_printf(&what, "%s指标", league_zh[league]);
    struct doc_table *t = g->league[league] = draft_table(g, league_word[league], str_text(&what));
    str_release(&what);
    t->landscape = true;
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "rank", "名次", "位", COLUMN_SHOWN);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "previous_rank", "上期", "位", COLUMN_SHOWN);
    doc_column(t, "score", "得分", "分", COLUMN_SHOWN);
    for (int c = 0; c < COUNTERS; c++)
        counter_column(t, c, shown_counter(c) ? COLUMN_SHOWN : COLUMN_DATA);
    for (int r = 0; r < RATES; r++)
        rate_columns(g->d, t, r, shown_rate(r) ? COLUMN_SHOWN : COLUMN_DATA);
    for (size_t i = 0; i < l->n; i++) {
        const struct draft_place *p = &l->v[i];
        doc_text(g->d, t, names_code(g->f->ref, league, p->unit));
        put_rank(t, p->rank);
        doc_text(g->d, t, draft_unit(g, league, p->unit));
        put_rank(t, p->rank_before);
        if (p->rank)
            doc_number(t, CELL_SCORE, p->score);
        else
            doc_null(t);
        for (int c = 0; c < COUNTERS; c++)
            doc_count(t, p->now.c[c]);
        for (int r = 0; r < RATES; r++)
            put_rate(t, &p->now, r);
    }
    bool unranked = l->n && !l->v[l->n - 1].rank; /* ranked first */
    t->note = !unranked ? "比率后为分子/分母。"
              : g->f->first < g->f->last
                  ? "比率后为分子/分母；名次为“—”的单位参与月度排名的月份不足一半，不参与排名。"
                  : "比率后为分子/分母；名次为“—”的单位办结不足，不参与排名。";
}

/* Chosen figures of every unit that has any of them: the tables of orders, ratings and quality. */
struct choice {
    const enum counter *counter;
    size_t n_counters;
    const enum rate *rate;
    size_t n_rates;
};

static bool has_any(const struct counters *c, const struct choice *k)
{
    for (size_t i = 0; i < k->n_counters; i++)
        if (c->c[k->counter[i]])
            return true;
    return false;
}

static struct doc_table *make_choice(struct drafting *g, const char *id, const char *what,
                                     const struct choice *k)
{
    struct doc_table *t = draft_table(g, id, what);
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    for (size_t i = 0; i < k->n_counters; i++)
        counter_column(t, k->counter[i], COLUMN_SHOWN);
    for (size_t i = 0; i < k->n_rates; i++)
        rate_columns(g->d, t, k->rate[i], COLUMN_SHOWN);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        for (size_t i = 0; i < g->f->league[l].n; i++) {
            const struct draft_place *p = &g->f->league[l].v[i];
            if (!has_any(&p->now, k))
                continue;
            doc_text(g->d, t, names_code(g->f->ref, l, p->unit));
            doc_text(g->d, t, draft_unit(g, l, p->unit));
            for (size_t c = 0; c < k->n_counters; c++)
                doc_count(t, p->now.c[k->counter[c]]);
            for (size_t r = 0; r < k->n_rates; r++)
                put_rate(t, &p->now, k->rate[r]);
        }
    return t;
}

#define CHOICE(counters, rates)                                               \
    (&(struct choice){counters, sizeof(counters) / sizeof *(counters), rates, \
                      sizeof(rates) / sizeof *(rates)})

static void make_ratings(struct drafting *g)
{
    static const enum counter counts[] = {C_r1, C_r2,        C_r3,      C_r4,
                                          C_r5, C_r_default, C_bad_due, C_bad_on_time};
    static const enum rate rates[] = {RATE_rating_rate, RATE_satisfaction_rate, RATE_rectify_rate};
    g->ratings = make_choice(g, "ratings", "“好差评”", CHOICE(counts, rates));
    g->ratings->landscape = true;
}

static void make_choices(struct drafting *g)
{
    static const enum counter orders[] = {C_orders, C_orders_due, C_orders_on_time};
    static const enum rate order_rates[] = {RATE_order_rate};
    static const enum counter quality[] = {C_events, C_events_timely};
    static const enum rate quality_rates[] = {RATE_timely_rate};
    g->orders = make_choice(g, "orders", "督办单", CHOICE(orders, order_rates));
    g->quality = make_choice(g, "quality", "数据质量", CHOICE(quality, quality_rates));
    g->quality->note = "数据及时：事件发生后24小时内录入。";
}

static void make_bottom(struct drafting *g)
{
    struct doc_table *t = g->bottom = draft_table(g, "bottom", "末位（建议）");
    doc_column(t, "league", "组别代码", "", COLUMN_DATA);
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "streak", "连续", "个月", COLUMN_SHOWN);
    doc_column(t, "action", "建议代码", "", COLUMN_DATA);
    doc_column(t, "league_name", "组别", "", COLUMN_SHOWN);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "action_name", "建议", "", COLUMN_SHOWN);
    for (size_t i = 0; i < g->f->bottoms.n; i++) {
        const struct draft_bottom *b = &g->f->bottoms.v[i];
        doc_text(g->d, t, league_word[b->league]);
        doc_text(g->d, t, names_code(g->f->ref, b->league, b->unit));
        doc_count(t, b->streak);
        doc_text(g->d, t, bottom_action_word[b->action]);
        doc_text(g->d, t, league_zh[b->league]);
        doc_text(g->d, t, draft_unit(g, b->league, b->unit));
        doc_text(g->d, t, bottom_action_zh[b->action]);
    }
}

/* 名次变化: 升2, 降1, 持平; nothing where one of them is no rank. */
static void put_move(struct drafting *g, struct doc_table *t, const struct draft_place *p)
{
    char text[32];
    int32_t by = p->rank_before - p->rank;
    if (!p->rank || !p->rank_before) {
        doc_null(t);
        return;
    }
    snprintf(text, sizeof text, by == 0 ? "持平" : by > 0 ? "升%d" : "降%d", by < 0 ? -by : by);
    doc_text(g->d, t, text);
}

/* The short table of the text: counties and zones by rank. */
static void make_standings(struct drafting *g)
{
    struct doc_table *t = g->standings = doc_table(g->d, "standings", "表1　县区、开发区综合得分与排名",
                                                   DOC_BODY);
    doc_column(t, "league", "组别", "", COLUMN_SHOWN);
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "rank", "名次", "位", COLUMN_SHOWN);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "move", "名次变化", "", COLUMN_SHOWN);
    doc_column(t, "score", "得分", "分", COLUMN_SHOWN);
    doc_column(t, "on_time_rate", "按时办结率", "bp", COLUMN_SHOWN);
    for (enum league l = LEAGUE_COUNTY; l <= LEAGUE_ZONE; l++)
        for (size_t i = 0; i < g->f->league[l].n && g->f->league[l].v[i].rank; i++) {
            const struct draft_place *p = &g->f->league[l].v[i];
            struct rate_value v = rate_of(&p->now, RATE_on_time_rate);
            doc_text(g->d, t, league_zh[l]);
            doc_text(g->d, t, names_code(g->f->ref, l, p->unit));
            doc_count(t, p->rank);
            doc_text(g->d, t, draft_unit(g, l, p->unit));
            put_move(g, t, p);
            doc_number(t, CELL_SCORE, p->score);
            doc_rate(t, v.num, v.den);
        }
}

void draft_tables(struct drafting *g)
{
    make_standings(g);
    make_overall(g);
    make_same(g);
    make_small(g);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        make_league(g, l);
    make_ratings(g);
    draft_problems(g); /* so far across the leaf */
    draft_lists(g);
    make_choices(g);
    make_bottom(g);
    draft_reds(g);
}

/* Sections three to five: warnings and orders, ratings, the data and the self-reports. */
#include <stdlib.h>
#include <string.h>

#include "analyzer/order_settings.h"
#include "reports/draft_parts.h"
#include "reports/names.h"
#include "reports/wording.h"

/* 、黄牌12张: what there is of a counter, behind others of its kind. */
static void say_some(struct drafting *g, int *n, const char *words, enum counter c, const char *unit)
{
    if (!g->f->now.c[c])
        return;
    doc_say(g->d, "%s", (*n)++ ? "、" : "");
    draft_say_count(g, words, c, unit);
}

static void say_rule(struct drafting *g, size_t row)
{
    doc_say(g->d, "%s", draft_cell(g->alerts, (int64_t)row, "title")->text);
    draft_figure(g, g->alerts, (int64_t)row, "n", "张");
}

/* Rows of `alerts` of one level, most first: the three largest are named. */
static void say_rules(struct drafting *g, const char *level, const char *words)
{
    enum { RULES = 3 };
    draft_names v = {0};
    for (size_t r = 0; r < doc_rows(g->alerts); r++)
        if (!strcmp(draft_cell(g->alerts, (int64_t)r, "level")->text, level))
            vec_push(&v, ((struct draft_named){r, draft_value(g->alerts, (int64_t)r, "n")}));
    if (v.n)
        doc_say(g->d, "%s", words);
    draft_name_most(g, &v, RULES, say_rule);
    doc_say(g->d, v.n ? "。" : "");
    vec_release(&v);
}

static void say_red_unit(struct drafting *g, size_t row)
{
    doc_say(g->d, "%s（", draft_cell(g->cards, (int64_t)row, "name")->text);
    draft_figure(g, g->cards, (int64_t)row, "n_red", "张，占全市");
    draft_figure(g, g->cards, (int64_t)row, "share_red", "）");
}

/* The units with most red cards, three at most: none is named that has no more than one that is not. */
static void say_red_units(struct drafting *g)
{
    enum { UNITS = 3 };
    draft_names v = {0};
    for (size_t r = 0; r < doc_rows(g->cards); r++) {
        int64_t n = draft_value(g->cards, (int64_t)r, "n_red");
        if (n)
            vec_push(&v, ((struct draft_named){r, n}));
    }
    draft_names_sort(&v);
    size_t n = v.n < UNITS ? v.n : UNITS;
    while (n && n < v.n && v.v[n].by == v.v[n - 1].by)
        n--;
    if (n) {
        doc_say(g->d, "红牌较多的是");
        draft_name_most(g, &v, n, say_red_unit);
        doc_say(g->d, "。");
    }
    vec_release(&v);
}

static void say_order(struct drafting *g, size_t i)
{
    const struct draft_order *o = &g->f->orders.v[i];
    struct str number = {0};
    order_settings_number(&number, &g->f->ref->orders, o->number);
    doc_say(g->d, "%s（%s）", str_text(&number), draft_place(g, o->region, o->dept));
    str_release(&number);
}

/* In the order in which they came. */
static void say_overdue_orders(struct drafting *g)
{
    draft_names v = {0};
    for (size_t i = 0; i < g->f->orders.n; i++)
        vec_push(&v, ((struct draft_named){i, 0}));
    if (v.n) {
        struct str upto = {0};
        wording_day(&upto, instant_day(g->f->as_of), instant_day(g->f->as_of));
        doc_say(g->d, "截至%s，逾期尚未反馈的有", str_text(&upto));
        str_release(&upto);
        draft_say_number(g, "逾期尚未反馈的督办单", (int64_t)v.n, "份：");
        draft_name_most(g, &v, DRAFT_LISTED, say_order);
        doc_say(g->d, v.n > DRAFT_LISTED ? "等。" : "。");
    }
    vec_release(&v);
}

/* ，按时反馈41份; of all or none: ，均按时反馈, ，均未按时反馈; of the only one: ，已…, ，未… */
static void say_done(struct drafting *g, const char *done, enum counter due, enum counter on_time,
                     const char *unit)
{
    int64_t n = g->f->now.c[due], of_these = g->f->now.c[on_time];
    if (of_these && of_these < n) {
        doc_say(g->d, "，");
        draft_say_count(g, done, on_time, unit);
    } else
        doc_say(g->d, "，%s%s", of_these ? (n > 1 ? "均" : "已") : n > 1 ? "均未" : "未", done);
}

static void say_orders(struct drafting *g, const char *period)
{
    const struct counters *c = &g->f->now;
    if (!c->c[C_orders] && !c->c[C_orders_due])
        doc_say(g->d, "%s没有下发督办单，也没有到期应反馈的督办单。", period);
    else {
        if (c->c[C_orders])
            draft_say_count(g, "下发督办单", C_orders, "份");
        else
            doc_say(g->d, "%s没有下发督办单", period);
        if (c->c[C_orders_due]) {
            draft_say_count(g, "，到期应反馈", C_orders_due, "份");
            say_done(g, "按时反馈", C_orders_due, C_orders_on_time, "份，按时反馈率");
            if (c->c[C_orders_on_time] && c->c[C_orders_on_time] < c->c[C_orders_due])
                doc_figure(g->d, g->overall, (uint32_t)draft_overall_row(g, "order_rate"), "value");
        }
        doc_say(g->d, "。");
    }
    say_overdue_orders(g);
}

/* Whose appeals are still open, each unit once. */
static void say_open_appeals(struct drafting *g)
{
    size_t named = 0;
    for (size_t i = 0; i < g->f->appeals.units.n; i++) {
        const struct draft_unit *u = &g->f->appeals.units.v[i];
        bool before = false;
        for (size_t k = 0; k < i; k++)
            before |= g->f->appeals.units.v[k].region == u->region &&
                      g->f->appeals.units.v[k].dept == u->dept;
        if (!before && ++named <= DRAFT_LISTED)
            doc_say(g->d, "%s%s", named > 1 ? "、" : "（", draft_place(g, u->region, u->dept));
    }
    if (named)
        doc_say(g->d, named > DRAFT_LISTED ? "等）" : "）");
}

/* 受理申诉12件，其中成立5件、不成立7件; all of one kind: 受理申诉4件，均不成立 */
static void say_appeals(struct drafting *g)
{
    const struct doc_table *t = g->appeals;
    if (!doc_rows(t))
        return;
    int64_t all = draft_value(t, 0, "n");
    for (size_t r = 0, told = 0; r < doc_rows(t); r++) {
        int64_t n = draft_value(t, (int64_t)r, "n");
        if (!n)
            continue;
        if (r && n == all) {
            doc_say(g->d, "，%s%s", all > 1 ? "均" : "", draft_cell(t, (int64_t)r, "name")->text);
            break;
        }
        doc_say(g->d, "%s%s",
                told > 1 ? "、"
                : told   ? "，其中"
                         : "",
                draft_cell(t, (int64_t)r, "name")->text);
        draft_figure(g, t, (int64_t)r, "n", "件");
        told++;
    }
    say_open_appeals(g);
    doc_say(g->d, "。");
    if (g->f->appeals.upheld)
        doc_say(g->d, "申诉成立的红黄牌已撤销，不计入以上各数。");
}

static void say_cards(struct drafting *g, const char *period)
{
    const struct counters *c = &g->f->now;
    int n = 0;
    if (!c->c[C_n_warning] && !c->c[C_n_yellow] && !c->c[C_n_red]) {
        doc_say(g->d, "%s没有预警和红黄牌。", period);
        return;
    }
    doc_say(g->d, "%s发出", period);
    say_some(g, &n, "预警", C_n_warning, "条");
    say_some(g, &n, "黄牌", C_n_yellow, "张");
    say_some(g, &n, "红牌", C_n_red, "张");
    doc_say(g->d, c->c[C_n_red] ? "。" : c->c[C_n_yellow] ? "，没有红牌。" : "，没有红黄牌。");
    say_rules(g, level_word[LEVEL_RED], "红牌中，");
    say_rules(g, level_word[LEVEL_YELLOW], "黄牌中，");
    say_red_units(g);
    n = 0;
    if (c->c[C_c_yellow] || c->c[C_c_red]) {
        doc_say(g->d, "按件次计（同一办件、同一类别只计最高一级），");
        say_some(g, &n, "黄牌", C_c_yellow, "件次");
        say_some(g, &n, "红牌", C_c_red, "件次");
        doc_say(g->d, "。");
    }
}

void draft_warnings(struct drafting *g)
{
    struct str period = {0};
    wording_period(&period, g->f->first, g->f->last);
    doc_heading(g->d, 1, "三、预警与督办情况");
    doc_paragraph(g->d);
    say_cards(g, str_text(&period));
    doc_paragraph(g->d);
    say_orders(g, str_text(&period));
    say_appeals(g);
    draft_chart_levels(g);
    str_release(&period);
}

static void say_bad_ratings(struct drafting *g)
{
    const struct counters *c = &g->f->now;
    if (c->c[C_r4] && c->c[C_r5]) {
        draft_say_count(g, "差评中，不满意", C_r4, "条");
        draft_say_count(g, "、非常不满意", C_r5, "条。");
    } else if (c->c[C_r4])
        draft_say_count(g, "不满意评价", C_r4, "条，没有非常不满意评价。");
    else if (c->c[C_r5])
        draft_say_count(g, "非常不满意评价", C_r5, "条，没有不满意评价。");
    else
        doc_say(g->d, "没有差评。");
    if (c->c[C_bad_due]) {
        draft_say_count(g, "到期应整改差评", C_bad_due, "条");
        say_done(g, "按期整改", C_bad_due, C_bad_on_time, "条");
        doc_say(g->d, "。");
    }
}

void draft_ratings(struct drafting *g)
{
    const struct counters *c = &g->f->now;
    int64_t rated = c->c[C_r1] + c->c[C_r2] + c->c[C_r3] + c->c[C_r4] + c->c[C_r5];
    struct str period = {0};
    wording_period(&period, g->f->first, g->f->last);
    doc_heading(g->d, 1, "四、“好差评”情况");
    doc_paragraph(g->d);
    if (!rated) {
        doc_say(g->d, "%s没有收到主动评价。", str_text(&period));
        str_release(&period);
        return;
    }
    doc_say(g->d, "%s收到主动评价", str_text(&period));
    draft_say_number(g, "收到的主动评价", rated, "条");
    doc_say(g->d, "。");
    str_release(&period);
    draft_say_rate(g, RATE_rating_rate);
    doc_say(g->d, "%s", rate_zh[RATE_satisfaction_rate]);
    draft_figure(g, g->overall, draft_overall_row(g, rate_name[RATE_satisfaction_rate]), "value", "。");
    say_bad_ratings(g);
    if (c->c[C_r_default])
        draft_say_count(g, "系统默认评价", C_r_default, "条，不计入满意率。");
    draft_chart_satisfaction(g);
}

bool draft_say_reporters(struct drafting *g, const char *how, const char *words)
{
    const struct doc_table *t = g->reports;
    size_t n = 0;
    struct str text = {0};
    for (size_t r = 0; r < doc_rows(t); r++)
        if (!strcmp(draft_cell(t, (int64_t)r, "sent")->text, how) && ++n <= DRAFT_LISTED)
            doc_say(g->d, "%s%s", n > 1 ? "、" : words, draft_cell(t, (int64_t)r, "name")->text);
    if (n > DRAFT_LISTED) {
        draft_table_number(&text, t);
        doc_say(g->d, "等（%s）", str_text(&text));
    }
    str_release(&text);
    return n > 0;
}

/* 一致的指标153项，没有不一致的。 */
static void say_verdicts(struct drafting *g)
{
    int64_t explain = draft_value(g->reported, 0, "explain"),
            conflict = draft_value(g->reported, 0, "conflict");
    if (draft_value(g->reported, 0, "agree")) {
        doc_say(g->d, "报送数与系统数一致的指标");
        draft_figure(g, g->reported, 0, "agree", "项，");
    } else
        doc_say(g->d, "没有报送数与系统数一致的指标，");
    if (!explain && !conflict)
        doc_say(g->d, "没有不一致的。");
    else if (!conflict)
        draft_figure(g, g->reported, 0, "explain", "项需说明，没有严重不符的。");
    else {
        if (explain)
            draft_figure(g, g->reported, 0, "explain", "项需说明，");
        draft_figure(g, g->reported, 0, "conflict", "项严重不符。");
    }
}

static void say_reported(struct drafting *g)
{
    int64_t n = draft_value(g->reported, 0, "regions"), missing = draft_value(g->reported, 0, "missing");
    struct str m = {0};
    wording_period(&m, g->f->last, g->f->last);
    doc_say(g->d, "%s的每月报送，", str_text(&m));
    str_release(&m);
    draft_figure(g, g->reported, 0, "regions", "个县区、开发区");
    if (missing == n) {
        doc_say(g->d, "均未报送。");
        return;
    }
    if (draft_value(g->reported, 0, "on_time") == n)
        doc_say(g->d, "均按时报送");
    else {
        if (draft_value(g->reported, 0, "on_time")) {
            doc_say(g->d, "中");
            draft_figure(g, g->reported, 0, "on_time", "个按时报送");
        } else
            doc_say(g->d, "均未按时报送");
        draft_say_reporters(g, "迟报", "，迟报的有");
        draft_say_reporters(g, "未报", "，未报的有");
    }
    doc_say(g->d, "。");
    say_verdicts(g);
}

/* 送达（报442，系统346） */
static void say_difference(struct drafting *g, size_t row)
{
    const struct doc_table *t = g->differences;
    doc_say(g->d, "%s（报", draft_cell(t, (int64_t)row, "counter_name")->text);
    doc_figure(g->d, t, (uint32_t)row, "reported");
    doc_say(g->d, "，系统");
    draft_figure(g, t, (int64_t)row, "system", "）");
}

/* 兰山区的送达（…）、办结（…）；费县的受理（…）: the first five, by unit */
static void say_conflicts(struct drafting *g, const draft_names *v)
{
    const struct doc_table *t = g->differences;
    const char *before = NULL;
    if (!v->n)
        return;
    doc_say(g->d, "严重不符的有");
    for (size_t i = 0; i < v->n && i < DRAFT_LISTED; i++) {
        const char *unit = draft_cell(t, (int64_t)v->v[i].row, "unit")->text;
        if (before && !strcmp(before, unit))
            doc_say(g->d, "、");
        else
            doc_say(g->d, "%s%s的", before ? "；" : "", draft_cell(t, (int64_t)v->v[i].row, "name")->text);
        say_difference(g, v->v[i].row);
        before = unit;
    }
    doc_say(g->d, v->n > DRAFT_LISTED ? "等。" : "。");
}

static void say_differences(struct drafting *g)
{
    const struct doc_table *t = g->differences;
    struct str due = {0}, where = {0};
    draft_names v = {0};
    for (size_t r = 0; r < doc_rows(t); r++)
        if (!strcmp(draft_cell(t, (int64_t)r, "verdict")->text, self_verdict_word[SELF_CONFLICT]))
            vec_push(&v, ((struct draft_named){r, 0}));
    say_conflicts(g, &v);
    draft_due(g, &due, g->f->conf->explain_days);
    draft_table_number(&where, t);
    doc_say(g->d, "不一致的指标（%s）请有关单位于%s前书面说明。", str_text(&where), str_text(&due));
    vec_release(&v);
    str_release(&due);
    str_release(&where);
}

void draft_quality(struct drafting *g)
{
    doc_heading(g->d, 1, "五、数据质量与报送核对");
    doc_paragraph(g->d);
    draft_say_rate(g, RATE_timely_rate);
    if (!doc_rows(g->reports)) {
        doc_say(g->d, "每月报送尚无可核对的数据。");
        return;
    }
    say_reported(g);
    if (doc_rows(g->differences))
        say_differences(g);
}

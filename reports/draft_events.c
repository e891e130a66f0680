/* Sections three to five: warnings and orders, ratings, the data and the self-reports. */
#include <stdlib.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"
#include "reports/wording.h"

enum { LISTED = 5 }; /* named in a sentence; the rest stand in the annex */

/* Rows of `alerts` of one level, most first: the three largest are named. */
static void say_rules(struct drafting *g, const char *level, const char *words)
{
    const struct doc_table *t = g->alerts;
    int64_t named[3] = {-1, -1, -1};
    for (int k = 0; k < 3; k++)
        for (size_t r = 0; r < doc_rows(t); r++) {
            bool taken = false;
            for (int j = 0; j < k; j++)
                taken |= named[j] == (int64_t)r;
            if (taken || strcmp(draft_cell(t, (int64_t)r, "level")->text, level) != 0)
                continue;
            if (named[k] < 0 || draft_value(t, (int64_t)r, "n") > draft_value(t, named[k], "n"))
                named[k] = (int64_t)r;
        }
    for (int k = 0; k < 3 && named[k] >= 0; k++) {
        doc_say(g->d, "%s%s", k ? "、" : words, draft_cell(t, named[k], "title")->text);
        draft_figure(g, t, named[k], "n", "张");
    }
    if (named[0] >= 0)
        doc_say(g->d, "。");
}

/* The two units with most red cards. */
static void say_red_units(struct drafting *g)
{
    const struct doc_table *t = g->cards;
    int64_t most[2] = {-1, -1};
    for (int k = 0; k < 2; k++)
        for (size_t r = 0; r < doc_rows(t); r++)
            if ((int64_t)r != most[0] && draft_value(t, (int64_t)r, "n_red") > 0 &&
                (most[k] < 0 || draft_value(t, (int64_t)r, "n_red") > draft_value(t, most[k], "n_red")))
                most[k] = (int64_t)r;
    for (int k = 0; k < 2 && most[k] >= 0; k++) {
        doc_say(g->d, "%s%s", k ? "，" : "红牌较多的是", draft_cell(t, most[k], "name")->text);
        draft_figure(g, t, most[k], "n_red", "张");
        doc_say(g->d, "（占全市");
        draft_figure(g, t, most[k], "share_red", "）");
    }
    if (most[0] >= 0)
        doc_say(g->d, "。");
}

static void say_orders(struct drafting *g)
{
    const struct counters *c = &g->f->now;
    if (!c->c[C_orders] && !c->c[C_orders_due]) {
        doc_say(g->d, "当期没有下发督办单，也没有到期应反馈的督办单。");
        return;
    }
    draft_say_count(g, "下发督办单", C_orders, "份");
    draft_say_count(g, "，到期应反馈", C_orders_due, "份");
    draft_say_count(g, "，按时反馈", C_orders_on_time, "份");
    if (c->c[C_orders_due]) {
        doc_say(g->d, "，督办按时反馈率");
        doc_figure(g->d, g->overall, (uint32_t)draft_overall_row(g, "order_rate"), "value");
    }
    doc_say(g->d, "。");
    for (size_t i = 0; i < g->f->orders.n && i < LISTED; i++) {
        const struct draft_order *o = &g->f->orders.v[i];
        doc_say(g->d, "%s%s（%s）", i ? "、" : "逾期未反馈的有", o->number,
                draft_place(g, o->region, o->dept));
    }
    if (g->f->orders.n)
        doc_say(g->d, g->f->orders.n > LISTED ? "等。" : "。");
}

static void say_appeals(struct drafting *g)
{
    const struct doc_table *t = g->appeals;
    if (!doc_rows(t))
        return;
    doc_say(g->d, "收到的申诉中，");
    for (size_t r = 0; r < doc_rows(t); r++) {
        doc_say(g->d, "%s%s", r ? "、" : "", draft_cell(t, (int64_t)r, "name")->text);
        draft_figure(g, t, (int64_t)r, "n", "件");
    }
    doc_say(g->d, "。");
    if (g->f->appeals.upheld)
        doc_say(g->d, "申诉成立的红黄牌已撤销，不计入以上各数。");
}

void draft_warnings(struct drafting *g)
{
    doc_heading(g->d, 1, "三、预警与督办情况");
    doc_paragraph(g->d);
    if (!doc_rows(g->alerts))
        doc_say(g->d, "当期没有预警和红黄牌。");
    else {
        draft_say_count(g, "当期发出预警", C_n_warning, "条");
        draft_say_count(g, "、黄牌", C_n_yellow, "张");
        draft_say_count(g, "、红牌", C_n_red, "张。");
        if (g->f->now.c[C_n_red])
            say_rules(g, level_word[LEVEL_RED], "红牌主要是");
        else
            doc_say(g->d, "当期无红牌。");
        say_rules(g, level_word[LEVEL_YELLOW], "黄牌主要是");
        say_red_units(g);
        draft_say_count(g, "按件次计（同一办件、同一类别只计最高一级），黄牌", C_c_yellow, "件次");
        draft_say_count(g, "、红牌", C_c_red, "件次。");
    }
    doc_paragraph(g->d);
    say_orders(g);
    say_appeals(g);
    draft_chart_levels(g);
}

void draft_ratings(struct drafting *g)
{
    const struct counters *c = &g->f->now;
    int64_t rated = c->c[C_r1] + c->c[C_r2] + c->c[C_r3] + c->c[C_r4] + c->c[C_r5];
    doc_heading(g->d, 1, "四、“好差评”情况");
    doc_paragraph(g->d);
    if (!rated) {
        doc_say(g->d, "当期没有收到主动评价。");
        return;
    }
    draft_say_rate(g, RATE_rating_rate);
    draft_say_rate(g, RATE_satisfaction_rate);
    if (c->c[C_r4] + c->c[C_r5]) {
        draft_say_count(g, "差评中不满意", C_r4, "条");
        draft_say_count(g, "、非常不满意", C_r5, "条");
        doc_say(g->d, "。");
    } else
        doc_say(g->d, "没有差评。");
    if (c->c[C_bad_due]) {
        draft_say_count(g, "到期应整改差评", C_bad_due, "条");
        draft_say_count(g, "，按期整改", C_bad_on_time, "条。");
    }
    if (c->c[C_r_default])
        draft_say_count(g, "系统默认评价", C_r_default, "条，不计入满意率。");
    draft_chart_satisfaction(g);
}

/* Regions by how they reported, in canonical order; the first five are named. */
static void say_reporters(struct drafting *g, const char *how, const char *words)
{
    const struct doc_table *t = g->reports;
    size_t n = 0;
    for (size_t r = 0; r < doc_rows(t); r++)
        if (!strcmp(draft_cell(t, (int64_t)r, "sent")->text, how) && ++n <= LISTED)
            doc_say(g->d, "%s%s", n > 1 ? "、" : words, draft_cell(t, (int64_t)r, "name")->text);
    if (n)
        doc_say(g->d, n > LISTED ? "等，详见附表。" : "。");
}

static void say_reported(struct drafting *g)
{
    int64_t n = draft_value(g->reported, 0, "regions"), missing = draft_value(g->reported, 0, "missing");
    draft_figure(g, g->reported, 0, "regions", "个县区、开发区");
    if (missing == n) {
        doc_say(g->d, "均未报送。");
        return;
    }
    if (draft_value(g->reported, 0, "on_time") == n)
        doc_say(g->d, "均按时报送。");
    else {
        doc_say(g->d, "中");
        draft_figure(g, g->reported, 0, "on_time", "个按时报送。");
        say_reporters(g, "迟报", "迟报的有");
        say_reporters(g, "未报", "未报的有");
    }
    doc_say(g->d, "报送数与系统数一致的指标");
    draft_figure(g, g->reported, 0, "agree", "项，需说明");
    draft_figure(g, g->reported, 0, "explain", "项，严重不符");
    draft_figure(g, g->reported, 0, "conflict", "项。");
}

static void say_differences(struct drafting *g)
{
    const struct doc_table *t = g->differences;
    size_t told = 0;
    for (size_t r = 0; r < doc_rows(t) && told < LISTED; r++) {
        if (strcmp(draft_cell(t, (int64_t)r, "verdict")->text, "conflict") != 0)
            continue;
        doc_say(g->d, "%s%s报%s", told++ ? "；" : "严重不符的有：", draft_cell(t, (int64_t)r, "name")->text,
                draft_cell(t, (int64_t)r, "counter_name")->text);
        doc_figure(g->d, t, (uint32_t)r, "reported");
        doc_say(g->d, "、系统");
        doc_figure(g->d, t, (uint32_t)r, "system");
    }
    if (told)
        doc_say(g->d, "。");
    if (doc_rows(t)) {
        struct str due = {0};
        wording_day(&due, calendar_add(&g->f->ref->cal, instant_day(g->f->as_of), g->f->conf->explain_days));
        doc_say(g->d, "不一致的指标（附表）请有关单位于%s前书面说明。", str_text(&due));
        str_release(&due);
    }
}

void draft_quality(struct drafting *g)
{
    doc_heading(g->d, 1, "五、数据质量与报送核对");
    doc_paragraph(g->d);
    draft_say_rate(g, RATE_timely_rate);
    if (!doc_rows(g->reports)) {
        doc_say(g->d, "本期无每月报送的核对。");
        return;
    }
    say_reported(g);
    if (doc_rows(g->differences))
        say_differences(g);
}

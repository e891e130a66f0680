/* Sections one and two: the city, then its units. Short, one thing a sentence, the figure first. */
#include <stdlib.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"
#include "reports/wording.h"

/* Holidays move counts: said by the figures. */
static void say_pace(struct drafting *g)
{
    struct str period = {0};
    if (doc_rows(g->pace) < 2 || draft_running(g))
        return;
    int64_t days = draft_value(g->pace, 0, "working_days"), before = draft_value(g->pace, 1, "working_days");
    if (days == before)
        return;
    wording_period(&period, g->f->first, g->f->last);
    doc_say(g->d, "%s工作日", str_text(&period));
    draft_figure(g, g->pace, 0, "working_days", "个");
    doc_say(g->d, "，%s", wording_before(g->f->first, g->f->last));
    draft_figure(g, g->pace, 1, "working_days", "个");
    if (draft_value(g->pace, 0, "daily") &&
        draft_value(g->pace, 1, "daily")) { /* not less than half a case */
        doc_say(g->d, "；日均办结");
        draft_figure(g, g->pace, 0, "daily", "件");
        doc_say(g->d, "，%s", wording_before(g->f->first, g->f->last));
        draft_figure(g, g->pace, 1, "daily", "件");
    }
    doc_say(g->d, "。");
    str_release(&period);
}

/* A period that has not ended says up to when it counts, and what it is compared with. */
static void say_cutoff(struct drafting *g, const char *period)
{
    struct str upto = {0}, part = {0};
    wording_hour(&upto, g->f->as_of);
    doc_say(g->d, "%s尚未结束，以下截至%s", period, str_text(&upto));
    if (g->f->has_same) {
        wording_part(&part, g->f->last - 1, g->f->same_as_of);
        doc_say(g->d, "，与上月同期（%s）比较", str_text(&part));
    }
    doc_say(g->d, "。%s", g->f->conf->city);
    str_release(&upto);
    str_release(&part);
}

static void say_flow(struct drafting *g, const char *words, const char *none, enum counter c)
{
    if (g->f->now.c[c])
        draft_say_count(g, words, c, "件");
    else
        doc_say(g->d, "%s", none);
    draft_say_changes(g, c);
}

static void say_open(struct drafting *g)
{
    if (!g->f->now.c[C_open_end]) {
        doc_say(g->d, "没有在办件。");
        return;
    }
    draft_say_count(g, "在办", C_open_end, "件");
    if (g->f->now.c[C_overdue_open])
        draft_say_count(g, "，其中超过承诺时限", C_overdue_open, "件。");
    else
        doc_say(g->d, "，均未超过承诺时限。");
}

void draft_overall(struct drafting *g)
{
    static const enum rate rates[] = {RATE_on_time_rate, RATE_done_once_rate, RATE_online_rate,
                                      RATE_satisfaction_rate};
    struct str period = {0};
    wording_period(&period, g->f->first, g->f->last);
    doc_heading(g->d, 1, "一、总体情况");
    doc_paragraph(g->d);
    if (counters_zero(&g->f->now)) {
        doc_say(g->d, "%s，%s没有办件。", str_text(&period), g->f->conf->city);
        str_release(&period);
        return;
    }
    if (draft_running(g))
        say_cutoff(g, str_text(&period));
    else
        doc_say(g->d, "%s，%s", str_text(&period), g->f->conf->city);
    say_flow(g, "共收件", "没有收件", C_submitted);
    say_flow(g, "；受理", "；没有受理", C_accepted);
    say_flow(g, "；办结", "；没有办结", C_completed);
    doc_say(g->d, "。%s", draft_running(g) ? "目前" : wording_end(g->f->first, g->f->last));
    say_open(g);
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        draft_say_rate(g, rates[i]);
    say_pace(g);
    doc_say(g->d, "（附表1）");
    str_release(&period);
    draft_chart_trend(g);
    draft_chart_intake(g);
}

/* The row of a unit in its league's table is its place in the league. */
static void say_unit(struct drafting *g, size_t i)
{
    doc_say(g->d, "%s", draft_unit(g, g->telling, g->f->league[g->telling].v[i].unit));
}

static void say_score(struct drafting *g, size_t i)
{
    say_unit(g, i);
    doc_say(g->d, "（");
    draft_figure(g, g->league[g->telling], (int64_t)i, "score", "分）");
}

static size_t ranked_of(const struct draft_league *l)
{
    size_t n = 0;
    while (n < l->n && l->v[n].rank)
        n++;
    return n;
}

/* The first three and the last three, where at least six are ranked; else all in order. */
static void say_ranks(struct drafting *g)
{
    size_t n = ranked_of(&g->f->league[g->telling]);
    size_t first = n < 6 ? n : 3;
    if (n == 1) {
        doc_say(g->d, "参与排名的只有");
        say_unit(g, 0);
        doc_say(g->d, "，综合得分");
        draft_figure(g, g->league[g->telling], 0, "score", "分。");
        return;
    }
    doc_say(g->d, !n ? "" : n < 6 ? "综合得分依次为" : "综合得分前三位：");
    for (size_t i = 0; i < first; i++) {
        doc_say(g->d, "%s", i ? "、" : "");
        say_score(g, i);
    }
    for (size_t i = n - 3; n >= 6 && i < n; i++) {
        doc_say(g->d, "%s", i == n - 3 ? "；后三位：" : "、");
        say_score(g, i);
    }
    doc_say(g->d, n ? "。" : "");
}

/* WORDS甲、乙、丙、丁、戊等9个（附表2）。 */
static void say_list(struct drafting *g, draft_names *v, const char *words,
                     void (*one)(struct drafting *, size_t))
{
    struct str text = {0};
    if (!v->n)
        return;
    doc_say(g->d, "%s", words);
    draft_name_most(g, v, DRAFT_LISTED, one);
    if (v->n > DRAFT_LISTED) {
        str_printf(&text, "%s%s", league_zh[g->telling], words);
        doc_say(g->d, "等");
        draft_say_number(g, str_text(&text), (int64_t)v->n, "个");
        str_clear(&text);
        draft_table_number(&text, g->league[g->telling]);
        doc_say(g->d, "（%s）", str_text(&text));
    }
    doc_say(g->d, "。");
    str_release(&text);
    vec_release(v);
}

static void say_rate_of(struct drafting *g, size_t i)
{
    say_unit(g, i);
    doc_say(g->d, "（");
    draft_figure(g, g->league[g->telling], (int64_t)i, "on_time_rate", "）");
}

enum { HIGH = 9900, LOW = 9500 }; /* the on-time rates that are named */

/* Of those that are ranked: a rate of a few cases says nothing. The highest first, the lowest first. */
static void say_rates(struct drafting *g)
{
    const struct draft_league *league = &g->f->league[g->telling];
    draft_names high = {0}, low = {0};
    for (size_t i = 0; i < ranked_of(league); i++) {
        int32_t bp = rate_of(&league->v[i].now, RATE_on_time_rate).bp;
        if (bp >= HIGH)
            vec_push(&high, ((struct draft_named){i, bp}));
        else if (bp != BP_NULL && bp < LOW)
            vec_push(&low, ((struct draft_named){i, -bp}));
    }
    say_list(g, &high, "按时办结率不低于99%的有", say_rate_of);
    say_list(g, &low, "按时办结率低于95%的有", say_rate_of);
}

static void say_move(struct drafting *g, size_t i)
{
    const struct draft_place *p = &g->f->league[g->telling].v[i];
    say_unit(g, i);
    doc_say(g->d, "（由第");
    doc_figure(g->d, g->league[g->telling], (uint32_t)i, "previous_rank");
    doc_say(g->d, "位%s至第", p->rank < p->rank_before ? "升" : "降");
    draft_figure(g, g->league[g->telling], (int64_t)i, "rank", "位）");
}

/* Who moved by two places and more, from the place before to the present one; by most first. */
static void say_moves(struct drafting *g, bool up)
{
    const struct draft_league *league = &g->f->league[g->telling];
    draft_names moved = {0};
    struct str words = {0};
    for (size_t i = 0; i < league->n; i++) {
        const struct draft_place *p = &league->v[i];
        int32_t by = up ? p->rank_before - p->rank : p->rank - p->rank_before;
        if (p->rank && p->rank_before && by >= 2)
            vec_push(&moved, ((struct draft_named){i, by}));
    }
    str_printf(&words, "较%s%s两位以上的有", wording_before(g->f->first, g->f->last), up ? "上升" : "下降");
    say_list(g, &moved, str_text(&words), say_move);
    str_release(&words);
}

static void say_unranked(struct drafting *g)
{
    const struct draft_league *league = &g->f->league[g->telling];
    size_t n = league->n - ranked_of(league);
    struct str text = {0};
    if (!n)
        return;
    str_printf(&text, "%s不参与排名的单位", league_zh[g->telling]);
    if (g->f->first == g->f->last)
        doc_say(g->d, "办结不足%d件的", g->f->ref->weights.floor);
    else
        doc_say(g->d, "参与月度排名的月份不足一半的");
    draft_say_number(g, str_text(&text), (int64_t)n, "个");
    doc_say(g->d, "单位不参与排名");
    str_clear(&text);
    draft_table_number(&text, g->league[g->telling]);
    doc_say(g->d, "（%s）。", str_text(&text));
    str_release(&text);
}

void draft_leagues(struct drafting *g)
{
    doc_heading(g->d, 1, "二、各县区、开发区及市直部门情况");
    for (enum league l = LEAGUE_COUNTY, k = 1; l < LEAGUES; l++) {
        struct str head = {0};
        if (!g->f->league[l].n)
            continue;
        str_printf(&head, "（%s）%s", wording_ordinal((int)k++), league_zh[l]);
        doc_heading(g->d, 2, str_text(&head));
        str_release(&head);
        doc_paragraph(g->d);
        g->telling = l;
        say_rates(g);
        say_ranks(g);
        say_moves(g, true);
        say_moves(g, false);
        say_unranked(g);
    }
    if (doc_rows(g->standings))
        doc_put_table(g->d, g->standings);
    else {
        doc_paragraph(g->d);
        doc_say(g->d, "没有县区、开发区参与排名。");
        doc_put_table(g->d, g->standings);
    }
    draft_chart_ranking(g);
    draft_chart_funnel(g);
    draft_chart_heat(g);
    draft_chart_used(g);
}

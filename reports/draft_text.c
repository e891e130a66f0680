/* Sections one and two: the city, then its units. Short, one thing a sentence, the figure first. */
#include <stdlib.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"
#include "reports/wording.h"

enum { LISTED = 5 }; /* units named in a sentence; the rest stand in the annex */

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
    doc_say(g->d, "；日均办结");
    draft_figure(g, g->pace, 0, "daily", "件");
    doc_say(g->d, "，%s", wording_before(g->f->first, g->f->last));
    draft_figure(g, g->pace, 1, "daily", "件");
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
        doc_say(g->d, "，与上月同期（%s）相比", str_text(&part));
    }
    doc_say(g->d, "。%s共", g->f->conf->city);
    str_release(&upto);
    str_release(&part);
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
        doc_say(g->d, "%s%s没有办件。", str_text(&period), g->f->conf->city);
        str_release(&period);
        return;
    }
    if (draft_running(g))
        say_cutoff(g, str_text(&period));
    else
        doc_say(g->d, "%s，%s共", str_text(&period), g->f->conf->city);
    draft_say_count(g, "收件", C_submitted, "件");
    draft_say_changes(g, C_submitted);
    draft_say_count(g, "；受理", C_accepted, "件");
    draft_say_changes(g, C_accepted);
    draft_say_count(g, "；办结", C_completed, "件");
    draft_say_changes(g, C_completed);
    doc_say(g->d, "。%s末在办", g->f->first == g->f->last ? "月" : "期");
    draft_figure(g, g->overall, draft_overall_row(g, counter_name[C_open_end]), "value", "件");
    draft_say_count(g, "，其中超过承诺时限", C_overdue_open, "件。");
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        draft_say_rate(g, rates[i]);
    say_pace(g);
    doc_say(g->d, "（附表1）");
    str_release(&period);
    draft_chart_trend(g);
    draft_chart_intake(g);
}

/* The row of a unit in its league's table is its place in the league. */
static void say_unit(struct drafting *g, enum league l, size_t i)
{
    doc_say(g->d, "%s", draft_unit(g, l, g->f->league[l].v[i].unit));
}

static void say_score(struct drafting *g, enum league l, size_t i)
{
    say_unit(g, l, i);
    doc_say(g->d, "（");
    draft_figure(g, g->league[l], (int64_t)i, "score", "分）");
}

static size_t ranked_of(const struct draft_league *l)
{
    size_t n = 0;
    while (n < l->n && l->v[n].rank)
        n++;
    return n;
}

/* The first three and the last three, where at least six are ranked; else all in order. */
static void say_ranks(struct drafting *g, enum league l)
{
    size_t n = ranked_of(&g->f->league[l]);
    size_t first = n < 6 ? n : 3;
    if (!n)
        return;
    doc_say(g->d, n < 6 ? "综合得分依次为" : "综合得分前三位：");
    for (size_t i = 0; i < first; i++) {
        doc_say(g->d, "%s", i ? "、" : "");
        say_score(g, l, i);
    }
    for (size_t i = n - 3; n >= 6 && i < n; i++) {
        doc_say(g->d, "%s", i == n - 3 ? "；后三位：" : "、");
        say_score(g, l, i);
    }
    doc_say(g->d, "。");
}

struct listed {
    size_t n; /* found */
};

/* 、X（99.31%） for the next unit found; the first has `words` before it. After LISTED units 等n个 ends it.
 */
static void say_listed_rate(struct drafting *g, enum league l, size_t i, struct listed *list,
                            const char *words)
{
    if (++list->n > LISTED)
        return;
    doc_say(g->d, "%s", list->n == 1 ? words : "、");
    say_unit(g, l, i);
    doc_say(g->d, "（");
    draft_figure(g, g->league[l], (int64_t)i, "on_time_rate", "）");
}

static void end_list(struct drafting *g, const struct listed *list)
{
    if (list->n > LISTED)
        doc_say(g->d, "等，详见附表");
    if (list->n)
        doc_say(g->d, "。");
}

enum { HIGH = 9900, LOW = 9500 }; /* the on-time rates that are named */

static void say_rates(struct drafting *g, enum league l)
{
    const struct draft_league *league = &g->f->league[l];
    struct listed high = {0}, low = {0};
    for (size_t i = 0; i < league->n; i++)
        if (rate_of(&league->v[i].now, RATE_on_time_rate).bp >= HIGH)
            say_listed_rate(g, l, i, &high, "按时办结率不低于99%的有");
    end_list(g, &high);
    for (size_t i = 0; i < league->n; i++) {
        int32_t bp = rate_of(&league->v[i].now, RATE_on_time_rate).bp;
        if (bp != BP_NULL && bp < LOW)
            say_listed_rate(g, l, i, &low, "按时办结率低于95%的有");
    }
    end_list(g, &low);
}

/* Who moved by two places and more, from the place before to the present one. */
static void say_moves(struct drafting *g, enum league l, bool up)
{
    const struct draft_league *league = &g->f->league[l];
    size_t n = 0;
    for (size_t i = 0; i < league->n; i++) {
        const struct draft_place *p = &league->v[i];
        int32_t by = up ? p->rank_before - p->rank : p->rank - p->rank_before;
        if (!p->rank || !p->rank_before || by < 2)
            continue;
        if (!n++)
            doc_say(g->d, "较%s%s两位以上的有", wording_before(g->f->first, g->f->last),
                    up ? "上升" : "下降");
        else
            doc_say(g->d, "、");
        say_unit(g, l, i);
        doc_say(g->d, "（第");
        doc_figure(g->d, g->league[l], (uint32_t)i, "previous_rank");
        doc_say(g->d, "位到第");
        draft_figure(g, g->league[l], (int64_t)i, "rank", "位）");
    }
    if (n)
        doc_say(g->d, "。");
}

static void say_unranked(struct drafting *g, enum league l)
{
    const struct draft_league *league = &g->f->league[l];
    size_t n = league->n - ranked_of(league);
    if (n)
        doc_say(g->d, "办结不足%d件的单位不参与排名，列在附表。", g->f->ref->weights.floor);
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
        say_rates(g, l);
        say_ranks(g, l);
        say_moves(g, l, true);
        say_moves(g, l, false);
        say_unranked(g, l);
    }
    if (doc_rows(g->standings))
        doc_put_table(g->d, g->standings);
    else {
        doc_paragraph(g->d);
        doc_say(g->d, "当期没有县区、开发区参与排名。");
        doc_put_table(g->d, g->standings);
    }
    draft_chart_ranking(g);
    draft_chart_funnel(g);
    draft_chart_heat(g);
    draft_chart_used(g);
}

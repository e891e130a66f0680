/* Sections six to eight: what follows. Made of the figures alone; what no figure supports is not said. */
#include <stdlib.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"
#include "reports/wording.h"

/* ，较上月增加3件 */
static void say_more(struct drafting *g, size_t row)
{
    const struct doc_cell *c = draft_cell(g->problems, (int64_t)row, "more");
    struct str text = {0};
    if (c->type == CELL_NULL)
        return;
    doc_say(g->d, "，较%s%s", wording_before(g->f->first, g->f->last), g->f->has_same ? "同期" : "");
    wording_more(&text, c->v, "件");
    doc_figure_as(g->d, g->problems, (uint32_t)row, "more", str_text(&text));
    str_release(&text);
}

static void say_rule_problem(struct drafting *g, size_t row)
{
    doc_say(g->d, "%s%s", draft_cell(g->problems, (int64_t)row, "name")->text,
            draft_cell(g->problems, (int64_t)row, "title")->text);
    draft_figure(g, g->problems, (int64_t)row, "cases", "件");
    doc_say(g->d, "，占全市同类的");
    doc_figure(g->d, g->problems, (uint32_t)row, "share");
    say_more(g, row);
    if (draft_cell(g->problems, (int64_t)row, "item_cases")->type != CELL_NULL) {
        doc_say(g->d, "；其中“%s”", draft_cell(g->problems, (int64_t)row, "item")->text);
        draft_figure(g, g->problems, (int64_t)row, "item_cases", "件");
    }
    doc_say(g->d, "。依据：%s。", draft_cell(g->problems, (int64_t)row, "basis")->text);
}

static void say_rate_problem(struct drafting *g, size_t row)
{
    const struct doc_cell *gap = draft_cell(g->problems, (int64_t)row, "gap");
    struct str text = {0};
    doc_say(g->d, "%s%s", draft_cell(g->problems, (int64_t)row, "name")->text,
            draft_cell(g->problems, (int64_t)row, "title")->text);
    doc_figure(g->d, g->problems, (uint32_t)row, "rate");
    doc_say(g->d, "，低于同组中位数");
    str_printf(&text, "%lld.%02lld个百分点", llabs(gap->v) / 100, llabs(gap->v) % 100);
    doc_figure_as(g->d, g->problems, (uint32_t)row, "gap", str_text(&text));
    str_release(&text);
    doc_say(g->d, "，未达到的");
    draft_figure(g, g->problems, (int64_t)row, "cases", "件");
    doc_say(g->d, "，占全市同类的");
    doc_figure(g->d, g->problems, (uint32_t)row, "share");
    say_more(g, row);
    doc_say(g->d, "。");
}

static bool is_rule(const struct drafting *g, size_t row)
{
    return !strcmp(draft_cell(g->problems, (int64_t)row, "topic")->text, "rule");
}

/* What one unit has to look after: its cards of yellow and red by rule, most first, three at most. */
static int by_n(const void *a, const void *b)
{
    const int64_t *p = a, *q = b;
    return p[1] != q[1] ? (p[1] > q[1] ? -1 : 1) : p[0] < q[0] ? -1 : p[0] > q[0];
}

static void say_own_problems(struct drafting *g, enum league l, size_t place)
{
    const struct draft_place *p = &g->f->league[l].v[place];
    int64_t n[RULE_COUNT][2];
    for (int r = 0; r < RULE_COUNT; r++)
        n[r][0] = r, n[r][1] = 0;
    for (size_t i = 0; i < g->f->cards.n; i++) {
        const struct draft_cards *c = &g->f->cards.v[i];
        if (!c->before && c->level >= LEVEL_YELLOW && c->region == p->unit)
            n[c->rule][1] += c->n;
    }
    qsort(n, RULE_COUNT, sizeof *n, by_n);
    if (!n[0][1])
        return;
    doc_paragraph(g->d);
    doc_say(g->d, "%s：红牌", draft_unit(g, l, p->unit));
    draft_figure(g, g->league[l], (int64_t)place, "n_red", "张");
    doc_say(g->d, "、黄牌");
    draft_figure(g, g->league[l], (int64_t)place, "n_yellow", "张");
    doc_say(g->d, "，主要是");
    for (int k = 0; k < 3 && n[k][1]; k++)
        doc_say(g->d, "%s%s", k ? "、" : "", rule_table[n[k][0]].title);
    doc_say(g->d, "；期末超过承诺时限在办");
    draft_figure(g, g->league[l], (int64_t)place, "overdue_open", "件。");
}

void draft_main_problems(struct drafting *g)
{
    size_t n = doc_rows(g->problems);
    doc_heading(g->d, 1, "六、存在的主要问题");
    if (!n) {
        doc_paragraph(g->d);
        doc_say(g->d, "本期没有件数集中或明显变差的问题。");
    }
    for (size_t i = 0; i < n; i++) {
        doc_paragraph(g->d);
        doc_say(g->d, "%s是", wording_ordinal((int)i + 1));
        if (is_rule(g, i))
            say_rule_problem(g, i);
        else
            say_rate_problem(g, i);
    }
    for (enum league l = LEAGUE_COUNTY; l <= LEAGUE_ZONE; l++)
        for (size_t i = 0; i < g->f->league[l].n; i++)
            say_own_problems(g, l, i);
}

static const struct interview *decision(const struct drafting *g, enum league league, int32_t unit)
{
    for (size_t i = 0; i < g->f->interviews.n; i++) {
        const struct interview *v = &g->f->interviews.v[i];
        if (v->league == league && v->unit == unit && v->month == g->f->last)
            return v;
    }
    return NULL;
}

static void say_decision(struct drafting *g, const struct interview *v)
{
    struct str held = {0};
    if (!v || v->state == IS_proposed)
        doc_say(g->d, "（待决定）");
    else if (v->state == IS_waived)
        doc_say(g->d, "，免予约谈");
    else if (v->held_on == DAY_NONE)
        doc_say(g->d, "，已确认");
    else {
        wording_day(&held, v->held_on);
        doc_say(g->d, "，已于%s约谈", str_text(&held));
    }
    str_release(&held);
}

void draft_interviews(struct drafting *g)
{
    struct str period = {0};
    bool any[LEAGUES] = {false};
    wording_period(&period, g->f->first, g->f->last);
    doc_heading(g->d, 1, "七、末位及约谈");
    doc_paragraph(g->d);
    if (g->f->last != g->f->first) {
        doc_say(g->d, "末位按月评定，见各月通报。");
        str_release(&period);
        return;
    }
    for (size_t i = 0; i < g->f->bottoms.n; i++) {
        const struct draft_bottom *b = &g->f->bottoms.v[i];
        any[b->league] = true;
        doc_say(g->d, "%s%s末位为%s，连续", str_text(&period), league_zh[b->league],
                draft_unit(g, b->league, b->unit));
        draft_figure(g, g->bottom, (int64_t)i, "streak", "个月");
        doc_say(g->d, "，建议%s", bottom_action_zh[b->action]);
        say_decision(g, decision(g, b->league, b->unit));
        doc_say(g->d, "。");
    }
    int none = 0;
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        if (!any[l] && g->f->league[l].n)
            doc_say(g->d, "%s%s", none++ ? "、" : "", league_zh[l]);
    if (none)
        doc_say(g->d, "无末位。");
    str_release(&period);
}

static void say_due(struct drafting *g, int days)
{
    struct str text = {0};
    wording_day(&text, calendar_add(&g->f->ref->cal, instant_day(g->f->as_of), days));
    doc_say(g->d, "于%s前", str_text(&text));
    str_release(&text);
}

/* The units of the main problems, each once. */
static void say_problem_units(struct drafting *g)
{
    const struct doc_table *t = g->problems;
    size_t named = 0;
    for (size_t i = 0; i < doc_rows(t); i++) {
        const char *name = draft_cell(t, (int64_t)i, "name")->text;
        if (draft_row(t, "name", name) != (int64_t)i)
            continue;
        doc_say(g->d, "%s%s", named++ ? "、" : "", name);
    }
}

void draft_demands(struct drafting *g)
{
    int n = 0;
    doc_heading(g->d, 1, "八、下一步工作要求");
    if (doc_rows(g->problems)) {
        doc_paragraph(g->d);
        doc_say(g->d, "（%s）", wording_ordinal(++n));
        say_problem_units(g);
        say_due(g, g->f->conf->rectify_days);
        doc_say(g->d, "，将本通报所列问题的逐件处理情况和整改措施报%s；其余单位对照附表自查。",
                g->f->conf->signatory);
    }
    if (g->f->orders.n) {
        doc_paragraph(g->d);
        doc_say(g->d, "（%s）未按时反馈督办单的单位", wording_ordinal(++n));
        say_due(g, g->f->conf->order_days);
        doc_say(g->d, "反馈，再逾期的升级督办。");
    }
    if (draft_row(g->reports, "sent", "未报") >= 0) {
        doc_paragraph(g->d);
        doc_say(g->d, "（%s）未报送的单位", wording_ordinal(++n));
        say_due(g, g->f->conf->explain_days);
        doc_say(g->d, "补报。");
    }
    if (!n) {
        doc_paragraph(g->d);
        doc_say(g->d, "各单位继续按承诺时限办理，按时录入办理过程。");
    }
    if (g->f->conf->contact[0]) {
        doc_paragraph(g->d);
        doc_say(g->d, "%s", g->f->conf->contact);
    }
}

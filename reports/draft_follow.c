/* Sections six to eight: what follows. Made of the figures alone; what no figure supports is not said. */
#include <stdlib.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"
#include "reports/wording.h"

/* ，较上月增加3件; ，与上月持平 */
static void say_more(struct drafting *g, size_t row, const char *unit)
{
    const struct doc_cell *c = draft_cell(g->problems, (int64_t)row, "more");
    struct str text = {0};
    if (c->type == CELL_NULL)
        return;
    wording_more(&text, c->v, unit);
    doc_say(g->d, "，%s%s%s", wording_level(str_text(&text)) ? "与" : "较",
            wording_before(g->f->first, g->f->last), g->f->has_same ? "同期" : "");
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
    say_more(g, row, "件");
    int64_t n = draft_value(g->problems, (int64_t)row, "item_cases");
    const char *item = draft_cell(g->problems, (int64_t)row, "item")->text;
    if (n == draft_value(g->problems, (int64_t)row, "cases"))
        doc_say(g->d, "；均为“%s”", item);
    else if (n > 1) { /* one of many says nothing */
        doc_say(g->d, "；“%s”最多，", item);
        draft_figure(g, g->problems, (int64_t)row, "item_cases", "件");
    }
    doc_say(g->d, "。依据：%s。", draft_cell(g->problems, (int64_t)row, "basis")->text);
}

/* What of a rate's denominator is not in its numerator, and how it is counted. */
static void failing(const char *rate, const char **words, const char **unit)
{
    static const struct {
        enum rate rate;
        const char *words, *unit;
    } row[] = {
        {RATE_on_time_rate, "未按时办结", "件"},       {RATE_notice_rate, "未在五日内告知", "件"},
        {RATE_delivery_rate, "未及时送达", "件"},      {RATE_procedure_rate, "程序不符合", "件"},
        {RATE_document_rate, "文书不齐备", "件"},      {RATE_satisfaction_rate, "不满意评价", "条"},
        {RATE_rectify_rate, "未按期整改的差评", "条"}, {RATE_order_rate, "未按时反馈的督办单", "份"},
        {RATE_timely_rate, "未及时录入的环节", "条"},
    };
    *words = "未达到的";
    *unit = "件";
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (!strcmp(rate_name[row[i].rate], rate)) {
            *words = row[i].words;
            *unit = row[i].unit;
        }
}

static void say_rate_problem(struct drafting *g, size_t row)
{
    const char *words, *unit;
    failing(draft_cell(g->problems, (int64_t)row, "topic")->text, &words, &unit);
    const struct doc_cell *gap = draft_cell(g->problems, (int64_t)row, "gap");
    struct str text = {0};
    doc_say(g->d, "%s%s", draft_cell(g->problems, (int64_t)row, "name")->text,
            draft_cell(g->problems, (int64_t)row, "title")->text);
    doc_figure(g->d, g->problems, (uint32_t)row, "rate");
    doc_say(g->d, "，低于同组中位数");
    str_printf(&text, "%lld.%02lld个百分点", llabs(gap->v) / 100, llabs(gap->v) % 100);
    doc_figure_as(g->d, g->problems, (uint32_t)row, "gap", str_text(&text));
    str_release(&text);
    doc_say(g->d, "，%s", words);
    draft_figure(g, g->problems, (int64_t)row, "cases", unit);
    doc_say(g->d, "，占全市的");
    doc_figure(g->d, g->problems, (uint32_t)row, "share");
    say_more(g, row, unit);
    doc_say(g->d, "。");
}

static bool is_rule(const struct drafting *g, size_t row)
{
    return !strcmp(draft_cell(g->problems, (int64_t)row, "topic")->text, "rule");
}

void draft_main_problems(struct drafting *g)
{
    size_t n = doc_rows(g->problems);
    bool own = draft_has_own(g);
    doc_heading(g->d, 1, "六、存在的主要问题");
    if (own)
        doc_heading(g->d, 2, "（一）全市");
    if (!n) {
        doc_paragraph(g->d);
        doc_say(g->d, "没有件数集中或明显变差的问题。");
    }
    for (size_t i = 0; i < n; i++) {
        doc_paragraph(g->d);
        doc_say(g->d, "%s是", wording_ordinal((int)i + 1));
        if (is_rule(g, i))
            say_rule_problem(g, i);
        else
            say_rate_problem(g, i);
    }
    if (own)
        doc_heading(g->d, 2, "（二）各县区、开发区");
    draft_say_own(g);
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

/* ，已于11月9日确认; ，免予约谈：理由 — what was said with it, as it was said. */
static void say_said(struct drafting *g, const char *before, const struct interview *v)
{
    struct str said = {0};
    if (v->said)
        wording_quoted(&said, v->said);
    if (said.len)
        doc_say(g->d, "%s%s", before, str_text(&said));
    str_release(&said);
}

static void say_confirmed(struct drafting *g, const struct interview *v)
{
    struct str on = {0};
    wording_day(&on, instant_day(v->confirmed_at), instant_day(g->f->as_of));
    doc_say(g->d, "已于%s确认", str_text(&on));
    str_release(&on);
    say_said(g, "，", v);
}

/* Held, and what has become of its report; a day that is still to come is what is planned. */
static void say_held(struct drafting *g, const struct interview *v, const char *what)
{
    struct str on = {0}, due = {0};
    bool over = v->held_on <= instant_day(g->f->as_of);
    wording_day(&on, v->held_on, instant_day(g->f->as_of));
    wording_day(&due, v->due, instant_day(g->f->as_of));
    doc_say(g->d, "%s于%s%s", over ? "已" : "定", str_text(&on), what);
    switch (v->state) {
    case IS_reported: doc_say(g->d, "，整改报告正在审核"); break;
    case IS_rejected: doc_say(g->d, "，整改报告未通过，应于%s前重新报送", str_text(&due)); break;
    case IS_accepted: doc_say(g->d, "，整改报告已审核通过"); break;
    default: doc_say(g->d, "，整改报告应于%s前报送", str_text(&due)); break;
    }
    if (interview_overdue(v, g->f->as_of))
        doc_say(g->d, "，已逾期");
    str_release(&on);
    str_release(&due);
}

static void say_decision(struct drafting *g, const struct interview *v, enum bottom_action action)
{
    const char *what = action == BOTTOM_REMIND ? "提醒" : "约谈";
    if (!v || v->state == IS_proposed)
        doc_say(g->d, "（待决定）");
    else if (v->state == IS_waived) {
        doc_say(g->d, "，经研究免予%s", what);
        say_said(g, "，理由：", v);
    } else {
        doc_say(g->d, "，");
        if (v->held_on == DAY_NONE)
            say_confirmed(g, v);
        else
            say_held(g, v, what);
    }
}

/* What has become of the interviews of the months before: open ones always, one that is over in the month
 * after. */
static void say_earlier(struct drafting *g)
{
    for (size_t i = 0; i < g->f->interviews.n; i++) {
        const struct interview *v = &g->f->interviews.v[i];
        struct str when = {0};
        bool over = v->state == IS_accepted;
        if (v->month >= g->f->first || v->state == IS_waived || v->state == IS_proposed ||
            (over && v->month + 1 < g->f->first))
            continue;
        if (v->month / 12 == g->f->last / 12)
            wording_period(&when, v->month, v->month);
        else
            wording_period_year(&when, v->month, v->month);
        doc_say(g->d, "%s%s末位%s", str_text(&when), league_zh[v->league],
                draft_unit(g, (enum league)v->league, v->unit));
        str_release(&when);
        if (v->held_on != DAY_NONE)
            say_held(g, v, "约谈");
        else {
            say_confirmed(g, v);
            doc_say(g->d, "，尚未约谈");
        }
        doc_say(g->d, "。");
    }
}

static void say_bottoms(struct drafting *g, const char *period)
{
    for (size_t i = 0; i < g->f->bottoms.n; i++) {
        const struct draft_bottom *b = &g->f->bottoms.v[i];
        doc_say(g->d, "%s%s末位为%s", period, league_zh[b->league], draft_unit(g, b->league, b->unit));
        if (b->streak > 1) {
            doc_say(g->d, "，连续");
            draft_figure(g, g->bottom, (int64_t)i, "streak", "个月");
        }
        if (b->action == BOTTOM_HEAD && b->streak < 3) /* contract 7: four in its last twelve ranked months */
            doc_say(g->d, "，最近12个参与排名的月份中已有四次以上");
        doc_say(g->d, "，建议%s", bottom_action_zh[b->action]);
        say_decision(g, decision(g, b->league, b->unit), b->action);
        doc_say(g->d, "。");
    }
}

/* The leagues in which nobody is in the bottom place. */
static void say_no_bottoms(struct drafting *g)
{
    bool any[LEAGUES] = {false};
    size_t left = 0, told = 0;
    for (size_t i = 0; i < g->f->bottoms.n; i++)
        any[g->f->bottoms.v[i].league] = true;
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        left += !any[l] && g->f->league[l].n;
    if (!g->f->bottoms.n) {
        doc_say(g->d, "各组均无末位。");
        return;
    }
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        if (!any[l] && g->f->league[l].n)
            doc_say(g->d, "%s%s", !told++ ? "" : told == left ? "和" : "、", league_zh[l]);
    if (told)
        doc_say(g->d, "无末位。");
}

void draft_interviews(struct drafting *g)
{
    struct str period = {0};
    doc_heading(g->d, 1, "七、末位及约谈");
    doc_part(g->d, DRAFT_INTERVIEWS);
    doc_paragraph(g->d);
    if (g->f->last != g->f->first) {
        doc_say(g->d, "末位按月评定，见各月通报。");
        return;
    }
    wording_period(&period, g->f->first, g->f->last);
    if (draft_running(g))
        doc_say(g->d, "%s尚未结束，末位在月末后评定。", str_text(&period));
    else {
        say_bottoms(g, str_text(&period));
        say_no_bottoms(g);
    }
    say_earlier(g);
    str_release(&period);
}

static void say_due(struct drafting *g, int days)
{
    struct str text = {0};
    draft_due(g, &text, days);
    doc_say(g->d, "于%s前", str_text(&text));
    str_release(&text);
}

/* The units of the main problems of one kind, each once; false: there are none. */
static bool say_units_of(struct drafting *g, const char *remedy)
{
    const struct doc_table *t = g->problems;
    size_t named = 0;
    for (size_t i = 0; i < doc_rows(t); i++) {
        const char *unit = draft_cell(t, (int64_t)i, "unit")->text;
        bool before = false;
        if (strcmp(draft_cell(t, (int64_t)i, "remedy")->text, remedy) != 0)
            continue;
        for (size_t k = 0; k < i; k++)
            before |= !strcmp(draft_cell(t, (int64_t)k, "unit")->text, unit) &&
                      !strcmp(draft_cell(t, (int64_t)k, "remedy")->text, remedy);
        if (!before)
            doc_say(g->d, "%s%s", named++ ? "、" : "", draft_cell(t, (int64_t)i, "name")->text);
    }
    return named > 0;
}

static bool has_remedy(const struct drafting *g, const char *remedy)
{
    return draft_row(g->problems, "remedy", remedy) >= 0;
}

/* Who does what until when: a demand for each kind of main problem. */
static void say_remedies(struct drafting *g, int *n)
{
    static const struct {
        const char *remedy, *words;
    } demand[] = {
        {"time", "，将超期办件逐件处理情况和整改措施报"},
        {"procedure", "，对照办理程序逐件核查，严格执行受理凭证、一次性告知和环节时限，并将整改情况报"},
        {"authority", "，核查越权、委托和岗位权限，并将整改情况报"},
        {"document", "，补齐文书和材料，并将整改情况报"},
        {"fee", "，核查收费依据，多收的退还，并将整改情况报"},
        {"data", "，核查补录、漏录原因，此后24小时内录入，并将整改情况报"},
        {"rating", "，逐条回访差评并完成整改，将结果报"},
        {"order", "，反馈逾期的督办单，并将原因报"},
    };
    for (size_t i = 0; i < sizeof demand / sizeof *demand; i++) {
        if (!has_remedy(g, demand[i].remedy))
            continue;
        doc_paragraph(g->d);
        doc_say(g->d, "（%s）", wording_ordinal(++*n));
        say_units_of(g, demand[i].remedy);
        say_due(g, g->f->conf->rectify_days);
        doc_say(g->d, "%s%s。", demand[i].words, g->f->conf->signatory);
    }
    if (*n)
        doc_say(g->d, "其余单位对照附表自查。");
}

void draft_demands(struct drafting *g)
{
    int n = 0;
    doc_heading(g->d, 1, "八、下一步工作要求");
    say_remedies(g, &n);
    if (g->f->orders.n) {
        doc_paragraph(g->d);
        doc_say(g->d, "（%s）未按时反馈督办单的单位", wording_ordinal(++n));
        say_due(g, g->f->conf->order_days);
        doc_say(g->d, "反馈，仍不反馈的升级督办。");
    }
    if (draft_row(g->reports, "sent", "未报") >= 0) {
        struct str text = {0};
        doc_paragraph(g->d);
        str_printf(&text, "（%s）", wording_ordinal(++n));
        draft_say_reporters(g, "未报", str_text(&text));
        say_due(g, g->f->conf->explain_days);
        str_clear(&text);
        wording_period(&text, g->f->last, g->f->last);
        doc_say(g->d, "补报%s的报送表。", str_text(&text));
        str_release(&text);
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

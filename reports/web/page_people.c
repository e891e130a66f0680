/* Interviews, appeals and self-reports as pages: what stands, for who decides. */
#include <string.h>

#include "reports/format.h"
#include "reports/names.h"
#include "reports/reported.h"
#include "reports/draft_order.h"
#include "reports/web/act_form.h"
#include "reports/web/asked.h"
#include "reports/web/case_acts.h"
#include "reports/web/html.h"
#include "reports/web/interviews.h"
#include "store/read_acts.h"

enum { MONTHS = 12 };

/* month=PERIOD; without it the last year's months that have ended. */
int interviews_asked(struct page *p, struct interviews *out, struct err *e)
{
    static const char *const names[] = {"month", NULL};
    month last = view_month(&p->view) - 1, first = last - MONTHS + 1, begin;
    if (request_only(p->rq, names, e) || request_period(p->rq, "month", &first, &last, e) ||
        read_first_month(p->view.read, view_month(&p->view), &begin, e))
        return -1;
    first = first < begin ? begin : first;
    last = last > view_month(&p->view) ? view_month(&p->view) : last;
    return interviews_read(&p->view, first, last, out, e);
}

/* What waits for who looks, in front of everything else; takes the text. */
static void put_to_do(struct str *out, struct str *todo)
{
    if (todo->len) {
        html_section(out, "todo", tr("待办理"));
        str_puts(out, todo->p);
        html_section(out, "all", tr("全部"));
    }
    str_release(todo);
}

static void put_day(struct str *out, day d)
{
    char buf[DAY_TEXT];
    html_code_cell(out, d == DAY_NONE ? NULL : day_text(d, buf));
}

static void put_interview(struct page *p, struct str *out, const struct interview_row *r)
{
    const struct interview *v = &r->v;
    struct str name = {0};
    bool late = interview_overdue(v, p->view.now);
    say_month(&name, v->month);
    str_puts(out, late ? "<tr class=\"bad\">" : "<tr>");
    html_head_cell(out, str_text(&name), NULL);
    html_cell(out, tr(league_zh[v->league]));
    html_cell(out, names_unit(p->view.ref, (enum league)v->league, v->unit));
    html_cell(out, r->action == BOTTOM_NONE ? NULL : tr(bottom_action_zh[r->action]));
    html_code_cell(out, tr(act_state_zh[v->state]));
    put_day(out, v->held_on);
    put_day(out, v->due);
    html_code_cell(out, late ? tr("逾期") : NULL);
    str_putc(out, '\n');
    str_release(&name);
}

/* What was written about this place so far: who decides reads it first. */
static void put_interview_acts(struct str *out, const struct case_acts *log, const struct interview *v)
{
    for (size_t i = 0; i < log->n; i++) {
        const struct act *a = &log->v[i];
        if (a->month == v->month && a->league == v->league && a->unit == v->unit)
            case_acts_put(out, a);
    }
}

static void put_interview_forms(struct page *p, struct str *out, const struct interview_row *r,
                                const struct case_acts *log)
{
    struct act_topic t = ACT_TOPIC_NONE;
    struct str forms = {0}, name = {0};
    t.month = r->v.month;
    t.league = r->v.league;
    t.unit = r->v.unit;
    t.back = "/interviews";
    if (r->v.state != IS_proposed || r->action != BOTTOM_NONE)
        act_forms(p, &forms, ABOUT_INTERVIEW, (enum act_state)r->v.state, &t);
    if (forms.len) {
        say_month(&name, r->v.month);
        str_printf(out, "<h3>%s %s</h3>\n<p>%s</p>\n", str_text(&name),
                   names_unit(p->view.ref, (enum league)r->v.league, r->v.unit),
                   tr(act_state_zh[r->v.state]));
        put_interview_acts(out, log, &r->v);
        str_puts(out, forms.p);
    }
    str_release(&forms);
    str_release(&name);
}

/* Each that who looks can do something about, above the list of all. */
static int put_interviews_to_do(struct page *p, struct str *out, const struct interviews *l, struct err *e)
{
    enum { MOST_ACTS = 2000 };
    struct read_acts rows;
    struct case_acts log = {0};
    struct str todo = {0};
    if (read_interview_acts(p->view.read, MOST_ACTS, p->view.arena, &rows, e))
        return -1;
    case_acts_of(p, &rows, &log);
    for (size_t i = l->rows.n; i > 0; i--)
        put_interview_forms(p, &todo, &l->rows.v[i - 1], &log);
    put_to_do(out, &todo);
    return 0;
}

int page_interviews(struct page *p, struct reply *out, struct err *e)
{
    static const struct column columns[] = {{TR("月份"), 't'},     {TR("组别"), 't'}, {TR("单位"), 't'},
                                            {TR("建议"), 't'},     {TR("状态"), 't'}, {TR("约谈日"), 't'},
                                            {TR("整改期限"), 't'}, {TR("逾期"), 't'}};
    struct interviews l;
    if (interviews_asked(p, &l, e))
        return page_failed(e);
    struct str *o = &out->body;
    html_begin(p, o, tr("末位约谈"), "/orders");
    if (put_interviews_to_do(p, o, &l, e)) {
        interviews_release(&l);
        return page_failed(e);
    }
    html_table_of(o, tr("末位与约谈"), columns);
    for (size_t i = l.rows.n; i > 0; i--)
        put_interview(p, o, &l.rows.v[i - 1]);
    html_table_end(o);
    if (!l.rows.n)
        html_note(o, tr("这一时期没有末位，也没有约谈。"));
    html_note(o, tr("建议按已结束月份的排名提出，由市行政审批服务局确认或说明理由免除。"));
    html_end(o);
    interviews_release(&l);
    return 200;
}

static void put_appeal(struct page *p, struct str *out, const struct appeal *a)
{
    struct str unit = {0};
    html_row(out);
    html_head_code(out, html_case_text(p->view.arena, a->alert.case_no),
                   html_case_href(p->view.arena, a->alert.case_no));
    str_printf(&unit, "%d %s", rule_table[a->alert.rule].no, tr(rule_table[a->alert.rule].title));
    html_cell(out, str_text(&unit));
    str_clear(&unit);
    draft_order_unit(&unit, p->view.ref, a->region, a->dept);
    html_cell(out, str_text(&unit));
    html_code_cell(out, tr(act_state_zh[a->state]));
    str_puts(out, "<td class=\"w\">");
    html_when(out, a->opened_at);
    str_puts(out, "</td><td class=\"w\">");
    html_when(out, a->ended_at);
    str_puts(out, "</td>\n");
    str_release(&unit);
}

static bool same_alert(const struct act_alert *a, const struct act_alert *b)
{
    if (a->rule != b->rule || !a->event_id != !b->event_id)
        return false;
    return a->event_id ? !strcmp(a->event_id, b->event_id) && !strcmp(a->source, b->source)
                       : !strcmp(a->subject, b->subject);
}

/* Why it was made, in the unit's words: who decides reads it first. */
static int put_appeal_words(struct page *p, struct str *out, const struct appeal *a, struct err *e)
{
    struct case_acts acts;
    if (case_acts_read(p, a->alert.case_no, &acts, e))
        return -1;
    for (size_t i = 0; i < acts.n; i++)
        if (acts.v[i].type == ACT_appeal && same_alert(&acts.v[i].alert, &a->alert))
            case_acts_put(out, &acts.v[i]);
    return 0;
}

static int put_appeal_forms(struct page *p, struct str *out, const struct appeal *a, struct err *e)
{
    struct act_topic t = ACT_TOPIC_NONE;
    struct str forms = {0}, unit = {0};
    int rc = 0;
    t.alert = &a->alert;
    t.region = a->region;
    t.dept = a->dept;
    t.back = "/appeals";
    act_forms(p, &forms, ABOUT_APPEAL, (enum act_state)a->state, &t);
    if (forms.len) {
        str_puts(out, "<h3>");
        html_link(out, html_case_href(p->view.arena, a->alert.case_no),
                  html_case_text(p->view.arena, a->alert.case_no));
        draft_order_unit(&unit, p->view.ref, a->region, a->dept);
        str_printf(out, " %d %s</h3>\n<p>", rule_table[a->alert.rule].no,
                   tr(rule_table[a->alert.rule].title));
        str_html(out, str_text(&unit));
        str_puts(out, "</p>\n");
        rc = put_appeal_words(p, out, a, e);
        str_puts(out, forms.p);
    }
    str_release(&forms);
    str_release(&unit);
    return rc;
}

/* The open ones that who looks may decide, the oldest first. */
static int put_appeals_to_do(struct page *p, struct str *out, const struct read_appeals *rows, struct err *e)
{
    struct str todo = {0};
    int rc = 0;
    for (size_t i = 0; !rc && i < rows->n; i++)
        rc = put_appeal_forms(p, &todo, &rows->v[i], e);
    put_to_do(out, &todo);
    return rc;
}

/* month=PERIOD; without it the last year. Those that are open first. */
int page_appeals(struct page *p, struct reply *out, struct err *e)
{
    static const char *const names[] = {"month", NULL};
    static const struct column columns[] = {{TR("办件编号"), 't'}, {TR("规则"), 't'},
                                            {TR("单位"), 't'},     {TR("状态"), 't'},
                                            {TR("申诉时间"), 't'}, {TR("复核时间"), 't'}};
    month last = view_month(&p->view), first = last - MONTHS;
    struct read_appeals rows;
    if (request_only(p->rq, names, e) || request_period(p->rq, "month", &first, &last, e) ||
        read_appeals(p->view.read, day_start(month_first(first)), day_start(month_first(last + 1)),
                     p->view.ref, p->view.arena, &rows, e))
        return page_failed(e);
    struct str *o = &out->body;
    html_begin(p, o, tr("申诉"), "/orders");
    if (put_appeals_to_do(p, o, &rows, e))
        return page_failed(e);
    str_puts(o, "<p class=\"total\">");
    html_total(o, (int64_t)rows.n, rows.n, false, TR("件"));
    str_printf(o, "%s</p>\n", tr("。待复核的在前。"));
    html_table_of(o, tr("申诉"), columns);
    for (int open = 1; open >= 0; open--)
        for (size_t i = rows.n; i > 0; i--)
            if ((rows.v[i - 1].state == IS_open) == open)
                put_appeal(p, o, &rows.v[i - 1]);
    html_table_end(o);
    if (!rows.n)
        html_note(o, tr("这一时期没有申诉。"));
    html_end(o);
    return 200;
}

/* The difference of one region's counter in a month: — where it was not reported. */
static void put_difference(struct str *out, const struct reported *r, int32_t region, const char *counter)
{
    for (size_t i = 0; i < r->rows.n; i++) {
        const struct draft_report *d = &r->rows.v[i];
        if (d->region != region || !d->counter || strcmp(d->counter, counter) != 0)
            continue;
        str_puts(out, d->reported > d->system ? "↑+" : d->reported < d->system ? "↓" : "");
        format_count(out, d->reported - d->system);
        return;
    }
    str_puts(out, "—");
}

static void put_report(struct page *p, struct str *out, const struct draft_report *d,
                       const struct reported *past)
{
    struct str trend = {0};
    html_row(out);
    html_head_cell(out, p->view.ref->regions[d->region].name, NULL);
    html_cell(out, d->counter ? tr(counter_zh[counter_find(d->counter)]) : tr("全部"));
    if (d->counter) {
        html_count_cell(out, d->reported, NULL);
        html_count_cell(out, d->system, NULL);
    } else
        str_puts(out, "<td class=\"n\">—</td><td class=\"n\">—</td>");
    html_code_cell(out, tr(self_verdict_zh[d->verdict]));
    html_code_cell(out, d->late ? d->counter ? tr("迟报") : tr("未报") : tr("按时"));
    for (int k = 2; d->counter && k >= 0; k--) {
        str_puts(&trend, k < 2 ? tr("，") : "");
        put_difference(&trend, &past[k], d->region, d->counter);
    }
    html_code_cell(out, str_text(&trend));
    str_putc(out, '\n');
    str_release(&trend);
}

static void put_reports(struct page *p, struct str *o, month m, const struct reported past[3])
{
    static const struct column columns[] = {{TR("单位"), 't'},
                                            {TR("指标"), 't'},
                                            {TR("报送数"), 'n'},
                                            {TR("系统数"), 'n'},
                                            {TR("判定"), 't'},
                                            {TR("报送"), 't'},
                                            {TR("报送减系统|近三个月"), 't'}};
    int n[SELF_VERDICTS] = {0};
    char buf[DAY_TEXT];
    for (size_t i = 0; i < past[0].rows.n; i++)
        n[past[0].rows.v[i].verdict]++;
    str_puts(o, "<p>");
    str_printf(o, tr("一致 %d 项，需说明 %d 项，严重不符 %d 项，未报 %d 个单位。"), n[SELF_AGREE],
               n[SELF_EXPLAIN], n[SELF_CONFLICT], n[SELF_MISSING]);
    html_link(o, html_href(p->view.arena, "/reports", "month", month_text(m - 1, buf), NULL), tr("上一月"));
    if (p->view.viewer.role == ROLE_REGION || p->view.viewer.role == ROLE_BUREAU) {
        str_putc(o, ' ');
        html_link(o, html_href(p->view.arena, "/reports/new", "month", month_text(m, buf), NULL), tr("填报"));
    }
    str_puts(o, "</p>\n");
    html_table_of(o, tr("不一致、未报和迟报"), columns);
    for (size_t i = 0; i < past[0].rows.n; i++)
        if (past[0].rows.v[i].verdict != SELF_AGREE)
            put_report(p, o, &past[0].rows.v[i], past);
    html_table_end(o);
    if (n[SELF_EXPLAIN] + n[SELF_CONFLICT] + n[SELF_MISSING] == 0)
        html_note(o, past[0].rows.n ? tr("报送数与系统数全部一致。") : tr("这个月没有应核对的报送。"));
    html_note(
        o,
        tr("相差不超过1%为一致，超过10%为严重不符，其余需说明（系统数少于500时按500计）。每月报送应在次月第3个"
           "工作日之前。"));
}

int page_reports(struct page *p, struct reply *out, struct err *e)
{
    static const char *const names[] = {"month", "region", NULL};
    month m = view_month(&p->view) - 1;
    struct reported past[3] = {0};
    struct str title = {0};
    int rc = request_only(p->rq, names, e) || request_month(p->rq, "month", &m, e);
    for (int k = 0; !rc && k < 3; k++)
        rc = reported_month(&p->view, m - k, &past[k], e);
    if (!rc) {
        say_month(&title, m);
        str_puts(&title, tr("每月报送核对"));
        html_begin(p, &out->body, str_text(&title), "/reports");
        put_reports(p, &out->body, m, past);
        html_end(&out->body);
    }
    for (int k = 0; k < 3; k++)
        reported_release(&past[k]);
    str_release(&title);
    return rc ? page_failed(e) : 200;
}

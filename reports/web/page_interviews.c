/* Bottom places and what became of them: what stands, for who decides. */
#include <string.h>

#include "reports/names.h"
#include "reports/web/act_form.h"
#include "reports/web/case_acts.h"
#include "reports/web/html.h"
#include "reports/web/interviews.h"
#include "reports/web/list_cells.h"
#include "store/read_acts.h"

enum { MONTHS = 12 };

/* month=PERIOD; without it the last year's months that have ended. */
int interviews_asked(struct page *p, struct interviews *out, struct err *e)
{
    static const char *const names[] = {"month", "sort", "page", NULL};
    month last = view_month(&p->view) - 1, first = last - MONTHS + 1, begin;
    if (request_only(p->rq, names, e) || request_period(p->rq, "month", &first, &last, e) ||
        read_first_month(p->view.read, view_month(&p->view), &begin, e))
        return -1;
    first = first < begin ? begin : first;
    last = last > view_month(&p->view) ? view_month(&p->view) : last;
    return interviews_read(&p->view, first, last, out, e);
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
        str_printf(out, "<h3>%s %s</h3>\n<p>%s", str_text(&name),
                   names_unit(p->view.ref, (enum league)r->v.league, r->v.unit),
                   tr(act_state_zh[r->v.state]));
        if (r->action != BOTTOM_NONE)
            str_printf(out, "%s%s%s", tr("；"), tr("建议："), tr(bottom_action_zh[r->action]));
        str_puts(out, "</p>\n");
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
    html_to_do(out, &todo);
    return 0;
}

static const struct list_column columns[] = {
    {"month", TR("月份"), LIST_TEXT, true},          {"league", TR("组别"), LIST_TEXT, true},
    {"unit", TR("单位"), LIST_TEXT, true},           {"action", TR("建议"), LIST_TEXT, true},
    {"state", TR("状态"), LIST_CODE, true},          {"held_on", TR("约谈日"), LIST_CODE, true},
    {"due", TR("整改期限"), LIST_CODE, true},        {"overdue", TR("逾期"), LIST_CODE, true},
    {"unit_code", TR("单位代码"), LIST_DATA, false},
};

static void fill_row(struct list *l, const struct interview_row *r)
{
    const struct interview *v = &r->v;
    const struct refdata *ref = l->page->view.ref;
    bool late = interview_overdue(v, l->page->view.now);
    struct str name = {0};
    say_month(&name, v->month);
    list_begin(l, late ? "bad" : NULL, NULL);
    list_word(l, str_text(&name), v->month);
    list_word(l, tr(league_zh[v->league]), v->league);
    list_text(l, names_unit(ref, (enum league)v->league, v->unit));
    if (r->action == BOTTOM_NONE)
        doc_null(l->t);
    else
        list_word(l, tr(bottom_action_zh[r->action]), r->action);
    list_word(l, tr(act_state_zh[v->state]), v->state);
    list_day(l, v->held_on);
    list_day(l, v->due);
    list_text(l, late ? tr("逾期") : NULL);
    list_text(l, names_code(ref, (enum league)v->league, v->unit));
    str_release(&name);
}

static int put_page(struct list *l, struct str *o, const struct interviews *all, struct err *e)
{
    html_begin(l->page, o, tr("末位约谈"), "/orders");
    if (put_interviews_to_do(l->page, o, all, e))
        return -1;
    if (l->total)
        list_exports(l, o);
    else
        html_note(o, tr("这一时期没有末位，也没有约谈。"));
    list_rows(l, o);
    html_note(o, tr("建议按已结束月份的排名提出，由市行政审批服务局确认或说明理由免除。"));
    html_end(o);
    return 0;
}

int page_interviews(struct page *p, struct reply *out, struct err *e)
{
    struct interviews all = {0};
    struct list l = {0};
    int status = 200;
    if (list_open(&l, p, "/interviews", tr("末位与约谈"), columns, sizeof columns / sizeof *columns, NULL,
                  e) ||
        interviews_asked(p, &all, e))
        status = page_failed(e);
    else {
        for (size_t i = all.rows.n; i > 0; i--)
            fill_row(&l, &all.rows.v[i - 1]);
        list_settle(&l);
        if (l.file)
            status = list_file(&l, out, e);
        else if (put_page(&l, &out->body, &all, e))
            status = page_failed(e);
    }
    interviews_release(&all);
    list_close(&l);
    return status;
}

/* Appeals: those that wait for who looks, with the forms to decide them; then all, the open ones first. */
#include <string.h>

#include "reports/draft_order.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/act_form.h"
#include "reports/web/case_acts.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "store/read_acts.h"

enum { MONTHS = 12 };

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

/* What the card says now: who decides need not open the case for it. One that is gone by now says nothing. */
static int put_card(struct page *p, struct str *out, const struct appeal *a, struct err *e)
{
    enum { MOST = 100 };
    struct read_filter f = READ_ANY;
    struct read_alerts rows;
    char buf[INSTANT_TEXT];
    f.case_no = a->alert.case_no;
    f.rule = rule_table[a->alert.rule].no;
    if (read_alerts_by_case(p->view.read, &f, NULL, MOST, p->view.arena, &rows, e))
        return -1;
    for (size_t i = 0; i < rows.n; i++) {
        const struct read_alert *al = &rows.v[i];
        if (strcmp(al->subject, a->alert.subject) != 0)
            continue;
        str_puts(out, "<p>");
        html_level(out, (enum level)names_level(al->level));
        str_putc(out, ' ');
        str_html(out, names_item(p->view.ref, al->item));
        str_printf(out, "%s%s <time>%.16s</time>", tr("；"), tr("发生"), format_when(al->raised, buf));
        str_puts(out, al->used != DAYS_NONE || al->limit != DAYS_NONE || al->due != DAY_NONE ? tr("；") : "");
        list_evidence(out, al);
        str_puts(out, "</p>\n");
    }
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
        rc = put_card(p, out, a, e) || put_appeal_words(p, out, a, e) ? -1 : 0;
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
    html_to_do(out, &todo);
    return rc;
}

static const struct list_column columns[] = {
    LIST_CASE,
    {"rule", TR("规则"), LIST_TEXT, true},
    LIST_UNIT,
    {"state", TR("状态"), LIST_CODE, true},
    {"opened", TR("申诉时间"), LIST_CODE, true},
    {"ended", TR("复核时间"), LIST_CODE, true},
    {"rule_no", TR("规则编号"), LIST_DATA, false},
    {"subject", TR("对象"), LIST_DATA, false},
};

static void fill_row(struct list *l, const struct appeal *a)
{
    const struct refdata *ref = l->page->view.ref;
    const struct rule *rule = &rule_table[a->alert.rule];
    struct str text = {0};
    str_printf(&text, "%d %s", rule->no, tr(rule->title));
    list_case(l, a->alert.case_no);
    list_text(l, str_text(&text));
    list_unit(l, ref->regions[a->region].code, ref->depts[a->dept].code);
    list_word(l, tr(act_state_zh[a->state]), a->state);
    list_instant(l, a->opened_at);
    list_instant(l, a->ended_at);
    doc_count(l->t, rule->no);
    list_text(l, a->alert.subject);
    str_release(&text);
}

static int put_page(struct list *l, struct str *o, const struct read_appeals *rows, struct err *e)
{
    html_begin(l->page, o, tr("申诉"), "/orders");
    if (put_appeals_to_do(l->page, o, rows, e))
        return -1;
    str_puts(o, "<p class=\"total\">");
    html_total(o, l->total, doc_rows(l->t), l->at > 1, TR("件"));
    str_printf(o, "%s</p>\n", tr("。待复核的在前。"));
    if (l->total)
        list_exports(l, o);
    else
        html_note(o, tr("这一时期没有申诉。"));
    list_rows(l, o);
    html_end(o);
    return 0;
}

/* month=PERIOD; without it the last year. */
static int ask(struct page *p, struct read_appeals *rows, struct err *e)
{
    static const char *const names[] = {"month", "sort", "page", NULL};
    month last = view_month(&p->view), first = last - MONTHS;
    return request_only(p->rq, names, e) || request_period(p->rq, "month", &first, &last, e) ||
                   read_appeals(p->view.read, day_start(month_first(first)), day_start(month_first(last + 1)),
                                p->view.ref, p->view.arena, rows, e)
               ? -1
               : 0;
}

int page_appeals(struct page *p, struct reply *out, struct err *e)
{
    struct read_appeals rows;
    struct list l = {0};
    int status = 200;
    if (list_open(&l, p, "/appeals", tr("申诉"), columns, sizeof columns / sizeof *columns, NULL, e) ||
        ask(p, &rows, e))
        status = page_failed(e);
    else {
        for (int open = 1; open >= 0; open--)
            for (size_t i = rows.n; i > 0; i--)
                if ((rows.v[i - 1].state == IS_open) == open)
                    fill_row(&l, &rows.v[i - 1]);
        list_settle(&l);
        if (l.file)
            status = list_file(&l, out, e);
        else if (put_page(&l, &out->body, &rows, e))
            status = page_failed(e);
    }
    list_close(&l);
    return status;
}

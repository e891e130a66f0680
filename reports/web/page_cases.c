/* Cases, sorted and filtered as the address says; by default as they are to be done: what is due first stands
 * first, and what nothing is due of stands last. */
#include <string.h>

#include "analyzer/duties.h"
#include "reports/folder.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/typed.h"
#include "reports/web/asked.h"
#include "reports/web/counted.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/miss.h"
#include "store/read_cases.h"

struct cases {
    struct page *p;
    struct read_filter f;
    struct list l;
    int64_t verdicts[READ_VERDICTS];
    struct read_cases rows;
};

static const struct list_column columns[] = {
    LIST_CASE,
    LIST_ITEM,
    LIST_UNIT,
    {"phase", TR("阶段"), LIST_CODE, true},
    {"light", TR("时限灯"), LIST_LIGHT, true},
    {"level", TR("级别"), LIST_LEVEL, true},
    LIST_DUE,
    {"promise", TR("承诺到期"), LIST_CODE, true},
    {"kept", TR("承诺"), LIST_CODE, true},
    {"used", TR("已用天数"), LIST_DATA, false},
    {"submitted", TR("收件"), LIST_CODE, true},
};

/* What a card on a phone leaves to the case's page. */
static const char *const minor[] = {"region", "light", "promise", "kept", "submitted", NULL};

static void put_form(struct cases *c, struct str *out)
{
    const struct request *rq = c->p->rq;
    str_puts(out, "<form class=\"filter\" method=\"get\" action=\"/cases\">\n");
    html_input(out, "q", tr("编号一段、事项或单位"), request_get(rq, "q"), "search");
    asked_fold(out, rq);
    asked_units(out, c->p);
    html_select(out, "phase", tr("阶段"), tr("全部"));
    for (int i = 0; i < PHASES; i++)
        html_option(out, phase_word[i], tr(phase_zh[i]), request_get(rq, "phase"));
    html_select_end(out);
    html_select(out, "light", tr("时限灯"), tr("全部"));
    for (int i = 1; i < LIGHTS; i++)
        html_option(out, light_word[i], tr(light_zh[i]), request_get(rq, "light"));
    html_select_end(out);
    html_select(out, "kept", tr("承诺时限"), tr("全部"));
    for (int i = 0; i < READ_VERDICTS; i++)
        html_option(out, read_verdict_word[i], tr(list_verdict_zh[i]), request_get(rq, "kept"));
    html_select_end(out);
    asked_dues(out, rq);
    html_input(out, "item", tr("事项编码"), request_get(rq, "item"), "text");
    asked_fold_end(out);
    asked_keep(out, rq, "sort");
    str_printf(out, "<button>%s</button></form>\n", tr("查询"));
}

/* the whole and its parts; the parts do not look at kept= */
static void put_verdicts(struct cases *c, struct str *out)
{
    str_puts(out, "<p class=\"total\">");
    html_total(out, c->l.total, c->rows.n, c->l.at > 1, TR("件"));
    str_puts(out, tr("。按承诺时限："));
    for (int i = 0; i < READ_VERDICTS; i++) {
        struct str href = {0}, text = {0};
        str_puts(&href, "/cases");
        request_query_anew(&href, c->p->rq, "kept", read_verdict_word[i]);
        str_printf(&text, "%s ", tr(list_verdict_zh[i]));
        say_count(&text, c->verdicts[i], "件");
        str_printf(out, "%s<span class=\"w\">", i ? tr("，") : "");
        html_link(out, str_text(&href), str_text(&text));
        str_puts(out, "</span>");
        str_release(&href);
        str_release(&text);
    }
    str_printf(out, "%s</p>\n", tr("。"));
}

static void fill_promise(struct list *l, const struct limit *m)
{
    if (m->due_at != INSTANT_NONE)
        doc_number(l->t, CELL_INSTANT, m->due_at);
    else if (m->due != DAY_NONE)
        doc_number(l->t, CELL_DAY, m->due);
    else
        doc_null(l->t);
    list_text(l, m->kept < 0 ? NULL : m->kept ? tr("按时") : tr("超期"));
    if (m->used == DAYS_NONE)
        doc_null(l->t);
    else
        doc_count(l->t, m->used);
}

static void fill_row(struct cases *c, const struct case_row *r)
{
    struct list *l = &c->l;
    const struct refdata *ref = c->p->view.ref;
    list_case(l, r->case_no);
    list_item(l, r->item_index >= 0 ? ref->items[r->item_index].code : r->item);
    list_unit(l, ref->regions[r->region].code, ref->depts[r->dept].code);
    list_text(l, tr(phase_zh[r->phase]));
    list_text(l, tr(light_zh[r->light]));
    list_text(l, tr(level_zh[r->level]));
    list_due(l, duty_word[r->duty], r->duty ? r->due : INSTANT_NONE);
    fill_promise(l, &r->promise);
    list_instant(l, r->submitted_at);
}

static int fill(struct cases *c, struct err *e)
{
    const struct view *v = &c->p->view;
    for (size_t i = 0; i < c->rows.n; i++) {
        struct folder f;
        if (folder_open(&f, &c->rows.v[i], v->ref, v->now, v->arena, e))
            return -1;
        if (!f.ev.empty)
            fill_row(c, &f.ev.row);
        folder_close(&f);
    }
    return 0;
}

static int gather(struct cases *c, struct err *e)
{
    const struct view *v = &c->p->view;
    const struct read_order order = {columns[c->l.sort].key, c->l.down, list_offset(&c->l),
                                     list_limit(&c->l)};
    if (asked_cases(c->p, &c->f, e) ||
        read_cases_ordered(v->read, v->ref, &c->f, &order, v->arena, &c->rows, c->verdicts, e))
        return -1;
    for (int i = 0; i < READ_VERDICTS; i++)
        c->l.total += !c->f.kept || c->f.kept == read_verdict_word[i] ? c->verdicts[i] : 0;
    return fill(c, e);
}

static int put_page(void *of, struct str *out, struct err *e)
{
    struct cases *c = of;
    html_begin(c->p, out, tr("办件"), "/cases");
    put_form(c, out);
    list_case_chips(&c->l, out, &c->f);
    if (!c->l.total && miss_cases(&c->l, out, &c->f, e))
        return -1;
    if (c->l.total) {
        put_verdicts(c, out);
        list_exports(&c->l, out);
    }
    c->l.minor = minor;
    list_rows(&c->l, out);
    html_end(out);
    return 0;
}

/* A number typed into the form leads to its case; one that can stand in no path has its page here, and each
 * case the files of its tables. */
static int go_to(struct page *p, struct reply *out, const char *no, struct err *e)
{
    static const char *const names[] = {"no", "part", NULL};
    const char *href = html_case_href(p->view.arena, no);
    if (list_is_file(p) && request_only(p->rq, names, e))
        return page_failed(e);
    if (strchr(href, '?') || list_is_file(p))
        return page_case_of(p, no, out, e);
    out->location = href;
    return 303;
}

/* What was typed is a case's whole number. */
static int is_number(struct page *p, const char *q, struct err *e)
{
    struct read_filter f = READ_ANY;
    struct read_cases rows;
    f.case_no = q;
    return read_cases(p->view.read, &f, NULL, 1, p->view.arena, &rows, e) ? -1 : rows.n == 1;
}

int page_cases(struct page *p, struct reply *out, struct err *e)
{
    struct cases c = {.p = p};
    const char *no = request_get(p->rq, "no"), *q = request_get(p->rq, "q");
    int is = !no && q && !p->rq->arg[0] ? is_number(p, q, e) : 0;
    if (is < 0)
        return page_failed(e);
    if (request_get(p->rq, "counted"))
        return counted_page(p, out, e);
    if (no || is)
        return go_to(p, out, no ? no : q, e);
    int rc = counted_not(p, e) || request_with(p->rq, "part", "no", e) ||
             list_open(&c.l, p, "/cases", tr("办件"), columns, sizeof columns / sizeof *columns, "due", e) ||
             gather(&c, e);
    return list_answer(&c.l, rc ? page_failed(e) : 200, put_page, &c, out, e);
}

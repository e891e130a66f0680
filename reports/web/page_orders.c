/* Supervision orders: the list, one with its history, its files. */
#include <stdlib.h>
#include <string.h>

#include "codec/act_decode.h"
#include "reports/doc_html.h"
#include "reports/format.h"
#include "reports/order_read.h"
#include "reports/web/act_form.h"
#include "reports/web/asked.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/orders.h"
#include "store/read_act_log.h"
#include "store/read_acts.h"

static const struct doc_writer *const writers[] = {&doc_html, &doc_docx, &doc_pdf};
enum { WRITERS = sizeof writers / sizeof *writers };

const char *orders_href(struct arena *a, const char *order)
{
    struct str path = {0};
    str_puts(&path, "/orders/");
    str_url(&path, order);
    const char *z = arena_strdup(a, str_text(&path));
    str_release(&path);
    return z;
}

static void put_form(struct page *p, struct str *out)
{
    str_puts(out, "<form class=\"filter\" method=\"get\" action=\"/orders\">\n");
    asked_fold(out, p->rq);
    asked_units(out, p);
    html_select(out, "state", tr("状态"), tr("全部"));
    for (int s = IS_issued; s <= IS_cancelled; s++)
        html_option(out, act_state_word[s], tr(act_state_zh[s]), request_get(p->rq, "state"));
    html_select_end(out);
    html_select(out, "color", tr("颜色"), tr("全部"));
    for (int c = 0; c < COLORS; c++)
        html_option(out, order_color_word[c], tr(order_color_zh[c]), request_get(p->rq, "color"));
    html_select_end(out);
    html_select(out, "open", tr("是否了结"), tr("全部"));
    html_option(out, "1", tr("未了结"), request_get(p->rq, "open"));
    html_select_end(out);
    asked_fold_end(out);
    str_printf(out, "<button>%s</button></form>\n", tr("查询"));
}

static void put_number(struct page *p, struct str *out, const char *order)
{
    order_settings_number(out, &p->view.ref->orders, order);
}

static const struct list_column columns[] = {
    {"number", TR("文号"), LIST_TEXT, true},        LIST_UNIT,
    {"state", TR("状态"), LIST_CODE, true},         {"color", TR("颜色"), LIST_COLOR, true},
    {"alerts", TR("红黄牌|张"), LIST_FIGURE, true}, {"void", TR("已不成立|张"), LIST_FIGURE, true},
    {"issued", TR("下发"), LIST_CODE, true},        {"reply_due", TR("反馈截止"), LIST_CODE, true},
    {"rounds", TR("轮次"), LIST_FIGURE, true},      {"order", TR("编号"), LIST_DATA, false},
};

static const char *const minor[] = {"region", "rounds", NULL};

static void fill_row(struct list *l, const struct orders_entry *entry)
{
    const struct order *o = &entry->row->o;
    const struct view *v = &l->page->view;
    enum order_color color = order_color(o, v->ref, v->now);
    struct str name = {0};
    put_number(l->page, &name, o->order);
    list_begin(l, entry->n_void && !order_ended(o) ? "bad" : NULL, NULL);
    list_word(l, str_text(&name), o->issued_at);
    doc_link(l->doc, l->t, orders_href(v->arena, o->order));
    list_unit(l, v->ref->regions[o->region].code, v->ref->depts[o->dept].code);
    list_word(l, tr(act_state_zh[o->state]), o->state);
    list_word(l, tr(order_color_zh[color]), color);
    doc_count(l->t, o->alerts);
    doc_count(l->t, entry->n_void);
    list_day(l, instant_day(o->issued_at));
    list_day(l, o->due);
    doc_count(l->t, o->rounds);
    list_text(l, o->order);
    str_release(&name);
}

/* Proposals are the bureau's affair: no unit is led there. */
static void put_ways(const struct page *p, struct str *o)
{
    bool city = p->view.viewer.role == ROLE_BUREAU || p->view.viewer.role == ROLE_AUDITOR;
    str_puts(o, "<p class=\"ways\">");
    if (city)
        html_link(o, "/proposals", tr("督办建议"));
    html_link(o, "/appeals", tr("申诉"));
    html_link(o, "/interviews", tr("末位约谈"));
    html_link(o, "/reports", tr("报送核对"));
    str_puts(o, "</p>\n");
}

static int put_list(void *of, struct str *o, struct err *e)
{
    struct list *l = of;
    (void)e;
    html_begin(l->page, o, tr("督办"), "/orders");
    put_ways(l->page, o);
    put_form(l->page, o);
    str_puts(o, "<p class=\"total\">");
    html_total(o, l->total, doc_rows(l->t), l->at > 1, TR("份"));
    str_printf(
        o, "%s</p>\n",
        tr("。红黄牌已不成立的未了结督办单在前，其次是待签收、待反馈的和已反馈待审的（先到期的在前），了结的从近到远在后。"));
    if (l->total)
        list_exports(l, o);
    else
        html_note(o, tr("没有符合条件的督办单。"));
    l->minor = minor;
    list_rows(l, o);
    html_end(o);
    return 0;
}

/* /orders.csv?order=NO: one of its tables. */
static int put_tables(struct page *p, const char *order, struct reply *out, struct err *e)
{
    static const char *const names[] = {"order", "part", NULL};
    struct order_file f;
    int found = request_only(p->rq, names, e) ? -1 : order_read(&p->view, order, &f, e);
    if (found <= 0)
        return found ? page_failed(e) : page_missing(e, tr("没有这份督办单。"));
    const struct parts tables = orders_parts(p, &f);
    return parts_file(&tables, out, e);
}

int page_orders(struct page *p, struct reply *out, struct err *e)
{
    const char *order = request_get(p->rq, "order");
    struct orders_list orders;
    struct list l = {0};
    if (list_is_file(p) && order)
        return put_tables(p, order, out, e);
    int rc = request_with(p->rq, "part", "order", e) ||
             list_open(&l, p, "/orders", tr("督办单"), columns, sizeof columns / sizeof *columns, NULL, e) ||
             orders_read(p, true, &orders, e);
    for (size_t i = 0; !rc && i < orders.n; i++)
        fill_row(&l, &orders.v[i]);
    if (!rc)
        list_settle(&l);
    return list_answer(&l, rc ? page_failed(e) : 200, put_list, &l, out, e);
}

static void fact(struct str *out, const char *name, const char *value)
{
    if (!value)
        return;
    str_puts(out, "<dt>");
    str_html(out, name);
    str_puts(out, "</dt><dd>");
    str_html(out, value);
    str_puts(out, "</dd>\n");
}

/* What who looks may do with it now. */
static void put_forms(struct page *p, struct str *out, const struct order *o)
{
    struct act_topic t = ACT_TOPIC_NONE;
    t.order = o->order;
    t.region = o->region;
    t.dept = o->dept;
    t.back = orders_href(p->view.arena, o->order);
    if (act_form_may(p, ACT_note, &t) != ACT_MAY)
        return;
    html_section(out, "desk", tr("办理"));
    act_forms(p, out, ABOUT_ORDER, (enum act_state)o->state, &t);
    act_form(p, out, ACT_note, &t);
    if (!order_ended(o) && act_form_may(p, ACT_cancel, &t) == ACT_MAY)
        act_form_transfer(p, out, &t);
    if (!order_ended(o) && p->view.viewer.role == ROLE_BUREAU)
        html_note(out, tr("催办：写一条备注，单位会收到通知。"));
}

static void put_side(struct page *p, struct str *out, const struct order_file *f, const struct parts *tables)
{
    const struct order *o = &f->row.o;
    int on_time = order_on_time(o, p->view.now);
    char buf[DAY_TEXT];
    str_puts(out, "<aside class=\"side\"><dl class=\"facts\">\n");
    fact(out, tr("状态"), tr(act_state_zh[o->state]));
    str_printf(out, "<dt>%s</dt><dd>", tr("颜色"));
    html_color(out, order_color(o, p->view.ref, p->view.now));
    str_puts(out, "</dd>\n");
    fact(out, tr("反馈截止"), day_text(o->due, buf));
    str_printf(out, "<dt>%s</dt><dd>%d</dd>\n", tr("轮次"), o->rounds);
    fact(out, tr("首次反馈"),
         o->replied_at != INSTANT_NONE ? (on_time ? tr("按时") : tr("逾期"))
         : o->state == IS_cancelled    ? tr("没有反馈，已撤销")
         : on_time == 0                ? tr("逾期未反馈")
                                       : tr("尚未反馈"));
    str_printf(out, "<dt>%s</dt><dd>", tr("文件"));
    for (int i = 0; i < WRITERS; i++) {
        struct str href = {0}, name = {0};
        str_printf(&href, "%s.%s", orders_href(p->view.arena, o->order), writers[i]->suffix);
        for (const char *z = writers[i]->suffix; *z; z++)
            str_putc(&name, (char)(*z - 32));
        html_link(out, str_text(&href), str_text(&name));
        str_putc(out, ' ');
        str_release(&href);
        str_release(&name);
    }
    str_puts(out, "</dd></dl>\n");
    if (f->n_alerts)
        parts_links(tables, "alerts", out, tr("督办事项："));
    put_forms(p, out, o);
    str_puts(out, "</aside>\n");
}

/* An order's number as a link, where the viewer may see it. */
static int put_other(struct page *p, struct str *out, const char *words, const char *order, struct err *e)
{
    struct order_rows rows;
    struct str name = {0};
    if (read_orders(p->view.read, &(struct read_orders_filter){.order = order}, NULL, 1, p->view.ref,
                    p->view.arena, &rows, e))
        return -1;
    if (!rows.n)
        return 0;
    put_number(p, &name, order);
    str_printf(out, "<div>%s", words);
    html_link(out, orders_href(p->view.arena, order), str_text(&name));
    str_puts(out, "</div>");
    str_release(&name);
    return 0;
}

/* 转办, from the one to the other and back: the act behind an issue that cancels with its number. */
static int put_transfer(struct page *p, struct str *out, const struct act *a, struct err *e)
{
    struct read_acts next;
    struct act was;
    struct reject rj;
    if (a->type == ACT_cancel && a->doc_no)
        return put_other(p, out, tr("转办至"), a->doc_no, e);
    if (a->type != ACT_issue)
        return 0;
    if (read_act_at(p->view.read, a->seq + 1, p->view.arena, &next, e))
        return -1;
    if (!next.n ||
        act_decode(next.v[0].body, strlen(next.v[0].body), p->view.ref, p->view.arena, &was, &rj) ||
        was.type != ACT_cancel || !was.doc_no || strcmp(was.doc_no, a->order) != 0)
        return 0;
    return put_other(p, out, tr("转办自"), was.order, e);
}

static int put_act(struct page *p, struct str *out, const struct act *a, struct err *e)
{
    str_puts(out, "<li>");
    html_when(out, a->at);
    str_printf(out, " <strong>%s</strong> ", tr(act_table[a->type].zh));
    str_html(out, a->by);
    str_puts(out, "<div>");
    html_said(out, a->text ? a->text : "");
    if (a->reply_days)
        str_printf(out, tr_n(a->reply_days, "（%d个工作日内反馈）"), a->reply_days);
    str_puts(out, "</div>");
    int rc = put_transfer(p, out, a, e);
    str_puts(out, "</li>\n");
    return rc;
}

static int put_page(struct page *p, struct reply *out, struct order_file *f, struct err *e)
{
    int rc = 0;
    const struct parts tables = orders_parts(p, f);
    struct str title = {0};
    struct doc *d = order_paper(&p->view, f, p->bulletin);
    str_puts(&title, tr("督办单 "));
    put_number(p, &title, f->row.o.order);
    html_begin(p, &out->body, str_text(&title), "/orders");
    str_puts(&out->body, "<div class=\"desk\">\n");
    put_side(p, &out->body, f, &tables);
    doc_html_body(&out->body, d, &(struct doc_options){0}, 2);
    str_puts(&out->body, "</div>\n");
    html_section(&out->body, "acts", tr("办理经过"));
    parts_rows(&tables, "acts", &out->body);
    str_puts(&out->body, "<ol class=\"events\">\n");
    for (size_t i = 0; !rc && i < f->n_acts; i++)
        rc = put_act(p, &out->body, &f->acts[i].act, e);
    str_puts(&out->body, "</ol>\n");
    html_end(&out->body);
    doc_free(d);
    str_release(&title);
    return rc ? page_failed(e) : 200;
}

static int put_file(struct page *p, struct reply *out, const struct order_file *f, const struct doc_writer *w,
                    struct err *e)
{
    struct doc *d = order_paper(&p->view, f, p->bulletin);
    out->type = w->mime;
    out->alone = w == &doc_html;
    int status = w->write(d, &(struct doc_options){0}, &out->body, e) ? 500 : 200;
    doc_free(d);
    return status;
}

/* NO or NO.docx. A number may hold a point itself: as it stands it is looked for first. */
int page_order(struct page *p, struct reply *out, struct err *e)
{
    static const char *const none[] = {NULL};
    const char *arg = p->rq->arg, *dot = strrchr(arg, '.');
    struct order_file f;
    if (request_only(p->rq, none, e))
        return page_failed(e);
    int found = order_read(&p->view, arg, &f, e);
    if (found)
        return found < 0 ? page_failed(e) : put_page(p, out, &f, e);
    for (int i = 0; dot && i < WRITERS; i++)
        if (!strcmp(writers[i]->suffix, dot + 1)) {
            found = order_read(&p->view, arena_strndup(p->view.arena, arg, (size_t)(dot - arg)), &f, e);
            if (found)
                return found < 0 ? page_failed(e) : put_file(p, out, &f, writers[i], e);
        }
    return page_missing(e, tr("没有这份督办单。"));
}

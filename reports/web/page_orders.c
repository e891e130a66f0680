/* Supervision orders: the list, one with its history, its files. */
#include <stdlib.h>
#include <string.h>

#include "codec/act_decode.h"
#include "reports/doc_html.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/order_read.h"
#include "reports/web/act_form.h"
#include "reports/web/asked.h"
#include "reports/web/html.h"
#include "reports/web/orders.h"
#include "store/read_act_log.h"
#include "store/read_acts.h"

enum { ROWS = 50 };

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
    asked_regions(out, p->rq, p->view.ref);
    asked_depts(out, p->rq, p->view.ref);
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
    str_printf(out, "<button>%s</button></form>\n", tr("查询"));
}

static void put_color(struct str *out, enum order_color c)
{
    static const char *const shape[COLORS] = {"●", "▲", "■"}, *const level[COLORS] = {"notice", "warning",
                                                                                      "red"};
    str_printf(out, "<span class=\"level %s\"><span aria-hidden=\"true\">%s</span> %s</span>", level[c],
               shape[c], tr(order_color_zh[c]));
}

static void put_number(struct page *p, struct str *out, const char *order)
{
    order_settings_number(out, &p->view.ref->orders, order);
}

static void put_row(struct page *p, struct str *out, const struct order_row *r, uint32_t n_void)
{
    const struct order *o = &r->o;
    struct str name = {0};
    char buf[DAY_TEXT];
    put_number(p, &name, o->order);
    str_puts(out, n_void && !order_ended(o) ? "<tr class=\"bad\">" : "<tr>");
    html_head_cell(out, str_text(&name), orders_href(p->view.arena, o->order));
    str_clear(&name);
    draft_order_unit(&name, p->view.ref, o->region, o->dept);
    html_cell(out, str_text(&name));
    html_code_cell(out, tr(act_state_zh[o->state]));
    str_puts(out, "<td class=\"w\">");
    put_color(out, order_color(o, p->view.ref, p->view.now));
    str_puts(out, "</td>");
    html_count_cell(out, o->alerts, NULL);
    html_count_cell(out, n_void, NULL);
    html_code_cell(out, day_text(instant_day(o->issued_at), buf));
    html_code_cell(out, day_text(o->due, buf));
    html_count_cell(out, o->rounds, NULL);
    str_putc(out, '\n');
    str_release(&name);
}

static void put_list(struct page *p, struct str *o, const struct orders_list *l, int64_t from)
{
    static const struct column columns[] = {
        {TR("文号"), 't'}, {TR("单位"), 't'},      {TR("状态"), 't'},
        {TR("颜色"), 't'}, {TR("红黄牌|张"), 'n'}, {TR("已不成立|张"), 'n'},
        {TR("下发"), 't'}, {TR("反馈截止"), 't'},  {TR("轮次"), 'n'}};
    int64_t n = (int64_t)l->n - from < ROWS ? (int64_t)l->n - from : ROWS;
    str_puts(o, "<p class=\"total\">");
    html_total(o, (int64_t)l->n, (size_t)(n < 0 ? 0 : n), from > 0, TR("份"));
    str_printf(o, "%s</p>\n", tr("。红黄牌已不成立的未了结督办单在前，其余从近到远。"));
    html_table_of(o, tr("督办单"), columns);
    for (int64_t i = from; i < from + n; i++)
        put_row(p, o, l->v[i].row, l->v[i].n_void);
    html_table_end(o);
    if (!l->n)
        html_note(o, tr("没有符合条件的督办单。"));
    if (from + n < (int64_t)l->n) {
        struct str href = {0}, at = {0};
        str_puts(&href, "/orders");
        str_int(&at, from + n);
        request_query_with(&href, p->rq, "cursor", str_text(&at));
        html_more(o, str_text(&href));
        str_release(&href);
        str_release(&at);
    }
}

int page_orders(struct page *p, struct reply *out, struct err *e)
{
    struct orders_list l;
    int64_t from = 0;
    if (request_int(p->rq, "cursor", 0, 1000000, &from, e) || orders_read(p, true, &l, e))
        return page_failed(e);
    html_begin(p, &out->body, tr("督办"), "/orders");
    str_printf(&out->body,
               "<p class=\"ways\"><a href=\"/proposals\">%s</a> <a href=\"/appeals\">%s</a> <a "
               "href=\"/interviews\">%s</a> <a href=\"/reports\">%s</a></p>\n",
               tr("督办建议"), tr("申诉"), tr("末位约谈"), tr("报送核对"));
    put_form(p, &out->body);
    put_list(p, &out->body, &l, from);
    html_end(&out->body);
    return 200;
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

static void put_side(struct page *p, struct str *out, const struct order_file *f)
{
    const struct order *o = &f->row.o;
    int on_time = order_on_time(o, p->view.now);
    char buf[DAY_TEXT];
    str_puts(out, "<aside class=\"side\"><dl class=\"facts\">\n");
    fact(out, tr("状态"), tr(act_state_zh[o->state]));
    str_printf(out, "<dt>%s</dt><dd>", tr("颜色"));
    put_color(out, order_color(o, p->view.ref, p->view.now));
    str_puts(out, "</dd>\n");
    fact(out, tr("反馈截止"), day_text(o->due, buf));
    str_printf(out, "<dt>%s</dt><dd>%d</dd>\n", tr("轮次"), o->rounds);
    fact(out, tr("首次反馈"), on_time < 0 ? tr("未到期") : on_time ? tr("按时") : tr("逾期"));
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
    str_puts(out, "</dd></dl></aside>\n");
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
    if (read_acts(p->view.read, &(struct read_act_filter){.act = "cancel"}, a->seq, 1, p->view.arena, &next,
                  e))
        return -1;
    if (!next.n || next.v[0].seq != a->seq + 1 ||
        act_decode(next.v[0].body, strlen(next.v[0].body), p->view.ref, p->view.arena, &was, &rj) ||
        !was.doc_no || strcmp(was.doc_no, a->order) != 0)
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
    str_html(out, a->text ? a->text : "");
    if (a->reply_days)
        str_printf(out, tr_n(a->reply_days, "（%d个工作日内反馈）"), a->reply_days);
    str_puts(out, "</div>");
    int rc = put_transfer(p, out, a, e);
    str_puts(out, "</li>\n");
    return rc;
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
    html_note(out, tr("催办：写一条备注，单位会收到通知。"));
}

static int put_page(struct page *p, struct reply *out, const struct order_file *f, struct err *e)
{
    int rc = 0;
    struct str title = {0};
    struct doc *d = order_paper(&p->view, f, p->bulletin);
    str_puts(&title, tr("督办单 "));
    put_number(p, &title, f->row.o.order);
    html_begin(p, &out->body, str_text(&title), "/orders");
    str_puts(&out->body, "<div class=\"desk\">\n");
    put_side(p, &out->body, f);
    doc_html_body(&out->body, d, &(struct doc_options){0}, 2);
    str_puts(&out->body, "</div>\n");
    html_section(&out->body, "acts", tr("办理经过"));
    str_puts(&out->body, "<ol class=\"events\">\n");
    for (size_t i = 0; !rc && i < f->n_acts; i++)
        rc = put_act(p, &out->body, &f->acts[i].act, e);
    str_puts(&out->body, "</ol>\n");
    put_forms(p, &out->body, &f->row.o);
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

/* Which orders are proposed: ticked, they are issued or dropped many at a time, each as an act of its own.
 * What was found too late for a proposal stands below, one alert a row. */
#include <string.h>

#include "codec/objects.h"
#include "reports/draft_order.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/proposed.h"
#include "reports/web/act_form.h"
#include "reports/web/asked.h"
#include "reports/web/html.h"

/* Proposals are the bureau's affair: a unit sees its alerts, and its orders when they are issued. */
static int ask(struct page *p, struct proposed *out, struct err *e)
{
    static const char *const names[] = {NULL};
    *out = (struct proposed){0};
    if (p->view.viewer.role != ROLE_BUREAU && p->view.viewer.role != ROLE_AUDITOR) {
        err_usage(e, tr("督办建议由审批局查看。"));
        return 403;
    }
    return request_only(p->rq, names, e) || proposed_read(&p->view, out, e) ? page_failed(e) : 0;
}

static void put_tick(struct page *p, struct str *out, const struct candidate *c, size_t n)
{
    struct act_topic t = ACT_TOPIC_NONE;
    struct act_alert *named = arena_alloc(p->view.arena, n * sizeof *named);
    for (size_t i = 0; i < n; i++)
        named[i] = (struct act_alert){.case_no = c[i].case_no,
                                      .subject = c[i].subject,
                                      .rule = c[i].rule,
                                      .source = c[i].source,
                                      .event_id = c[i].event_id};
    const struct act_alerts alerts = {named, (uint32_t)n};
    t.alerts = &alerts;
    t.region = c->region;
    t.dept = c->dept;
    str_puts(out, "<td>");
    switch (act_form_may(p, ACT_issue, &t)) {
    case ACT_MAY: act_form_tick(p, out, &t, tr("选")); break;
    case ACT_OWN_UNIT: str_puts(out, tr("回避")); break;
    default: break;
    }
    str_puts(out, "</td>");
}

static void put_alert(struct page *p, struct str *out, const struct candidate *c)
{
    html_link(out, html_case_href(p->view.arena, c->case_no), html_case_text(p->view.arena, c->case_no));
    str_printf(out, "<br>%d %s%s", rule_table[c->rule].no, tr(rule_table[c->rule].title), tr("，"));
    html_when(out, c->raised);
    str_puts(out, "<br>");
}

/* One order: its alerts are of one unit. */
static void put_row(struct page *p, struct str *out, const struct candidate *c, size_t n)
{
    struct str unit = {0};
    html_row(out);
    put_tick(p, out, c, n);
    str_puts(out, "<td>");
    html_level(out, (enum level)c->level);
    str_puts(out, "</td>");
    draft_order_unit(&unit, p->view.ref, c->region, c->dept);
    html_cell(out, str_text(&unit));
    str_puts(out, "<td>");
    for (size_t i = 0; i < n; i++)
        put_alert(p, out, &c[i]);
    str_puts(out, "</td>\n");
    str_release(&unit);
}

static const struct column columns[] = {
    {TR("选"), 't'}, {TR("级别"), 't'}, {TR("责任单位"), 't'}, {TR("红黄牌"), 't'}};

/* Only who may issue gets the form; a token has none, nor has the auditor. */
static bool may_issue(const struct page *p)
{
    return p->who && p->who->csrf && p->view.viewer.role == ROLE_BUREAU;
}

static void open_list(struct page *p, struct str *o, const char *caption)
{
    if (may_issue(p))
        act_form_many(p, o, "/proposals");
    html_table_of(o, caption, columns);
}

static void close_list(struct page *p, struct str *o)
{
    html_table_end(o);
    if (may_issue(p))
        act_form_many_end(p, o, p->view.ref->orders.reply_days);
}

enum { SHOWN = 50 }; /* at once: what is done with leaves the list */

static size_t shown(struct str *o, size_t n)
{
    if (n <= SHOWN)
        return n;
    str_puts(o, "<p class=\"note\">");
    str_printf(o, tr("只列出前 %d 份，处理后其余的会列出。"), SHOWN);
    str_puts(o, "</p>\n");
    return SHOWN;
}

static void put_proposals(struct page *p, struct str *o, const struct proposed *l)
{
    str_puts(o, "<p class=\"total\">");
    html_total(o, (int64_t)l->list.list.n, l->list.list.n, false, TR("份"));
    str_puts(o, tr("。红牌按办件和单位各一份，黄牌同一单位同一月份每满"));
    format_count(o, p->view.ref->orders.yellow_group);
    str_printf(o, "%s</p>\n", tr("张一份；已列入督办单或不予督办的不再提出。"));
    if (l->cut)
        html_note(o, tr("近期有红黄牌的办件太多，只看了前2000件；处理一部分后其余的会列出。"));
    if (!l->list.list.n) {
        html_note(o, tr("没有要督办的：近期的红黄牌都已处理，或者还没有凑满一份。"));
        return;
    }
    size_t n = shown(o, l->list.list.n);
    open_list(p, o, tr("督办建议"));
    for (size_t i = 0; i < n; i++)
        put_row(p, o, l->list.list.v[i].alerts, l->list.list.v[i].n);
    close_list(p, o);
}

static void put_late(struct page *p, struct str *o, const struct proposed *l)
{
    html_section(o, "late", tr("发现得晚的"));
    if (!l->late.n) {
        html_note(o, tr("没有。补录的事件使过去出现的红黄牌列在这里，不自动提出督办。"));
        return;
    }
    size_t n = shown(o, l->late.n);
    open_list(p, o, tr("发现得晚的红黄牌"));
    for (size_t i = 0; i < n; i++)
        put_row(p, o, &l->late.v[i], 1);
    close_list(p, o);
}

int page_proposals(struct page *p, struct reply *out, struct err *e)
{
    struct proposed l;
    struct str *o = &out->body;
    int status = ask(p, &l, e);
    if (!status) {
        html_begin(p, o, tr("督办建议"), "/orders");
        put_proposals(p, o, &l);
        put_late(p, o, &l);
        html_end(o);
    }
    proposed_release(&l);
    return status ? status : 200;
}

int api_proposals(struct page *p, struct reply *out, struct err *e)
{
    struct proposed l;
    int status = ask(p, &l, e);
    if (!status) {
        out->type = "application/json";
        str_printf(&out->body, "{\"total\":%d,\"items\":[", (int)l.list.list.n);
        for (size_t i = 0; i < l.list.list.n; i++) {
            object_key(&out->body, NULL);
            object_proposal(&out->body, &l.list.list.v[i], p->view.ref);
        }
        str_puts(&out->body, "],\"next\":null}\n");
    }
    proposed_release(&l);
    return status ? status : 200;
}

/* Which orders are proposed: ticked, they are issued or dropped many at a time, each as an act of its own.
 * What was found too late for a proposal stands below, one alert a row. */
#include <string.h>

#include "codec/objects.h"
#include "reports/format.h"
#include "reports/proposed.h"
#include "reports/web/act_form.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"

/* Proposals are the bureau's affair: a unit sees its alerts, and its orders when they are issued. */
static int ask(struct page *p, struct proposed *out, struct err *e)
{
    *out = (struct proposed){0};
    if (p->view.viewer.role != ROLE_BUREAU && p->view.viewer.role != ROLE_AUDITOR) {
        err_usage(e, tr("督办建议由审批局查看。"));
        return 403;
    }
    return proposed_read(&p->view, out, e) ? page_failed(e) : 0;
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
    switch (act_form_may(p, ACT_issue, &t)) {
    case ACT_MAY: act_form_tick(p, out, &t, tr("选")); break;
    case ACT_OWN_UNIT: str_printf(out, "%s ", tr("回避")); break;
    default: break;
    }
}

/* One order: its alerts are of one unit. */
struct row {
    const struct candidate *alerts;
    size_t n;
};

enum { LEVEL = 0 }; /* the column that has the tick */
static const struct list_column columns[] = {
    {"level", TR("级别"), LIST_OWN, true},       LIST_UNIT,
    {"alerts", TR("红黄牌"), LIST_OWN, false},   {"n", TR("红黄牌张数"), LIST_DATA, false},
    {"raised", TR("最早发生"), LIST_CODE, true},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void put_alert(struct page *p, struct str *out, const struct candidate *c)
{
    char buf[INSTANT_TEXT];
    html_link(out, html_case_href(p->view.arena, c->case_no), html_case_text(p->view.arena, c->case_no));
    str_printf(out, "<br>%d %s%s<time>%.16s</time><br>", rule_table[c->rule].no,
               tr(rule_table[c->rule].title), tr("，"), format_when(c->raised, buf));
}

static void put_own(const struct list *l, struct str *out, size_t column, const void *of)
{
    const struct row *row = of;
    if (column == LEVEL) {
        put_tick(l->page, out, row->alerts, row->n);
        html_level(out, (enum level)row->alerts->level);
        return;
    }
    for (size_t i = 0; i < row->n; i++)
        put_alert(l->page, out, &row->alerts[i]);
}

/* 26-0001 102 超承诺时限，2026-11-03 00:00；… */
static void fill_alerts(struct list *l, const struct row *row)
{
    struct str s = {0};
    char buf[INSTANT_TEXT];
    for (size_t i = 0; i < row->n; i++)
        str_printf(&s, "%s%s %d %s%s%.16s", i ? tr("；") : "", row->alerts[i].case_no,
                   rule_table[row->alerts[i].rule].no, tr(rule_table[row->alerts[i].rule].title), tr("，"),
                   format_when(row->alerts[i].raised, buf));
    list_text(l, str_text(&s));
    str_release(&s);
}

static void fill_row(struct list *l, const struct candidate *alerts, size_t n)
{
    const struct refdata *ref = l->page->view.ref;
    struct row *row = arena_alloc(l->page->view.arena, sizeof *row);
    instant first = alerts->raised;
    *row = (struct row){alerts, n};
    for (size_t i = 1; i < n; i++)
        first = alerts[i].raised < first ? alerts[i].raised : first;
    list_begin(l, NULL, row);
    list_word(l, tr(level_zh[alerts->level]), alerts->level);
    list_unit(l, ref->regions[alerts->region].code, ref->depts[alerts->dept].code);
    fill_alerts(l, row);
    doc_count(l->t, (int64_t)n);
    list_instant(l, first);
}

/* Only who may issue gets the form; a token has none, nor has the auditor. */
static bool may_issue(const struct page *p)
{
    return p->who && p->who->csrf && p->view.viewer.role == ROLE_BUREAU;
}

static void put_list(const struct list *l, struct str *o)
{
    bool form = may_issue(l->page);
    list_exports(l, o);
    if (form)
        act_form_many(l->page, o, "/proposals");
    list_rows(l, o);
    if (form)
        act_form_many_end(l->page, o, l->page->view.ref->orders.reply_days);
}

static void put_proposals(const struct list *l, struct str *o, const struct proposed *all)
{
    str_puts(o, "<p class=\"total\">");
    html_total(o, l->total, doc_rows(l->t), l->at > 1, TR("份"));
    str_puts(o, tr("。红牌按办件和单位各一份，黄牌同一单位同一月份每满"));
    format_count(o, l->page->view.ref->orders.yellow_group);
    str_printf(o, "%s</p>\n", tr("张一份；已列入督办单或不予督办的不再提出。"));
    if (all->cut)
        html_note(o, tr("近期有红黄牌的办件太多，只看了前2000件；处理一部分后其余的会列出。"));
    if (l->total)
        put_list(l, o);
    else
        html_note(o, tr("没有要督办的：近期的红黄牌都已处理，或者还没有凑满一份。"));
}

static void put_late(const struct list *l, struct str *o)
{
    html_section(o, "late", tr("发现得晚的红黄牌"));
    if (!l->total) {
        html_note(o, tr("没有。补录的事件使过去出现的红黄牌列在这里，不自动提出督办。"));
        return;
    }
    html_note(o, tr("补录或历史数据带出的过去的红黄牌，不自动提出督办，每行一张。"));
    if (l->total > LIST_PAGE) { /* what is done with leaves the list */
        str_puts(o, "<p class=\"note\">");
        str_printf(o, tr("只列出前 %d 份，处理后其余的会列出。"), LIST_PAGE);
        str_puts(o, "</p>\n");
    }
    if (may_issue(l->page))
        html_note(o, tr("这里勾选的用它下面的按钮办理，与上面的清单分开，一次只送出一张清单。"));
    put_list(l, o);
}

static void fill(struct list *list, struct list *late, const struct proposed *all)
{
    for (size_t i = 0; i < all->list.list.n; i++)
        fill_row(list, all->list.list.v[i].alerts, all->list.list.v[i].n);
    for (size_t i = 0; i < all->late.n; i++)
        fill_row(late, &all->late.v[i], 1);
    list->put = late->put = put_own;
    list_settle(list);
    list_settle(late);
}

static int answer(struct list *list, struct list *late, const struct proposed *all, struct reply *out,
                  struct err *e)
{
    struct str *o = &out->body;
    if (list->file)
        return list_file_of((struct list *[]){list, late, NULL}, out, e);
    html_begin(list->page, o, tr("督办建议"), "/orders");
    put_proposals(list, o, all);
    put_late(late, o);
    html_end(o);
    return 200;
}

int page_proposals(struct page *p, struct reply *out, struct err *e)
{
    struct proposed all = {0};
    struct list list = {0}, late = {0};
    int status = ask(p, &all, e);
    if (!status &&
        (list_open(&list, p, "/proposals", tr("督办建议"), columns, COLUMNS, "-level", e) ||
         list_open_part(&late, p, "/proposals", "late", tr("发现得晚的红黄牌"), columns, COLUMNS, e)))
        status = page_failed(e);
    if (!status) {
        fill(&list, &late, &all);
        status = answer(&list, &late, &all, out, e);
    }
    list_close(&list);
    list_close(&late);
    proposed_release(&all);
    return status;
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

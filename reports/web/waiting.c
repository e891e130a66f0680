#include "reports/web/waiting.h"

#include <string.h>

#include "analyzer/self_reports.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/order_void.h"
#include "reports/proposed.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/orders.h"
#include "reports/web/say.h"
#include "store/read_acts.h"
#include "store/read_bulletin.h"
#include "store/read_bulletins.h"

enum {
    TASKS = 500, /* orders that are looked at, … */
    LISTED = 20, /* … and listed for a unit; the bureau sees as many as its sheet has */
    GONE = 200, /* … of which an alert is gone */
    SILENTS = 10 /* senders that are named */
};

/* Keeps those of which an alert is gone indeed. */
static int read_gone(struct waiting *w, const struct read_filter *f, struct err *e)
{
    const struct view *v = &w->p->view;
    const struct read_orders_filter doubted = {
        .region = f->region, .dept = f->dept, .open = true, .doubted = true};
    size_t n = 0;
    if (read_orders(v->read, &doubted, NULL, GONE, v->ref, v->arena, &w->gone, e))
        return -1;
    w->n_void = arena_zalloc(v->arena, (w->gone.n + 1) * sizeof *w->n_void);
    if (w->gone.n && order_void(v, &w->gone, w->n_void, e))
        return -1;
    for (size_t i = 0; i < w->gone.n; i++)
        if (w->n_void[i]) {
            w->gone.v[n] = w->gone.v[i];
            w->n_void[n++] = w->n_void[i];
        }
    w->gone.n = n;
    return 0;
}

/* Of each period the newest revision counts. */
static int read_papers(struct waiting *w, struct err *e)
{
    const struct view *v = &w->p->view;
    struct bulletin_rows rows;
    int64_t late;
    if (read_bulletins_waiting(v->read, &w->freeze, &late, e) ||
        read_bulletins(v->read, NULL, v->arena, &rows, e))
        return -1;
    for (size_t i = 0; i < rows.n; i++)
        if (i + 1 == rows.n || strcmp(rows.v[i].period, rows.v[i + 1].period) != 0)
            w->publish += !rows.v[i].published;
    return 0;
}

/* A month that has ended, from the first with figures on, is reported by every region with a league. */
static int read_unreported(struct waiting *w, struct err *e)
{
    const struct view *v = &w->p->view;
    int32_t region = v->viewer.role == ROLE_REGION ? refdata_region(v->ref, v->viewer.own) : -1;
    month last = view_month(v) - 1;
    struct read_self_reports rows;
    if (region < 0 || v->ref->regions[region].league == LEAGUE_NONE)
        return 0;
    if (read_self_reports(v->read, last, v->now, v->arena, &rows, e))
        return -1;
    for (size_t i = 0; i < rows.n; i++)
        if (!strcmp(rows.v[i].region, v->viewer.own))
            return 0;
    return read_reportable(v->read, last, v->arena, &w->unreported, e);
}

static void put_unreported(const struct waiting *w, struct str *out)
{
    const struct view *v = &w->p->view;
    month last = view_month(v) - 1;
    instant over = self_reports_over(v->ref, last);
    char buf[DAY_TEXT];
    struct str name = {0};
    say_month(&name, last);
    str_printf(out, "<ul class=\"waiting\"><li><strong>%s</strong></li><li>", tr("每月报送"));
    str_printf(out, tr("%s还没有报，截止 %s"), str_text(&name), day_text(instant_day(over) - 1, buf));
    str_puts(out, over <= v->now ? tr("，已过期") : "");
    str_putc(out, ' ');
    html_link(out, "/reports/new", tr("填报"));
    str_puts(out, "</li></ul>\n");
    str_release(&name);
}

int waiting_read(struct waiting *w, struct page *p, const struct read_filter *f, struct err *e)
{
    const struct view *v = &p->view;
    instant recent = day_start(instant_day(v->now) - v->ref->orders.propose_days + 1);
    *w = (struct waiting){.p = p};
    w->bureau = v->viewer.role == ROLE_BUREAU || v->viewer.role == ROLE_AUDITOR;
    if (read_tasks(v->read, f, TASKS, v->arena, &w->tasks, e) || read_unreported(w, e))
        return -1;
    return w->bureau && (read_waiting(v->read, recent, v->ref->orders.yellow_group, PROPOSED_CASES,
                                      &w->counts, e) ||
                         read_silents(v->read, f, SILENTS, v->arena, &w->silents, e) || read_gone(w, f, e) ||
                         read_papers(w, e))
               ? -1
               : 0;
}

/* 待审的督办反馈 3 份, leading there; `more`: not all were counted */
static void put_some(struct str *out, const char *what, int64_t n, bool more, const char *href,
                     const char *unit)
{
    struct str text = {0};
    if (!n)
        return;
    str_printf(out, "<li>%s ", what);
    str_puts(&text, more ? tr("至少 ") : "");
    format_count(&text, n);
    str_printf(&text, " %s", tr_n(n, unit));
    html_link(out, href, str_text(&text));
    str_puts(out, "</li>");
    str_release(&text);
}

static void put_count(struct str *out, const char *what, int64_t n, const char *href, const char *unit)
{
    put_some(out, what, n, false, href, unit);
}

/* 久未收到数据：zwfw（最后一条 2026-11-25 14:00） */
static void put_silents(const struct waiting *w, struct str *out)
{
    const struct refdata *ref = w->p->view.ref;
    char buf[INSTANT_TEXT];
    for (size_t i = 0; i < w->silents.n; i++) {
        const struct read_silent *s = &w->silents.v[i];
        if (!i)
            str_puts(out, "<li>");
        if (!i)
            html_link(out, "/system", tr("久未收到数据"));
        str_puts(out, i ? tr("、") : tr("："));
        str_html(out, *s->source ? s->source
                      : *s->dept ? names_dept(ref, s->dept)
                                 : names_region(ref, s->region));
        str_printf(out, tr("（最后一条 %.16s）"), format_when(s->last, buf));
    }
    str_puts(out, w->silents.n ? "</li>" : "");
}

void waiting_counts(const struct waiting *w, struct str *out)
{
    const struct read_waiting *c = &w->counts;
    if (w->unreported)
        put_unreported(w, out);
    if (!w->bureau)
        return;
    str_printf(out, "<ul class=\"waiting\"><li><strong>%s</strong></li>", tr("市局待处理"));
    if (!c->proposed && !c->replied && !c->appeals && !c->interviews && !w->silents.n && !w->gone.n &&
        !w->freeze && !w->publish)
        str_printf(out, "<li>%s</li>", tr("没有待督办、待审、待裁定、待约谈、待定稿的"));
    put_count(out, tr("所列预警已不成立的督办单"), (int64_t)w->gone.n, "/today#orders", TR("份督办"));
    put_some(out, tr("待签发的督办建议"), c->proposed, c->cases > PROPOSED_CASES, "/proposals", TR("份"));
    put_count(out, tr("待审的督办"), c->replied, "/orders?state=replied", TR("份反馈"));
    put_count(out, tr("待裁定的申诉"), c->appeals, "/appeals", TR("件"));
    put_count(out, tr("待约谈、待审整改的末位"), c->interviews, "/interviews", TR("个"));
    put_count(out, tr("待定稿的通报"), w->freeze, "/bulletins", TR("期"));
    put_count(out, tr("待印发的通报"), w->publish, "/bulletins", TR("期"));
    put_silents(w, out);
    str_puts(out, "</ul>\n");
}

static bool is_gone(const struct waiting *w, const char *order)
{
    for (size_t i = 0; i < w->gone.n; i++)
        if (!strcmp(w->gone.v[i].o.order, order))
            return true;
    return false;
}

size_t waiting_n_orders(const struct waiting *w)
{
    size_t n = w->gone.n;
    for (size_t i = 0; i < w->tasks.n; i++)
        n += !is_gone(w, w->tasks.v[i].order);
    return n;
}

static const struct list_column columns[] = {
    {"number", TR("督办单"), LIST_TEXT, false}, LIST_UNIT_PLAIN,
    {"todo", TR("要做什么"), LIST_CODE, false}, {"state", TR("状态"), LIST_CODE, false},
    {"due", TR("反馈截止"), LIST_OWN, false},   {"void", TR("已不成立"), LIST_DATA, false},
    {"order", TR("编号"), LIST_DATA, false},
};

/* What waits of one order: of those whose alerts are gone, how many of them are. */
struct waiting_order {
    struct read_task task;
    uint32_t n_void;
};

static void put_due(const struct list *l, struct str *out, size_t column, const void *of)
{
    const struct waiting_order *o = of;
    char due[DAY_TEXT];
    (void)column;
    str_printf(out, "<time>%s</time>", day_text(o->task.due, due));
    if (o->task.due < instant_day(l->page->view.now) &&
        strcmp(o->task.state, act_state_word[IS_replied]) != 0)
        str_printf(out, " <strong>%s</strong>", tr("已过期"));
}

static void fill_todo(struct list *l, const struct waiting_order *o)
{
    struct str s = {0};
    if (o->n_void)
        str_printf(&s, tr("所列预警有 %u 条已不成立，看是否撤销"), o->n_void);
    else
        str_puts(&s, strcmp(o->task.state, "issued") ? tr("反馈") : tr("签收、反馈"));
    list_text(l, str_text(&s));
    str_release(&s);
}

static void fill_order(struct list *l, const struct read_task *k, uint32_t n_void)
{
    struct waiting_order *o = arena_alloc(l->page->view.arena, sizeof *o);
    int state = lists_find(act_state_word, ACT_STATES, k->state);
    struct str number = {0};
    *o = (struct waiting_order){*k, n_void};
    order_settings_number(&number, &l->page->view.ref->orders, k->order);
    list_begin(l, NULL, o);
    list_text(l, str_text(&number));
    doc_link(l->doc, l->t, orders_href(l->page->view.arena, k->order));
    list_unit(l, k->region, k->dept);
    fill_todo(l, o);
    list_text(l, state < 0 ? k->state : tr(act_state_zh[state]));
    list_day(l, k->due);
    doc_count(l->t, n_void);
    list_text(l, k->order);
    str_release(&number);
}

static void fill_gone(struct list *l, const struct waiting *w, size_t i)
{
    const struct order *o = &w->gone.v[i].o;
    const struct refdata *ref = w->p->view.ref;
    const struct read_task k = {.order = o->order,
                                .region = ref->regions[o->region].code,
                                .dept = ref->depts[o->dept].code,
                                .state = act_state_word[o->state],
                                .due = o->due};
    fill_order(l, &k, w->n_void[i]);
}

static int fill_orders(void *of, struct list *l, struct err *e)
{
    const struct waiting *w = of;
    (void)e;
    l->put = put_due;
    l->rows = w->bureau ? WAITING_SHEET : LISTED;
    l->printed = WAITING_SHEET;
    for (size_t i = 0; i < w->gone.n; i++)
        fill_gone(l, w, i);
    for (size_t i = 0; i < w->tasks.n; i++)
        if (!is_gone(w, w->tasks.v[i].order))
            fill_order(l, &w->tasks.v[i], 0);
    return 0;
}

static const struct part tables[] = {
    PART("orders", TR("督办单，所列预警已不成立的在前，其次先到期的"), columns, fill_orders)};

static struct parts parts_of(struct waiting *w)
{
    return (struct parts){.page = w->p, .path = "/today", .part = tables, .n = 1, .data = w};
}

/* 另有 11 份，见全部未了结的督办单 */
static void put_further(const struct waiting *w, struct str *out, size_t n)
{
    str_puts(out, "<p class=\"more\">");
    str_printf(out, tr_n((int64_t)n, "另有 %zu 份"), n);
    str_puts(out, w->tasks.n == TASKS ? tr("以上") : "");
    str_puts(out, tr("，见"));
    html_link(out, "/orders?open=1", tr("全部未了结的督办单"));
    str_puts(out, "</p>\n");
}

int waiting_orders(struct waiting *w, struct str *out, struct err *e)
{
    const struct parts parts = parts_of(w);
    size_t n = waiting_n_orders(w), printed = WAITING_SHEET, shown = w->bureau ? printed : LISTED;
    if (!n)
        return 0;
    html_section(out, "orders",
                 !w->bureau ? tr("要签收、反馈的督办")
                 : w->gone.n ? tr("要看的督办：预警已不成立的，各单位待签收、待反馈的")
                             : tr("各单位待签收、待反馈的督办"));
    if (parts_table(&parts, "orders", out, NULL, e))
        return -1;
    if (n > shown)
        put_further(w, out, n - shown);
    if (n > printed && shown <= printed) {
        str_puts(out, "<p class=\"paperonly\">");
        str_printf(out, tr("另有 %zu 份督办单未印出。"), n - printed);
        str_puts(out, "</p>\n");
    }
    return 0;
}

int waiting_file(struct waiting *w, struct reply *out, struct err *e)
{
    const struct parts parts = parts_of(w);
    return parts_file(&parts, out, e);
}

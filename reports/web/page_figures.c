/* 运行情况: a unit's month and what it is made of: the city by regions, a region by departments, a department
 * by items; an item's cases are the list of cases. */
#include <stdlib.h>
#include <string.h>

#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/asked.h"
#include "reports/web/html.h"
#include "reports/web/list.h"
#include "reports/web/trend.h"
#include "reports/wording.h"

enum { ROWS = 30 }; /* each has eight links: more would make the page heavy */

struct unit_page {
    struct page *p;
    struct trend trend;
    enum by by; /* of which kind the parts are; BY_ALL: it has none */
    struct unit_parts parts;
    struct list l, months;
};

static const struct list_column columns[] = {
    {"name", TR("名称"), LIST_TEXT, true},
    {"code", TR("代码"), LIST_DATA, false},
    {"on_time_rate", TR("按时办结率"), LIST_FIGURE, true},
    {"on_time", TR("按时办结"), LIST_DATA, false},
    {"on_time_of", TR("应按时办结"), LIST_DATA, false},
    {"missed", TR("未按时"), LIST_FIGURE, true},
    {"accepted", TR("受理"), LIST_FIGURE, true},
    {"completed", TR("办结"), LIST_FIGURE, true},
    {"open_end", TR("在办"), LIST_FIGURE, true},
    {"overdue_open", TR("超期在办"), LIST_FIGURE, true},
    {"done_once_rate", TR("一次办好率"), LIST_FIGURE, true},
    {"done_once", TR("一次办好"), LIST_DATA, false},
    {"once_known", TR("一次办好可判"), LIST_DATA, false},
    {"n_yellow", TR("黄牌|▲ 张"), LIST_FIGURE, true},
    {"n_red", TR("红牌|■ 张"), LIST_FIGURE, true},
};

static const char *name_of(const struct unit_page *u, const char *code)
{
    const struct refdata *ref = u->p->view.ref;
    return u->by == BY_REGION ? tr(names_region_row(ref, refdata_region(ref, code)))
           : u->by == BY_DEPT ? names_dept(ref, code)
                              : names_item(ref, code);
}

static struct read_scope part_scope(const struct unit_page *u, const char *code)
{
    struct read_scope s = u->trend.scope;
    *(u->by == BY_REGION ? &s.region : u->by == BY_DEPT ? &s.dept : &s.item) = code;
    return s;
}

static void count(struct unit_page *u, int64_t n, const char *href)
{
    doc_count(u->l.t, n);
    if (n)
        doc_link(u->l.doc, u->l.t, href);
}

static void counted(struct unit_page *u, const struct read_scope *s, const struct counters *c, enum counter k)
{
    count(u, c->c[k], trend_cases(u->p, s, u->trend.month, counter_name[k], false));
}

static void cards(struct unit_page *u, const struct read_scope *s, const struct counters *c, enum counter k,
                  enum level level)
{
    count(u, c->c[k], trend_cards(u->p, s, u->trend.month, level, false));
}

static void rate(struct unit_page *u, const struct counters *c, enum rate k)
{
    struct rate_value r = rate_of(c, k);
    doc_rate(u->l.t, r.num, r.den);
}

static void fill_part(struct unit_page *u, const struct unit_part *part)
{
    struct list *l = &u->l;
    struct read_scope s = part_scope(u, part->code);
    const struct counters *c = &part->c;
    struct rate_value on_time = rate_of(c, RATE_on_time_rate);
    doc_text(l->doc, l->t, name_of(u, part->code));
    doc_link(l->doc, l->t, trend_unit(u->p, &s, u->trend.month));
    doc_text(l->doc, l->t, part->code);
    rate(u, c, RATE_on_time_rate);
    doc_count(l->t, on_time.num);
    doc_count(l->t, on_time.den);
    count(u, on_time.den - on_time.num,
          trend_cases(u->p, &s, u->trend.month, rate_name[RATE_on_time_rate], true));
    counted(u, &s, c, C_accepted);
    counted(u, &s, c, C_completed);
    counted(u, &s, c, C_open_end);
    count(u, c->c[C_overdue_open], trend_overdue(u->p, &s, u->trend.month));
    rate(u, c, RATE_done_once_rate);
    doc_count(l->t, c->c[C_done_once]);
    doc_count(l->t, c->c[C_once_known]);
    cards(u, &s, c, C_n_yellow, LEVEL_YELLOW);
    cards(u, &s, c, C_n_red, LEVEL_RED);
}

/* The part's value in the column that the list stands by. */
static int64_t sort_value(const struct unit_page *u, const struct unit_part *part)
{
    const char *key = columns[u->l.sort].key;
    struct rate_value on_time = rate_of(&part->c, RATE_on_time_rate);
    int counter = counter_find(key);
    if (!strcmp(key, "missed"))
        return on_time.den - on_time.num;
    if (counter >= 0)
        return part->c.c[counter];
    return !strcmp(key, "on_time_rate") ? on_time.bp : rate_of(&part->c, RATE_done_once_rate).bp;
}

/* In the list's order; those without a value last; where they are alike by code. */
static int as_listed(const void *a, const void *b, void *of)
{
    const struct unit_part *x = a, *y = b;
    const struct unit_page *u = of;
    int64_t v = 0, w = 0;
    int order = 0;
    if (!strcmp(columns[u->l.sort].key, "name"))
        order = strcmp(name_of(u, x->code), name_of(u, y->code));
    else {
        v = sort_value(u, x), w = sort_value(u, y);
        order = v < w ? -1 : v > w;
    }
    if (v != w && (v == BP_NULL || w == BP_NULL))
        return v == BP_NULL ? 1 : -1;
    return order ? (u->l.down ? -order : order) : strcmp(x->code, y->code);
}

static void fill(struct unit_page *u)
{
    size_t from = (size_t)list_offset(&u->l), limit = (size_t)list_limit(&u->l);
    if (request_get(u->p->rq, "sort"))
        qsort_r(u->parts.v, u->parts.n, sizeof *u->parts.v, as_listed, u);
    u->l.total = (int64_t)u->parts.n;
    for (size_t i = from; i < u->parts.n && i - from < limit; i++)
        fill_part(u, &u->parts.v[i]);
}

/* Who is a unit begins at its own figures, and sees of others what is published. */
static int take_scope(struct unit_page *u, struct err *e)
{
    const struct viewer *who = &u->p->view.viewer;
    struct read_scope *s = &u->trend.scope;
    bool region = who->role == ROLE_REGION, dept = who->role == ROLE_DEPARTMENT;
    if (!s->region && !s->dept && (region || dept))
        *(region ? &s->region : &s->dept) = who->own;
    bool own = !(region || dept) || (region && s->region && !strcmp(s->region, who->own)) ||
               (dept && s->dept && !strcmp(s->dept, who->own));
    u->by = s->item ? BY_ALL : s->dept ? BY_ITEM : s->region ? BY_DEPT : BY_REGION;
    return own ? 0 : page_unpublished(u->p, u->trend.month, e);
}

static int take_asked(struct unit_page *u, struct err *e)
{
    struct read_filter f;
    u->trend.month = view_month(&u->p->view);
    if (asked_cases(u->p, &f, e) || request_month(u->p->rq, "month", &u->trend.month, e) ||
        (u->trend.month > view_month(&u->p->view) && err_usage(e, tr("这个月份还没有开始"))))
        return page_failed(e);
    u->trend.scope = (struct read_scope){f.region, f.dept, f.item};
    return take_scope(u, e);
}

static int gather(struct unit_page *u, struct err *e)
{
    if (trend_read(&u->trend, e) || (u->by != BY_ALL && unit_parts_read(&u->p->view, &u->trend.scope, u->by,
                                                                        u->trend.month, &u->parts, e)))
        return -1;
    fill(u);
    return 0;
}

/* 兰陵县 · 自然资源局 · 建设用地规划许可 */
static const char *title_of(const struct unit_page *u)
{
    const struct refdata *ref = u->p->view.ref;
    const struct read_scope *s = &u->trend.scope;
    struct str t = {0};
    if (s->region)
        str_puts(&t, tr(names_region_row(ref, refdata_region(ref, s->region))));
    if (s->dept)
        str_printf(&t, "%s%s", t.len ? " · " : "", names_dept(ref, s->dept));
    if (s->item)
        str_printf(&t, "%s%s", t.len ? " · " : "", names_item(ref, s->item));
    str_puts(&t, t.len ? " " : tr("全市 "));
    say_month(&t, u->trend.month);
    str_puts(&t, tr("运行情况"));
    return str_keep(&t, u->p->view.arena);
}

/* The way back up: 全市 › 兰陵县 › 自然资源局 */
static void put_path(const struct unit_page *u, struct str *out)
{
    const struct refdata *ref = u->p->view.ref;
    const struct read_scope s = u->trend.scope;
    const struct viewer *who = &u->p->view.viewer;
    struct read_scope up = {0};
    if (!s.region && !s.dept)
        return;
    str_puts(out, "<p class=\"path\">");
    if (who->role == ROLE_BUREAU || who->role == ROLE_AUDITOR)
        html_link(out, trend_unit(u->p, &up, u->trend.month), tr("全市"));
    up.region = s.region;
    if (s.region && s.dept) {
        str_puts(out, " › ");
        html_link(out, trend_unit(u->p, &up, u->trend.month),
                  tr(names_region_row(ref, refdata_region(ref, s.region))));
    }
    up.dept = s.dept;
    if (s.dept && s.item) {
        str_puts(out, " › ");
        html_link(out, trend_unit(u->p, &up, u->trend.month), names_dept(ref, s.dept));
    }
    str_puts(out, "</p>\n");
}

static void put_ways(const struct unit_page *u, struct str *out)
{
    const struct read_scope *s = &u->trend.scope;
    struct arena *a = u->p->view.arena;
    str_puts(out, "<ul class=\"waiting\"><li>");
    html_link(out, html_href(a, "/cases", "region", s->region, "dept", s->dept, "item", s->item, NULL),
              tr("办件"));
    str_puts(out, "</li><li>");
    html_link(out, html_href(a, "/alerts", "region", s->region, "dept", s->dept, "item", s->item, NULL),
              tr("未消除的预警"));
    str_puts(out, "</li></ul>\n");
}

static void put_parts(struct unit_page *u, struct str *out)
{
    static const char *const title[BYS] = {
        [BY_REGION] = TR("各县区、开发区和市直"), [BY_DEPT] = TR("各部门"), [BY_ITEM] = TR("各事项")};
    if (u->by == BY_ALL)
        return;
    html_section(out, "parts", tr(title[u->by]));
    if (!u->parts.n) {
        html_note(out, tr("这个月没有数据。"));
        return;
    }
    html_note(out, tr("未按时的多的在前，点列名改变次序；点名称看它由什么组成，点数字看那些办件。"));
    list_exports(&u->l, out);
    list_rows(&u->l, out);
    html_terms(out, TR("受理"), TR("办结"), TR("按时办结率"), TR("一次办好率"), TR("一次办好可判"), TR("张"),
               TR("件次"), NULL);
}

static void put_page(struct unit_page *u, struct str *out)
{
    html_begin(u->p, out, title_of(u), "/");
    put_path(u, out);
    trend_tiles(&u->trend, out);
    put_ways(u, out);
    trend_table(&u->months, out);
    put_parts(u, out);
    html_end(out);
}

int page_figures(struct page *p, struct reply *out, struct err *e)
{
    struct unit_page u = {.p = p, .trend = {.p = p}};
    int status = take_asked(&u, e);
    if (status)
        return status;
    status = list_open(&u.l, p, "/figures", tr("由什么组成"), columns, sizeof columns / sizeof *columns,
                       "-missed", e);
    u.l.rows = ROWS;
    if (status || gather(&u, e) || trend_list(&u.trend, &u.months, e))
        status = page_failed(e);
    else if (u.l.file)
        status = list_file_of((struct list *[]){&u.l, &u.months, NULL}, out, e);
    else
        put_page(&u, &out->body), status = 200;
    list_close(&u.l);
    list_close(&u.months);
    return status;
}

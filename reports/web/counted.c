/* The cases behind a figure: /cases?counted=NAME&month=PERIOD, and the same of the API. */
#include <string.h>

#include "codec/objects.h"
#include "reports/counted.h"
#include "reports/filter.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/asked.h"
#include "reports/web/counted.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"

enum { LIMIT = 100, LIMIT_MAX = 500 };

static int asked_day(struct page *p, struct counted_filter *f, struct err *e)
{
    const char *said = request_get(p->rq, "day");
    day d;
    if (!said)
        return 0;
    if (!day_parse(said, strlen(said), &d))
        return err_usage(e, tr("参数 day 应是日期，如 2026-10-13"));
    if (request_get(p->rq, "month") || !counted_day(f, d))
        return err_usage(e, tr("参数 day 只用于 counted=accepted、completed，不与 month 同用"));
    return 0;
}

static int asked(struct page *p, struct counted_filter *f, struct err *e)
{
    static const char *const names[] = {"counted", "month", "day",   "missed", "region",
                                        "dept",    "item",  "limit", "cursor", NULL};
    static const char *const yes[] = {"1", NULL};
    const char *missed = NULL;
    struct read_filter units;
    *f = (struct counted_filter){
        .first = view_month(&p->view), .last = view_month(&p->view), .day = DAY_NONE};
    if (request_only(p->rq, names, e) || asked_cases(p, &units, e) ||
        request_period(p->rq, "month", &f->first, &f->last, e) ||
        request_word(p->rq, "missed", yes, &missed, e))
        return -1;
    if (!counted_name(request_get(p->rq, "counted"), f))
        return err_usage(e, tr("参数 counted 应是办件的一项计数或比率，如 completed、on_time_rate"));
    if (asked_day(p, f, e))
        return -1;
    if (missed && f->rate < 0)
        return err_usage(e, tr("参数 missed 只用于比率，如 counted=on_time_rate"));
    f->missed = missed;
    f->region = units.region;
    f->dept = units.dept;
    f->item = units.item;
    return 0;
}

int counted_not(const struct page *p, struct err *e)
{
    static const char *const names[] = {"month", "day", "missed"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (request_with(p->rq, names[i], "counted", e))
            return -1;
    return 0;
}

/* What the list is of: 兰陵县 2026年10月份 办结 */
static void put_title(struct page *p, struct str *out, const struct counted_filter *f)
{
    char buf[DAY_TEXT];
    if (f->region)
        str_printf(out, "%s ", tr(names_region_row(p->view.ref, refdata_region(p->view.ref, f->region))));
    if (f->dept)
        str_printf(out, "%s ", names_dept(p->view.ref, f->dept));
    if (f->item)
        str_printf(out, "%s ", names_item(p->view.ref, f->item));
    if (f->day != DAY_NONE)
        str_puts(out, day_text(f->day, buf));
    else
        say_period(out, f->first, f->last);
    str_printf(out, " %s", f->counter >= 0 ? tr(counter_zh[f->counter]) : tr(rate_zh[f->rate]));
    str_puts(out, f->missed ? tr("（未达到的）") : "");
}

static void put_total(struct page *p, struct str *out, const struct counted_filter *f,
                      const struct counted *c)
{
    str_puts(out, "<p class=\"total\">");
    str_printf(out, f->rate < 0 ? "" : f->missed ? tr("分母中未计入分子的") : tr("分母"));
    str_printf(out, "%s<strong id=\"total\">", tr("共 "));
    format_count(out, c->total);
    str_puts(out, "</strong>");
    if (f->rate >= 0 && !f->missed) {
        str_puts(out, tr("，分子 "));
        format_count(out, c->num);
    }
    str_puts(out, tr("，出自 "));
    format_count(out, c->n);
    str_printf(out, " %s", tr_n(c->n, "件办件"));
    if ((int64_t)c->shown < c->n && c->shown)
        str_printf(out, request_get(p->rq, "cursor") ? tr("，显示其后 %zu %s") : tr("，显示前 %zu %s"),
                   c->shown, tr_n((int64_t)c->shown, "件"));
    str_printf(out, "%s</p>\n", tr("。按编号排列。"));
}

static void put_row(struct page *p, struct str *out, const struct counted_filter *f,
                    const struct counted_row *r)
{
    int phase = names_phase(r->of.phase);
    html_row(out);
    html_head_code(out, html_case_text(p->view.arena, r->of.case_no),
                   html_case_href(p->view.arena, r->of.case_no));
    html_cell(out, names_item(p->view.ref, r->of.item));
    str_puts(out, "<td>");
    str_html(out, names_dept(p->view.ref, r->of.dept));
    str_puts(out, "<small>");
    str_html(out, names_region(p->view.ref, r->of.region));
    str_puts(out, "</small></td>");
    html_code_cell(out, phase < 0 ? r->of.phase : tr(phase_zh[phase]));
    if (f->rate >= 0)
        html_count_cell(out, r->den, NULL);
    html_count_cell(out, r->num, NULL);
    str_putc(out, '\n');
}

static void put_rows(struct page *p, struct str *out, const struct counted_filter *f, const struct counted *c)
{
    const struct column columns[] = {{TR("办件编号"), 't'}, {TR("事项"), 't'}, {TR("承办单位"), 't'},
                                     {TR("阶段"), 't'},     {TR("分母"), 'n'}, {TR("分子"), 'n'}},
                        plain[] = {{TR("办件编号"), 't'},
                                   {TR("事项"), 't'},
                                   {TR("承办单位"), 't'},
                                   {TR("阶段"), 't'},
                                   {TR("计入"), 'n'}};
    if (f->rate >= 0)
        html_table_of(out, tr("办件"), columns);
    else
        html_table_of(out, tr("办件"), plain);
    for (size_t i = 0; i < c->shown; i++)
        put_row(p, out, f, &c->v[i]);
    html_table_end(out);
    if (!c->n)
        html_note(out, tr("没有这样的办件。"));
    if (!c->more)
        return;
    struct str href = {0};
    str_puts(&href, "/cases");
    request_query_with(&href, p->rq, "cursor", c->v[c->shown - 1].of.case_no);
    html_more(out, str_text(&href));
    str_release(&href);
}

static const struct list_column columns[] = {LIST_CASE,
                                             LIST_ITEM,
                                             LIST_UNIT,
                                             {"phase", TR("阶段"), LIST_TEXT, false},
                                             {"den", TR("分母"), LIST_FIGURE, false},
                                             {"num", TR("分子"), LIST_FIGURE, false}};

static int put_file(struct list *l, struct reply *out, const struct counted_filter *f,
                    const struct counted *c, struct err *e)
{
    for (size_t i = 0; i < c->shown; i++) {
        const struct counted_row *r = &c->v[i];
        int phase = names_phase(r->of.phase);
        list_case(l, r->of.case_no);
        list_item(l, r->of.item);
        list_unit(l, r->of.region, r->of.dept);
        list_text(l, phase < 0 ? r->of.phase : tr(phase_zh[phase]));
        if (f->rate >= 0)
            doc_count(l->t, r->den);
        else
            doc_null(l->t);
        doc_count(l->t, r->num);
    }
    l->total = c->n;
    return list_file(l, out, e);
}

static void put_page(struct list *l, struct str *out, const struct counted_filter *f, const struct counted *c)
{
    struct str title = {0};
    put_title(l->page, &title, f);
    html_begin(l->page, out, str_text(&title), "/cases");
    put_total(l->page, out, f, c);
    if (c->n)
        list_exports(l, out);
    put_rows(l->page, out, f, c);
    html_end(out);
    str_release(&title);
}

int counted_page(struct page *p, struct reply *out, struct err *e)
{
    struct counted_filter f;
    struct counted c;
    struct list l = {0};
    int status = 200;
    if (asked(p, &f, e) ||
        list_open(&l, p, "/cases", tr("办件"), columns, sizeof columns / sizeof *columns, "case_no", e) ||
        counted_read(&p->view, &f, l.file ? NULL : request_get(p->rq, "cursor"), (size_t)list_limit(&l), &c,
                     e))
        status = page_failed(e);
    else if (l.file)
        status = put_file(&l, out, &f, &c, e);
    else
        put_page(&l, &out->body, &f, &c);
    list_close(&l);
    return status;
}

static void put_object(struct str *out, const struct counted_filter *f, const struct counted_row *r)
{
    const char *const pair[][2] = {{"case_no", r->of.case_no},
                                   {"item", r->of.item},
                                   {"region", r->of.region},
                                   {"dept", r->of.dept},
                                   {"phase", r->of.phase}};
    object_key(out, NULL);
    str_putc(out, '{');
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        object_key(out, pair[i][0]);
        str_json(out, pair[i][1]);
    }
    if (f->rate >= 0)
        str_printf(out, ",\"num\":%lld,\"den\":%lld}", (long long)r->num, (long long)r->den);
    else
        str_printf(out, ",\"value\":%lld}", (long long)r->num);
}

int counted_api(struct page *p, struct reply *out, struct err *e)
{
    struct counted_filter f;
    struct counted c;
    int64_t limit = LIMIT;
    if (asked(p, &f, e) || request_int(p->rq, "limit", 1, LIMIT_MAX, &limit, e) ||
        counted_read(&p->view, &f, request_get(p->rq, "cursor"), (size_t)limit, &c, e))
        return page_failed(e);
    out->type = "application/json";
    str_printf(&out->body, "{\"total\":%lld,\"cases\":%lld,\"items\":[", (long long)c.total, (long long)c.n);
    for (size_t i = 0; i < c.shown; i++)
        put_object(&out->body, &f, &c.v[i]);
    str_puts(&out->body, "],\"next\":");
    str_json(&out->body, c.more ? c.v[c.shown - 1].of.case_no : NULL);
    str_puts(&out->body, "}\n");
    return 200;
}

/* Self-reports of a month beside the system's figures: what differs, is missing or late. */
#include <string.h>

#include "reports/format.h"
#include "reports/names.h"
#include "reports/reported.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"

enum { PAST = 3, ROWS = 300 };

struct reports_page {
    struct page *p;
    month month;
    struct reported past[PAST]; /* the month, and those before it */
    struct list l;
};

static const struct list_column columns[] = {
    {"unit", TR("单位"), LIST_TEXT, true},
    {"counter", TR("指标"), LIST_TEXT, true},
    {"reported", TR("报送数"), LIST_FIGURE, true},
    {"system", TR("系统数"), LIST_FIGURE, true},
    {"verdict", TR("判定"), LIST_CODE, true},
    {"sent", TR("报送"), LIST_CODE, true},
    {"differences", TR("报送减系统|近三个月"), LIST_CODE, false},
    {"unit_code", TR("单位代码"), LIST_DATA, false},
    {"counter_name", TR("指标代码"), LIST_DATA, false},
};

/* The difference of one region's counter in a month: — where it was not reported. */
static void put_difference(struct str *out, const struct reported *r, int32_t region, const char *counter)
{
    for (size_t i = 0; i < r->rows.n; i++) {
        const struct draft_report *d = &r->rows.v[i];
        if (d->region != region || !d->counter || strcmp(d->counter, counter) != 0)
            continue;
        str_puts(out, d->reported > d->system ? "↑+" : d->reported < d->system ? "↓" : "");
        format_count(out, d->reported - d->system);
        return;
    }
    str_puts(out, "—");
}

static void fill_differences(struct reports_page *r, const struct draft_report *d)
{
    struct str trend = {0};
    for (int k = PAST - 1; d->counter && k >= 0; k--) {
        str_puts(&trend, k < PAST - 1 ? tr("，") : "");
        put_difference(&trend, &r->past[k], d->region, d->counter);
    }
    list_text(&r->l, str_text(&trend));
    str_release(&trend);
}

static void fill_row(struct reports_page *r, const struct draft_report *d)
{
    struct list *l = &r->l;
    const struct region *region = &r->p->view.ref->regions[d->region];
    list_word(l, region->name, d->region);
    list_word(l, d->counter ? tr(counter_zh[counter_find(d->counter)]) : tr("全部"),
              d->counter ? counter_find(d->counter) : -1);
    if (d->counter) {
        doc_count(l->t, d->reported);
        doc_count(l->t, d->system);
    } else {
        doc_null(l->t);
        doc_null(l->t);
    }
    list_word(l, tr(self_verdict_zh[d->verdict]), d->verdict);
    list_text(l, d->late ? d->counter ? tr("迟报") : tr("未报") : tr("按时"));
    fill_differences(r, d);
    list_text(l, region->code);
    list_text(l, d->counter);
}

static void fill(struct reports_page *r)
{
    const struct reported *now = &r->past[0];
    for (size_t i = 0; i < now->rows.n; i++)
        if (now->rows.v[i].verdict != SELF_AGREE)
            fill_row(r, &now->rows.v[i]);
    list_settle(&r->l);
}

static void put_summary(const struct reports_page *r, struct str *o)
{
    const struct page *p = r->p;
    int n[SELF_VERDICTS] = {0};
    char buf[DAY_TEXT];
    for (size_t i = 0; i < r->past[0].rows.n; i++)
        n[r->past[0].rows.v[i].verdict]++;
    str_puts(o, "<p>");
    str_printf(o, tr("一致 %d 项，需说明 %d 项，严重不符 %d 项，未报 %d 个单位。"), n[SELF_AGREE],
               n[SELF_EXPLAIN], n[SELF_CONFLICT], n[SELF_MISSING]);
    html_link(o, html_href(p->view.arena, "/reports", "month", month_text(r->month - 1, buf), NULL),
              tr("上一月"));
    if (p->view.viewer.role == ROLE_REGION || p->view.viewer.role == ROLE_BUREAU) {
        str_putc(o, ' ');
        html_link(o, html_href(p->view.arena, "/reports/new", "month", month_text(r->month, buf), NULL),
                  tr("填报"));
    }
    str_puts(o, "</p>\n");
}

static int put_page(void *of, struct str *o, struct err *e)
{
    struct reports_page *r = of;
    struct str title = {0};
    (void)e;
    say_month(&title, r->month);
    str_puts(&title, tr("每月报送核对"));
    html_begin(r->p, o, str_text(&title), "/reports");
    str_release(&title);
    if (r->p->view.viewer.role == ROLE_DEPARTMENT) { /* who does not report is shown no figures of nothing */
        html_note(o, tr("每月报送由县区、开发区的账号在页面上填，市审批局可以代填。"));
        html_end(o);
        return 0;
    }
    put_summary(r, o);
    if (r->l.total)
        list_exports(&r->l, o);
    else
        html_note(o, r->past[0].rows.n ? tr("报送数与系统数全部一致。") : tr("这个月没有应核对的报送。"));
    list_rows(&r->l, o);
    html_note(
        o,
        tr("相差不超过1%为一致，超过10%为严重不符，其余需说明（系统数少于500时按500计）。每月报送应在次月第3个"
           "工作日之前。"));
    html_end(o);
    return 0;
}

static int gather(struct reports_page *r, struct err *e)
{
    static const char *const names[] = {"month", "sort", "page", NULL};
    int rc = request_only(r->p->rq, names, e) || request_month(r->p->rq, "month", &r->month, e);
    for (int k = 0; !rc && k < PAST; k++)
        rc = reported_month(&r->p->view, r->month - k, &r->past[k], e);
    return rc;
}

int page_reports(struct page *p, struct reply *out, struct err *e)
{
    struct reports_page r = {.p = p, .month = view_month(&p->view) - 1};
    int rc = list_open(&r.l, p, "/reports", tr("不一致、未报和迟报"), columns,
                       sizeof columns / sizeof *columns, NULL, e) ||
             gather(&r, e);
    r.l.rows = ROWS;
    if (!rc)
        fill(&r);
    int status = list_answer(&r.l, rc ? page_failed(e) : 200, put_page, &r, out, e);
    for (int k = 0; k < PAST; k++)
        reported_release(&r.past[k]);
    return status;
}

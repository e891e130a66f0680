#include <string.h>

#include "reports/web/bulletin_parts.h"
#include "reports/filter.h"
#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/names.h"

/* The bulletin of the month in an address: 200, or the status of its failure (404: there is none). */
static int read_charts(struct page *p, const char *text, size_t n, struct bulletin *b, struct err *e)
{
    month m;
    int there = month_parse(text, n, &m) && month_possible(m) ? bulletin_exists(&p->view, m, e) : 0;
    if (there <= 0)
        return there ? page_failed(e) : page_missing(e, "没有这个月份的通报。");
    view_period(&p->view, m, m);
    return bulletin_read_charts(&p->view, b, e) ? page_failed(e) : 200;
}

static void put_chart_cells(struct str *out, const struct chart *c, const struct chart_row *row)
{
    for (int k = 0; k < c->n_series; k++) {
        str_puts(out, "<td class=\"n\">");
        if (c->scale)
            format_rate(out, row->null >> k & 1 ? BP_NULL : (int32_t)row->v[k]);
        else
            format_count(out, row->v[k]);
        str_puts(out, "</td>");
    }
}

static void put_chart_table(struct str *out, const struct chart *c, const char *title)
{
    struct column columns[1 + CHART_SERIES] = {{c->form == CHART_LINES ? "时间" : "单位", 't'}};
    for (int k = 0; k < c->n_series; k++)
        columns[1 + k] = (struct column){c->series[k], 'n'};
    str_puts(out, "<details><summary>图中数据</summary>");
    html_table(out, title, columns, (size_t)(1 + c->n_series));
    for (size_t i = 0; i < c->n; i++) {
        html_row(out);
        html_head_cell(out, c->row[i].label, NULL);
        put_chart_cells(out, c, &c->row[i]);
    }
    html_table_end(out);
    str_puts(out, "</details>");
}

/* drawn here already, so that a picture that cannot be had is said instead of linked */
static void put_figure(struct page *p, struct str *out, const struct bulletin *b,
                       const struct bulletin_chart *k)
{
    struct str script = {0}, title = {0}, svg = {0};
    struct chart c = {0};
    struct err e;
    char m[DAY_TEXT];
    k->fill(&p->view, b, &c);
    chart_script(&script, &c);
    bulletin_chart_title(&title, b, k);
    str_puts(out, "<figure>");
    if (!gnuplot_svg(p->gnuplot, &script, str_text(&title), (long)(p->view.now / SECOND), &svg, &e))
        str_printf(out,
                   "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s（图）\"><img "
                   "src=\"/charts/%s/%s.svg\" "
                   "alt=\"%s，数据见下方表格\"></div>",
                   str_text(&title), month_text(b->month, m), k->name, str_text(&title));
    else
        str_puts(out, "<p class=\"missing\">图暂缺，数据见下表。</p>");
    str_printf(out, "<figcaption>%s</figcaption>\n", str_text(&title));
    put_chart_table(out, &c, str_text(&title));
    str_puts(out, "</figure>\n");
    str_release(&script);
    str_release(&title);
    str_release(&svg);
}

int bulletin_parts_charts(struct page *p, struct str *out, struct err *e)
{
    struct bulletin b;
    if (bulletin_read_charts(&p->view, &b, e))
        return -1;
    str_puts(out, "<section>\n");
    html_section(out, "charts", "图");
    for (int i = 0; i < BULLETIN_CHARTS; i++)
        put_figure(p, out, &b, &bulletin_chart[i]);
    str_puts(out, "</section>\n");
    return 0;
}

int page_chart(struct page *p, struct reply *out, struct err *e)
{
    const char *slash = strchr(p->rq->arg, '/');
    const struct bulletin_chart *k = slash ? bulletin_chart_find(slash + 1) : NULL;
    struct bulletin b;
    if (!k)
        return page_missing(e, "没有这张图。");
    int status = read_charts(p, p->rq->arg, (size_t)(slash - p->rq->arg), &b, e);
    if (status != 200)
        return status;
    struct str script = {0}, title = {0};
    bulletin_script(&p->view, &b, k, &script, &title);
    int rc = gnuplot_svg(p->gnuplot, &script, str_text(&title), (long)(p->view.now / SECOND), &out->body, e);
    out->type = "image/svg+xml";
    str_release(&script);
    str_release(&title);
    return rc ? 500 : 200;
}

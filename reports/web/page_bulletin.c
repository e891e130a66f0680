/* Bulletins: the list of periods, one as a page, and its files. All of it is the document (reports/doc.h). */
#include <string.h>

#include "reports/bulletin_period.h"
#include "reports/doc_draw.h"
#include "reports/doc_html.h"
#include "reports/figures.h"
#include "reports/format.h"
#include "reports/web/bulletin_doc.h"
#include "reports/web/html.h"
#include "reports/wording.h"

static const struct doc_writer *const writers[] = {&doc_docx, &doc_pdf,  &doc_xlsx,
                                                   &doc_csv,  &doc_json, &doc_html};
static const char *const none[] = {NULL}, *const revision[] = {"revision", NULL},
                         *const one_table[] = {"revision", "table", NULL};
enum { WRITERS = sizeof writers / sizeof *writers };

static const char *path_of(struct page *p, month first, month last, const char *suffix)
{
    struct str path = {0};
    char buf[DAY_TEXT];
    str_printf(&path, "/bulletins/%s%s%s", period_text(first, last, buf), *suffix ? "." : "", suffix);
    const char *z = arena_strdup(p->view.arena, str_text(&path));
    str_release(&path);
    return z;
}

static void put_files(struct page *p, struct str *out, month first, month last, int most)
{
    for (int i = 0; i < most; i++) {
        struct str name = {0};
        for (const char *z = writers[i]->suffix; *z; z++)
            str_putc(&name, *z >= 'a' ? (char)(*z - 32) : *z);
        str_puts(out, i ? " " : "");
        html_link(out, path_of(p, first, last, writers[i]->suffix), str_text(&name));
        str_release(&name);
    }
}

static void put_period(struct page *p, struct str *out, const struct figures *f, month first, month last)
{
    struct str name = {0};
    struct counters c;
    figures_period(f, first, last, &c);
    wording_period_year(&name, first, last);
    html_row(out);
    html_head_cell(out, str_text(&name), path_of(p, first, last, ""));
    html_code_cell(out, last >= view_month(&p->view) ? "草稿（未结束）" : "草稿");
    html_count_cell(out, c.c[C_accepted], NULL);
    html_count_cell(out, c.c[C_completed], NULL);
    html_rate_cell(out, rate_of(&c, RATE_on_time_rate));
    html_count_cell(out, c.c[C_n_red], NULL);
    html_count_cell(out, c.c[C_n_yellow], NULL);
    str_puts(out, "<td class=\"w\">");
    put_files(p, out, first, last, 3);
    str_puts(out, "</td>\n");
    str_release(&name);
}

int page_bulletins(struct page *p, struct reply *out, struct err *e)
{
    static const struct column columns[] = {{"时期", 't'},      {"状态", 't'},       {"受理", 'n'},
                                            {"办结", 'n'},      {"按时办结率", 'n'}, {"红牌|■ 张", 'n'},
                                            {"黄牌|▲ 张", 'n'}, {"文件", 't'}};
    struct figures f;
    struct bulletin_periods there;
    if (request_only(p->rq, none, e) || bulletin_period_read(&p->view, &there, e) ||
        figures_read(&f, &p->view, BY_REGION, INT32_MIN, there.last, e))
        return page_failed(e);
    struct str *o = &out->body;
    html_begin(p, o, "通报", "/bulletins");
    for (int k = 0; k < BULLETIN_KINDS; k++) {
        int n = bulletin_kind_months[k];
        html_table_of(o, bulletin_kind_zh[k], columns);
        for (month m = bulletin_period_newest(&there, n); bulletin_period_there(&there, m, m + n - 1); m -= n)
            put_period(p, o, &f, m, m + n - 1);
        html_table_end(o);
    }
    html_terms(o, "按时办结率", "张", NULL);
    html_end(o);
    return 200;
}

static void put_fact(struct str *out, const char *name, const char *value)
{
    str_puts(out, "<dt>");
    str_html(out, name);
    str_puts(out, "</dt><dd>");
    str_html(out, value);
    str_puts(out, "</dd>\n");
}

/* The offset up to which each partition was read. */
static void put_cutoff(struct str *out, const struct doc *d)
{
    if (!d->cutoff.n)
        return;
    str_printf(out, "<details><summary>数据分区（%d 个）读到的位置</summary><ul>\n", (int)d->cutoff.n);
    for (size_t i = 0; i < d->cutoff.n; i++) {
        const struct doc_partition *c = &d->cutoff.v[i];
        str_puts(out, "<li>");
        str_html(out, c->topic);
        str_printf(out, " %d：", c->part);
        format_count(out, c->next);
        str_puts(out, "</li>\n");
    }
    str_puts(out, "</ul></details>\n");
}

static void put_neighbours(struct page *p, struct str *out, const struct bulletin_periods *there)
{
    month n = p->view.last - p->view.first + 1;
    static const char *const word[] = {"上一期", "下一期"};
    str_puts(out, "<p>");
    for (int k = 0; k < 2; k++) {
        month first = p->view.first + (k ? n : -n);
        if (!bulletin_period_there(there, first, first + n - 1))
            continue;
        html_link(out, path_of(p, first, first + n - 1, ""), word[k]);
        str_putc(out, ' ');
    }
    str_puts(out, "</p>\n");
}

/* What stands beside the paper: its state, as of when, up to where, and its files. */
static void put_side(struct page *p, struct str *out, const struct doc *d,
                     const struct bulletin_periods *there)
{
    char when[INSTANT_TEXT];
    bool running = p->view.last >= view_month(&p->view);
    str_puts(out, "<aside class=\"side\"><dl class=\"facts\">\n");
    put_fact(out, "状态", running ? "草稿（本期尚未结束，数字随数据变化）" : "草稿（定稿前数字随数据变化）");
    put_fact(out, "数据截至", format_when(d->as_of, when));
    str_puts(out, "<dt>文件</dt><dd>");
    put_files(p, out, p->view.first, p->view.last, WRITERS);
    str_puts(out, "</dd></dl>\n");
    put_cutoff(out, d);
    put_neighbours(p, out, there);
    str_puts(out, "</aside>\n");
}

/* Drawn here already, so that a picture that cannot be had is not linked; what was drawn is remembered. */
static void draw(struct page *p, const struct doc *d)
{
    struct err e;
    for (size_t i = 0; i < d->charts.n; i++)
        if (doc_draw_svg(d->charts.v[i], p->gnuplot, PLOT_LIGHT, (long)(p->view.now / SECOND),
                         &d->charts.v[i]->svg, &e))
            str_clear(&d->charts.v[i]->svg);
}

static int put_page(struct page *p, struct reply *out, const struct doc *d,
                    const struct bulletin_periods *there)
{
    struct str title = {0}, charts = {0};
    str_printf(&charts, "/charts/%s/", d->period);
    wording_period_year(&title, p->view.first, p->view.last);
    str_puts(&title, "通报");
    draw(p, d);
    html_begin(p, &out->body, str_text(&title), "/bulletins");
    str_puts(&out->body, "<div class=\"desk\">\n");
    put_side(p, &out->body, d, there);
    doc_html_body(&out->body, d, &(struct doc_options){.charts = str_text(&charts)}, 2);
    str_puts(&out->body, "</div>\n");
    html_end(&out->body);
    str_release(&title);
    str_release(&charts);
    return 200;
}

static int put_file(struct page *p, struct reply *out, struct doc *d, const struct doc_writer *w,
                    struct err *e)
{
    const char *table = w == &doc_csv ? request_get(p->rq, "table") : NULL;
    if (table && !doc_find(d, table))
        return page_missing(e, "这份通报里没有这张表。");
    if (w == &doc_docx || w == &doc_pdf || w == &doc_html)
        doc_draw(d, p->gnuplot);
    out->type = w->mime;
    out->alone = w == &doc_html;
    return w->write(d, &(struct doc_options){.table = table}, &out->body, e) ? 500 : 200;
}

static const struct doc_writer *writer_of(const char *suffix)
{
    for (int i = 0; i < WRITERS; i++)
        if (!strcmp(writers[i]->suffix, suffix))
            return writers[i];
    return NULL;
}

int page_bulletin(struct page *p, struct reply *out, struct err *e)
{
    const char *arg = p->rq->arg, *dot = strrchr(arg, '.');
    const struct doc_writer *w = dot ? writer_of(dot + 1) : NULL;
    struct bulletin_periods there;
    struct doc *d;
    if (dot && !w)
        return page_missing(e, "通报没有这种文件。");
    if (request_only(p->rq, w == &doc_csv ? one_table : revision, e))
        return page_failed(e);
    int status = bulletin_doc_read(p, arg, dot ? (size_t)(dot - arg) : strlen(arg), &there, &d, e);
    if (status != 200)
        return status;
    status = w ? put_file(p, out, d, w, e) : put_page(p, out, d, &there);
    doc_free(d);
    return status;
}

static int put_chart(struct page *p, struct reply *out, const struct doc_chart *c, bool png,
                     const char *theme, struct err *e)
{
    enum plot_theme t = png || !strcmp(theme, "print") ? PLOT_PRINT
                        : strcmp(theme, "dark")        ? PLOT_LIGHT
                                                       : PLOT_DARK;
    struct str svg = {0};
    int32_t width, height;
    int rc = doc_draw_svg(c, p->gnuplot, t, (long)(p->view.now / SECOND), &svg, e);
    if (!rc && png)
        rc = doc_draw_png(&svg, &out->body, &width, &height, e);
    else if (!rc)
        str_put(&out->body, svg.p, svg.len);
    out->type = png ? "image/png" : "image/svg+xml";
    str_release(&svg);
    return rc ? 500 : 200;
}

/* PERIOD/NAME.svg or .png */
int page_chart(struct page *p, struct reply *out, struct err *e)
{
    static const char *const names[] = {"revision", "theme", NULL}, *const themes[] = {"light", "dark",
                                                                                       "print", NULL};
    const char *arg = p->rq->arg, *slash = strchr(arg, '/'), *dot = strrchr(arg, '.'), *theme = themes[0];
    bool png = dot && !strcmp(dot, ".png"), svg = dot && !strcmp(dot, ".svg");
    struct bulletin_periods there;
    struct doc *d;
    if (!slash || dot < slash || (!png && !svg))
        return page_missing(e, "没有这张图。");
    if (request_only(p->rq, names, e) || request_word(p->rq, "theme", themes, &theme, e))
        return page_failed(e);
    int status = bulletin_doc_read(p, arg, (size_t)(slash - arg), &there, &d, e);
    if (status != 200)
        return status;
    const struct doc_chart *c = doc_draw_find(
        d, arena_strndup(p->view.arena, slash + 1, (size_t)(dot - slash - 1)));
    status = c ? put_chart(p, out, c, png, theme, e) : page_missing(e, "没有这张图。");
    doc_free(d);
    return status;
}

/* A bulletin as a page, and its files. All of it is the document (reports/doc.h). */
#include <string.h>

#include "reports/bulletin_period.h"
#include "reports/doc_diff.h"
#include "reports/doc_draw.h"
#include "reports/doc_html.h"
#include "reports/figures.h"
#include "reports/format.h"
#include "reports/frozen.h"
#include "reports/web/bulletin_doc.h"
#include "reports/web/bulletin_life.h"
#include "reports/web/html.h"
#include "reports/wording.h"

static const struct doc_writer *const writers[] = {&doc_docx, &doc_pdf,  &doc_xlsx,
                                                   &doc_csv,  &doc_json, &doc_html};
static const char *const revision[] = {"revision", NULL}, *const one_table[] = {"revision", "table", NULL};
enum { WRITERS = sizeof writers / sizeof *writers };

static void put_files(struct page *p, struct str *out, month first, month last)
{
    for (int i = 0; i < WRITERS; i++) {
        struct str name = {0};
        for (const char *z = writers[i]->suffix; *z; z++)
            str_putc(&name, *z >= 'a' ? (char)(*z - 32) : *z);
        str_puts(out, i ? " " : "");
        html_link(out, bulletin_doc_path(p, first, last, writers[i]->suffix), str_text(&name));
        str_release(&name);
    }
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
    str_puts(out, "<details><summary>");
    str_printf(out, tr("数据分区（%d 个）读到的位置"), (int)d->cutoff.n);
    str_puts(out, "</summary><ul>\n");
    for (size_t i = 0; i < d->cutoff.n; i++) {
        const struct doc_partition *c = &d->cutoff.v[i];
        str_puts(out, "<li>");
        str_html(out, c->topic);
        str_printf(out, tr(" %d："), c->part);
        format_count(out, c->next);
        str_puts(out, "</li>\n");
    }
    str_puts(out, "</ul></details>\n");
}

static void put_neighbours(struct page *p, struct str *out, const struct bulletin_periods *there)
{
    month n = p->view.last - p->view.first + 1;
    static const char *const word[] = {TR("上一期"), TR("下一期")};
    str_puts(out, "<p>");
    for (int k = 0; k < 2; k++) {
        month first = p->view.first + (k ? n : -n);
        if (!bulletin_period_there(there, first, first + n - 1))
            continue;
        html_link(out, bulletin_doc_path(p, first, first + n - 1, ""), tr(word[k]));
        str_putc(out, ' ');
    }
    str_puts(out, "</p>\n");
}

/* 定稿后变动: what the figures would be if the period were frozen now. */
static int put_changes(struct page *p, struct str *out, const struct bulletin_doc *b, struct err *e)
{
    enum { SAID = 30 };
    struct doc_differences diff;
    struct doc *now = frozen_draft(&b->row, p->view.ref, p->bulletin, p->view.read, p->view.now,
                                   p->view.arena, e);
    if (!now)
        return -1;
    doc_diff(b->doc, now, &diff);
    str_puts(out, "<details><summary>");
    str_printf(out, tr("定稿后变动（%d 处）"), (int)diff.list.n);
    str_printf(out, "</summary><ul lang=\"%s\">\n", lang_tag[LANG_ZH]);
    for (size_t i = 0; i < diff.list.n && i < SAID; i++) {
        const struct doc_difference *d = &diff.list.v[i];
        str_puts(out, "<li>");
        str_html(out, d->table->title);
        str_printf(out, " ");
        str_html(out, d->row);
        str_putc(out, ' ');
        str_html(out, d->column);
        str_puts(out, tr("："));
        struct str cell = {0};
        doc_diff_cell(&cell, d->was);
        str_puts(&cell, " → ");
        doc_diff_cell(&cell, d->is);
        str_html(out, str_text(&cell));
        str_release(&cell);
        str_puts(out, "</li>\n");
    }
    str_puts(out, diff.list.n > SAID ? "<li>……</li></ul></details>\n" : "</ul></details>\n");
    doc_diff_release(&diff);
    doc_free(now);
    return 0;
}

static void put_life(struct page *p, struct str *out, const struct bulletin_doc *b)
{
    char when[INSTANT_TEXT];
    const struct bulletin_row *r = &b->row;
    bool running = p->view.last >= view_month(&p->view);
    put_fact(out, tr("状态"),
             r->published  ? tr("已印发")
             : r->revision ? tr("已定稿（数字不再变化）")
             : running     ? tr("草稿（本期尚未结束，数字随数据变化）")
                           : tr("草稿（定稿前数字随数据变化）"));
    if (r->revision) {
        str_printf(out, "<dt>%s</dt><dd>", tr("稿次"));
        str_printf(out, tr("第%d稿"), r->revision);
        str_puts(out, "</dd>\n");
    }
    if (r->published && r->published_at != INSTANT_NONE)
        put_fact(out, tr("印发时间"), format_when(r->published_at, when));
    put_fact(out, tr("数据截至"), format_when(b->doc->as_of, when));
    if (r->revision && r->gap)
        put_fact(out, tr("未读完的数据"), r->gap);
}

/* The way to what the state allows. The forms are there, not here: this page is kept for all who see the
 * same. */
static void put_desk(struct page *p, struct str *out, const struct bulletin_doc *b)
{
    const struct bulletin_row *r = &b->row;
    bool bureau = p->view.viewer.role == ROLE_BUREAU;
    if (!bulletin_doc_whole(p) || (!r->revision && !bureau))
        return;
    str_puts(out, "<p class=\"todo\">");
    html_link(out, bulletin_life_href(p, b->doc->period),
              !bureau        ? tr("办理记录与差异")
              : r->published ? tr("更正、办理记录与差异")
              : r->revision  ? tr("修改、印发")
                             : tr("定稿"));
    str_puts(out, "</p>\n");
}

/* What stands beside the paper: its state, as of when, up to where, its files, what has changed since. */
static int put_side(struct page *p, struct str *out, const struct bulletin_doc *b, struct err *e)
{
    str_puts(out, "<aside class=\"side\"><dl class=\"facts\">\n");
    put_life(p, out, b);
    if (b->row.revision || bulletin_doc_whole(p)) {
        str_printf(out, "<dt>%s</dt><dd>", tr("文件"));
        put_files(p, out, p->view.first, p->view.last);
        str_puts(out, "</dd>");
    } else
        put_fact(out, tr("内容"), tr("本单位的各表数据；文字和名次在通报印发后可见"));
    str_puts(out, "</dl>\n");
    put_desk(p, out, b);
    put_cutoff(out, b->doc);
    int rc = b->row.revision && bulletin_doc_whole(p) ? put_changes(p, out, b, e) : 0;
    put_neighbours(p, out, &b->there);
    str_puts(out, "</aside>\n");
    return rc;
}

/* Drawn here already, so that a picture that cannot be had is not linked; what was drawn is remembered. */
static void draw(struct page *p, const struct doc *d)
{
    struct err e;
    for (size_t i = 0; i < d->charts.n; i++)
        if (!d->charts.v[i]->svg.len && doc_draw_svg(d->charts.v[i], p->gnuplot, PLOT_LIGHT,
                                                     (long)(p->view.now / SECOND), &d->charts.v[i]->svg, &e))
            str_clear(&d->charts.v[i]->svg);
}

static int put_page(struct page *p, struct reply *out, const struct bulletin_doc *b, struct err *e)
{
    struct str title = {0}, period = {0}, charts = {0};
    str_printf(&charts, "/charts/%s/", b->doc->period);
    say_period(&period, p->view.first, p->view.last);
    str_printf(&title, tr("%s通报"), period.p);
    str_release(&period);
    draw(p, b->doc);
    html_begin(p, &out->body, str_text(&title), "/bulletins");
    str_puts(&out->body, "<div class=\"desk\">\n");
    int rc = put_side(p, &out->body, b, e);
    doc_html_body(&out->body, b->doc,
                  &(struct doc_options){.charts = str_text(&charts), .revision = b->row.revision}, 2);
    str_puts(&out->body, "</div>\n");
    html_end(&out->body);
    str_release(&title);
    str_release(&charts);
    return rc ? page_failed(e) : 200;
}

/* A document that is frozen has its pictures with it. */
static void draw_all(struct page *p, struct doc *d)
{
    if (d->charts.n && !d->charts.v[0]->svg.len)
        doc_draw(d, p->gnuplot);
}

/* Under which name its bytes were published: docx, county.csv. */
static const char *published_name(struct page *p, const struct doc_writer *w, const char *table)
{
    struct str name = {0};
    if (!table)
        return w->suffix;
    str_printf(&name, "%s.%s", table, w->suffix);
    return str_keep(&name, p->view.arena);
}

static int put_file(struct page *p, struct reply *out, const struct bulletin_doc *b,
                    const struct doc_writer *w, struct err *e)
{
    const char *table = w == &doc_csv ? request_get(p->rq, "table") : NULL;
    if (table && !doc_find(b->doc, table))
        return page_missing(e, tr("这份通报里没有这张表。"));
    out->type = w->mime;
    out->alone = w == &doc_html;
    int found = bulletin_doc_file(p, b, published_name(p, w, table), &out->body, e);
    if (found)
        return found < 0 ? page_failed(e) : 200;
    if (w == &doc_docx || w == &doc_pdf || w == &doc_html)
        draw_all(p, b->doc);
    return w->write(b->doc, &(struct doc_options){.table = table}, &out->body, e) ? 500 : 200;
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
    struct bulletin_doc b;
    if (dot && !w)
        return page_missing(e, tr("通报没有这种文件。"));
    if (request_only(p->rq, w == &doc_csv ? one_table : revision, e))
        return page_failed(e);
    int status = bulletin_doc_read(p, arg, dot ? (size_t)(dot - arg) : strlen(arg), &b, e);
    if (status != 200)
        return status;
    if (w && !b.row.revision && !bulletin_doc_whole(p))
        status = page_missing(e, tr("这个时期的通报尚未印发。"));
    else
        status = w ? put_file(p, out, &b, w, e) : put_page(p, out, &b, e);
    bulletin_doc_release(&b);
    return status;
}

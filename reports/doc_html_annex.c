/* What stands behind a paper's text in HTML: 附件, 落款, the annex's tables, what the words mean and where
 * the figures come from, 版记. */
#include <stdio.h>
#include <string.h>

#include "reports/doc_annex.h"
#include "reports/doc_html_parts.h"
#include "reports/format.h"
#include "reports/wording.h"

/* 附件：1. … 2. …; the pictures stand where the text speaks of them, which the list says. */
static void put_annex_list(struct html *h)
{
    enum doc_part part[DOC_PARTS];
    size_t n = h->d->annexes.n, parts = doc_parts(h->d, part);
    if (!n)
        return;
    str_printf(h->out, "<div class=\"annexes\"><p>附件：</p><ol%s>", n == 1 ? " class=\"one\"" : "");
    for (size_t i = 0; i < n; i++) {
        str_puts(h->out, "<li>");
        str_html(h->out, h->d->annexes.v[i]);
        str_puts(h->out, i < parts && part[i] == DOC_PART_CHARTS ? "（载于正文）</li>" : "</li>");
    }
    str_puts(h->out, "</ol></div>\n");
}

void doc_html_foot(struct html *h)
{
    const struct doc_paper *p = &h->d->paper;
    struct str line = {0};
    str_puts(h->out, "<div class=\"foot\">\n");
    put_annex_list(h);
    str_puts(h->out, "<div class=\"sign\">\n");
    if (p->signatory)
        doc_html_element(h->out, "p", "signed", p->signatory);
    if (p->dated != DAY_NONE) {
        doc_day_zh(&line, p->dated);
        doc_html_element(h->out, "p", "signed", str_text(&line));
    }
    if (p->disclosure) {
        str_clear(&line);
        str_printf(&line, "（此件%s）", p->disclosure);
        doc_html_element(h->out, "p", "disclosure", str_text(&line));
    }
    str_puts(h->out, "</div></div>\n");
    str_release(&line);
}

static void put_term(struct str *out, const char *id, const char *term, const char *text)
{
    str_puts(out, "<div");
    if (id)
        str_printf(out, " id=\"%s\"", id);
    str_puts(out, "><dt>");
    str_html(out, term);
    str_puts(out, "</dt><dd>");
    str_html(out, text);
    str_puts(out, "</dd></div>\n");
}

static void put_definitions(struct html *h)
{
    if (!h->d->definitions.n)
        return;
    str_puts(h->out, "<dl class=\"terms\">\n");
    for (size_t i = 0; i < h->d->definitions.n; i++) {
        char id[24];
        snprintf(id, sizeof id, "d-%d", (int)i);
        put_term(h->out, id, h->d->definitions.v[i].key, h->d->definitions.v[i].value);
    }
    str_puts(h->out, "</dl>\n");
}

static void put_counted(struct str *out, const char *term, int64_t n)
{
    struct str text = {0};
    format_count(&text, n);
    put_term(out, NULL, term, str_text(&text));
    str_release(&text);
}

/* By what the figures can be computed again. */
static void put_sources(struct html *h)
{
    const struct doc *d = h->d;
    struct str when = {0};
    if (!d->versions.n && !d->hash[0])
        return;
    str_puts(h->out, "<dl class=\"sources\">\n");
    wording_instant(&when, d->as_of);
    put_term(h->out, NULL, "数据截至", str_text(&when));
    str_release(&when);
    if (d->n_events)
        put_counted(h->out, "事件", d->n_events);
    if (d->n_cases)
        put_counted(h->out, "办件", d->n_cases);
    if (d->act)
        put_counted(h->out, "最后一项决定的序号", d->act);
    for (size_t i = 0; i < d->versions.n; i++)
        put_term(h->out, NULL, doc_version(d->versions.v[i].key), d->versions.v[i].value);
    if (d->hash[0])
        str_printf(h->out, "<div><dt>各表哈希（SHA-256）</dt><dd class=\"hash\">%s</dd></div>\n", d->hash);
    str_puts(h->out, "</dl>\n");
}

/* 附件N and its title at the head of the leaf. */
static void put_annex_head(struct html *h, size_t k)
{
    char mark[32] = "附件", tag[3] = {'h', (char)('0' + h->level + 1), 0};
    if (k >= h->d->annexes.n)
        return;
    if (h->d->annexes.n > 1)
        snprintf(mark, sizeof mark, "附件%zu", k + 1);
    doc_html_element(h->out, "p", "annex-mark", mark);
    doc_html_element(h->out, tag, "annex-title", h->d->annexes.v[k]);
}

/* A part's tables; those across a leaf stand on leaves of their own. */
static void put_tables(struct html *h, size_t k, enum doc_part part)
{
    bool begun = false, across = false;
    for (size_t i = 0; i < h->d->tables.n; i++) {
        const struct doc_table *t = h->d->tables.v[i];
        if (!doc_part_has(part, t))
            continue;
        if (!begun || t->landscape != across)
            str_printf(h->out, "%s<section class=\"annex%s\">\n", begun ? "</section>" : "",
                       t->landscape ? " across" : "");
        if (!begun)
            put_annex_head(h, k);
        begun = true;
        across = t->landscape;
        doc_html_table(h->out, t, !h->o->public, true);
    }
    str_puts(h->out, begun ? "</section>\n" : "");
}

void doc_html_annex(struct html *h)
{
    enum doc_part part[DOC_PARTS];
    size_t n = doc_parts(h->d, part), notes = SIZE_MAX;
    for (size_t k = 0; k < n; k++)
        if (part[k] == DOC_PART_NOTES)
            notes = k;
        else if (part[k] == DOC_PART_TABLES || (part[k] == DOC_PART_WITHHELD && !h->o->public))
            put_tables(h, k, part[k]);
    if (!h->d->definitions.n && !h->d->versions.n)
        return;
    str_puts(h->out, "<section class=\"annex\">\n");
    put_annex_head(h, notes);
    put_definitions(h);
    put_sources(h);
    str_puts(h->out, "</section>\n");
}

/* 版记 */
void doc_html_colophon(struct html *h)
{
    const struct doc_paper *p = &h->d->paper;
    struct str line = {0};
    if (!p->copies && !p->printer)
        return;
    str_puts(h->out, "<div class=\"colophon\">\n");
    if (p->copies) {
        str_printf(&line, "抄送：%s。", p->copies);
        doc_html_element(h->out, "p", "copies", str_text(&line));
    }
    if (p->printer) {
        str_puts(h->out, "<p class=\"printed\"><span>");
        str_html(h->out, p->printer);
        str_puts(h->out, "</span>");
        if (p->dated != DAY_NONE) {
            str_clear(&line);
            doc_day_zh(&line, p->dated);
            str_puts(&line, "印发");
            str_puts(h->out, "<span>");
            str_html(h->out, str_text(&line));
            str_puts(h->out, "</span>");
        }
        str_puts(h->out, "</p>\n");
    }
    str_puts(h->out, "</div>\n");
    str_release(&line);
}

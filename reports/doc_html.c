/* HTML of a document: the paper as an <article>. Every value passes through str_html; a link is the address
 * that a cell has. Nothing is said here that the document does not say. */
#include "reports/doc_html_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "base/sha256.h"
#include "reports/doc_annex.h"
#include "reports/format.h"

/* The stylesheet is part of the program. */
__asm__(".section .rodata\n.global doc_html_style, doc_html_style_end\ndoc_html_style:\n.incbin "
        "\"reports/doc_html.css\"\ndoc_html_style_end:\n.byte 0\n.previous\n");

void doc_html_element(struct str *out, const char *tag, const char *class, const char *text)
{
    str_printf(out, "<%s class=\"%s\">", tag, class);
    str_html(out, text);
    str_printf(out, "</%s>\n", tag);
}

static void put_link(struct str *out, const char *href, const char *class, const char *text, size_t n)
{
    struct str words = {0};
    str_put(&words, text, n);
    str_puts(out, "<a");
    if (class)
        str_printf(out, " class=\"%s\"", class);
    str_puts(out, " href=\"");
    str_html(out, href);
    str_puts(out, "\">");
    str_html(out, str_text(&words));
    str_puts(out, "</a>");
    str_release(&words);
}

static void put_text(struct str *out, const char *text, size_t n)
{
    struct str words = {0};
    str_put(&words, text, n);
    str_html(out, str_text(&words));
    str_release(&words);
}

/* The column that names the row. */
static size_t head_column(const struct doc_table *t)
{
    size_t first = t->columns.n;
    for (size_t i = 0; i < t->columns.n; i++) {
        if (t->columns.v[i].use != COLUMN_SHOWN || t->columns.v[i].figure)
            continue;
        if (!strcmp(t->columns.v[i].key, "name"))
            return i;
        first = first == t->columns.n ? i : first;
    }
    return first;
}

/* A long number, which may be broken anywhere so that it leaves room for the other columns. */
static bool is_code(const struct doc_cell *c)
{
    enum { LONG = 18 };
    if (c->type != CELL_TEXT || strlen(c->text) < LONG)
        return false;
    for (const char *z = c->text; *z; z++)
        if ((unsigned char)*z <= ' ' || (unsigned char)*z > '~')
            return false;
    return true;
}

static bool is_day(const struct doc_cell *c) { return c->type == CELL_DAY || c->type == CELL_INSTANT; }

static void put_cell(struct str *out, const struct doc_table *t, const struct doc_cell *c, bool head,
                     bool links)
{
    bool figure = t->columns.v[(size_t)(c - t->cells.v) % t->columns.n].figure;
    struct str text = {0};
    doc_cell_text(&text, c, false);
    const char *class = figure       ? " class=\"n\""
                        : is_code(c) ? " class=\"c\""
                        : is_day(c)  ? " class=\"w\""
                                     : "";
    str_printf(out, head ? "<th scope=\"row\"%s>" : "<td%s>", class);
    if (links && c->href)
        put_link(out, c->href, "fig", str_text(&text), text.len);
    else
        str_html(out, str_text(&text));
    if (c->type == CELL_RATE) {
        str_puts(out, "<small>");
        format_count(out, c->num);
        str_putc(out, '/');
        format_count(out, c->den);
        str_puts(out, "</small>");
    }
    str_puts(out, head ? "</th>" : "</td>");
    str_release(&text);
}

static void put_heads(struct str *out, const struct doc_table *t)
{
    struct str title = {0};
    str_puts(out, "<thead><tr>");
    for (size_t i = 0; i < t->columns.n; i++) {
        if (t->columns.v[i].use != COLUMN_SHOWN)
            continue;
        str_clear(&title);
        doc_column_title(&title, &t->columns.v[i]);
        str_puts(out, "<th scope=\"col\">");
        str_html(out, str_text(&title));
        str_puts(out, "</th>");
    }
    str_puts(out, "</tr></thead>\n<tbody>\n");
    str_release(&title);
}

static size_t shown_columns(const struct doc_table *t)
{
    size_t n = 0;
    for (size_t c = 0; c < t->columns.n; c++)
        n += t->columns.v[c].use == COLUMN_SHOWN;
    return n;
}

void doc_html_table(struct str *out, const struct doc_table *t, bool links, bool id)
{
    size_t head = head_column(t);
    str_puts(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    str_html(out, t->title);
    str_puts(out, "\"><table");
    if (id)
        str_printf(out, " id=\"t-%s\"", t->id);
    str_puts(out, "><caption>");
    str_html(out, t->title);
    str_puts(out, "</caption>\n");
    put_heads(out, t);
    for (size_t r = 0; r < doc_rows(t); r++) {
        str_puts(out, "<tr>");
        for (size_t c = 0; c < t->columns.n; c++)
            if (t->columns.v[c].use == COLUMN_SHOWN)
                put_cell(out, t, doc_at(t, r, c), c == head, links);
        str_puts(out, "</tr>\n");
    }
    if (!doc_rows(t))
        str_printf(out, "<tr class=\"none\"><td colspan=\"%zu\">无</td></tr>\n", shown_columns(t));
    str_puts(out, "</tbody></table></div>\n");
    if (t->note) {
        struct str note = {0};
        str_printf(&note, "注：%s", t->note);
        doc_html_element(out, "p", "note", str_text(&note));
        str_release(&note);
    }
}

bool doc_html_shows(const struct html *h, const struct doc_table *t)
{
    return !(t->withheld && h->o->public);
}

/* 附表N: the table whose title begins so; NULL: none that stands here. */
static const struct doc_table *table_named(const struct html *h, const char *text, size_t n)
{
    for (size_t i = 0; i < h->d->tables.n; i++) {
        const struct doc_table *t = h->d->tables.v[i];
        if (doc_html_shows(h, t) && !strncmp(t->title, text, n) && (unsigned char)t->title[n] > '9')
            return t;
    }
    return NULL;
}

/* A defined term at the beginning of the text that no sentence has named yet; -1: none. */
static int term_at(const struct html *h, const char *text)
{
    for (size_t i = 0; i < h->d->definitions.n && i < 64; i++) {
        const char *key = h->d->definitions.v[i].key;
        if (!(h->defined >> i & 1) && *key && !strncmp(text, key, strlen(key)))
            return (int)i;
    }
    return -1;
}

/* Words of a sentence: a table's number leads to the table, a term to what it means, once each. */
static void put_words(struct html *h, const char *text)
{
    static const char table[] = "附表";
    const char *from = text;
    for (const char *at = text; *at;) {
        size_t n = 0;
        char href[80] = "";
        int term = term_at(h, at);
        if (!strncmp(at, table, sizeof table - 1)) {
            size_t digits = strspn(at + sizeof table - 1, "0123456789");
            n = digits ? sizeof table - 1 + digits : 0;
            const struct doc_table *t = n ? table_named(h, at, n) : NULL;
            if (t)
                snprintf(href, sizeof href, "#t-%s", t->id);
        } else if (term >= 0) {
            n = strlen(h->d->definitions.v[term].key);
            snprintf(href, sizeof href, "#d-%d", term);
            h->defined |= (uint64_t)1 << term;
        }
        if (!href[0]) {
            at++;
            continue;
        }
        put_text(h->out, from, (size_t)(at - from));
        put_link(h->out, href, NULL, at, n);
        from = at += n;
    }
    put_text(h->out, from, strlen(from));
}

/* A figure leads to its rows; one that has no list, to the table that it stands in. */
static void put_figure(struct html *h, const struct doc_span *s)
{
    char anchor[80];
    snprintf(anchor, sizeof anchor, "#t-%s", s->table->id);
    if (s->href && !h->o->public)
        put_link(h->out, s->href, "fig", s->text, strlen(s->text));
    else if (doc_html_shows(h, s->table))
        put_link(h->out, anchor, NULL, s->text, strlen(s->text));
    else
        str_html(h->out, s->text);
}

static void put_spans(struct html *h, const struct doc_block *b)
{
    str_puts(h->out, "<p>");
    for (size_t i = 0; i < b->spans.n; i++) {
        const struct doc_span *s = &b->spans.v[i];
        if (s->table)
            put_figure(h, s);
        else
            put_words(h, s->text);
    }
    str_puts(h->out, "</p>\n");
}

/* The address of a picture: within the file, or where the frame says. */
static void put_source(struct html *h, const struct doc_chart *c, const struct str *svg, const char *theme)
{
    if (h->o->charts) {
        str_html(h->out, h->o->charts);
        str_printf(h->out, "%s.svg%s", c->name, theme);
        if (h->o->revision)
            str_printf(h->out, "%srevision=%d", *theme ? "&amp;" : "?", h->o->revision);
        return;
    }
    str_puts(h->out, "data:image/svg+xml;base64,");
    base64_put(h->out, svg->p, svg->len);
}

/* One for the light, one for the dark, one for paper. Where there is one the others can be had, too. */
static void put_picture(struct html *h, const struct doc_chart *c)
{
    const struct {
        const char *media, *theme;
        const struct str *svg;
    } other[] = {{"print", "?theme=print", &c->print},
                 {"(prefers-color-scheme: dark)", "?theme=dark", &c->dark}};
    str_puts(h->out, "<picture>");
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (h->o->charts || other[i].svg->len) {
            str_printf(h->out, "<source media=\"%s\" srcset=\"", other[i].media);
            put_source(h, c, other[i].svg, other[i].theme);
            str_puts(h->out, "\">");
        }
    str_puts(h->out, "<img src=\"");
    put_source(h, c, &c->svg, "");
    str_puts(h->out, "\" alt=\"");
    str_html(h->out, c->title);
    str_puts(h->out, "\"></picture>");
}

/* Where there is no picture its figures stand in its place. */
static void put_chart(struct html *h, const struct doc_chart *c)
{
    if (!c->svg.len) {
        doc_html_table(h->out, c->table, !h->o->public, true);
        return;
    }
    str_puts(h->out, "<figure>");
    put_picture(h, c);
    str_puts(h->out, "<figcaption>");
    str_html(h->out, c->title);
    str_puts(h->out, "</figcaption><details><summary>图中数据</summary>\n");
    doc_html_table(h->out, c->table, !h->o->public, true);
    str_puts(h->out, "</details></figure>\n");
}

static void put_heading(struct html *h, int below, const char *class, const char *text)
{
    char tag[3] = {'h', (char)('0' + h->level + below), 0};
    doc_html_element(h->out, tag, class, text);
}

static void put_block(struct html *h, const struct doc_block *b)
{
    switch (b->kind) {
    case DOC_HEADING: put_heading(h, b->level, b->level == 1 ? "h1" : "h2", b->text); break;
    case DOC_PARAGRAPH: put_spans(h, b); break;
    case DOC_TABLE: doc_html_table(h->out, b->table, !h->o->public, true); break;
    case DOC_CHART: put_chart(h, b->chart); break;
    }
}

/* Where the title goes on in a second line no word is cut. */
static void put_title(struct html *h)
{
    enum { LINE = 40 }; /* halves of a character */
    const char *title = h->d->paper.title;
    size_t at = doc_title_break(title, LINE);
    str_printf(h->out, "<h%d class=\"title\">", h->level);
    put_text(h->out, title, at);
    str_puts(h->out, at ? "<wbr>" : "");
    str_html(h->out, title + at);
    str_printf(h->out, "</h%d>\n", h->level);
}

static void put_head(struct html *h)
{
    const struct doc_paper *p = &h->d->paper;
    if (h->d->state == DOC_DRAFT)
        str_puts(h->out, "<p class=\"mark\" aria-hidden=\"true\"><span>草稿</span></p>\n");
    if (p->issuer)
        doc_html_element(h->out, "p", "issuer", p->issuer);
    doc_html_element(h->out, "p", "number",
                     p->number                  ? p->number
                     : h->d->state == DOC_DRAFT ? "（草稿）"
                                                : "（待编号）");
    put_title(h);
    if (p->to) {
        struct str line = {0};
        str_printf(&line, "%s：", p->to);
        doc_html_element(h->out, "p", "to", str_text(&line));
        str_release(&line);
    }
    if (p->corrects)
        doc_html_element(h->out, "p", "corrects", p->corrects);
}

void doc_html_body(struct str *out, const struct doc *d, const struct doc_options *o, int level)
{
    struct html h = {out, d, o, level, 0};
    str_printf(out, "<article lang=\"zh-CN\" class=\"paper%s\">\n", d->state == DOC_DRAFT ? " draft" : "");
    put_head(&h);
    for (size_t i = 0; i < d->blocks.n; i++)
        put_block(&h, &d->blocks.v[i]);
    doc_html_foot(&h);
    doc_html_annex(&h);
    doc_html_colophon(&h);
    str_puts(out, "</article>\n");
}

void doc_html_style_source(struct str *out)
{
    struct sha256 s;
    uint8_t sum[32];
    sha256_begin(&s);
    sha256_add(&s, doc_html_style, (size_t)(doc_html_style_end - doc_html_style));
    sha256_end(&s, sum);
    str_puts(out, "'sha256-");
    base64_put(out, sum, sizeof sum);
    str_putc(out, '\'');
}

static int write_html(const struct doc *d, const struct doc_options *o, struct str *out, struct err *e)
{
    (void)e;
    str_puts(out, "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>");
    str_html(out, d->paper.title);
    str_puts(out, "</title>\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta "
                  "name=\"color-scheme\" content=\"light dark\"><style>");
    str_put(out, doc_html_style, (size_t)(doc_html_style_end - doc_html_style));
    str_puts(out, "</style></head>\n<body class=\"alone\"><main id=\"main\">\n");
    doc_html_body(out, d, o, 1);
    str_puts(out, "</main></body></html>\n");
    return 0;
}

const struct doc_writer doc_html = {"html", "text/html; charset=utf-8", write_html};

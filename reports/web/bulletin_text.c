/* A form field `b` says what the next line is ("#", "##", "-", or all of a line that stays), `part` what a
 * heading's section is called, `w` the words; a paragraph's words may be several lines: several paragraphs.
 */
#include "reports/web/bulletin_text.h"

#include <string.h>

#include "reports/doc_wording.h"
#include "reports/web/html.h"

static void put_words(struct str *out, const char *label, int rows, const char *words)
{
    str_printf(out, "<label>%s<textarea name=\"w\" lang=\"zh-CN\" rows=\"%d\">\n", label, rows);
    str_html(out, words);
    str_puts(out, "</textarea></label>\n");
}

/* About as many lines as the words take. */
static int rows_of(const char *words)
{
    enum { POINTS = 45, MOST = 14 };
    size_t n = str_points(words) / POINTS + 1;
    for (const char *z = words; *z; z++)
        n += *z == '\n';
    return (int)(n < MOST ? n : MOST);
}

static const char *title_of(const struct doc *d, const char *name, bool chart)
{
    for (size_t i = 0; d && chart && i < d->charts.n; i++)
        if (!strcmp(d->charts.v[i]->name, name))
            return d->charts.v[i]->title;
    const struct doc_table *t = d && !chart ? doc_find(d, name) : NULL;
    return t ? t->title : name;
}

/* A table or chart, [chart trend], by its title where the document is at hand. */
static void put_fixed(struct str *out, const struct doc *d, const char *mark)
{
    bool chart = !strncmp(mark, "[chart ", 7);
    const char *blank = strchr(mark, ' '), *at = blank ? blank + 1 : mark;
    struct str name = {0};
    str_put(&name, at, strcspn(at, "]"));
    html_hidden(out, "b", mark);
    str_printf(out, "<p class=\"fixed\">%s<span lang=\"zh-CN\">", chart ? tr("图：") : tr("表："));
    str_html(out, title_of(d, str_text(&name), chart));
    str_puts(out, "</span></p>\n");
    str_release(&name);
}

static void put_line(struct str *out, const struct doc *d, const char *mark, const char *part,
                     const char *words)
{
    bool heading = mark[0] == '#';
    if (mark[0] == '[') {
        put_fixed(out, d, mark);
        return;
    }
    html_hidden(out, "b", mark);
    if (heading)
        html_hidden(out, "part", part ? part : "");
    put_words(out, heading ? tr("标题") : tr("段落"), heading ? 1 : rows_of(words), words);
}

/* One line of the wording, with what stands in front of its words and behind them taken off. */
static void put_wording_line(struct str *out, const struct doc *d, char *line)
{
    char *words = strchr(line, ' '), *part = NULL;
    if (line[0] == '[' || !words) {
        put_line(out, d, line, NULL, "");
        return;
    }
    *words++ = 0;
    if (line[0] == '#' && (part = strstr(words, " {part:"))) {
        *part = 0;
        part += strlen(" {part:");
        part[strcspn(part, "}")] = 0;
    }
    put_line(out, d, line, part, words);
}

void bulletin_text_fields(struct str *out, const struct doc *d)
{
    struct str text = {0};
    doc_wording_write(&text, d);
    for (char *line = text.len ? text.p : NULL, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        next = next ? (*next = 0, next + 1) : NULL;
        put_wording_line(out, d, line);
    }
    str_release(&text);
}

void bulletin_text_again(struct str *out, const struct form_fields *f)
{
    const char *mark = "-", *part = NULL;
    for (size_t i = 0; i < f->n; i++) {
        const struct form_field *x = &f->v[i];
        if (!strcmp(x->name, "b")) {
            mark = x->value;
            part = NULL;
            if (mark[0] == '[')
                put_line(out, NULL, mark, NULL, "");
        } else if (!strcmp(x->name, "part"))
            part = x->value;
        else if (!strcmp(x->name, "w"))
            put_line(out, NULL, mark, part, x->value);
    }
}

/* A heading has one line, a paragraph is as many as there are lines in it. */
static void put_paragraphs(struct str *out, const char *mark, const char *part, const char *words)
{
    for (const char *at = words; *at;) {
        size_t n = strcspn(at, "\n");
        if (n || mark[0] == '#') {
            str_printf(out, "%s ", mark);
            str_put(out, at, n);
            if (mark[0] == '#' && part && *part)
                str_printf(out, " {part:%s}", part);
            str_putc(out, '\n');
            part = NULL;
        }
        at += n + (at[n] == '\n');
    }
}

bool bulletin_text_of(struct str *out, const struct form_fields *f)
{
    const char *mark = "-", *part = NULL;
    bool any = false;
    for (size_t i = 0; i < f->n; i++) {
        const struct form_field *x = &f->v[i];
        if (!strcmp(x->name, "b")) {
            mark = x->value;
            part = NULL;
            any = true;
            if (mark[0] == '[')
                str_printf(out, "%s\n", mark);
        } else if (!strcmp(x->name, "part"))
            part = x->value;
        else if (!strcmp(x->name, "w"))
            put_paragraphs(out, mark, part, x->value);
    }
    return any;
}

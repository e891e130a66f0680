#include "base/csv.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void csv_open(struct csv *c, const char *text, size_t n, struct arena *a)
{
    const char *p = text_skip_bom(text, n);
    *c = (struct csv){.p = p, .end = text + n, .bol = p, .line = 1, .arena = a};
}

void csv_close(struct csv *c)
{
    str_release(&c->scratch);
    vec_release(&c->row);
}

/* A row's first fault is the one that counts. */
__attribute__((format(printf, 4, 5))) static void fault(struct csv *c, uint32_t line, uint32_t column,
                                                        const char *fmt, ...)
{
    if (c->bad[0])
        return;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(c->bad, sizeof c->bad, fmt, ap);
    va_end(ap);
    c->bad_line = line;
    c->bad_column = column;
}

static uint32_t column(const struct csv *c, const char *at) { return (uint32_t)(at - c->bol) + 1; }

/* p stands on a line feed: go behind it. */
static void newline(struct csv *c)
{
    c->bol = ++c->p;
    c->line++;
}

/* p stands on an opening quote: take the field and go behind its closing quote. */
static void quoted(struct csv *c, const struct text_at *f)
{
    for (c->p++;;) {
        const char *from = c->p;
        while (c->p < c->end && *c->p != '"' && *c->p != '\n')
            c->p++;
        str_put(&c->scratch, from, (size_t)(c->p - from));
        if (c->p == c->end) {
            fault(c, f->line, f->column,
                  "a quote that is not closed, expected \" before the end of the file");
            return;
        }
        if (*c->p == '\n') {
            str_putc(&c->scratch, '\n');
            newline(c);
        } else if (++c->p < c->end && *c->p == '"') {
            str_putc(&c->scratch, '"');
            c->p++;
        } else {
            return;
        }
    }
}

static bool field_over(const struct csv *c)
{
    return c->p == c->end || *c->p == ',' || *c->p == '\n' ||
           (*c->p == '\r' && c->end - c->p > 1 && c->p[1] == '\n');
}

static void field(struct csv *c)
{
    struct text_at f = {.line = c->line, .column = column(c, c->p)};
    bool quotes = c->p < c->end && *c->p == '"';
    str_clear(&c->scratch);
    if (quotes)
        quoted(c, &f);
    for (const char *from = c->p; !field_over(c); c->p++) {
        if (quotes)
            fault(c, c->line, column(c, from), "text behind a closing quote, expected a comma");
        else if (*c->p == '"')
            fault(c, c->line, column(c, c->p),
                  "a quote inside a field, expected the whole field in quotes and the quote doubled");
        str_putc(&c->scratch, *c->p);
    }
    if (c->row.n == CSV_FIELDS_MAX) {
        fault(c, f.line, f.column, "more than %d fields, expected a table", CSV_FIELDS_MAX);
        return;
    }
    f.text = arena_strndup(c->arena, str_text(&c->scratch), c->scratch.len);
    vec_push(&c->row, f);
}

/* Line by line over the row that ends at p; line breaks inside quotes are no control characters. */
static void check_bytes(struct csv *c, const char *from, uint32_t line)
{
    char what[TEXT_WHAT];
    for (const char *next; from < c->p; from = next, line++) {
        const char *lf = memchr(from, '\n', (size_t)(c->p - from)), *stop = lf ? lf : c->p;
        next = lf ? lf + 1 : c->p;
        if (lf && lf > from && lf[-1] == '\r')
            stop--;
        const char *bad = text_bad_byte(from, (size_t)(stop - from), what);
        if (bad)
            fault(c, line, (uint32_t)(bad - from) + 1, "%s", what);
    }
}

static void check_width(struct csv *c)
{
    size_t n = c->row.n;
    if (!c->width)
        c->width = n;
    if (n == c->width)
        return;
    const struct text_at *at =
        &c->row.v[n > c->width ? c->width : n - 1]; /* the first that is too much, or the last there is */
    fault(c, at->line, at->column, "%zu fields, expected %zu", n, c->width);
}

static void skip_blank_lines(struct csv *c)
{
    for (const char *from = c->p; c->p < c->end; from = c->p) {
        while (c->p < c->end && (*c->p == ' ' || *c->p == '\t'))
            c->p++;
        if (c->p < c->end && (*c->p == ',' || !field_over(c))) {
            c->p = from;
            return;
        }
        if (c->p < c->end) {
            c->p += *c->p == '\r';
            newline(c);
        }
    }
}

enum csv_step csv_next(struct csv *c)
{
    c->row.n = 0;
    c->bad[0] = 0;
    skip_blank_lines(c);
    if (c->p == c->end)
        return CSV_END;
    const char *from = c->p;
    uint32_t line = c->line;
    for (field(c); c->p < c->end && *c->p == ','; field(c))
        c->p++;
    check_bytes(c, from, line);
    check_width(c);
    if (c->p < c->end) {
        c->p += *c->p == '\r';
        newline(c);
    }
    return c->bad[0] ? CSV_BAD : CSV_ROW;
}

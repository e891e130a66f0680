/* CSV of one table, or of all: RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. A text
 * that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection). */
#include <string.h>

#include "reports/doc_write.h"

/* Begins a formula for some program: also behind blanks, and in full width. */
static bool acts(const char *text)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    while (*text && strchr(" \t\r\n", *text))
        text++;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (!strncmp(text, wide[i], strlen(wide[i])))
            return true;
    return *text && strchr("=+-@", *text);
}

static void put_field(struct str *out, const char *text)
{
    str_putc(out, '"');
    if (acts(text) || (*text && strchr("\t\r", *text)))
        str_putc(out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            str_putc(out, '"');
        str_putc(out, *text);
    }
    str_putc(out, '"');
}

/* Numbers as they are, in the unit of their column; texts quoted; what is absent is empty. */
static void put_cell(struct str *out, const struct doc_cell *c)
{
    if (c->type == CELL_TEXT)
        put_field(out, c->text);
    else if (c->type == CELL_DAY || c->type == CELL_INSTANT)
        doc_cell_text(out, c, false);
    else if (c->type != CELL_NULL)
        str_int(out, c->v);
}

static void put_table(struct str *out, const struct doc_table *t)
{
    for (size_t i = 0; i < t->columns.n; i++) {
        str_puts(out, i ? "," : "");
        put_field(out, t->columns.v[i].key);
    }
    str_puts(out, "\r\n");
    for (size_t i = 0; i < t->cells.n; i++) {
        str_puts(out, i % t->columns.n ? "," : "");
        put_cell(out, &t->cells.v[i]);
        str_puts(out, i % t->columns.n == t->columns.n - 1 ? "\r\n" : "");
    }
}

static int write_csv(const struct doc *d, const struct doc_options *o, struct str *out, struct err *e)
{
    const struct doc_table *one = o->table ? doc_find(d, o->table) : NULL;
    if (o->table && (!one || (o->public && one->withheld)))
        return err_usage(e, "there is no table %s", o->table);
    str_puts(out, "\xEF\xBB\xBF");
    for (size_t i = 0, n = 0; i < d->tables.n; i++) {
        const struct doc_table *t = d->tables.v[i];
        if ((one && t != one) || (o->public && t->withheld))
            continue;
        if (!one) { /* several: each under a line with its id and title, an empty line between */
            str_puts(out, n++ ? "\r\n" : "");
            put_field(out, t->id);
            str_putc(out, ',');
            put_field(out, t->title);
            str_puts(out, "\r\n");
        }
        put_table(out, t);
    }
    return 0;
}

const struct doc_writer doc_csv = {"csv", "text/csv; charset=utf-8", write_csv};

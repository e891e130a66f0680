/* A table of the reference data: a CSV file with exactly its columns, row by row to whoever takes them. */
#include <string.h>

#include "base/csv.h"
#include "config/load.h"

/* True iff the header has exactly the columns. */
static bool header(struct load *l, const struct csv *c, const char *columns)
{
    size_t i = 0;
    for (const char *name = columns, *next; name; name = next, i++) {
        next = strchr(name, ',');
        int n = (int)(next ? next++ - name : (ptrdiff_t)strlen(name));
        const struct text_at *f = &c->row.v[i < c->row.n ? i : c->row.n - 1];
        if (i >= c->row.n)
            load_wrong(l, f, "the column %.*s behind it (%s)", n, name, columns);
        else if (strlen(f->text) != (size_t)n || memcmp(f->text, name, (size_t)n))
            load_wrong(l, f, "the column %.*s (%s)", n, name, columns);
        else
            continue;
        return false;
    }
    if (i < c->row.n)
        load_wrong(l, &c->row.v[i], "no further column (%s)", columns);
    return i == c->row.n;
}

static bool one_line_each(struct load *l, const struct csv *c)
{
    for (size_t i = 0; i < c->row.n; i++)
        if (strpbrk(c->row.v[i].text, "\r\n")) {
            load_wrong(l, &c->row.v[i], "no line break in a field");
            return false;
        }
    return true;
}

/* The rows of l->text. */
void load_table(struct load *l, const struct load_table *t)
{
    struct csv c;
    enum csv_step step;
    bool go_on = true;
    csv_open(&c, str_text(&l->text), l->text.len, &l->ref->arena);
    for (int row = 0; go_on && (step = csv_next(&c)) != CSV_END; row++) {
        if (step == CSV_BAD) {
            load_finding(l, c.bad_line, c.bad_column, c.bad);
            go_on = row > 0; /* rows are as wide as the header: it must be right */
        } else if (row == 0)
            go_on = header(l, &c, t->columns);
        else if (one_line_each(l, &c))
            t->row(l, c.row.v);
    }
    if (!c.width)
        load_wrong(l, &(struct text_at){"", 1, 1}, "the header %s", t->columns);
    csv_close(&c);
}

#include "reports/doc_columns.h"

#include "reports/doc_write.h"

enum {
    TEXT_MOST = 28, /* a text column takes no more; longer ones go on in the next line */
    PADDING = 2 /* left and right together */
};
static const double LETTERS = 10.5, LETTERS_LEAST = 5.5; /* 五号, 七号 */

int32_t doc_halves(const char *z)
{
    int32_t n = 0, most = 0;
    for (; *z; z++) {
        if (*z == '\n')
            n = 0;
        else if (((unsigned char)*z & 0xc0) != 0x80)
            n += (unsigned char)*z < 0x80 ? 1 : 2;
        most = n > most ? n : most;
    }
    return most;
}

void doc_columns_text(struct str *out, const struct doc_table *t, const struct doc_cell *c)
{
    size_t from = out->len;
    doc_cell_text(out, c, true);
    if (c->type != CELL_RATE || !c->den || !t->landscape)
        return;
    struct str fraction = {0};
    size_t at = from;
    while (out->p[at] != '(')
        at++;
    str_puts(&fraction, out->p + at);
    out->len = at;
    str_putc(out, '\n');
    str_put(out, fraction.p, fraction.len);
    str_release(&fraction);
}

/* What a column needs, in halves: figures whole, heads in two lines, texts within bounds. */
static int32_t need_of(const struct doc_table *t, size_t c, struct str *text)
{
    const struct doc_column *col = &t->columns.v[c];
    str_clear(text);
    doc_column_title(text, col);
    int32_t head = doc_halves(str_text(text)), most = 0;
    for (size_t r = 0; r < doc_rows(t); r++) {
        str_clear(text);
        doc_columns_text(text, t, doc_at(t, r, c));
        int32_t n = doc_halves(str_text(text));
        most = n > most ? n : most;
    }
    if (col->figure)
        most += most / 8 + 1; /* a digit may be wider than half a character, and no figure is cut */
    else if (most > TEXT_MOST)
        most = TEXT_MOST;
    head = head > 8 ? (head + 3) / 4 * 2 : head;
    return (most > head ? most : head) + PADDING;
}

void doc_columns(const struct doc_table *t, double total, struct arena *a, struct doc_columns *out)
{
    struct str text = {0};
    int32_t *need = arena_zalloc(a, (t->columns.n + 1) * sizeof *need), sum = 0;
    for (size_t c = 0; c < t->columns.n; c++)
        if (t->columns.v[c].use == COLUMN_SHOWN)
            sum += need[c] = need_of(t, c, &text);
    double fit = sum ? 2 * total / sum : LETTERS;
    out->size = fit > LETTERS ? LETTERS : fit < LETTERS_LEAST ? LETTERS_LEAST : fit;
    out->width = arena_zalloc(a, (t->columns.n + 1) * sizeof *out->width);
    for (size_t c = 0; c < t->columns.n; c++)
        out->width[c] = sum ? total * need[c] / sum : 0;
    str_release(&text);
}

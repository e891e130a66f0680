#include "cli/text_table.h"

#include <string.h>

#include "base/unicode.h"

/* Unicode's East Asian Width W and F, in blocks; ambiguous characters count as narrow. */
static const struct range {
    uint32_t first, last;
} wide[] =
    {
        {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x4dbf},   {0x4e00, 0xa4cf}, {0xa960, 0xa97c},
        {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60}, {0xffe0, 0xffe6},
        {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
},
  hidden[] = {{0x300, 0x36f}, {0x200b, 0x200f}, {0x2060, 0x2064}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}};

#define IN(list, c) in(list, sizeof(list) / sizeof *(list), c)
static bool in(const struct range *r, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= r[i].first && c <= r[i].last)
            return true;
    return false;
}

size_t text_table_width(const char *z)
{
    size_t width = 0, n;
    for (; *z; z += n) {
        uint32_t c = unicode_point(z, &n);
        width += IN(wide, c) ? 2 : !IN(hidden, c);
    }
    return width;
}

void text_table_safe(struct str *out, const char *z) { unicode_safe(out, z, strlen(z)); }

void text_table_begin(struct text_table *t, const struct text_column *columns, size_t n)
{
    *t = (struct text_table){.column = columns, .n_columns = n};
}

struct str *text_table_cell(struct text_table *t)
{
    vec_push(&t->cell, (struct str){0});
    return &t->cell.v[t->cell.n - 1];
}

void text_table_text(struct text_table *t, const char *z) { text_table_safe(text_table_cell(t), z ? z : ""); }
void text_table_int(struct text_table *t, int64_t v) { str_int(text_table_cell(t), v); }

static void put_blanks(struct str *out, size_t n)
{
    while (n--)
        str_putc(out, ' ');
}

static void put_padded(struct str *out, const char *z, size_t width, char align, bool last)
{
    size_t blanks = width - text_table_width(z);
    if (align == 'n')
        put_blanks(out, blanks);
    str_puts(out, z);
    if (align != 'n' && !last)
        put_blanks(out, blanks);
}

static void put_row(struct str *out, const struct text_table *t, const size_t *width, size_t first, bool head)
{
    size_t end = out->len;
    for (size_t k = 0; k < t->n_columns; k++) {
        const char *z = head                    ? t->column[k].title
                        : first + k < t->cell.n ? str_text(&t->cell.v[first + k])
                                                : "";
        str_puts(out, "  ");
        put_padded(out, z, width[k], t->column[k].align, k + 1 == t->n_columns);
        end = *z ? out->len : end;
    }
    out->len = end; /* no blanks at the end of a line */
    str_putc(out, '\n');
}

void text_table_end(struct text_table *t, struct str *out)
{
    size_t *width = mem_alloc((t->n_columns + 1) * sizeof *width);
    for (size_t i = 0; i < t->n_columns + t->cell.n; i++) {
        size_t w = text_table_width(i < t->n_columns ? t->column[i].title
                                                     : str_text(&t->cell.v[i - t->n_columns]));
        width[i % t->n_columns] = w > width[i % t->n_columns] ? w : width[i % t->n_columns];
    }
    put_row(out, t, width, 0, true);
    for (size_t k = 0; k < t->n_columns; k++) {
        str_puts(out, "  ");
        for (size_t i = 0; i < width[k]; i++)
            str_putc(out, '-');
    }
    str_putc(out, '\n');
    for (size_t i = 0; i < t->cell.n; i += t->n_columns)
        put_row(out, t, width, i, false);
    for (size_t i = 0; i < t->cell.n; i++)
        str_release(&t->cell.v[i]);
    vec_release(&t->cell);
    free(width);
}

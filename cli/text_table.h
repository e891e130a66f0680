/* Tables as text for a terminal: columns aligned, Chinese characters two columns wide. Pure. */
#ifndef CLI_CLI_TABLE_H
#define CLI_CLI_TABLE_H

#include "base/str.h"
#include "base/vec.h"

struct text_column {
    const char *title;
    char align; /* 't' text: left; 'n' number: right */
};

struct text_table {
    const struct text_column *column;
    size_t n_columns;
    VEC(struct str) cell; /* row by row */
};

void text_table_begin(struct text_table *t, const struct text_column *columns, size_t n);
#define text_table_of(t, columns) text_table_begin(t, columns, sizeof(columns) / sizeof *(columns))
/* The next cell, to be written to; valid until the next call. Columns follow each other, rows too. */
struct str *text_table_cell(struct text_table *t);
void text_table_text(struct text_table *t, const char *z); /* a cell of text_table_safe text; "" for NULL */
void text_table_int(struct text_table *t, int64_t v);
/* Writes the table, indented by two, and forgets it. Cells that were not filled in the last row are empty. */
void text_table_end(struct text_table *t, struct str *out);

/* Columns that a text takes on a terminal: 2 for wide East Asian characters, 0 for combining and invisible
 * ones, else 1. */
size_t text_table_width(const char *z);
/* Text of others on a terminal: control characters and those that turn its direction become U+FFFD, so that
 * it can neither move the cursor nor hide. */
void text_table_safe(struct str *out, const char *z);

#endif

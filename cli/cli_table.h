/* Tables as text for a terminal: columns aligned, Chinese characters two columns wide. Pure. */
#ifndef CLI_CLI_TABLE_H
#define CLI_CLI_TABLE_H

#include "base/str.h"
#include "base/vec.h"

struct cli_column {
    const char *title;
    char align; /* 't' text: left; 'n' number: right */
};

struct cli_table {
    const struct cli_column *column;
    size_t n_columns;
    VEC(struct str) cell; /* row by row */
};

void cli_table_begin(struct cli_table *t, const struct cli_column *columns, size_t n);
#define cli_table_of(t, columns) cli_table_begin(t, columns, sizeof(columns) / sizeof *(columns))
/* The next cell, to be written to; valid until the next call. Columns follow each other, rows too. */
struct str *cli_table_cell(struct cli_table *t);
void cli_table_text(struct cli_table *t, const char *z); /* a cell of cli_table_safe text; "" for NULL */
void cli_table_int(struct cli_table *t, int64_t v);
/* Writes the table, indented by two, and forgets it. Cells that were not filled in the last row are empty. */
void cli_table_end(struct cli_table *t, struct str *out);

/* Columns that a text takes on a terminal: 2 for wide East Asian characters, 0 for combining and invisible
 * ones, else 1. */
size_t cli_table_width(const char *z);
/* Text of others on a terminal: control characters and those that turn its direction become U+FFFD, so that
 * it can neither move the cursor nor hide. */
void cli_table_safe(struct str *out, const char *z);

#endif

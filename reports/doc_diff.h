/* Two documents of one period, cell by cell: the tables that the contract fixes (section 8), each row known
 * by its key, each column by its name. What else stands in them is free and not compared. Pure. */
#ifndef REPORTS_DOC_DIFF_H
#define REPORTS_DOC_DIFF_H

#include "reports/doc.h"

struct doc_difference {
    const struct doc_table *table; /* of the one that has it */
    const char *row, *column; /* key of the row: "371302", "104 red"; "*" all rows. Name of the column */
    const struct doc_cell *was, *is; /* NULL: it is not there */
};
struct doc_differences {
    VEC(struct doc_difference) list; /* points into both documents */
    struct arena arena;
};
void doc_diff(const struct doc *was, const struct doc *is, struct doc_differences *out);
void doc_diff_release(struct doc_differences *d);
/* A cell of a difference as its number stands in JSON, or its text; "-" where it is not there. */
void doc_diff_cell(struct str *out, const struct doc_cell *c);
/* What people call its row and its column: the row's name where it has one. */
const char *doc_diff_row(const struct doc_difference *x);
const char *doc_diff_column(const struct doc_difference *x);

#endif

/* How a table stands on paper: the shown columns' shares of the width and the size of the letters. One answer
 * for PDF and DOCX. Pure. */
#ifndef REPORTS_DOC_COLUMNS_H
#define REPORTS_DOC_COLUMNS_H

#include "reports/doc.h"

struct doc_columns {
    double size; /* of the letters, in points: 10.5, or less where the columns need it */
    double *width; /* by column of the table, in points; 0: not shown. In the arena */
};

/* Shares `total` points. */
void doc_columns(const struct doc_table *t, double total, struct arena *a, struct doc_columns *out);
/* The text of a cell; in a table across the page a rate's fraction stands on a line of its own. */
void doc_columns_text(struct str *out, const struct doc_table *t, const struct doc_cell *c);
/* How wide a text stands, in halves of a Chinese character; of several lines the widest. */
int32_t doc_halves(const char *z);

#endif

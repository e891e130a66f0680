/* Writing a document: one writer a format, and the bytes that its hash is made of. */
#ifndef REPORTS_DOC_WRITE_H
#define REPORTS_DOC_WRITE_H

#include "base/err.h"
#include "reports/doc.h"

/* A cell as paper shows it: 12,345; 98.76%; +1.20; 87.654; —. A rate is followed by its fraction where asked.
 */
void doc_cell_text(struct str *out, const struct doc_cell *c, bool fraction);

/* The names of a face, by comma: the document's, or the standard's with what is free and near behind them. */
const char *doc_fonts(const struct doc *d, enum doc_face face);

/* A column's head with its unit: 办结（件）; per cent stands in the cells. */
void doc_column_title(struct str *out, const struct doc_column *c);
void doc_day_zh(struct str *out, day d); /* 2026年11月9日 */

/* What a writer gets besides the document. */
struct doc_options {
    bool public; /* withheld tables stay out */
    const char *table; /* CSV: the id of the table; NULL: all of them, one after the other */
    int revision; /* HTML: of the charts' addresses; 0: none is said */
    const char *charts; /* HTML: what stands before a chart's NAME.svg; NULL: the pictures are in the file */
};

/* One format. `write` appends the whole file's bytes to `out`: the same document gives the same bytes. */
struct doc_writer {
    const char *suffix, *mime;
    int (*write)(const struct doc *d, const struct doc_options *o, struct str *out, struct err *e);
};
extern const struct doc_writer doc_json, doc_csv, doc_docx, doc_xlsx, doc_pdf, doc_html;
/* All formats in which a bulletin is published; NULL ends them. */
extern const struct doc_writer *const doc_writers[];

/* The bytes that the hash is made of: the JSON of `tables` (contract section 8), and its SHA-256 into
 * d->hash. */
void doc_tables_json(struct str *out, const struct doc *d);
void doc_hash(struct doc *d);

#endif

/* The wording of a document as a text that people edit, and back. Paragraphs and headings are lines; a figure
 * stands as {TABLE:ROW:COLUMN|what it reads}: it may be moved or left out, and it may be put in anywhere, but
 * it reads what its cell says. Tables, charts and named sections stay, each once. Pure. */
#ifndef REPORTS_DOC_WORDING_H
#define REPORTS_DOC_WORDING_H

#include "base/err.h"
#include "reports/doc.h"

void doc_wording_write(struct str *out, const struct doc *d);
/* Puts the wording into the document. -1: `e` names the line, `zh` (NULL: not wanted) the same in Chinese,
 * and the document is as it was. */
int doc_wording_read(struct doc *d, const char *text, size_t n, struct err *e, struct str *zh);

#endif

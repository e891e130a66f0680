/* The tables of a document out of the JSON that its hash is made of: ids, keys and values, as a document that
 * can be compared (doc_diff.h), not written. */
#ifndef REPORTS_DOC_TABLES_READ_H
#define REPORTS_DOC_TABLES_READ_H

#include "base/err.h"
#include "reports/doc.h"

/* The caller frees it. NULL: the bytes are no such tables. */
struct doc *doc_tables_read(const char *bytes, size_t n, struct err *e);

#endif

/* A document as it is kept: the JSON in which everything stands that a writer needs, and the document out of
 * it again. Every format gives the same bytes of the one as of the other. Pure but for the JSON reader. */
#ifndef REPORTS_DOC_STORE_H
#define REPORTS_DOC_STORE_H

#include "base/err.h"
#include "reports/doc.h"

void doc_store_write(struct str *out, const struct doc *d);
/* The caller frees it with doc_free. NULL: the bytes are no such document; `e` says where. Nothing of the
 * bytes is borrowed. */
struct doc *doc_store_read(const char *bytes, size_t n, struct err *e);

#endif

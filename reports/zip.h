/* A ZIP archive in memory (DOCX is one), by minizip. Its times are fixed, so that the same parts give the
 * same bytes. */
#ifndef REPORTS_ZIP_H
#define REPORTS_ZIP_H

#include "base/err.h"
#include "base/str.h"

struct zip;
struct zip *zip_new(void);
/* Adds a file; `stored`: not compressed (pictures are already). A failure is kept until zip_end. */
void zip_add(struct zip *z, const char *name, const void *p, size_t n, bool stored);
/* Appends the whole archive to `out` and frees it. */
int zip_end(struct zip *z, struct str *out, struct err *e);

#endif

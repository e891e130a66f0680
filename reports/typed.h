/* What somebody typed into the search field: a part of a case's number, or of the name of an item, a region
 * or a department. Pure. */
#ifndef REPORTS_TYPED_H
#define REPORTS_TYPED_H

#include "analyzer/refdata.h"
#include "store/read_rows.h"

/* NULL where nothing but blanks was typed. Blanks and case do not matter; half of a name is enough. Lives in
 * the arena. */
const struct read_any *typed_any(const struct refdata *ref, const char *text, struct arena *a);
/* The names that are like it, when nothing was found: those that share the most of its pairs of characters,
 * at most `most`, the best first. */
size_t typed_near(const struct refdata *ref, const char *text, const char **names, size_t most,
                  struct arena *a);

#endif

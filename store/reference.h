/* The versions of the reference data, each kept whole from its first use (contract 2), so that what was
 * computed with one can be computed again. */
#ifndef STORE_REFERENCE_H
#define STORE_REFERENCE_H

#include "store/db.h"
#include "store/read.h"

/* Keeps this version, if it is not kept yet; before anything is computed with it. */
int reference_keep(struct db *db, const struct refdata *ref, struct err *e);

/* The files of a version, by name; none: it is not kept. */
int read_reference(struct read *rd, const char *version, struct arena *a, struct refdata_files *out,
                   struct err *e);

#endif

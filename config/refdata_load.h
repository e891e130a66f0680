/* Loads and checks the reference data of a configuration folder (contract section 2). */
#ifndef CONFIG_REFDATA_LOAD_H
#define CONFIG_REFDATA_LOAD_H

#include "analyzer/refdata.h"
#include "base/err.h"
#include "base/str.h"

/* Fills `ref` from DIR/regions.csv, departments.csv, items.csv, procedures.csv, calendar/YYYY.csv,
 * rules.conf, indicators.conf; only the first three must be there. Every finding is a line "file:line:column:
 * what was found, what was expected" in `findings` (at most 200); -1 if there was any, with the first in `e`
 * and nothing in `ref` to release. */
int refdata_load(struct refdata *ref, const char *dir, struct str *findings, struct err *e);

#endif

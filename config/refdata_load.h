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

/* The same from files that were kept (refdata.files); `called` stands in findings before their names. Nothing
 * of them is borrowed. */
int refdata_load_kept(struct refdata *ref, const char *called, const struct refdata_files *files,
                      struct str *findings, struct err *e);

/* The same for `check`, which objects to more: 1 if there are findings that one can do without (they are in
 * `findings`, `ref` is good). What is allowed and looks wrong goes to `warnings`, lines "warning: file:…". */
int refdata_check(struct refdata *ref, const char *dir, struct str *findings, struct str *warnings,
                  struct err *e);

/* True iff some part of the program reads a file of this name in a configuration folder, or in its calendar/.
 */
bool refdata_reads(const char *name);
bool refdata_reads_year(const char *name);

#endif

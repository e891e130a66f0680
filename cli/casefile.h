/* One case's events out of event files: what `jiancha case --file` explains. */
#ifndef CLI_CASEFILE_H
#define CLI_CASEFILE_H

#include "analyzer/event.h"
#include "analyzer/refdata.h"
#include "base/err.h"

/* The events of the case in the files, as `replay` would fold them (no clock, duplicates left out), in order
 * of arrival; they live in the arena. Lines that break the contract's form are left out and said, once, in
 * the log. -1: a file cannot be read. */
int casefile_read(char **files, int n, const char *case_no, const struct refdata *ref, struct arena *a,
                  const struct event **events, size_t *n_events, struct err *e);

#endif

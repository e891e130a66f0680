/* Which events stand behind an alert: what the rule was decided on, and what ended it (the columns `subject`
 * and `evidence` of rules.def). Pure. */
#ifndef REPORTS_EVIDENCE_H
#define REPORTS_EVIDENCE_H

#include "reports/folder.h"

enum { EVIDENCE_MOST = 40 }; /* nobody reads more */

/* Where the events of a folder are found; borrows it, lives in the arena. */
const struct evidence *evidence_index(const struct folder *f, struct arena *a);
/* The places in f->events of those behind the alert, ascending; returns how many. If there are more than can
 * be given, `more` is set: what its subject means and what ended it go first. */
size_t evidence_of(const struct evidence *x, const struct alert *al, size_t place[EVIDENCE_MOST], bool *more);

#endif

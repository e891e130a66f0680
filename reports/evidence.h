/* Which events stand behind an alert: what the rule was decided on, and what ended it. Pure. */
#ifndef REPORTS_EVIDENCE_H
#define REPORTS_EVIDENCE_H

#include "reports/folder.h"

/* there[i]: f->events[i] belongs to the fold as of that instant: it has happened and is not voided. */
void evidence_fold(const struct folder *f, instant as_of, bool *there);
/* marked[i]: f->events[i] stands behind the alert. */
void evidence_mark(const struct folder *f, const bool *there, const struct alert *al, bool *marked);

#endif

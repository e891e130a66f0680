/* Which events stand behind an alert: what the rule was decided on, and what ended it. Pure. */
#ifndef REPORTS_EVIDENCE_H
#define REPORTS_EVIDENCE_H

#include "reports/folder.h"

/* marked[i]: f->events[i] stands behind the alert. */
void evidence_mark(const struct folder *f, const struct alert *al, bool *marked);

#endif

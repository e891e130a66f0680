/* The parts of frozen*.c. */
#ifndef REPORTS_FROZEN_PARTS_H
#define REPORTS_FROZEN_PARTS_H

#include "reports/draft.h"

/* A table behind those of the draft, with the next number: 附表20　… */
struct doc_table *frozen_table(struct doc *d, const char *id, const char *what);

/* Adds the table of what differs from the frozen document of the period before; none if nothing does. */
void frozen_earlier(struct doc *d, const struct doc *was, const struct draft_figures *f);

#endif

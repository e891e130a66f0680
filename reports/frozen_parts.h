/* The parts of frozen*.c. */
#ifndef REPORTS_FROZEN_PARTS_H
#define REPORTS_FROZEN_PARTS_H

#include "reports/draft.h"

/* Adds the table of what differs from the frozen document of the period before; none if nothing does. */
void frozen_earlier(struct doc *d, const struct doc *was, const struct draft_figures *f);

#endif

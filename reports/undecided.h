/* A bottom place that a bulletin names and nobody has decided on yet: it is not published with one. */
#ifndef REPORTS_UNDECIDED_H
#define REPORTS_UNDECIDED_H

#include "reports/doc.h"
#include "store/read_acts.h"

/* The first unit in the document's table of bottom places without an act on its interview of this month;
 * NULL: none. */
const char *undecided_unit(const struct doc *d, month m, const struct refdata *ref,
                           const struct read_interviews *interviews);

#endif

/* What a unit may see of a draft (contract section 10): its own rows of the tables, no prose, no ranks. Pure.
 */
#ifndef REPORTS_DOC_OWN_H
#define REPORTS_DOC_OWN_H

#include "reports/doc.h"

/* Takes all else out of the document: `unit` is a code as the tables' column `unit` has it. */
void doc_own(struct doc *d, const char *unit);

#endif

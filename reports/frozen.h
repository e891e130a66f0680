/* The document of a freeze: the draft of that instant, with what a frozen one has besides. */
#ifndef REPORTS_FROZEN_H
#define REPORTS_FROZEN_H

#include "config/bulletin_conf.h"
#include "reports/doc.h"
#include "store/bulletins.h"

/* Makes the rest of p->row, the ranks and the bottom places of what stands at p->row.as_of, reading through
 * rd. */
int frozen_make(struct bulletin_paper *p, const struct refdata *ref, const struct bulletin_conf *conf,
                struct read *rd, struct err *e);
/* Its draft anew, as if the period had not been frozen: what `diff` compares with. The caller frees it; it
 * borrows of conf and arena. */
struct doc *frozen_draft(const struct bulletin_row *b, const struct refdata *ref,
                         const struct bulletin_conf *conf, struct read *rd, instant now, struct arena *a,
                         struct err *e);
/* The document of a row, as it is stored. The caller frees it; NULL: it is damaged. */
struct doc *frozen_doc(const struct bulletin_row *b, struct err *e);

#endif

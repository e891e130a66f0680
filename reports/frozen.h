/* The document of a freeze: the draft of that instant, with what a frozen one has besides. */
#ifndef REPORTS_FROZEN_H
#define REPORTS_FROZEN_H

#include "config/bulletin_conf.h"
#include "reports/doc.h"
#include "reports/doc_diff.h"
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
/* Two revisions of one period, as they are stored, and where their tables differ; the differences point into
 * the documents. `published`: only what is published counts as there. 1; 0: one of them is not there,
 * `missing` says which; -1. */
struct frozen_pair {
    struct doc *was, *is;
    struct doc_differences differences;
    int missing;
};
int frozen_compare(struct read *rd, const char *period, int was, int is, bool published, struct arena *a,
                   struct frozen_pair *out, struct err *e);
void frozen_pair_release(struct frozen_pair *p);
/* The document of a row, as it is stored. The caller frees it; NULL: it is damaged. */
struct doc *frozen_doc(const struct bulletin_row *b, struct err *e);

#endif

/* The alerts that changed in a transaction: written with one statement; every change after the first appearance goes to alert_history. */
#ifndef STORE_ALERTS_H
#define STORE_ALERTS_H

#include "analyzer/eval.h"
#include "store/db.h"
#include "store/wire.h"

struct alerts {
    struct wire_rows rows;
};
void alerts_begin(struct alerts *a);
void alerts_release(struct alerts *a);
/* Notes what changed between two evaluations of a case. An alert that is no longer there becomes `withdrawn`; all are noted when the item changed. */
void alerts_differ(struct alerts *a, const char *case_no, const struct evaluation *old, const struct evaluation *now, const char *item, bool moved,
                   const struct refdata *ref);
int alerts_write(struct alerts *a, struct db *db, instant now, struct err *e);

#endif

/* The alerts that changed in a transaction: written with one statement; every change after the first
 * appearance goes to alert_history. */
#ifndef STORE_ALERTS_H
#define STORE_ALERTS_H

#include "analyzer/eval.h"
#include "store/db.h"
#include "store/wire.h"

struct alerts {
    struct str fresh; /* of cases that are new themselves: rows of a COPY */
    struct wire_rows rows; /* others: they may have been there before */
    bool outlived; /* alerts of an earlier life of a new case stand: look for each */
};
void alerts_begin(struct alerts *a);
void alerts_release(struct alerts *a);
/* Notes what changed between two evaluations of a case (`old` NULL: it is new). An alert that is no longer
 * there becomes `withdrawn`; all are noted when the item changed. */
void alerts_differ(struct alerts *a, const struct evaluation *old, const struct evaluation *is, bool moved,
                   const struct refdata *ref, instant now);
/* 1: an alert of a case that is new stands already, for the case had a life before, which has left; roll back
 * and begin again: the next attempt looks for them. */
int alerts_write(struct alerts *a, struct db *db, instant now, struct err *e);

/* When the database first held the alert; INSTANT_NONE: it does not yet. */
int alerts_found(struct db *db, const char *case_no, int rule, const char *subject, instant *found,
                 struct err *e);

#endif

/* The alerts that changed in a transaction: written with one statement; every change after the first
 * appearance goes to alert_history. */
#ifndef STORE_ALERTS_H
#define STORE_ALERTS_H

#include "analyzer/eval.h"
#include "store/columns.h"
#include "store/db.h"
#include "store/wire.h"

extern const struct column alerts_columns[]; /* alerts.def; a NULL name ends it */

struct alerts {
    struct str fresh; /* of cases that are new themselves: rows of a COPY */
    struct wire_rows rows; /* others: they may have been there before */
    bool outlived; /* alerts of an earlier life of a new case stand: look for each */
};
void alerts_begin(struct alerts *a);
void alerts_release(struct alerts *a);
/* Notes an alert that is new, changed, or (STATE_WITHDRAWN) no longer there. fresh: the case is new itself;
 * told: the outbox of this transaction tells it. */
void alerts_put(struct alerts *a, const struct case_row *row, const struct alert *al, enum alert_state state,
                bool fresh, bool told, const struct refdata *ref, instant now);
/* 1: an alert of a case that is new stands already, for the case had a life before, which has left; roll back
 * and begin again: the next attempt looks for them. */
int alerts_write(struct alerts *a, struct db *db, instant now, struct err *e);

/* Alerts whose state is another than the one told last. */
struct untold {
    const char *case_no;
    struct alert alert;
    uint8_t told; /* enum alert_state; ALERT_STATES: never */
};
struct untolds {
    struct untold *v;
    size_t n;
};
/* Is there none, or is it too early: is there a backlog from before `until`, or a case of another reference
 * version? 1: nothing to do now, 0: go on, -1. */
int alerts_untold_wait(struct db *db, const char *version, instant until, struct err *e);
/* Takes at most `limit` of them, as told. */
int alerts_untold(struct db *db, int limit, const struct refdata *ref, struct arena *a, struct untolds *out,
                  struct err *e);

/* When the database first held the alert; INSTANT_NONE: it does not yet. */
int alerts_found(struct db *db, const char *case_no, int rule, const char *subject, instant *found,
                 struct err *e);

#endif

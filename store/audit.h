/* The audit log: who did what, each line bound to the one before it by SHA-256. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "base/arena.h"
#include "base/day.h"
#include "store/db.h"

/* One line more, inside a transaction; takes the audit lock, behind the act lock. `at` INSTANT_NONE: now. */
int audit_add(struct db *db, instant at, const char *who, const char *what, const char *about, struct err *e);

/* A finding: the line's number and what is wrong with it. */
typedef void audit_fault(void *ctx, int64_t n, const char *what);
struct audit_end {
    int64_t lines; /* that are there */
    char hash[65]; /* of the last one, as computed: who keeps it elsewhere knows of a log that was written
                      anew */
};
/* Walks the chain in one snapshot and names each line that was changed or is missing. The number of findings,
 * or -1. */
int64_t audit_verify(struct db *db, audit_fault *fault, void *ctx, struct audit_end *end, struct err *e);

#endif

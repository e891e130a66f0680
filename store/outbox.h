/* The outbox: what changed, to be told to others, written in the transaction of the change. Readers take it
 * in an order in which nothing appears behind what they have passed. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "base/arena.h"
#include "base/day.h"
#include "store/db.h"

struct outbox {
    struct str rows; /* of a COPY */
    int64_t n;
};
void outbox_begin(struct outbox *o);
void outbox_release(struct outbox *o);

/* One notice of contract section 12. */
struct outbox_notice {
    const char *kind; /* alert.raised … */
    const char *about; /* what it is about, in full: with kind and instant it makes the id */
    instant at; /* the change's logical instant */
    const char *key; /* case_no or order: what it is sent under */
    const char *region, *dept; /* codes; NULL: none */
    const char *object; /* JSON */
};
void outbox_put(struct outbox *o, const struct outbox_notice *n);
int outbox_write(struct outbox *o, struct db *db, struct err *e);

/* A place in the outbox: of the last notice that was read; zero: before the first. */
struct outbox_place {
    uint64_t xid;
    int64_t n;
};
struct outbox_row {
    struct outbox_place place;
    const char *key, *body;
};
struct outbox_rows {
    struct outbox_row *v;
    size_t n;
};
/* Those behind `after`, at most `limit`, that no running transaction can still put something in front of. */
int outbox_read(struct db *db, struct outbox_place after, int limit, struct arena *a, struct outbox_rows *out,
                struct err *e);
/* How far the reader of this name has come; before the first if it has none yet. */
int outbox_position(struct db *db, const char *reader, struct outbox_place *out, struct err *e);
int outbox_passed(struct db *db, const char *reader, struct outbox_place place, struct err *e);
/* Takes away what all readers have passed and was written before `until`; says how many. */
int64_t outbox_drop(struct db *db, instant until, struct err *e);

#endif

/* The messages that broke the contract's form: list, show, claim, mark as sent again. */
#ifndef STORE_REJECTS_H
#define STORE_REJECTS_H

#include "base/arena.h"
#include "base/day.h"
#include "base/vec.h"
#include "store/db.h"

struct rejected {
    int64_t id, offset;
    const char *topic, *code, *reason;
    int32_t part;
    instant sent, arrived,
        retried; /* retried: INSTANT_NONE if not; sent: by the broker, INSTANT_NONE if not known */
    const char *raw; /* of rejects_get only */
    size_t n_raw;
};
struct rejecteds {
    VEC(struct rejected) list;
};

/* In the order of their ids, those behind `after`; `code` NULL: any; only those not retried unless `all`.
 * Strings in `a`. */
int rejects_list(struct db *db, const char *code, bool all, int64_t after, int limit, struct arena *a,
                 struct rejecteds *out, struct err *e);
/* One with its bytes; 1: there is none of this id. */
int rejects_get(struct db *db, int64_t id, struct arena *a, struct rejected *out, struct err *e);
/* Within a transaction: those of the n ids that nobody else has claimed, and that were not sent again yet
 * unless `again`; they stay ours to its end. *taken (room for n, in any order) and *n_taken; -1: failed. */
int rejects_claim(struct db *db, const int64_t *ids, size_t n, bool again, int64_t *taken, size_t *n_taken,
                  struct err *e);
int rejects_mark(struct db *db, const int64_t *ids, size_t n, struct err *e); /* as sent again, now */

#endif

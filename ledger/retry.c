/* A reject is sent by whoever holds the lock on its row, and marked in the transaction that holds it, after
 * the broker has confirmed it. Who comes second passes over rows that are locked and rows that are marked.
 * Who dies in between leaves rows that are neither: they are sent once more, and the event is then told as a
 * duplicate. */
#include "ledger/retry.h"

enum { AT_ONCE = 100 }; /* rows of one transaction */

static int send_claimed(struct db *db, const int64_t *ids, size_t n, const struct retry *how, struct err *e)
{
    struct arena a = {0};
    int rc = 0;
    for (size_t i = 0; i < n && !rc; i++) {
        struct rejected r;
        arena_reset(&a);
        rc = rejects_get(db, ids[i], &a, &r, e) || how->send(how->ctx, &r, e) ? -1 : 0;
    }
    arena_release(&a);
    return rc || how->confirm(how->ctx, e) || rejects_mark(db, ids, n, e) ? -1 : 0;
}

static int retry_some(struct db *db, const int64_t *ids, size_t n, const struct retry *how, int64_t *sent,
                      struct err *e)
{
    int64_t taken[AT_ONCE];
    size_t n_taken = 0;
    if (db_run(db, "begin", e) || rejects_claim(db, ids, n, how->again, taken, &n_taken, e) ||
        (n_taken && send_claimed(db, taken, n_taken, how, e)) || db_run(db, "commit", e)) {
        db_rollback(db);
        return -1;
    }
    *sent += (int64_t)n_taken;
    return 0;
}

int retry_rejects(struct db *db, const int64_t *ids, size_t n, const struct retry *how, int64_t *sent,
                  struct err *e)
{
    *sent = 0;
    for (size_t i = 0; i < n; i += AT_ONCE)
        if (retry_some(db, ids + i, n - i < AT_ONCE ? n - i : AT_ONCE, how, sent, e))
            return -1;
    return 0;
}

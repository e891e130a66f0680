/* Rejects sent to their topics once more. */
#ifndef LEDGER_RETRY_H
#define LEDGER_RETRY_H

#include "store/rejects.h"

struct retry {
    /* Sends one; its bytes are borrowed until it returns. */
    int (*send)(void *ctx, const struct rejected *r, struct err *e);
    /* Waits until everything that was sent is confirmed. */
    int (*confirm)(void *ctx, struct err *e);
    void *ctx;
    bool again; /* also those that were sent before */
};

/* Each of the n ids at most once, whatever others do at the same time; *sent: how many. The rest were sent
 * before, or another retry has them at hand. -1: the rest was not sent, or it cannot be said whether it was:
 * what is not marked as sent can be sent again, and is then a duplicate at worst. */
int retry_rejects(struct db *db, const int64_t *ids, size_t n, const struct retry *how, int64_t *sent,
                  struct err *e);

#endif

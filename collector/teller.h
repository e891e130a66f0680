/* Tells the outbox to the topic of notices: each at least once, in the order of the outbox, nothing lost
 * while the broker is away. */
#ifndef COLLECTOR_TELLER_H
#define COLLECTOR_TELLER_H

#include "config/conf.h"
#include "store/outbox.h"

struct teller {
    const struct conf *conf;
    struct produce *out; /* NULL: not connected */
    int64_t again; /* not to be tried before, ms of the steady clock */
    bool away; /* announced: the broker or the topic is not there */
};

/* Sends a page of what has not been sent yet and notes how far it came. 1: there may be more, 0: not now, -1:
 * the database failed. */
int teller_tick(struct teller *t, struct db *db, struct err *e);
void teller_release(struct teller *t);

#endif

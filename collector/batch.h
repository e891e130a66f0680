/* The messages of one transaction, decoded. They stay in memory until it is committed, so that it can be
 * tried again, or in halves. */
#ifndef COLLECTOR_BATCH_H
#define COLLECTOR_BATCH_H

#include "base/vec.h"
#include "collector/kafka.h"
#include "ledger/groups.h"

struct batch {
    VEC(struct ledger_message) messages;
    VEC(void *) handles; /* of the messages; owned */
    size_t bytes;
    size_t most; /* messages that the database has the time for; 0: it has not failed yet */
    int good; /* transactions of so many that were stored since */
    struct arena arena; /* events and rejects */
};

/* `part`: its place in the worker's positions. */
const struct ledger_message *batch_add(struct batch *b, const struct kafka_message *m, uint32_t part,
                                       const struct refdata *ref, instant clock);
/* Turns an event into a reject. */
void batch_refuse(struct batch *b, size_t i, const char *code, const char *reason);
void batch_clear(struct batch *b); /* gives the messages back */
void batch_release(struct batch *b);

#endif

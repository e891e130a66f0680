/* The producer of `import`, `rejects retry` and notices: messages in, confirmations counted. Not for more
 * than one thread. */
#ifndef COLLECTOR_PRODUCE_H
#define COLLECTOR_PRODUCE_H

#include <stddef.h>

#include "base/day.h"
#include "config/conf.h"

struct produce;

/* Connects; ERR_ENV: no broker within 10 s, or it has not one of the topics (NULL ends them). */
struct produce *produce_new(const struct conf *conf, const char *const *topics, struct err *e);
struct produce_message {
    const char *topic, *key; /* key NULL: any partition */
    const char *bytes;
    size_t n;
    int64_t number; /* by which a failure names it: a line, a reject */
    instant sent; /* INSTANT_NONE: now */
};
/* Queues a copy; waits while the queue is full. Fails once an earlier message could not be delivered; ERR_ENV
 * if that is not the message's own fault. */
int produce_put(struct produce *p, const struct produce_message *m, struct err *e);
/* Waits until everything is confirmed. */
int produce_flush(struct produce *p, struct err *e);
int64_t produce_confirmed(const struct produce *p);
void produce_free(struct produce *p);

#endif

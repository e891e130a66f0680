/* The producer of `import` and `rejects retry`: messages in, confirmations counted. Not for more than one thread. */
#ifndef COLLECTOR_PRODUCE_H
#define COLLECTOR_PRODUCE_H

#include <stddef.h>

#include "config/conf.h"

struct produce;

/* Connects; ERR_ENV: no broker within 10 s, or it has not one of the two topics. */
struct produce *produce_new(const struct conf *conf, struct err *e);
/* Queues a copy; waits while the queue is full. Without a key the partition is any. Fails once an earlier message could not be delivered. */
int produce_put(struct produce *p, const char *topic, const char *key, const char *bytes, size_t n, struct err *e);
/* Waits until everything is confirmed. */
int produce_flush(struct produce *p, struct err *e);
int64_t produce_confirmed(const struct produce *p);
void produce_free(struct produce *p);

#endif

/* The messages of one transaction, decoded. They stay in memory until it is committed, so that it can be
 * tried again, or in halves. */
#ifndef COLLECTOR_BATCH_H
#define COLLECTOR_BATCH_H

#include "base/vec.h"
#include "codec/decode.h"
#include "collector/kafka.h"

struct batch_item {
    void *handle; /* of the message; owned */
    const char *bytes;
    size_t n;
    uint32_t part; /* place in the worker's partitions */
    int64_t offset;
    instant sent; /* by the message's own timestamp, where that is plausible; else when it was read */
    const struct reject *reject; /* NULL: `ev` holds */
    struct event ev;
    uint32_t next; /* of the same case in this transaction; BATCH_END */
    bool duplicate;
};
enum { BATCH_END = UINT32_MAX };

/* All events of one case within a transaction, in the order of their arrival. */
struct batch_case {
    const char *case_no;
    uint32_t first, last, n;
    bool stored; /* its row was there */
};

struct batch {
    VEC(struct batch_item) items;
    size_t bytes;
    struct arena arena; /* events and rejects */
    struct arena scratch; /* of one attempt to store them */
    VEC(struct batch_case) cases; /* of the range grouped last, in the order of case_no */
    struct map map; /* case_no -> place in `cases` */
};

const struct batch_item *batch_add(struct batch *b, const struct kafka_message *m, uint32_t part,
                                   const struct refdata *ref, instant clock);
/* Turns an event into a reject. */
void batch_refuse(struct batch *b, size_t i, const char *code, const char *reason);
/* Groups the events (not the rejects and monthly reports) of items [from, to) by case. */
void batch_group(struct batch *b, size_t from, size_t to);
void batch_clear(struct batch *b); /* gives the messages back */
void batch_release(struct batch *b);

#endif

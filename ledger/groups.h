/* The messages of one transaction, and which of them are events of the same case. */
#ifndef LEDGER_GROUPS_H
#define LEDGER_GROUPS_H

#include "base/map.h"
#include "base/vec.h"
#include "codec/decode.h"

/* How much of a reject is stored: less each time that the database refuses it, so that what is behind it goes
 * on. */
enum quarantine {
    QUARANTINE_WHOLE,
    QUARANTINE_UNEXPLAINED, /* without the sentence, which quotes from the message */
    QUARANTINE_EMPTY, /* without its bytes: they are in the topic's log */
    QUARANTINE_PLACE, /* only where it lies, in a table of its own */
};

/* A message as it came, decoded. */
struct ledger_message {
    const char *bytes; /* borrowed */
    size_t n;
    uint32_t part; /* place in the array of positions */
    int64_t offset;
    instant sent; /* by the message's own timestamp, where that is plausible; else when it was read */
    instant as_of; /* the latest instant that it tells of */
    const struct reject *reject; /* NULL: `ev` holds */
    enum quarantine quarantine;
    struct event ev;
};

enum { GROUPS_END = UINT32_MAX };

/* All events of one case, in the order of their arrival: first, next[first], … */
struct group {
    const char *case_no;
    uint32_t first, last, n;
    bool stored; /* its row was there */
};

struct groups {
    VEC(struct group) list; /* by case_no, unique */
    struct map place; /* case_no -> place in the list */
    uint32_t *next; /* for each message the next of its case; GROUPS_END: none */
};

/* Groups the events, not the rejects and monthly reports. `next` is made in `a`; the rest is released by the
 * caller. */
void groups_make(struct groups *g, const struct ledger_message *message, size_t n, struct arena *a);
struct group *groups_find(struct groups *g, const char *case_no); /* it must be there */
void groups_release(struct groups *g);

#endif

/* How the whole stands: what was counted, who reads and who acts, what waits; within the snapshot of
 * store/read.h. */
#ifndef STORE_READ_SYSTEM_H
#define STORE_READ_SYSTEM_H

#include "store/read.h"

struct read_tally {
    const char *name;
    int64_t n;
    instant at;
};
struct read_tallies {
    struct read_tally *v;
    size_t n;
};
int read_tallies(struct read *rd, struct arena *a, struct read_tallies *out, struct err *e);

/* What the workers have said of themselves, judged by the database's clock. */
struct read_part {
    const char *topic, *alarm, *owner; /* alarm NULL: none */
    int part;
    int64_t next, unread;
    instant alive; /* when its owner last said that the broker serves it; INSTANT_NONE: never */
    bool wanted; /* the workers were told to read its topic */
    bool silent; /* that is a minute ago or more, or the owner was told to stop: nobody reads it */
    bool stuck; /* messages wait there, and none was taken for five minutes */
    bool held; /* for twenty minutes a transaction that does not end has held back what lies behind */
};
struct read_parts {
    struct read_part *v;
    size_t n;
};
int read_parts(struct read *rd, struct arena *a, struct read_parts *out, struct err *e);

struct read_worker {
    const char *owner; /* its group, and its slot or "clerk" */
    bool clerk;
    bool silent; /* it has said nothing for a minute, or was told to stop */
    instant alive; /* its last sign of life */
    int64_t
        falls; /* how often in a row it was started soon after a start, without having been told to stop */
    bool looping; /* three times or more, and the last start is no two minutes ago */
};
struct read_workers {
    struct read_worker *v;
    size_t n;
};
int read_workers(struct read *rd, struct arena *a, struct read_workers *out, struct err *e);

struct read_topic {
    const char *topic, *cleanup; /* cleanup.policy; NULL: the broker does not say */
    bool compacted;
};
struct read_topics {
    struct read_topic *v;
    size_t n;
};
/* Of the topics that the workers were told to read. */
int read_topics(struct read *rd, struct arena *a, struct read_topics *out, struct err *e);

/* Cases whose next change is over and not yet evaluated, and since when the oldest of them waits
 * (INSTANT_NONE: none); of all units, whoever looks. */
int read_due(struct read *rd, int64_t *n, instant *since, struct err *e);

#endif

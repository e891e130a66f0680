/* What is known of how far behind reading is. */
#ifndef COLLECTOR_BACKLOG_H
#define COLLECTOR_BACKLOG_H

#include "base/vec.h"
#include "store/db.h"
#include "store/offsets.h"

enum { PACE_MESSAGES = 255 };

/* Of one partition: the messages read last, or since it was read to its end. */
struct pace {
    bool late[PACE_MESSAGES]; /* it was more than an hour old when it was read */
    uint32_t n, at, n_late;
    instant old, fresh; /* the last message that was late, and the last that was not; INSTANT_NONE */
};

struct backlog {
    int64_t began; /* when this worker started, milliseconds of the steady clock, until the first partitions
                      were assigned; then 0 */
    VEC(struct pace) pace; /* in the order of the positions */
};

void backlog_begin(struct backlog *b);
void backlog_release(struct backlog *b);
/* These partitions were claimed, or none. */
void backlog_assigned(struct backlog *b, const struct offset *part, size_t n, instant now);
/* A message that tells of `at` was read `now`; `part`: its place in the positions. */
void backlog_read(struct backlog *b, size_t part, instant at, instant now);
/* Nothing lies behind what was read of it. */
void backlog_end(struct backlog *b, size_t part, instant now);
/* The instant that reading it has come to; INSTANT_NONE: too little was read to tell. */
instant backlog_seen(const struct backlog *b, size_t part);
/* 1: nothing is judged by time now; -1: failed. */
int backlog_holds_time(const struct backlog *b, struct db *db, instant now, struct err *e);

#endif

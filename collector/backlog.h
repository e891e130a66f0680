/* What a case may be seen from while a backlog is read. */
#ifndef COLLECTOR_BACKLOG_H
#define COLLECTOR_BACKLOG_H

#include "collector/kafka.h"
#include "store/db.h"

/* Milliseconds of the steady clock. */
struct backlog {
    int64_t heard; /* when the last message came */
    int64_t began; /* when this worker started, until the first partitions were assigned; then 0 */
};

void backlog_begin(struct backlog *b);
void backlog_assigned(struct backlog *b);
void backlog_heard(struct backlog *b);
/* What the cases of this partition are seen from: INSTANT_MAX: from now. */
instant backlog_as_of(const struct backlog *b, struct kafka *k, const struct offset *part, instant now);
/* 1: nothing is judged by time now; -1: failed. */
int backlog_holds_time(const struct backlog *b, struct db *db, instant now, struct err *e);

#endif

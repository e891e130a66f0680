/* Where each partition goes on (table kafka_offset): the position lives in the same transaction as the rows
 * that were made of what was read. */
#ifndef STORE_OFFSETS_H
#define STORE_OFFSETS_H

#include "base/day.h"
#include "store/db.h"

struct offset {
    const char *topic; /* borrowed */
    int32_t part;
    int64_t next; /* as in the table: the first that is not stored yet; -1: no row */
    int64_t read; /* the next to come from the broker; next < read while a batch is in memory */
    int64_t high; /* the log's end as the broker told it last; -1: not known */
    instant seen; /* the newest recording that was read; INSTANT_NONE: none yet */
    int64_t epoch; /* raised when the partition was assigned: whoever raises it later fences us */
    bool lost; /* fenced, or taken away: its messages are dropped */
    bool alarm; /* the log was cut before `next`: nothing is read until an operator decides */
};

/* Fills next, epoch and alarm from the table as it stands; next -1 where there is no row. */
int offsets_look(struct db *db, struct offset *o, size_t n, struct err *e);
/* Raises the epochs in the name of `owner`; a partition without a row begins at its `next`. Fills next, read,
 * epoch, seen and alarm; where `high` is known it is noted. */
int offsets_claim(struct db *db, struct offset *o, size_t n, const char *owner, struct err *e);
/* Inside a transaction: moves next to read and notes high and seen, for each where they differ, if the table
 * still holds next and our epoch. 1: it does not. */
int offsets_move(struct db *db, const struct offset *o, size_t n, struct err *e);
/* Inside a transaction: 1 if one of the epochs (of those not lost) is no longer ours. */
int offsets_check(struct db *db, const struct offset *o, size_t n, struct err *e);
/* Is anything unread, of anybody's partitions, that stands before `until`? Asked of who told something within
 * the last minute: a log that stands still holds up nobody. -1: failed. */
int offsets_behind(struct db *db, instant until, struct err *e);
int offsets_alarm(struct db *db, const struct offset *o, const char *text, struct err *e);

#endif

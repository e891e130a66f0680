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
    int64_t message_end; /* behind the last message that came; from there to `read` there are none */
    int64_t high; /* the log's end as the broker told it last; -1: not known */
    int64_t told; /* the same as in the table */
    instant seen; /* the instant that the reading has come to; INSTANT_NONE: not known */
    int64_t epoch; /* raised when the partition was assigned: whoever raises it later fences us */
    int64_t live; /* when the broker was last seen to serve it, milliseconds of the steady clock; 0: never */
    bool held; /* an open transaction holds back what lies behind */
    bool ended; /* the broker said that nothing readable lies behind `read` */
    bool lost; /* fenced, or taken away: its messages are dropped */
    bool alarm; /* the log was cut before `next`: nothing is read until an operator decides */
};

/* Fills next, epoch and alarm from the table as it stands; next -1 where there is no row. */
int offsets_look(struct db *db, struct offset *o, size_t n, struct err *e);
/* Raises the epochs in the name of `owner`; a partition without a row begins at its `next`. Fills next, read,
 * epoch, seen and alarm; where `high` is known it is noted. */
int offsets_claim(struct db *db, struct offset *o, size_t n, const char *owner, struct err *e);
/* Moves next to read and notes high and seen, for each where next or high differ from the table's, if the
 * table still holds next and our epoch. Inside the transaction of what was read, or, where there is nothing
 * to store, by itself. 1: it does not. */
int offsets_move(struct db *db, const struct offset *o, size_t n, struct err *e);
/* Inside a transaction: 1 if one of the epochs (of those not lost) is no longer ours. */
int offsets_check(struct db *db, const struct offset *o, size_t n, struct err *e);
/* Is anything unread, of anybody's partitions, and has its reading not come to `until` yet? Asked of what
 * moved within the last five minutes: a log that stands still holds up nobody. -1: failed. */
int offsets_behind(struct db *db, instant until, struct err *e);
int offsets_alarm(struct db *db, const struct offset *o, const char *text, struct err *e);

#endif

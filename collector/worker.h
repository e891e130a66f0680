/* One worker: messages -> batch -> one transaction; and cases whose time has come. All that lasts is in
 * PostgreSQL. */
#ifndef COLLECTOR_WORKER_H
#define COLLECTOR_WORKER_H

#include "collector/batch.h"
#include "config/conf.h"
#include "store/ingest.h"
#include "store/now.h"
#include "ledger/refold.h"

struct worker {
    const struct conf *conf;
    struct refdata ref;
    struct db db;
    struct kafka *kafka;
    struct now now;
    struct batch batch;
    struct refold refold;
    struct ingest ingest;
    VEC(struct offset) parts; /* assigned to us */
    VEC(uint32_t) place[2]; /* topic, partition -> place in parts; BATCH_END: not ours */
    int64_t heard; /* when the last message came, milliseconds of the steady clock */
    int64_t began; /* the same clock when it started, until the first partitions were assigned; then 0 */
    bool busy; /* messages came since the last look at the time */
    bool reassign; /* positions changed: the consumer must be told */
    bool failed; /* `why` says what ends this worker */
    struct err why;
    int chunk; /* cases of one transaction by time */
    struct str swept_to; /* the search for cases evaluated with other reference data: last number looked at */
    bool swept; /* … the end was reached */
};

/* worker.c. Runs until it is told to stop (0) or cannot go on (-1). */
int worker_run(const struct conf *conf, struct err *e);
/* After a failed call of the store: waits for the database if that can help (0), else marks the worker as
 * failed. -1: end, or told to stop. */
int worker_recover(struct worker *w, const struct err *e);
/* Someone else owns a partition of ours, or an operator has moved a position: takes over what the table says.
 */
void worker_let_go(struct worker *w);

/* True for a minute at most: from the start until partitions are assigned. */
bool worker_begins(const struct worker *w);
/* The instant that cases of this partition are seen from: now, or in a backlog more than an hour old the
 * newest recording read of it. A case of which the rest still lies in the log would look silent and overdue
 * now, and be warned about in vain. A log that gives no message for ten seconds does not hold up the time. */
instant worker_as_of(struct worker *w, size_t part, instant now);

/* worker_store.c. Stores the whole batch and empties it; -1: it was dropped (fenced, told to stop), or the
 * worker has failed. */
int worker_store(struct worker *w);

/* worker_time.c. Evaluates some of the cases that are due; *more: there may be others. -1: as worker_recover.
 */
int worker_tick(struct worker *w, bool *more);

#endif

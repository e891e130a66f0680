/* What became of the messages of a transaction: event rows, duplicates, rejects, monthly reports; and the
 * tally. */
#ifndef STORE_INGEST_H
#define STORE_INGEST_H

#include "analyzer/event.h"
#include "analyzer/refdata.h"
#include "base/vec.h"
#include "store/db.h"
#include "store/sending.h"
#include "store/wire.h"

struct ingest_place {
    const char *topic;
    int32_t part;
    int64_t offset;
};

struct ingest {
    instant arrived;
    struct str events, duplicates, rejects, unstored; /* rows of a COPY */
    int64_t n_events, n_duplicates, n_rejects;
    int64_t n_held; /* orders that the program would have issued by itself */
    struct wire_rows reports;
    VEC(struct ingest_report {
        struct ingest_place place;
        const struct event *ev;
        bool stored;
    })
    report;
    struct sending sending;
    const struct refdata *ref; /* of `sending` */
    struct str body;
    month ready[2]; /* partitions of the event log known to be there */
};

/* Makes the event log's partition for this instant and the day after it; outside a transaction. */
int ingest_prepare(struct ingest *in, struct db *db, instant now, struct err *e);
void ingest_begin(struct ingest *in, instant arrived);
void ingest_release(struct ingest *in);
void ingest_event(struct ingest *in, const struct ingest_place *at, const struct event *ev,
                  const struct refdata *ref);
/* A message of this source about its unit came at that instant, whatever becomes of it. */
void ingest_sent(struct ingest *in, const struct event *ev, instant at, const struct refdata *ref);
void ingest_duplicate(struct ingest *in, const struct ingest_place *at, const struct event *ev);
void ingest_reject(struct ingest *in, const struct ingest_place *at, instant sent, const char *code,
                   const char *reason, const void *raw, size_t n);
/* Of a reject, where it lies and nothing else. */
void ingest_unstored(struct ingest *in, const struct ingest_place *at, const char *code);
/* A monthly_report; ingest_write tells whether it is a duplicate. `ev` is borrowed until then. */
void ingest_report(struct ingest *in, const struct ingest_place *at, const struct event *ev,
                   const struct refdata *ref);
int ingest_write(struct ingest *in, struct db *db, struct err *e);
int64_t ingest_rows(const struct ingest *in); /* after ingest_write: how many messages became a row */
/* The last of what may take its time: counts what was written, and raises the clock's high-water mark, which
 * stood at `high` when `now` was read. 1: it was set back since (ledger_rebuild): `now` is no instant to see
 * anything from. */
int ingest_tally(struct ingest *in, struct db *db, int slot, int64_t n_cases, instant now, instant high,
                 struct err *e);

#endif

/* Everything that commits. A ledger is one connection to the database, the reference data that is in use, and
 * a slot whose rows of counters, tally and clock are its own. Each function here is one transaction, or none:
 * it returns with the connection idle. No Kafka, no HTTP, no page; who calls decides when, and what happens
 * after a failure.
 *
 * Invariants, asserted where they are made (the numbers stand there):
 *  1  no transaction is open between two calls;
 *  2  a batch moves exactly the positions of its messages: each lies in [next, read) of its partition;
 *  3  each message becomes one event, duplicate, reject or report, and is counted once;
 *  4  case rows are locked in the order of case_no, the same for everyone;
 *  5  no case is seen from later than the transaction's instant. */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "ledger/groups.h"
#include "ledger/refold.h"
#include "store/codes.h"
#include "store/gate.h"
#include "store/ingest.h"
#include "store/now.h"
#include "store/offsets.h"

struct ledger {
    struct db db; /* owned; db_init, its settings and db_connect are the caller's */
    const struct refdata *ref; /* borrowed; may be exchanged between two transactions */
    int slot;
    struct now now;
    struct refold refold;
    struct ingest ingest;
    struct codes codes;
    struct arena scratch; /* of one attempt */
    day held; /* the last on which it was said that no more orders are issued (auto_issue.h) */
};

/* How a transaction ended. Only after LEDGER_DONE is anything stored, and after LEDGER_DOUBT perhaps. */
enum ledger_end {
    LEDGER_DONE,
    LEDGER_AGAIN, /* a new case was claimed by another worker at the same time, or had a life before, or the
                     clock was set back: again at once */
    LEDGER_RETRY, /* connection, resources: the same again after ledger_recover */
    LEDGER_DOUBT, /* the COMMIT was sent and nothing came back: ledger_settle */
    LEDGER_SLOW, /* it took longer than the database allows: halve; what is one already: as LEDGER_RETRY */
    LEDGER_DATA, /* the database will never take one of these rows: halve */
    LEDGER_FENCED, /* a partition is no longer ours: let go */
    LEDGER_BROKEN, /* our own bug, or stored bytes that cannot be read: stop, loudly */
};

enum { LEDGER_CLERK = 1000 }; /* the slot of what people decide; workers have 0 to 63 */

/* The settings of a worker's sessions: who stands still inside a transaction loses his session within
 * seconds, and whoever waits for him goes on. A shorter statement_timeout of the server stays. */
extern const char ledger_settings[];

void ledger_init(struct ledger *l, const struct refdata *ref, int slot);
void ledger_release(struct ledger *l);
/* After a failure: waits for the database if that can help. 0: try again; -1: it cannot, or *stop. */
int ledger_recover(struct ledger *l, const volatile sig_atomic_t *stop, const struct err *why);

/* What one transaction takes: messages in the order of their arrival, and all positions of this worker as
 * they stand in the table (next) and as they will stand behind the messages (read). */
struct ledger_work {
    const struct ledger_message *message;
    size_t n;
    const struct offset *part;
    size_t n_parts;
    instant read_up; /* nothing lay behind them in any log then: their cases are seen from this instant.
                        INSTANT_NONE: from the latest that the messages of the case tell of */
};

/* batch.c: stores the messages, all or none. */
enum ledger_end ledger_batch(struct ledger *l, const struct ledger_work *work, struct err *e);
/* After LEDGER_DOUBT and ledger_recover: LEDGER_DONE it was committed, LEDGER_RETRY it was not; LEDGER_DOUBT:
 * no answer yet. */
enum ledger_end ledger_settle(struct ledger *l, const struct ledger_work *work, struct err *e);

/* Moves positions behind which nothing was read that is to be stored. LEDGER_DONE, RETRY, FENCED or BROKEN.
 */
enum ledger_end ledger_positions(struct ledger *l, const struct offset *part, size_t n, struct err *e);

/* due.c. The transaction's instant, and the earliest `next_change` of all cases (INSTANT_MAX: none). */
int ledger_look(struct ledger *l, instant *now, instant *next, struct err *e);
/* Evaluates cases that are due at `now`, at most `limit`; *n: how many it found. The positions are those
 * whose owner we believe to be. */
enum ledger_end ledger_due(struct ledger *l, const struct offset *part, size_t n_parts, instant now,
                           int limit, size_t *n, struct err *e);
/* Puts off by an hour the case that is due first: the last resort where the database refuses what comes out
 * of it. */
int ledger_put_off(struct ledger *l, instant now, const struct err *why, struct err *e);
/* Marks as due those of the next `limit` cases behind *after that were evaluated with other reference data;
 * *after becomes the last number looked at, "" at the end. */
int ledger_mark_stale(struct ledger *l, struct str *after, int limit, instant now, struct err *e);
/* Adds up the counter rows of the slot if there are many; busy: only if there are very many. */
int ledger_tidy(struct ledger *l, bool busy, struct err *e);

/* For the files of this room. */
int ledger_due_at(struct ledger *l, instant now, int limit, size_t *n,
                  struct err *e); /* within a transaction; 1: as LEDGER_AGAIN */
enum ledger_end ledger_failure(const struct ledger *l); /* what the last failed call of the store means */
enum ledger_end ledger_failure_of_many(const struct ledger *l); /* the same where it can be halved */
void ledger_rollback(struct ledger *l);

#endif

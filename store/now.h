/* The one clock: the database's, never behind the highest instant already used by any worker. */
#ifndef STORE_NOW_H
#define STORE_NOW_H

#include "store/db.h"
#include "store/wire.h"

struct now {
    instant last; /* given last; INSTANT_NONE: never */
    instant high; /* the highest instant used by anyone, as read with it; INSTANT_NONE: none yet */
    int64_t at; /* machine's own steady clock then, microseconds */
    int64_t lead; /* the database's clock less the steady one, as it was believed last */
    bool jumped; /* it moved by more than an hour against the steady clock: announced; evaluation by time
                    stops until it is near again */
};

/* The instant for a transaction. After a jump: as if the clock had gone on, by the time that has really
 * passed. */
int now_read(struct now *n, struct db *db, instant *out, struct err *e);
/* The same without asking the database: the last one and the time passed since. INSTANT_NONE before the first
 * now_read. */
instant now_guess(const struct now *n);
/* What the database's clock says, and the highest instant used so far (INSTANT_NONE: none). */
int now_ask(struct db *db, instant *clock, instant *high, struct err *e);

#endif

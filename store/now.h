/* The one clock: the database's, never behind the highest instant already used by any worker. */
#ifndef STORE_NOW_H
#define STORE_NOW_H

#include "store/db.h"
#include "store/wire.h"

struct now {
    instant last; /* given last; INSTANT_NONE: never */
    instant high; /* the highest instant used by anyone, as read with it; INSTANT_NONE: none yet */
    instant set_back; /* as in now_asked */
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
/* What the database says. */
struct now_asked {
    instant clock;
    instant high; /* the highest instant used so far; INSTANT_NONE: none */
    instant set_back; /* to which `rebuild` last set all back after the clock had been ahead; INSTANT_NONE:
                         never */
};
int now_ask(struct db *db, struct now_asked *out, struct err *e);
#define NOW_SET_BACK "-1" /* the slot in `clock` that says so */

#endif

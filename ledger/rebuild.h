/* Everything that can be recomputed, once more. */
#ifndef LEDGER_REBUILD_H
#define LEDGER_REBUILD_H

#include "ledger/ledger.h"

struct ledger_rebuilt {
    struct str report; /* a line for each kind of difference; the caller releases it */
    int64_t events, cases, twice, differences;
};
/* Recomputes everything from the event log, compares, and unless `check` puts right what differs. */
int ledger_rebuild(struct ledger *l, bool check, struct ledger_rebuilt *out, struct err *e);

#endif

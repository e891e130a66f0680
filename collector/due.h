/* What the worker does when time passes: cases that are due, and cases that were evaluated with other
 * reference data. It needs no broker. */
#ifndef COLLECTOR_DUE_H
#define COLLECTOR_DUE_H

#include "collector/backlog.h"
#include "collector/positions.h"

struct due {
    int limit; /* cases of one transaction */
    int good; /* transactions that were stored since it last failed */
    struct str swept_to; /* the search for other reference data: last number looked at */
    bool swept; /* … the end was reached */
};

void due_begin(struct due *d); /* also when there is new reference data */
void due_release(struct due *d);
/* Evaluates some of the cases that are due; *more: there may be others. `busy`: messages came since the last
 * time. -1: `e` says why this worker cannot go on, unless it was told to stop. */
int due_tick(struct due *d, struct ledger *l, struct positions *p, const struct backlog *backlog, bool busy,
             bool *more, struct err *e);

#endif

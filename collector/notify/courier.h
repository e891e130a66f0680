/* Tells the receivers of notify.conf what the outbox holds: a thread of the clerk with a database connection
 * of its own. Each notice reaches each receiver at least once, under the same id when again, in the order of
 * the outbox. */
#ifndef COLLECTOR_NOTIFY_COURIER_H
#define COLLECTOR_NOTIFY_COURIER_H

#include "config/conf.h"

struct courier;

/* Reads notify.conf (-1: it has faults) and begins; without receivers it does nothing. `conf` is borrowed. */
struct courier *courier_start(const struct conf *conf, struct err *e);
/* Reference data and notify.conf are read again; with faults in one of them the old stay in use. */
void courier_reload(struct courier *c);
/* Within some seconds; what is under way may be told again later. */
void courier_stop(struct courier *c);

#endif

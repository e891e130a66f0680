/* One worker: messages -> batch -> one transaction; and cases whose time has come. All that lasts is in
 * PostgreSQL. */
#ifndef COLLECTOR_WORKER_H
#define COLLECTOR_WORKER_H

#include "config/conf.h"

/* Runs until it is told to stop (0) or cannot go on (-1). */
int worker_run(const struct conf *conf, struct err *e);

#endif

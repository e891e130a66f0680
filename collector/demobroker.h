/* librdkafka's mock cluster in a process of its own, for trying out. It keeps its messages in memory, at most
 * 5 MiB or 100,000 of them in a partition: the oldest are lost then. */
#ifndef COLLECTOR_DEMOBROKER_H
#define COLLECTOR_DEMOBROKER_H

#include "base/err.h"
#include "config/conf.h"

/* Until SIGTERM or SIGINT, or until who started it is gone. `file` gets host:port. */
int demobroker_run(const struct conf *conf, const char *file, int partitions, struct err *e);

#endif

#include "cli/command.h"

#include <stdio.h>

#include "base/log.h"
#include "collector/worker.h"

static const char usage[] = "usage: jiancha collect [--slot N] [option…]\n"
                            "One worker: reads its share of the topics and keeps cases, alerts and counters "
                            "up to date. Every running worker has its own slot.\n";

static int run(struct call *c, struct err *e)
{
    static char name[32];
    snprintf(name, sizeof name, "collect %d", (int)c->conf.slot);
    log_name(name);
    return worker_run(&c->conf, e);
}

const struct command collect_command = {
    "collect", "one collector: Kafka to PostgreSQL", usage, NULL, NEEDS_BROKER, 0, 0, NULL, run};

#include "cli/collect.h"

#include <stdio.h>

#include "base/log.h"
#include "collector/signals.h"
#include "collector/worker.h"

static const char usage[] = "usage: jiancha collect [--slot N] [option…]\n"
                            "One worker: reads its share of the topics and keeps cases, alerts and counters "
                            "up to date. Every running worker has its own slot.\n";

int collect_main(int argc, char **argv)
{
    static struct conf conf;
    static char name[32];
    struct err e;
    int n_args, rc = conf_read(&conf, argc, argv, &n_args, NULL, usage, &e);
    if (rc > 0)
        return 0;
    if (!rc && n_args)
        rc = err_usage(&e, "collect takes no arguments, only options");
    if (!rc) {
        snprintf(name, sizeof name, "collect %d", (int)conf.slot);
        log_name(name);
        signals_catch();
        rc = worker_run(&conf, &e);
    }
    if (!rc)
        return 0;
    log_error("%s", e.text);
    return (int)e.kind;
}

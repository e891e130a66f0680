#include "collector/demobroker.h"

#include "cli/command.h"

static const char usage[] = "usage: jiancha demo-broker --bootstrap-file FILE [option…]\n"
                            "A broker in memory, on 127.0.0.1, for trying out only: a partition keeps 5 MiB. "
                            "Its address is written to FILE.\n";

static const char *file, *partitions;
static const struct conf_extra flags[] = {
    {"bootstrap-file", "file that gets host:port", &file, NULL},
    {"partitions", "of the topic of the case events (64)", &partitions, NULL},
    {0},
};

static int run(struct call *c, struct err *e)
{
    int64_t n = 64;
    if (!file)
        return err_usage(e, "--bootstrap-file FILE is wanted; see --help");
    if (command_number("--partitions", partitions, 1, 1000, &n, e))
        return -1;
    return demobroker_run(&c->conf, file, (int)n, e);
}

const struct command demobroker_command = {"demo-broker", NULL, usage, flags, NEEDS_NOTHING, 0, 0, NULL, run};

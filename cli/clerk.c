#include "cli/command.h"

#include "base/log.h"
#include "collector/clerk.h"

static const char usage[] = "usage: jiancha clerk [option…]\n"
                            "The clerk: colours of orders to the second, notices to their topic.\n";

static int run(struct call *c, struct err *e)
{
    log_name("clerk");
    return clerk_run(&c->conf, e);
}

const struct command clerk_command = {
    "clerk", "what falls due of what people decided, and what is told", usage, NULL, NEEDS_BROKER, 0, 0, NULL,
    run};

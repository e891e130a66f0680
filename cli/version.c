#include "base/version.h"
#include "cli/command.h"

static int run(struct call *c, struct err *e)
{
    (void)e;
    str_puts(&c->out, "jiancha " JIANCHA_VERSION "\n");
    return 0;
}

const struct command version_command = {
    "version", "prints the version", "usage: jiancha version\n", NULL, NEEDS_NOTHING, 0, 0, NULL, run};

/* `jiancha check`: every finding goes to stderr, then what is allowed but looks wrong ("warning: …"), to
 * stdout one line about what there is. */
#include <stdio.h>

#include "base/clock.h"
#include "cli/command.h"
#include "config/check.h"
#include "config/refdata_load.h"

static int this_year(void)
{
    int year, mon, mday;
    day_split(instant_day(clock_wall()), &year, &mon, &mday);
    return year;
}

static int run(struct call *c, struct err *e)
{
    struct str findings = {0};
    bool good = refdata_load(&c->ref, c->conf.config, &findings, e) == 0;
    if (good)
        check_warnings(&findings, &c->ref, this_year() + 1);
    fputs(str_text(&findings), stderr);
    str_release(&findings);
    if (good)
        check_summary(&c->out, &c->ref);
    return !good || c->faulty;
}

const struct command check_command = {
    "check",
    "are configuration and reference data right?",
    "usage: jiancha check [--config DIR]\n"
    "Checks the configuration and the reference data; names file, line and column of every error.\n",
    NULL,
    TAKES_FAULTS,
    0,
    0,
    NULL,
    run};

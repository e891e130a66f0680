/* `jiancha check`: every finding goes to stderr, then what is allowed but looks wrong ("warning: …"), to
 * stdout one line about what there is. */
#include <stdio.h>

#include "base/clock.h"
#include "base/unicode.h"
#include "cli/command.h"
#include "cli/settings.h"
#include "config/bulletin_conf.h"
#include "config/check.h"
#include "config/notify_conf.h"
#include "config/refdata_load.h"

static int this_year(void)
{
    int year, mon, mday;
    day_split(instant_day(clock_wall()), &year, &mon, &mday);
    return year;
}

static int run(struct call *c, struct err *e)
{
    struct str findings = {0}, warnings = {0};
    if (c->faulty)
        conf_faults(&findings, c->conf.config);
    bool settings = !settings_check(&c->conf, &findings, e);
    bool bulletin = !bulletin_conf_faults(&findings, c->conf.config);
    int rc = refdata_check(&c->ref, c->conf.config, &findings, &warnings, e);
    bool notify = !notify_conf_faults(&findings, c->conf.config, rc < 0 ? NULL : &c->ref);
    check_files(&warnings, c->conf.config);
    if (rc >= 0) {
        check_warnings(&warnings, &c->ref, this_year() + 1);
        check_summary(&c->out, &c->ref);
    }
    struct str shown = {0};
    unicode_safe_lines(&shown, str_text(&findings));
    unicode_safe_lines(&shown, str_text(&warnings));
    fputs(str_text(&shown), stderr);
    str_release(&shown);
    str_release(&findings);
    str_release(&warnings);
    return rc != 0 || !settings || !bulletin || !notify || c->faulty;
}

const struct command check_command = {"check",
                                      "are configuration and reference data right?",
                                      "usage: jiancha check [--config DIR]\n"
                                      "Checks options, addresses, connection strings and the reference data; "
                                      "names file, line and column of every "
                                      "error, and warns of what is allowed but looks wrong.\n",
                                      NULL,
                                      TAKES_FAULTS,
                                      0,
                                      0,
                                      NULL,
                                      run};

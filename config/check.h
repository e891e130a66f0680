/* `jiancha check`: is the configuration folder right? */
#ifndef CONFIG_CHECK_H
#define CONFIG_CHECK_H

#include "analyzer/refdata.h"
#include "base/str.h"

/* Every finding goes to stderr, then what is allowed but looks wrong ("warning: …"), to stdout one line about
 * what there is. Gives the exit code: 0 no finding, 1 findings, 2 wrong use. */
int check_main(int argc, char **argv);

/* The warnings alone, one a line: years from 2019 to `until` without a calendar; items whose limits
 * contradict each other, whose procedure cannot be followed or that nobody can handle; departments and
 * regions without an item. (Two steps of one order are an error.) Pure. */
void check_warnings(struct str *out, const struct refdata *ref, int until);

#endif

/* `jiancha check`: is the configuration folder right? */
#ifndef CONFIG_CHECK_H
#define CONFIG_CHECK_H

#include "analyzer/refdata.h"
#include "base/str.h"

/* One line about what there is. Pure. */
void check_summary(struct str *out, const struct refdata *ref);

/* What is allowed but looks wrong, one warning a line: years from 2019 to `until` without a calendar; items
 * whose limits contradict each other, whose procedure cannot be followed or that nobody can handle;
 * departments and regions without an item. (Two steps of one order are an error.) Pure. */
void check_warnings(struct str *out, const struct refdata *ref, int until);

#endif

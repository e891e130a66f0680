/* `jiancha check`: is the configuration folder right? */
#ifndef CONFIG_CHECK_H
#define CONFIG_CHECK_H

#include "analyzer/refdata.h"
#include "base/str.h"

/* One line about what there is. Pure. */
void check_summary(struct str *out, const struct refdata *ref);

/* What is allowed but looks wrong, one warning a line: years from 2019 to `until` without a calendar,
 * calendars that name no day off or few; tables without rows; the shipped examples; items whose limits
 * contradict each other, whose procedure cannot be followed or that nobody can handle; departments and
 * regions without an item. (Two steps of one order are an error.) Pure. */
void check_warnings(struct str *out, const struct refdata *ref, int until);

/* Likewise: files of the folder and of its calendar/ that look like tables or settings and are not read. */
void check_files(struct str *out, const char *dir);

#endif

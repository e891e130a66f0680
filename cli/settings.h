/* The options that another program or library has to understand, judged by whoever will use them: what is
 * refused here no child of `run` could start with. */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include "base/str.h"
#include "config/conf.h"

/* -1: ERR_USAGE with the first; all of them, a line each with the place where the option was set, are
 * appended to `findings` (may be NULL). */
int settings_check(const struct conf *conf, struct str *findings, struct err *e);

#endif

/* What a login may do besides reading. */
#ifndef STORE_RIGHTS_H
#define STORE_RIGHTS_H

#include <stdbool.h>

#include "base/err.h"

/* `serve` opens and ends sessions by functions, and needs no right to write any table. Looks at jiancha_web,
 * and at the login itself if it is serve's `own`. 1: they may write, and `e` says what; 0: they may not, or
 * there are no tables yet; -1: the database did not answer. */
int rights_excess(const char *conninfo, bool own, struct err *e);

#endif

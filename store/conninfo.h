/* The connection string, judged by libpq itself without asking any server. */
#ifndef STORE_CONNINFO_H
#define STORE_CONNINFO_H

#include "base/err.h"

/* ERR_USAGE: no server, however well, could be reached with it. Its text is never quoted: it may hold a
 * password. */
int conninfo_check(const char *conninfo, struct err *e);

#endif

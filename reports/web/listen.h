/* The listening socket of `host:port`. */
#ifndef REPORTS_WEB_LISTEN_H
#define REPORTS_WEB_LISTEN_H

#include "base/err.h"

/* A listening socket, close-on-exec; -1 with ERR_USAGE (unreadable address) or ERR_ENV (taken, no such
 * address). */
int listen_open(const char *address, int *port, struct err *e);
/* Writes the port and a newline to the file, whole or not at all. */
int listen_tell(const char *file, int port, struct err *e);

#endif

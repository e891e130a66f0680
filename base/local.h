/* Unix sockets: between the parts of the program on one machine, and a gateway's way in. */
#ifndef BASE_LOCAL_H
#define BASE_LOCAL_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

/* A listening socket under this path, which only who has `mode`'s rights may open; what a process that is
 * gone has left there is taken away. ERR_ENV: somebody listens there already, or the folder is not to be
 * written. */
int local_listen(const char *path, mode_t mode, struct err *e);
/* -1 with ERR_ENV: nobody listens there. */
int local_connect(const char *path, struct err *e);
/* The other side is a process of this user, or of root. */
bool local_trusted(int fd);
/* Each ends after `ms` without a byte. All of what is sent, until the other side ends; -1 also if it is more
 * than `most`. */
int local_read(int fd, struct str *out, size_t most, int ms);
int local_write(int fd, const char *p, size_t n, int ms);

#endif

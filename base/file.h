/* Reading whole files. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/err.h"
#include "base/str.h"

/* Appends the file's bytes to `out`. 1: there is no such file (`e` untouched); -1: it cannot be read. */
int file_read(struct str *out, const char *path, struct err *e);

#endif

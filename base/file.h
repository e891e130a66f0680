/* Files read whole, and files that appear whole. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "base/str.h"

enum { FILE_READ_MAX = 64 << 20 };
/* Appends the file's bytes to `out`. 1: there is no such file (`e` untouched); -1: it cannot be read, is no
 * file (a folder, a pipe, a device), a link to nothing, or has more than FILE_READ_MAX bytes. Never waits. */
int file_read(struct str *out, const char *path, struct err *e);

/* A file being written beside its name, which keeps what it holds until the draft is put there. Failing
 * leaves the old file as it was and nothing beside it. Zero-initialised is none. */
struct file_draft {
    FILE *f;
    char *path, *part;
    int fault; /* errno of the first write that failed */
};
int file_begin(struct file_draft *d, const char *path, struct err *e);
void file_write(struct file_draft *d, const void *p, size_t n); /* a failure is told by file_finish */
/* Everything is written out and the draft closed; `sync`: it is on the disk, too. */
int file_finish(struct file_draft *d, bool sync, struct err *e);
int file_publish(struct file_draft *d, struct err *e); /* after file_finish: under its name */
void file_drop(struct file_draft *d); /* whatever became of it: nothing is held or left beside the name */

/* The file then holds these bytes, on the disk; another process sees the old ones or the new. */
int file_replace(const char *path, const void *p, size_t n, struct err *e);

#endif

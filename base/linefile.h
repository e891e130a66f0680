/* A file's lines, one at a time, of any length that the memory holds; what ends one is LF or CR LF. */
#ifndef BASE_LINEFILE_H
#define BASE_LINEFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct linefile {
    const char *name; /* as given, borrowed; "-" is standard input */
    int64_t number; /* of the line given last, from 1 */
    int64_t bytes; /* of the file up to behind that line */
    int64_t size; /* of the whole file, 0: not known */
    int fd;
    bool end; /* of the file: the rest of it stands in the buffer */
    char *buffer;
    size_t from, to, cap; /* what of the buffer is not yet given */
};

/* A line without its end; borrowed until the next is asked for. */
struct line {
    const char *p;
    size_t n;
};

/* -1: the file cannot be opened; closing it does no harm. The struct must stay where it is. */
int linefile_open(struct linefile *f, const char *name, struct err *e);
/* 1: a line; 0: there is none any more; -1: the file cannot be read on (ERR_ENV: the line does not fit the
 * memory), which names file and line. */
int linefile_next(struct linefile *f, struct line *out, struct err *e);
/* The same without taking the line: that which begins *at bytes behind what was taken; moves *at behind it.
 */
int linefile_peek(struct linefile *f, size_t *at, struct line *out, struct err *e);
void linefile_close(struct linefile *f);

#endif

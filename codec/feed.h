/* The lines of event files (contract section 1: one JSON object a line). */
#ifndef CODEC_FEED_H
#define CODEC_FEED_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Takes one line that is not blank, without its newline; the bytes are borrowed until it returns. Lines count
 * from 1. */
typedef void feed_line(void *ctx, const char *file, int64_t number, const char *p, size_t n);

/* Gives every line of the file to `take`. -1: the file cannot be opened or read. */
int feed_file(const char *path, feed_line *take, void *ctx, struct err *e);

#endif

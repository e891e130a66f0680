/* The lines of event files (contract section 1): UTF-8, one JSON object a line. A byte order mark before the
 * first line and lines of blanks are passed over here, for every command that reads such files; whatever else
 * a line holds is given as it stands. */
#ifndef CODEC_FEED_H
#define CODEC_FEED_H

#include "base/linefile.h"

/* As linefile_next; blank lines count in f->number. */
int feed_next(struct linefile *f, struct line *out, struct err *e);
/* All lines of a file in order; f->number is that of the line. -1: it cannot be read. */
typedef void feed_line(void *ctx, const struct linefile *f, struct line line);
int feed_each(const char *name, feed_line *fn, void *ctx, struct err *e);
/* -1: the file is none of such lines, and as a whole, which the sentence names. Only directly after
 * linefile_open; it takes no line, and waits for the second of a pipe at most. */
int feed_check(struct linefile *f, struct err *e);

#endif

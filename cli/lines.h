/* What the commands share that print rows of the database, one JSON object a line. */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include "cli/command.h"

/* --limit: how many lines may still be written, counted down. */
int lines_limit(const char *limit, int64_t *left, struct err *e);
/* Ends the line that was put into c->out. */
int lines_end(struct call *c, int64_t *left, struct err *e);
/* --month: a month or a longer period, into first and last; NULL leaves them alone. */
int lines_period(const char *value, month *first, month *last, struct err *e);
/* The months asked for: those of --month, or (NULL) all from the first that has a figure to the current one.
 */
int lines_months(const struct call *c, const char *value, month *first, month *last, struct err *e);

#endif

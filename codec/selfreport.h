/* A region's own counters of a month as a table: rows `region,month,counter,value`, and the monthly_report
 * events (contract sections 1 and 8) that they make, one a region and month. */
#ifndef CODEC_SELFREPORT_H
#define CODEC_SELFREPORT_H

#include "analyzer/event.h"
#include "analyzer/refdata.h"

struct selfreports {
    struct event *v; /* in the order of their first rows; in the arena */
    size_t n;
};
/* Reads the text of a file called `name`. Findings go to `findings`, a line each, "name:line:column: what was
 * found, what was expected"; -1 if there was any, and then nothing is to be sent. `at`: when it is reported.
 */
int selfreport_read(const char *name, const char *text, size_t n, const struct refdata *ref, instant at,
                    struct arena *a, struct selfreports *out, struct str *findings);

#endif

/* A message on its way to Kafka: where it belongs, and a file's line with its recording. */
#ifndef CODEC_OUTGOING_H
#define CODEC_OUTGOING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/str.h"

/* What can be read of any message, also one that breaks the form: the case_no (NULL: none), in the arena, and
 * whether it is a monthly_report. */
struct outgoing_address {
    const char *case_no;
    bool report;
};
struct outgoing_address outgoing_address(const char *bytes, size_t n, struct arena *a);

/* In a file the default of recorded_at is occurred_at, in Kafka the time of sending (contract section 1): the
 * line, one JSON object without a recorded_at (or with null), is written out with it in front; all other
 * bytes stay. */
void outgoing_stamp(struct str *out, const char *line, size_t n, instant occurred);
/* How many bytes outgoing_stamp put into the message; 0: it did not make it. */
size_t outgoing_stamp_length(const char *bytes, size_t n);

#endif

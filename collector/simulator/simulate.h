/* A simulated city: the events that Linyi's halls, web pages and clerks would send, with slow, untidy and
 * cheating units among them. The same seed, options and reference data give the same bytes. */
#ifndef COLLECTOR_SIMULATOR_SIMULATE_H
#define COLLECTOR_SIMULATOR_SIMULATE_H

#include "analyzer/refdata.h"
#include "base/err.h"
#include "base/str.h"

struct simulate_options {
    uint64_t seed;
    day from, to; /* days on which cases come in */
    int64_t cases; /* how many in all */
};

struct simulate; /* a stream of events; borrows the reference data */

/* NULL and `e`: a range that is empty, or reference data in which nothing can be handled. */
struct simulate *simulate_new(const struct refdata *ref, const struct simulate_options *opt, struct err *e);
void simulate_free(struct simulate *s);

/* Puts the next event as a line of JSON with its newline behind `out`, in the order of recorded_at; false:
 * nothing more is recorded up to `limit`. Cases go on coming in after opt.to at the same pace: whoever wants
 * to stop there gives that limit. */
bool simulate_next(struct simulate *s, instant limit, struct str *out);
/* The next event whenever it would be, but as if it happened and were recorded at `now`, with its dates moved
 * likewise. */
void simulate_next_now(struct simulate *s, instant now, struct str *out);

#endif

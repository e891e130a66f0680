/* The log as it stood at a cut-off: for a computation once more of what was frozen then. Within one snapshot.
 */
#ifndef STORE_READ_LOG_H
#define STORE_READ_LOG_H

#include "base/arena.h"
#include "store/rebuild.h"

struct log_cut {
    const char *topic;
    int32_t part;
    int64_t next; /* the first offset that does not belong to it */
};
struct log_cuts {
    const struct log_cut *v;
    size_t n;
};
/* Opens the events before the cut, ordered by case: rebuild_next_events (rebuild.h) gives them. */
int log_open(struct db *db, const struct log_cuts *cuts, struct err *e);

/* The self-reports before it; those that came before their place was noted are there, too. */
struct log_report {
    const char *source, *event_id, *region, *counters; /* counters: JSON */
    month month;
    instant occurred;
};
struct log_reports {
    struct log_report *v;
    size_t n;
};
int log_reports(struct db *db, const struct log_cuts *cuts, struct arena *a, struct log_reports *out,
                struct err *e);

#endif

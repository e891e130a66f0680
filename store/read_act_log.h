/* Lines of the log of acts, within the snapshot of store/read.h. */
#ifndef STORE_READ_ACT_LOG_H
#define STORE_READ_ACT_LOG_H

#include "store/read.h"

struct read_act_filter {
    const char *order, *case_no, *act, *region, *dept; /* NULL: any */
};
struct read_act {
    int64_t seq;
    const char *body; /* the line of contract section 12 */
};
struct read_acts {
    struct read_act *v;
    size_t n;
    int64_t total; /* of the filter */
};
/* By seq, those behind `after` (0: from the first). */
int read_acts(struct read *rd, const struct read_act_filter *f, int64_t after, int limit, struct arena *a,
              struct read_acts *out, struct err *e);
/* The one with this number, or none where the viewer may not see it. */
int read_act_at(struct read *rd, int64_t seq, struct arena *a, struct read_acts *out, struct err *e);
/* What was done about bottom places: the newest of all units' that the viewer sees, in the order of seq. */
int read_interview_acts(struct read *rd, int limit, struct arena *a, struct read_acts *out, struct err *e);

#endif

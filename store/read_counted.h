/* Cases with what stands of them in the counters, within the snapshot of store/read.h. */
#ifndef STORE_READ_COUNTED_H
#define STORE_READ_COUNTED_H

#include "store/read.h"

struct read_counted_row {
    const char *case_no, *item, *region, *dept, *phase;
    const uint8_t *written; /* eval_pack() */
    size_t n_written;
};
struct read_counted_rows {
    struct read_counted_row *v;
    size_t n;
};
/* Those that were evaluated since then, or are open, and so can stand in a counter of that time or later; of
 * the item (NULL: any). By case_no, those behind `after` (NULL: from the first). */
int read_counted(struct read *rd, instant since, const char *item, const char *after, int limit,
                 struct arena *a, struct read_counted_rows *out, struct err *e);

#endif

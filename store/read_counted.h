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
/* Of this unit and item (NULL: any), by case_no, those behind `after` (NULL: from the first). `evaluated`
 * says nothing of how far their figures go: a window that ends later counts in the month of its end. */
int read_counted(struct read *rd, const char *region, const char *dept, const char *item, const char *after,
                 int limit, struct arena *a, struct read_counted_rows *out, struct err *e);

#endif

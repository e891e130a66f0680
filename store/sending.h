/* How many messages a batch holds by hour, source and unit: counted beside the batch, written in its
 * transaction. */
#ifndef STORE_SENDING_H
#define STORE_SENDING_H

#include "analyzer/refdata.h"
#include "base/vec.h"
#include "store/wire.h"

struct sending_row {
    const char *source; /* borrowed */
    int32_t region, dept, hour, n; /* hour: since 1970-01-01T00:00:00Z */
    instant last;
};
struct sending {
    VEC(struct sending_row) row;
    VEC(uint32_t) slot; /* by hash: place in `row` plus 1; 0: free */
};

void sending_begin(struct sending *s);
void sending_release(struct sending *s);
/* A message of this source about this unit came at that instant; `source` is borrowed. */
void sending_add(struct sending *s, const char *source, int32_t region, int32_t dept, instant at);
/* The columns source, region, dept, hour, n, last of row i. */
void sending_put(const struct sending *s, size_t i, const struct refdata *ref, struct str *col);

#endif

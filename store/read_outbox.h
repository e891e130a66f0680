/* The outbox as a viewer may read it: what the stream tells. */
#ifndef STORE_READ_OUTBOX_H
#define STORE_READ_OUTBOX_H

#include "store/outbox.h"
#include "store/read.h"

struct read_notice {
    struct outbox_place place;
    const char *kind, *body;
};
struct read_notices {
    struct read_notice *v;
    size_t n;
};
/* The place up to which nothing can appear any more: of no notice, before all that are still to come. */
int read_outbox_end(struct read *rd, struct outbox_place *out, struct err *e);
/* Those behind `after` and not behind `end`, at most `limit`. */
int read_outbox(struct read *rd, struct outbox_place after, struct outbox_place end, int limit,
                struct arena *a, struct read_notices *out, struct err *e);

#endif

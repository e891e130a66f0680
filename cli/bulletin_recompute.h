/* A bulletin computed once more from the log and the acts at its cut-off: as replay computes one. */
#ifndef CLI_BULLETIN_RECOMPUTE_H
#define CLI_BULLETIN_RECOMPUTE_H

#include "cli/replay_parts.h"
#include "store/db.h"
#include "store/read_bulletins.h"

struct bulletin_recompute {
    struct db *db; /* within a snapshot */
    const struct bulletin_row *row;
    const struct doc *doc; /* as it is stored: it names the cut-off */
    const struct bulletin_conf *conf;
    int64_t events; /* out: how many of the cut-off are there still */
    struct replay r;
    struct race_frozen frozen;
    struct arena arena;
};
/* With the reference data of its version. *out: the document, the caller frees it; it borrows of x. */
int bulletin_recompute(struct bulletin_recompute *x, const struct refdata *ref, struct read *rd,
                       struct doc **out, struct err *e);
void bulletin_recompute_release(struct bulletin_recompute *x);

#endif

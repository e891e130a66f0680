/* Differences of the monthly counters, added up in memory over a transaction and merged into `counters` and `used_days` at its end. */
#ifndef STORE_SUMS_H
#define STORE_SUMS_H

#include "analyzer/eval.h"
#include "base/map.h"
#include "store/db.h"
#include "store/wire.h"

struct sum; /* one group: month, region, dept, item, kind */
struct sums {
    VEC(struct sum *) groups;
    struct map map; /* key bytes -> group */
    struct arena arena; /* owns groups and keys */
    struct sum *last; /* of the look-up before: contributions of a case come grouped */
    struct wire_rows wide, days;
    struct str sql;
};

void sums_clear(struct sums *s);
void sums_release(struct sums *s);
/* Adds sign * the contribution of a case with this item and kind. */
void sums_add(struct sums *s, const struct contrib *c, const char *item, enum kind kind, int sign);
/* What changed between two evaluations of a case; item and kind may have changed with it. */
void sums_differ(struct sums *s, const struct evaluation *old, const char *old_item, enum kind old_kind, const struct evaluation *now, const char *item,
                 enum kind kind);
/* Merges all differences into the rows of the slot. */
int sums_write(struct sums *s, struct db *db, int slot, const struct refdata *ref, struct err *e);

#endif

/* Differences of the monthly counters, added up in memory over a transaction and appended to `counters`,
 * `used_days` and `day_count` at its end; from time to time a worker adds up the rows of its slot. */
#ifndef STORE_SUMS_H
#define STORE_SUMS_H

#include "analyzer/eval.h"
#include "base/map.h"
#include "store/db.h"

struct sum; /* one group: month, region, dept, item, kind */
struct day_sum { /* of a day and unit */
    day day;
    int32_t region, dept;
    int64_t accepted, completed;
};
struct sums {
    VEC(struct sum *) groups;
    struct map map; /* key bytes -> group */
    VEC(struct day_sum) by_day;
    struct map day_map; /* day, region, dept -> place in by_day */
    struct arena arena; /* owns groups and keys */
    struct sum *last; /* of the look-up before: contributions of a case come grouped */
    struct str wide, used, days; /* rows of a COPY */
    int64_t appended; /* rows appended since sums_compact */
    int64_t live; /* rows that it left; -1: not known */
};

void sums_clear(struct sums *s);
void sums_release(struct sums *s);
/* Adds sign * the contribution of a case with this item and kind. */
void sums_add(struct sums *s, const struct contrib *c, const char *item, enum kind kind, int sign);
/* What changed between two evaluations of a case; item and kind may have changed with it. */
void sums_differ(struct sums *s, const struct evaluation *old, const char *old_item, enum kind old_kind,
                 const struct evaluation *now, const char *item, enum kind kind);
/* Makes the rows of all differences that are not 0. */
void sums_fill(struct sums *s, int slot, const struct refdata *ref);
/* Appends them to the tables. */
int sums_write(struct sums *s, struct db *db, int slot, const struct refdata *ref, struct err *e);
/* Outside a transaction: adds up the rows of the slot if there are many, a few thousand at least; `busy`:
 * only if there are very many. */
int sums_compact(struct sums *s, struct db *db, int slot, bool busy, struct err *e);

#endif

/* Adding cases up: counters by month and unit, then the leagues' rankings and bottom places of each month.
 * Pure. What the live system keeps in tables, `replay` and `rebuild` hold here. */
#ifndef ANALYZER_ROLLUP_H
#define ANALYZER_ROLLUP_H

#include "analyzer/eval.h"

/* One unit's months, from `from` on without gaps. */
struct series {
    const char *unit; /* code, borrowed from the reference data or the rollup's arena; "*" for all */
    month from;
    VEC(struct counters) months;
};

/* What holds of a rollup at any time; rollup_sane() looks at all of it.
 * - R1: There is a series for each region and each department of the reference data, in their order, one for
 *   each item that came, and one for all.
 * - R2: In each month the regions add up to all, so do the departments, and so do the items but for what
 *   belongs to no item (orders). */
struct rollup {
    const struct refdata *ref;
    VEC(struct series) by[BYS]; /* regions and departments in canonical order, items as they came */
    struct map items;
    struct arena arena;
};

void rollup_init(struct rollup *r, const struct refdata *ref);
/* Adds one case's contributions (its item and all). */
void rollup_add(struct rollup *r, const struct evaluation *ev);
/* Adds what belongs to no case's item: at the region, the department and `all`. */
void rollup_add_unit(struct rollup *r, month m, int32_t region, int32_t dept, enum counter counter,
                     int64_t value);
/* Turns flows into stocks up to the as-of month; call once, before reading. */
void rollup_finish(struct rollup *r, instant as_of);
/* The counters of a unit's month; zeros outside its series. */
const struct counters *rollup_get(const struct series *s, month m);
/* The first and last month that occur; false: none. */
bool rollup_span(const struct rollup *r, month *first, month *last);
bool rollup_sane(const struct rollup *r); /* R1, R2 hold */
void rollup_release(struct rollup *r);

#endif

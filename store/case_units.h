/* The rows of `case_unit`: one for each unit whose case it is (contract section 10), its responsible region
 * and department and those that co-handle it. Lists of a unit and the policies of the database go by them.
 * They are written with the case's row, and only where they differ from what was written last. */
#ifndef STORE_CASE_UNITS_H
#define STORE_CASE_UNITS_H

#include "analyzer/eval.h"
#include "base/vec.h"
#include "store/columns.h"
#include "store/db.h"

/* What the rows of a case say. Codes and words are borrowed. */
struct case_listing {
    const char *region; /* NULL: the case stands in no list, for nothing of it is there yet */
    const char *dept, *item, *phase, *light, *kept;
    const char *duty; /* what is due next; NULL: nothing */
    instant due; /* and when it is over */
    int16_t level; /* enum level: the highest of its open alerts */
    instant level_at; /* when the first of that level was raised; INSTANT_NONE: none is open */
    const char *units; /* the co-handling units, a line each, as in case_unit.unit; NULL: the case is not
                          shared, which no event of it ever made possible */
};
/* How a case stands by its promise: kept, broken (ended late), overdue (open past due), none (no due day),
 * pending (all others). A stored row gives the same word by CASE_KEPT. */
const char *case_units_kept(const struct case_row *row);
/* No due day: no promise at all, or a promise in days while the clock has not started. */
/* clang-format off */
#define CASE_KEPT \
    "case when promise_due is null and (promise_n is null or start_day is null) then 'none'" \
    " when promise_kept then 'kept'" \
    " when not promise_kept and ended then 'broken'" \
    " when not promise_kept then 'overdue'" \
    " else 'pending' end"
/* clang-format on */
/* The last instant by which the limit can be kept; none while a pause is open, since it would move with every
 * day. */
instant case_units_due(const struct limit *l);
/* The lines of `units`: of the evaluation's handlers. */
void case_units_lines(struct str *out, const struct evaluation *ev, const struct refdata *ref);

extern const struct column case_units_columns[]; /* case_unit.def; a NULL name ends it */

struct case_units {
    struct str fresh; /* to insert: rows of a COPY */
    VEC(size_t) ends; /* where each ends */
    struct wire_rows again, gone; /* to update; to delete */
};
void case_units_begin(struct case_units *c);
void case_units_release(struct case_units *c);
void case_units_put(struct case_units *c, const char *case_no, const struct case_listing *was,
                    const struct case_listing *is);
/* New rows go in by unit: an index takes twice the time for rows in no order, and a unit's rows lie together.
 */
int case_units_write(struct case_units *c, struct db *db, struct err *e);

#endif

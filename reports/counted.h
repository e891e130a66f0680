/* The cases behind a figure: those that stand in a counter, or in a rate, of a period and unit, with how much
 * of it is theirs. What is looked at is what was written of each case, so the parts add up to the figure. */
#ifndef REPORTS_COUNTED_H
#define REPORTS_COUNTED_H

#include "analyzer/indicators.h"
#include "reports/view.h"
#include "store/read_counted.h"

struct counted_filter {
    int counter, rate; /* one of them; the other is -1 */
    bool missed; /* of a rate: what its denominator has beyond its numerator */
    month first, last;
    day day; /* of what began or was completed: on this day alone; DAY_NONE: in the whole period */
    const char *region, *dept, *item; /* codes; NULL: any. The unit that it counts at */
};
struct counted_row {
    struct read_counted_row of;
    int64_t num, den; /* of a rate; of a counter num alone */
};
struct counted {
    int64_t total; /* of the counter, or of the denominator (missed: less the numerator), over all cases */
    int64_t num; /* of a rate: of its numerator */
    int64_t n; /* cases */
    struct counted_row *v; /* those behind the cursor, at most `limit` */
    size_t shown;
    bool more;
};

/* The name of a counter or a rate that cases are counted in. False: it is none (orders are no cases). */
bool counted_name(const char *name, struct counted_filter *f);
/* Counts of this day alone, and sets the period. False: of what the filter names no days are kept. */
bool counted_day(struct counted_filter *f, day d);
/* Looks through all cases that can matter; rows by case_no, those behind `after`, live in the view's arena.
 */
int counted_read(const struct view *v, const struct counted_filter *f, const char *after, size_t limit,
                 struct counted *out, struct err *e);

#endif

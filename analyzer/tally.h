/* The counters of one case while it is counted: by month and unit, a case has few of them. Lives in the arena
 * of one eval() call. Internal to the analyzer. */
#ifndef ANALYZER_TALLY_H
#define ANALYZER_TALLY_H

#include "analyzer/eval.h"
#include "analyzer/keys.h"

struct tally {
    struct sums **v; /* zero-initialised is empty */
    size_t n, cap;
    struct keys keys; /* month and unit -> place in v, once there are many */
    struct sums *last; /* the one added to last */
};

/* A value of 0 must not be added: it would make an entry of a month that has none. */
void tally_add(struct tally *t, month m, int32_t region, int32_t dept, int counter, int64_t value,
               struct arena *a);
/* The histogram's entry of a completed case. */
void tally_add_used(struct tally *t, month m, int32_t region, int32_t dept, int32_t used, struct arena *a);
/* On which day of the month the case counted as accepted or completed. */
void tally_add_day(struct tally *t, month m, int32_t region, int32_t dept, enum contrib_code what, day d,
                   struct arena *a);
/* Appends all of it: by (month, region, dept, counter), unique, no zeros. */
void tally_write(struct tally *t, struct evaluation *out);

#endif

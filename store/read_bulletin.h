/* What a bulletin reads, within the snapshot of store/read.h. Everything lives in the
 * arena. */
#ifndef STORE_READ_BULLETIN_H
#define STORE_READ_BULLETIN_H

#include "store/read.h"

/* The sums of the months from…upto by region and department, as flows: read once for whoever adds them up by
 * both. */
struct read_place {
    month month;
    const char *region, *dept;
    struct counters counters;
};
struct read_places {
    struct read_place *v;
    size_t n;
};
int read_places(struct read *rd, month from, month upto, struct arena *a, struct read_places *out,
                struct err *e);

/* How many alerts of one rule, level, unit and item were raised, those withdrawn or revoked left out. */
struct read_card {
    int rule;
    const char *level, *region, *dept, *item;
    bool before; /* in [from, until), else in [mid, to) */
    int64_t n;
};
struct read_cards {
    struct read_card *v;
    size_t n;
};
int read_cards(struct read *rd, instant from, instant until, instant mid, instant to, struct arena *a,
               struct read_cards *out, struct err *e);

/* The self-reports that count, of a month: a row a region and counter, in any order. */
struct read_self_report {
    const char *region, *counter;
    int64_t value;
    instant earliest; /* the first report of that region and month */
};
struct read_self_reports {
    struct read_self_report *v;
    size_t n;
};
int read_self_reports(struct read *rd, month m, instant as_of, struct arena *a, struct read_self_reports *out,
                      struct err *e);

/* Whether reports of the month are due: it or an earlier one has a counter. Looks no further than the first
 * it meets. */
int read_reportable(struct read *rd, month m, struct arena *a, bool *out, struct err *e);

/* The number of the last act. */
int read_last_act(struct read *rd, int64_t *seq, struct err *e);

#endif

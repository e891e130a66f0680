/* Cases as lists, within the snapshot of store/read.h. */
#ifndef STORE_READ_CASES_H
#define STORE_READ_CASES_H

#include "store/read_rows.h"

/* A case as stored: its number, its packed events and the upheld appeals about its alerts, from which
 * everything else is evaluated. */
struct read_case {
    const char *case_no;
    const uint8_t *events, *upheld;
    size_t n_events_bytes, n_upheld_bytes;
    instant evaluated;
    const char *version; /* of the reference data it was evaluated with */
};
struct read_cases {
    struct read_case *v;
    size_t n;
};
/* By case_no, those behind `after` (NULL: from the first). */
int read_cases(struct read *rd, const struct read_filter *f, const char *after, int limit, struct arena *a,
               struct read_cases *out, struct err *e);
/* Sorted by case_no, item, region, dept, phase, light, kept, duty, due (left), level, promise or submitted,
 * then by case_no. By due it is a piece of an index, as long as something is due. `n`: as read_verdicts(). */
enum { READ_VERDICTS = 5 };
int read_cases_ordered(struct read *rd, const struct refdata *ref, const struct read_filter *f,
                       const struct read_order *o, struct arena *a, struct read_cases *out,
                       int64_t n[READ_VERDICTS], struct err *e);
/* The cases that can have counted for something since then: those that were evaluated since, and those still
 * open. By case_no, those behind `after` (NULL: from the first). */
int read_cases_since(struct read *rd, instant since, const char *after, int limit, struct arena *a,
                     struct read_cases *out, struct err *e);
/* How many cases of the filter (its `kept` apart) stand how by their promise. Order: kept, broken, overdue,
 * none, pending. */
extern const char *const read_verdict_word[READ_VERDICTS + 1]; /* ends with NULL */
int read_verdicts(struct read *rd, const struct read_filter *f, int64_t n[READ_VERDICTS], struct err *e);

#endif

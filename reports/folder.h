/* A case taken from the store and evaluated at an instant: its file with everything in it. */
#ifndef REPORTS_FOLDER_H
#define REPORTS_FOLDER_H

#include "analyzer/eval.h"
#include "store/read_cases.h"

struct folder {
    struct event *events; /* in the order of the fold; voided and future ones too */
    size_t n;
    bool *voided; /* which of them were taken back by then */
    bool *there; /* which of them count: happened by then, no voids, not voided */
    struct evaluation ev; /* at the instant given; ev.empty: no event counts */
};

/* Strings and events live in the arena; folder_close frees the rest. -1: the stored bytes are damaged or name
 * a unit that the reference data does not have; then nothing is to be closed. */
int folder_open(struct folder *f, const struct read_case *c, const struct refdata *ref, instant now,
                struct arena *a, struct err *e);
/* The same from events at hand, in any order, without duplicates; `upheld` as of eval(). */
void folder_of(struct folder *f, const struct event *events, size_t n, const struct upheld_list *upheld,
               const struct refdata *ref, instant now, struct arena *a);
void folder_close(struct folder *f);

#endif

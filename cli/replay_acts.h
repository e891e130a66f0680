/* `replay --acts`: the file of acts folded before the cases, what it makes of them, and its files:
 * orders.jsonl, proposals.jsonl, interviews.jsonl, refused.jsonl (contract sections 9 and 12). */
#ifndef CLI_REPLAY_ACTS_H
#define CLI_REPLAY_ACTS_H

#include "analyzer/acts_fold.h"
#include "base/err.h"
#include "base/vec.h"

struct replay;

/* A bottom place, for the interviews. */
struct bottom_place {
    month month;
    enum league league;
    int32_t unit;
    enum bottom_action action;
};

struct replay_acts {
    const char *file; /* NULL: without --acts */
    struct acts_fold fold;
    VEC(struct candidate) candidates; /* their strings are in the arena */
    VEC(struct bottom_place) bottoms;
    struct arena arena;
    int64_t acts, refused;
};

/* Folds the file; refused.jsonl. */
int replay_acts_read(struct replay *r, struct err *e);
/* A case that was evaluated: what of its alerts may propose orders. */
void replay_acts_case(struct replay *r, const char *case_no, const struct evaluation *ev);
void replay_acts_bottom(struct replay *r, struct bottom_place place);
/* The orders' counters, into the rollup. */
void replay_acts_count(struct replay *r);
/* The other three files; when cases and months are done. */
int replay_acts_write(struct replay *r, struct err *e);
void replay_acts_release(struct replay_acts *a);

#endif

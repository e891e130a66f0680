/* A history of acts folded (contract section 12): act_step.c over all of them, in their order. What is read
 * is what the acts so far have made; more may follow. Linear in the acts. Pure. */
#ifndef ANALYZER_ACTS_FOLD_H
#define ANALYZER_ACTS_FOLD_H

#include "analyzer/act_step.h"
#include "analyzer/acts_names.h"

struct acts_fold {
    const struct refdata *ref;
    instant as_of;
    struct act_log log;
    VEC(struct order) orders; /* in the order of issue; acts_names knows them by their place here */
    VEC(struct appeal) appeals;
    VEC(struct interview) interviews; /* those with an act */
    struct acts_names names;
    struct map by_order, by_appeal, by_interview, by_case; /* by_case: of upheld appeals */
    VEC(struct upheld_link) upheld;
    struct arena arena; /* what is kept of the acts */
    struct str key;
};

void acts_fold_init(struct acts_fold *f, const struct refdata *ref, instant as_of);
void acts_fold_release(struct acts_fold *f);

/* Adds the next well-formed act; nothing of it is borrowed. VERDICT_done; VERDICT_later, it lies after the
 * as-of instant; or why it is refused. But for VERDICT_done nothing has changed save log.seq. */
enum act_verdict acts_fold_add(struct acts_fold *f, const struct act *a);

/* The interview with an act; NULL: there is none. */
const struct interview *acts_fold_interview(struct acts_fold *f, month m, enum league league, int32_t unit);
/* The upheld appeals about alerts of the case; in the arena. */
struct upheld_list acts_fold_upheld(struct acts_fold *f, const char *case_no, struct arena *a);

#endif

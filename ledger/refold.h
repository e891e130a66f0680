/* One transaction's worth of re-evaluated cases: old and new events in, the differences to what was written
 * out. */
#ifndef LEDGER_REFOLD_H
#define LEDGER_REFOLD_H

#include "analyzer/proposals.h"
#include "analyzer/upheld.h"
#include "store/alerts.h"
#include "store/cases.h"
#include "store/outbox.h"
#include "store/sums.h"

enum {
    REFOLD_LONG = 2000, /* a case with more events is evaluated at most once in … */
    REFOLD_PAUSE = 60, /* … so many seconds */
};

struct refold {
    const struct refdata *ref; /* borrowed */
    instant now;
    struct evaluation was, is, ahead; /* as written, as it is to be written; a trial */
    struct case_rows cases;
    struct alerts alerts;
    struct outbox outbox;
    bool telling; /* what changes is told; else it is told when it is through (contract 12) */
    VEC(struct candidate) raised; /* that may issue an order by themselves: see ledger/auto_issue.h */
    struct arena kept; /* their strings */
    struct sums sums;
    VEC(struct event) events; /* of the case at hand */
    upheld_vec upheld; /* likewise: the upheld appeals about its alerts */
    struct arena arena; /* likewise */
    struct map seen;
    struct str packed, written, units;
    int64_t n_cases;
};

/* What came for one case. */
struct refold_news {
    const struct event *const *event; /* in the order of their arrival */
    size_t n;
    bool *duplicate; /* out: it is there already */
    instant as_of; /* its alerts are seen from here; never from before its last evaluation */
    bool late; /* it is of a backlog: what it changes is told when that is through */
    const struct upheld_list *upheld; /* of a case that has no row; NULL: none */
};

/* Begins a transaction's evaluations at this instant. */
void refold_begin(struct refold *r, const struct refdata *ref, instant now);
void refold_release(struct refold *r);
/* Evaluates one case: `old` is its locked row (NULL: it has none), `news` what came (NULL: nothing but time).
 * Fails only if what is stored cannot be read with this reference data. */
int refold_case(struct refold *r, const struct stored_case *old, const struct refold_news *news,
                struct err *e);
/* Only looks: the case as it stands at r->now is in r->is, and in r->upheld what was upheld; until the next
 * call. */
int refold_look(struct refold *r, const struct stored_case *old, struct err *e);
/* An appeal about one of its alerts was upheld: evaluates the case with it and gives all that was upheld,
 * packed. */
int refold_uphold(struct refold *r, const struct stored_case *old, const struct upheld *u, struct str *packed,
                  struct err *e);
/* Writes all differences. 1: a case that was new to us was claimed by another transaction meanwhile, or has
 * alerts of a life before; roll back and begin again. */
int refold_write(struct refold *r, struct db *db, int slot, struct err *e);

#endif

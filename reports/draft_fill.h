/* Filling a draft's figures: from counters by unit and month, and from the evaluations of the cases. Pure; a
 * replay, a verification and the live tables use the same. */
#ifndef REPORTS_DRAFT_FILL_H
#define REPORTS_DRAFT_FILL_H

#include "analyzer/act_step.h"
#include "analyzer/eval.h"
#include "analyzer/periods.h"
#include "reports/draft.h"

/* Where the counters come from: `region` and `dept` give those of a unit's month, zeros where there are none.
 */
struct draft_source {
    const void *of;
    race_counters *region, *dept;
    month first; /* the first month with any figure */
    const struct race_frozen *frozen; /* what frozen bulletins say of earlier months; NULL: there are none */
};

/* Makes room for what comes case by case; the first call. Needs ref, first, last, as_of. */
void draft_begin(struct draft_figures *f, struct arena *a);

/* The city, the leagues with ranks, movement and bottom places, of f->first … f->last. */
void draft_fill(struct draft_figures *f, const struct draft_source *s, struct arena *a);

/* Up to where the alerts of the period before are counted: its end, or as much of it as a running month has
 * of its own. Needs first, has_same and same_as_of. */
instant draft_before_end(const struct draft_figures *f);

/* Cards and red cards, days and used days, case by case. */
struct draft_gather {
    struct draft_figures *f;
    struct arena *arena; /* what is kept of the cases */
    struct map by_key;
    struct str key;
};
void draft_gather_case(struct draft_gather *g, const char *case_no, const struct evaluation *ev);
void draft_gather_release(struct draft_gather *g);

/* What acts have made: an order whose first reply is overdue, an appeal made in the period. */
void draft_add_order(struct draft_figures *f, const struct order *o);
void draft_add_appeal(struct draft_figures *f, const struct appeal *a);

/* Releases the vectors; what they point to is the arena's. */
void draft_release(struct draft_figures *f);

#endif

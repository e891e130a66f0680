/* The bulletin drafts itself: from the figures of a period to a document (contract section 8). Pure: whoever
 * has the figures, out of the database or out of a replay, gets the same document. Every number in a sentence
 * is a cell of one of the document's tables. */
#ifndef REPORTS_DRAFT_H
#define REPORTS_DRAFT_H

#include "analyzer/interview.h"
#include "analyzer/refdata.h"
#include "config/bulletin_conf.h"
#include "reports/doc.h"
#include "reports/draft_found.h"

struct draft_figures {
    const struct refdata *ref;
    const struct bulletin_conf *conf;
    month first, last;
    instant as_of;
    struct counters now, before, year; /* the city */
    bool has_before, has_year; /* is there any event of that time? */
    /* Of a month that has not ended: the month before as it was when it was as old. Not for longer periods.
     */
    bool has_same;
    instant same_as_of;
    struct counters same;
    struct draft_league league[LEAGUES]; /* from LEAGUE_COUNTY on */
    struct counters *own; /* the city's own departments, which no league of regions has: 市直; NULL: none */
    month history; /* the first of the months of history; the last one has begun by the as-of instant */
    struct counters months[DRAFT_MONTHS]; /* of history: the city */
    struct rate_value own_on_time[DRAFT_MONTHS];
    VEC(struct draft_day) days; /* each one that has begun, of a month or a quarter; of no longer period */
    int64_t (*used)[HIST_BUCKETS]; /* by region: how many completed cases used so many working days */
    VEC(struct draft_cards) cards;
    VEC(struct draft_red) reds;
    VEC(struct draft_bottom) bottoms;
    VEC(struct draft_bottom) bottoms_again; /* of the month before, were it not frozen; only if it is */
    VEC(struct draft_report) reports;
    VEC(struct draft_order) orders; /* whose first reply was due by the period's end and has not come */
    VEC(struct interview) interviews; /* those with an act */
    struct draft_appeals appeals;
    VEC(struct doc_partition) cutoff;
    int64_t act, n_events, n_cases;
    VEC(struct doc_pair) versions;
};

/* The document, a draft of revision 0, with its hash. Never fails: an empty month is a short bulletin. */
struct doc *draft_make(const struct draft_figures *f);

/* The faces that the settings name, for any paper of the office. */
void draft_fonts(struct doc_paper *p, const struct bulletin_conf *c);

/* The section whose sentences follow the acts: once more in a document that was frozen, of interviews as they
 * stand at `as_of`; its figures stay. */
#define DRAFT_INTERVIEWS "interviews"
void draft_interviews_again(struct doc *d, const struct refdata *ref, const struct interview *v, size_t n,
                            instant as_of);

#endif

/* The bulletin drafts itself: from the figures of a period to a document (contract section 8). Pure: whoever
 * has the figures, out of the database or out of a replay, gets the same document. Every number in a sentence
 * is a cell of one of the document's tables. */
#ifndef REPORTS_DRAFT_H
#define REPORTS_DRAFT_H

#include "analyzer/interview.h"
#include "analyzer/refdata.h"
#include "analyzer/self_reports.h"
#include "config/bulletin_conf.h"
#include "reports/doc.h"
#include "reports/figures.h"

enum { DRAFT_MONTHS = 13 }; /* of history: the period's last month, and the twelve before it */

/* A unit's place in its league over the period. */
struct draft_place {
    int32_t unit; /* index into regions or depts */
    int32_t rank, score; /* rank 0: not ranked; score in milli-points, -1 */
    int32_t rank_before, score_before; /* in the period before; rank 0: none */
    int32_t rank_again, score_again; /* the same, were the month before not frozen */
    int32_t months; /* ranked ones of a longer period */
    struct counters now, before,
        year; /* sums of the period, of the one before, of the same one a year before */
    struct rate_value on_time[DRAFT_MONTHS]; /* month by month; den 0: nothing */
};
struct draft_league {
    struct draft_place *v; /* ranked first, then the others in canonical order */
    size_t n; /* 0: no unit of the league has a figure */
};

/* How many alerts of one rule and level, of one unit and item, were raised in the period, not withdrawn and
 * not revoked. */
struct draft_cards {
    uint16_t rule; /* rule_index */
    uint8_t level;
    int32_t region, dept; /* the responsible unit; -1: not in the reference data any more */
    const char *item;
    int64_t n;
    bool before; /* of the period before */
};

/* A red card with its case, for the annex that is not made public. */
struct draft_red {
    const char *case_no, *item;
    uint16_t rule;
    int32_t region, dept;
    instant raised;
    day due;
    int32_t used, limit;
    enum alert_state state;
};

struct draft_bottom {
    enum league league;
    int32_t unit, streak;
    enum bottom_action action;
};

/* A self-report compared, counter by counter; regions in canonical order. */
struct draft_report {
    int32_t region;
    const char *counter; /* NULL: the region has not reported */
    int64_t reported, system;
    enum self_verdict verdict;
    bool late;
};

/* An order whose first reply is overdue and has not come. */
struct draft_order {
    const char *number; /* 文号 */
    int32_t region, dept;
    day due;
};
/* What began and what was completed on one day. */
struct draft_day {
    day day;
    int64_t accepted, completed;
};
struct draft_unit {
    int32_t region, dept;
};
struct draft_appeals {
    int64_t open, upheld, refused; /* of those made in the period */
    VEC(struct draft_unit) units; /* of the open ones */
};

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
    VEC(struct draft_order) orders; /* whose first reply is overdue */
    VEC(struct interview) interviews; /* those with an act */
    struct draft_appeals appeals;
    VEC(struct doc_partition) cutoff;
    int64_t act, n_events, n_cases;
    VEC(struct doc_pair) versions;
};

/* The document, a draft of revision 0, with its hash. Never fails: an empty month is a short bulletin. */
struct doc *draft_make(const struct draft_figures *f);

/* The section whose sentences follow the acts: once more in a document that was frozen, of interviews as they
 * stand at `as_of`; its figures stay. */
#define DRAFT_INTERVIEWS "interviews"
void draft_interviews_again(struct doc *d, const struct refdata *ref, const struct interview *v, size_t n,
                            instant as_of);

#endif

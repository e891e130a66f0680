/* What a bulletin is made of, thing by thing: a unit's place, cards, bottom places, reports, orders, days. */
#ifndef REPORTS_DRAFT_FOUND_H
#define REPORTS_DRAFT_FOUND_H

#include "analyzer/refdata.h"
#include "analyzer/self_reports.h"
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
enum { REPORT_PAST = 2 };
#define REPORT_NONE INT64_MIN
struct draft_report {
    int32_t region;
    const char *counter; /* NULL: the region has not reported */
    int64_t reported, system;
    enum self_verdict verdict;
    bool late;
    int64_t past[REPORT_PAST]; /* reported - system, one and two months before; REPORT_NONE: not reported */
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

#endif

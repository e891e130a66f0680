/* Self-reports (每月报送, contract section 8): a region's own counters of a month beside the system's. Pure.
 */
#ifndef ANALYZER_SELF_REPORTS_H
#define ANALYZER_SELF_REPORTS_H

#include "analyzer/event.h"
#include "analyzer/refdata.h"
#include "base/vec.h"

/* What is known of one region's reports of one month. */
struct self_report {
    int32_t region;
    month month;
    struct event last; /* that counts: the last in the order (occurred_at, event_id, source) */
    instant earliest; /* the first one's occurred_at */
};

struct self_reports {
    VEC(struct self_report) list;
    struct map by_region_month;
    struct arena arena; /* keys, and what is kept of the events */
};

/* Adds a `monthly_report` that is there by the as-of instant and no duplicate, in any order; nothing of it is
 * borrowed. */
void self_reports_add(struct self_reports *s, const struct event *ev);
const struct self_report *self_reports_get(const struct self_reports *s, int32_t region, month m);
void self_reports_release(struct self_reports *s);

enum self_verdict { SELF_AGREE, SELF_EXPLAIN, SELF_CONFLICT, SELF_MISSING, SELF_VERDICTS };
extern const char *const self_verdict_word[SELF_VERDICTS], *const self_verdict_zh[SELF_VERDICTS];
/* Of a reported counter and the system's. */
enum self_verdict self_reports_judge(int64_t reported, int64_t system);
/* 00:00 after the day on which the reports of the month are due. */
instant self_reports_over(const struct refdata *ref, month m);

#endif

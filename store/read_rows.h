/* Alerts as lists, and which of them or of the cases, within the snapshot of store/read.h, of the viewer's
 * rows. Strings and rows live in the arena given.
 */
#ifndef STORE_READ_ROWS_H
#define STORE_READ_ROWS_H

#include "analyzer/event.h"
#include "store/read.h"

/* Which alerts or cases. NULL, 0 and INSTANT_NONE: any. Strings are compared as codes and words. */
struct read_filter {
    const char *region, *dept, *item, *level, *state, *case_no;
    int rule;
    bool valid; /* without those withdrawn or revoked */
    bool once; /* the cards that c_yellow and c_red count (contract section 6): of the valid yellow and red
                  ones of a case, dimension, month and responsible unit the gravest, of those the first */
    instant from, to; /* raised_at in [from, to) */
    const char *kept; /* of cases: kept, broken (ended late), overdue (open past due), none (no due day),
                         pending (all others) */
    const char *phase, *light;
    const char *duty; /* of cases: what is due next */
    instant due_after, due_by; /* of cases: it is over in (due_after, due_by] */
    instant seen; /* of alerts: found at that instant or later */
    const struct read_any *any; /* and one of these */
};
/* A word that was typed: a part of the case's number (upper case, without blanks), or one of these items,
 * regions or departments, as the text of an array: {a,b}. NULL: not that. */
struct read_any {
    const char *part, *items, *regions, *depts;
};
#define READ_ANY                                     \
    ((struct read_filter){.from = INSTANT_NONE,      \
                          .to = INSTANT_NONE,        \
                          .due_after = INSTANT_NONE, \
                          .due_by = INSTANT_NONE,    \
                          .seen = INSTANT_NONE})

/* A list that somebody sorts and turns the pages of. */
struct read_order {
    const char *by; /* one of the columns that the list sorts by */
    bool down; /* from its end; what has none stands last either way */
    int64_t offset;
    int limit;
};

struct read_alert {
    int64_t id;
    const char *case_no, *subject, *level, *region, *dept, *item, *state;
    int rule;
    instant raised, cleared, seen; /* cleared: INSTANT_NONE if not */
    int32_t used, limit; /* DAYS_NONE: none */
    day due; /* DAY_NONE: none */
};
struct read_alerts {
    struct read_alert *v;
    size_t n;
    int64_t levels[LEVELS]; /* of read_alerts(): how many the filter has of each, wherever the page begins */
};
/* Newest first (raised_at, id); those strictly behind the cursor (raised, id); raised INSTANT_NONE: from the
 * first. */
int read_alerts(struct read *rd, const struct read_filter *f, instant raised, int64_t id, int limit,
                struct arena *a, struct read_alerts *out, struct err *e);
/* In the order of contract section 9 (case_no, rule, subject), those behind `after` (NULL: from the first).
 */
int read_alerts_by_case(struct read *rd, const struct read_filter *f, const struct read_alert *after,
                        int limit, struct arena *a, struct read_alerts *out, struct err *e);

/* An alert in a list, and what is due next of its case. */
struct read_alert_row {
    struct read_alert alert;
    const char *duty; /* NULL: nothing */
    instant due;
    int64_t n; /* of a list by case: how many of the case are in it; else 1 */
};
struct read_alert_rows {
    struct read_alert_row *v;
    size_t n;
    int64_t levels[LEVELS]; /* as read_alert_levels() says */
};
/* Sorted by raised, seen, level, rule, case_no, item, region, dept, state or due (left), then the newest
 * first. `by_case`: of each case the gravest alone, of those the first; the filter's level is then that of
 * the case.
 */
int read_alerts_ordered(struct read *rd, const struct refdata *ref, const struct read_filter *f, bool by_case,
                        const struct read_order *o, struct arena *a, struct read_alert_rows *out,
                        struct err *e);

struct read_group {
    const char *key;
    int64_t n;
};
struct read_groups {
    struct read_group *v;
    size_t n;
};
enum read_group_by { READ_BY_RULE, READ_BY_DEPT };
/* How many alerts, most first (then by key). */
int read_alert_groups(struct read *rd, const struct read_filter *f, enum read_group_by by, struct arena *a,
                      struct read_groups *out, struct err *e);

/* How many alerts of each level; `by_case`: how many cases, by the level of the gravest, whatever the filter
 * says of it. */
int read_alert_levels(struct read *rd, const struct refdata *ref, const struct read_filter *f, bool by_case,
                      int64_t n[LEVELS], struct err *e);

struct read_change {
    int64_t alert;
    instant at, raised;
    const char *state, *level;
};
struct read_changes {
    struct read_change *v;
    size_t n;
};
/* The changes of a case's alerts after their first appearance: alerts in the order of read_alerts_by_case,
 * the oldest change first. */
int read_case_changes(struct read *rd, const char *case_no, struct arena *a, struct read_changes *out,
                      struct err *e);

#endif

/* The read side of the store: all that the pages and the API ask. Every request reads in one snapshot (repeatable read, read only), so the
 * figures of a page agree with each other. Rows and strings live in the arena given; codes are those stored, names are the caller's affair. */
#ifndef STORE_READ_H
#define STORE_READ_H

#include <stdbool.h>

#include "analyzer/indicators.h"
#include "analyzer/rules.h"
#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"

struct read; /* one connection; for one thread */

/* Does not connect yet: read_begin does, again after every failure. `conninfo` as in conf.database. */
struct read *read_new(const char *conninfo);
void read_free(struct read *rd);

struct read_stamp {
    instant now; /* the database's clock, never behind the highest instant used */
    instant data; /* when the collector last wrote something; INSTANT_NONE: never */
};
/* Opens the snapshot. ERR_ENV: no database, the next call tries again. All functions below need it open; after a failure of any, end it. */
int read_begin(struct read *rd, struct read_stamp *stamp, struct err *e);
void read_end(struct read *rd);

enum read_by { READ_ALL, READ_REGION, READ_DEPT, READ_ITEM };
struct read_sum {
    month month;
    const char *unit; /* code; "*" for READ_ALL */
    struct counters counters;
};
struct read_sums {
    struct read_sum *v;
    size_t n;
};
/* The sums of every month up to `upto`, by (month, unit); the stocks are flows here: add them up over the months. */
int read_history(struct read *rd, enum read_by by, month upto, struct arena *a, struct read_sums *out, struct err *e);
/* The sums of one month by unit, stocks added up; units with nothing but zeros are left out. */
int read_month(struct read *rd, enum read_by by, month m, struct arena *a, struct read_sums *out, struct err *e);
/* The first month with a counter; `last` if there is none. */
int read_first_month(struct read *rd, month last, month *out, struct err *e);

/* Which alerts or cases. NULL, 0 and INSTANT_NONE: any. Strings are compared as codes and words. */
struct read_filter {
    const char *region, *dept, *item, *level, *state, *case_no;
    int rule;
    bool valid; /* without those withdrawn or revoked */
    instant from, to; /* raised_at in [from, to) */
    const char *kept; /* of cases: kept, broken (ended late), overdue (open past due), none (no due day), pending (all others) */
    const char *phase, *light;
};
#define READ_ANY ((struct read_filter){.from = INSTANT_NONE, .to = INSTANT_NONE})

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
};
/* Newest first (raised_at, id); those strictly behind the cursor (raised, id); raised INSTANT_NONE: from the first. */
int read_alerts(struct read *rd, const struct read_filter *f, instant raised, int64_t id, int limit, struct arena *a, struct read_alerts *out, struct err *e);

struct read_group {
    const char *key;
    int64_t n;
};
struct read_groups {
    struct read_group *v;
    size_t n;
};
enum read_group_by { READ_BY_LEVEL, READ_BY_RULE, READ_BY_REGION, READ_BY_DEPT };
/* How many alerts, most first (then by key). */
int read_alert_groups(struct read *rd, const struct read_filter *f, enum read_group_by by, struct arena *a, struct read_groups *out, struct err *e);

struct read_change {
    instant at, raised;
    const char *state, *level;
};
struct read_changes {
    struct read_change *v;
    size_t n;
};
/* The changes of one alert after its first appearance, oldest first. */
int read_alert_changes(struct read *rd, int64_t alert, struct arena *a, struct read_changes *out, struct err *e);

/* A case as stored: its number and its packed events, from which everything else is evaluated. */
struct read_case {
    const char *case_no;
    const uint8_t *events;
    size_t n_events_bytes;
    instant evaluated;
    const char *version; /* of the reference data it was evaluated with */
};
struct read_cases {
    struct read_case *v;
    size_t n;
};
/* By case_no, those behind `after` (NULL: from the first). */
int read_cases(struct read *rd, const struct read_filter *f, const char *after, int limit, struct arena *a, struct read_cases *out, struct err *e);
/* How many cases of the filter (its `kept` apart) stand how by their promise. Order: kept, broken, overdue, none, pending. */
enum { READ_VERDICTS = 5 };
extern const char *const read_verdict_word[READ_VERDICTS + 1]; /* ends with NULL */
int read_verdicts(struct read *rd, const struct read_filter *f, int64_t n[READ_VERDICTS], struct err *e);

/* Cases with a start day, and completed ones, on each day of [from, from + days). */
int read_days(struct read *rd, day from, int days, int64_t *accepted, int64_t *completed, struct err *e);

struct read_tally {
    const char *name;
    int64_t n;
    instant at;
};
struct read_tallies {
    struct read_tally *v;
    size_t n;
};
int read_tallies(struct read *rd, struct arena *a, struct read_tallies *out, struct err *e);

struct read_part {
    const char *topic, *alarm; /* alarm NULL: none */
    int part;
    int64_t next;
};
struct read_parts {
    struct read_part *v;
    size_t n;
};
int read_parts(struct read *rd, struct arena *a, struct read_parts *out, struct err *e);
/* Cases whose next change is over and not yet evaluated. */
int read_due(struct read *rd, int64_t *n, struct err *e);

#endif

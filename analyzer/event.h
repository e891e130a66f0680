/* One event of a case (contract section 1), as `decode` gives it and `eval` folds it.
 * All pointers are borrowed: they live as long as the arena or buffer the event was made in. */
#ifndef ANALYZER_EVENT_H
#define ANALYZER_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/lists.h"
#include "base/arena.h"
#include "base/day.h"
#include "base/str.h"

enum event_type {
#define TYPE(name, zh) EV_##name,
#define DATA(type, field, form)
#define REQUIRED(type, field)
#include "analyzer/event_types.def"
    EV_TYPES
};

enum channel {
    CHANNEL_NONE,
    CHANNEL_WINDOW,
    CHANNEL_WEB,
    CHANNEL_MOBILE,
    CHANNEL_KIOSK,
    CHANNEL_OTHERS /* and up: post, email, … */
};
enum unit { UNIT_NONE, UNIT_WD, UNIT_D };
enum outcome { OUTCOME_NONE, OUTCOME_GRANTED, OUTCOME_DENIED };
enum origin { ORIGIN_NONE, ORIGIN_ACTIVE, ORIGIN_INVITED, ORIGIN_DEFAULT };
enum rectified { RECTIFIED_NONE, RECTIFIED_RECTIFIED, RECTIFIED_INVALID };

enum { DAYS_NONE = INT32_MIN };

struct texts {
    const char **v;
    uint32_t n;
    bool given; /* false: the field was absent */
};

struct counter_pair {
    int32_t counter; /* enum counter */
    int64_t value;
};

/* The union of all `data` fields. Absent: NULL, DAYS_NONE, DAY_NONE, INSTANT_NONE, -1 (bool, region, dept,
 * amount), 0 (enumerations, score). Dates and instants are absent as given there; which fields a type has,
 * event_types.def says. */
struct event_data {
    const char *doc_no, *reason, *basis, *step, *approver, *purpose, *about, *event_id;
    struct texts items, missing, labels;
    struct counter_pair *counters; /* of monthly_report */
    uint32_t n_counters;
    instant promise_due;
    int64_t amount_fen;
    int32_t promised_days, statutory_days, limit_days, days;
    day due, missing_due;
    month month;
    int32_t dept, region; /* of a step: indexes into the reference data */
    int8_t joint, passed, remedy_notice;
    uint8_t kind, unit, outcome, result, by, stage, origin, score;
};

struct event {
    instant occurred, recorded; /* recorded: INSTANT_NONE until the transport's default was put in */
    const char *case_no; /* of a monthly_report, which belongs to no case: as given, or "" */
    const char *event_id, *source;
    const char *item; /* the code: of items.csv, or as sent where it is not there */
    const char *officer; /* or NULL */
    int32_t region, dept; /* indexes into the reference data; dept -1 for monthly_report */
    int32_t item_index; /* index into the reference data, -1: unknown item */
    uint8_t type, channel;
    struct event_data data;
};

extern const char *const event_type_name[EV_TYPES];
extern const char *const event_type_zh[EV_TYPES];

int event_type_find(const char *name); /* -1: unknown */

/* The event with every data field absent. */
void event_clear(struct event *ev);
/* The order of the fold: (occurred_at, lifecycle rank, event_id, source). Total for events of one case
 * without duplicates. */
int event_compare(const struct event *a, const struct event *b);

struct refdata;
/* The contract's JSON object, canonical: known fields only, in the table's order, one line without spaces. */
void event_write(struct str *out, const struct event *ev, const struct refdata *ref);

#endif

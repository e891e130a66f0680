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

/* What a field of `data` looks like; the forms are explained in event_types.def. */
enum form {
    FORM_BOOL,
    FORM_TEXT,
    FORM_TEXTS,
    FORM_DAY,
    FORM_INSTANT,
    FORM_DAYS,
    FORM_XDAYS,
    FORM_COUNT,
    FORM_SCORE,
    FORM_EVENT_ID,
    FORM_DEPT,
    FORM_REGION,
    FORM_MONTH,
    FORM_COUNTERS,
    FORM_KIND,
    FORM_UNIT,
    FORM_OUTCOME,
    FORM_RESULT,
    FORM_BY,
    FORM_STAGE,
    FORM_ORIGIN,
    FORM_RECTIFIED, /* enumerations from FORM_KIND on */
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

/* One row of DATA(): where the field lies. */
struct event_field {
    uint8_t type, form;
    uint16_t offset; /* into struct event_data */
    const char *name; /* NULL ends the table */
};
extern const struct event_field event_field[];
/* The first row of a type's fields; the rows go on while f->name and f->type are right. */
const struct event_field *event_first_field(enum event_type type);
bool event_required(const struct event_field *f);
bool event_has(const struct event *ev, const struct event_field *f); /* the field is there */

int event_type_find(const char *name); /* -1: unknown */
/* The words of an enumeration form, and of the channels: index = stored value, [0] is NULL (absent), ends
 * with NULL. */
const char *const *event_words(enum form form);
extern const char *const *const event_channel_word;

/* The event with every data field absent. */
void event_clear(struct event *ev);
/* The order of the fold: (occurred_at, lifecycle rank, event_id, source). Total for events of one case
 * without duplicates. */
int event_compare(const struct event *a, const struct event *b);

struct refdata;
/* The contract's JSON object, canonical: known fields only, in the table's order, one line without spaces. */
void event_write(struct str *out, const struct event *ev, const struct refdata *ref);

/* Events of one case packed into bytes, one behind the other, and back (how the store keeps a case's history
 * beside its row). `prev` is the event packed before it (NULL for the first): what is the same is not
 * repeated. Packed bytes hold codes, not indexes: they outlive a change of reference data. monthly_report is
 * never packed. What holds:
 *   P1  Unpacked behind the same event, an event has every field that it was packed with.
 *   P2  Each field of a type has a bit of the mask (a static assertion).
 *   P3  What is unpacked can be evaluated: its region and department are there, its instants can be written.
 */
void event_pack(struct str *out, const struct event *ev, const struct event *prev, const struct refdata *ref);
/* Reads one event at *p (< end) and moves *p behind it; strings are copied to the arena, case_no is kept as
 * given. False: the bytes are damaged, or name a region or department that the reference data does not have.
 */
bool event_unpack(const uint8_t **p, const uint8_t *end, const struct event *prev, const char *case_no,
                  const struct refdata *ref, struct arena *a, struct event *ev);

#endif

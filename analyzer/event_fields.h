/* The fields of an event's `data`, type by type, as the table event_types.def has them: for whoever reads,
 * writes or shows any field. */
#ifndef ANALYZER_EVENT_FIELDS_H
#define ANALYZER_EVENT_FIELDS_H

#include "analyzer/event.h"

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

/* The words of an enumeration form, and of the channels: index = stored value, [0] is NULL (absent), ends
 * with NULL. */
const char *const *event_words(enum form form);
extern const char *const *const event_channel_word;

#endif

/* The JSON objects of contract section 9, each one line without a newline: `replay` writes them to files, the
 * API to browsers. Pure. */
#ifndef CODEC_OBJECTS_H
#define CODEC_OBJECTS_H

#include "analyzer/eval.h"

/* "key": with a comma in front unless it is the first after { or [; NULL: the comma alone. */
void object_key(struct str *out, const char *key);

void object_case(struct str *out, const struct case_row *row, const struct refdata *ref);
void object_alert(struct str *out, const char *case_no, const struct alert *al, const struct refdata *ref);
/* Of a month (first = last) or a longer period. */
void object_indicator(struct str *out, month first, month last, const char *by, const char *unit,
                      const struct counters *c);
/* {"on_time_rate":{"num":…,"den":…,"bp":…},…} and {"submitted":…}: the two inner objects alone. */
void object_rates(struct str *out, const struct counters *c);
void object_counters(struct str *out, const struct counters *c);
void object_standing(struct str *out, month m, const char *league, const struct standing *s,
                     const char *unit);
void object_bottom(struct str *out, month m, const char *league, const char *unit, int streak,
                   enum bottom_action action);

#endif

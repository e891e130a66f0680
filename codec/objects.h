/* The JSON objects of contract section 9, each one line without a newline: `replay` writes them to files, the
 * API to browsers. Pure. */
#ifndef CODEC_OBJECTS_H
#define CODEC_OBJECTS_H

#include "analyzer/acts_fold.h"
#include "analyzer/periods.h"
#include "analyzer/proposals.h"
#include "analyzer/self_reports.h"

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
void object_period(struct str *out, month first, month last, const char *league,
                   const struct period_standing *p, const char *unit);
/* One counter of a region's report of a month; counter -1: the report is missing, and so are the two figures.
 */
void object_report(struct str *out, month m, const char *region, int counter, int64_t reported,
                   int64_t system, enum self_verdict verdict, bool late);
void object_order(struct str *out, const struct order *o, const struct refdata *ref, instant as_of);
/* The same with how many of its alerts are withdrawn or revoked: the object of the API. */
void object_order_void(struct str *out, const struct order *o, uint32_t n_void, const struct refdata *ref,
                       instant as_of);
void object_proposal(struct str *out, const struct proposal *p, const struct refdata *ref);
/* `action`: of the bottom place that there is now; BOTTOM_NONE: there is none. */
void object_interview(struct str *out, const struct interview *v, enum bottom_action action,
                      const struct refdata *ref, instant as_of);

#endif

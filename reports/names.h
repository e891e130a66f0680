/* Codes as the names people know; a code that the reference data does not have stands for itself. Pure. */
#ifndef REPORTS_NAMES_H
#define REPORTS_NAMES_H

#include "analyzer/eval.h"
#include "reports/tr.h"

const char *names_region(const struct refdata *ref, const char *code);
/* A region as a row among others: one without league that the city's own departments belong to is 市直, for
 * its name would be that of the whole city. */
const char *names_region_row(const struct refdata *ref, int32_t region);
const char *names_city(const struct refdata *ref); /* NULL: no region is the city itself */
const char *names_dept(const struct refdata *ref, const char *code);
const char *names_item(const struct refdata *ref, const char *code);
const char *names_unit(const struct refdata *ref, enum league league, int32_t unit); /* of a standing */
const char *names_code(const struct refdata *ref, enum league league, int32_t unit);
/* The subject of an alert of that rule: accepted -> 受理, precheck -> 预审后, a step without its unit, which
 * stands beside it; else itself. */
const char *names_subject(int rule, const char *subject, struct arena *a);
/* The same as people read it: #2 is 第2次, the day of a case that stands still says what it is. */
const char *names_subject_said(enum lang lang, int rule, const char *subject, struct arena *a);
const struct rule *names_rule(int no); /* NULL: unknown */

int names_league(const char *word); /* -1: none of county, zone, department */
int names_level(const char *word); /* enum level, LEVEL_NONE if unknown */
int names_state(const char *word); /* enum alert_state, -1 if unknown */
int names_phase(const char *word); /* enum phase, -1 if unknown */

#endif

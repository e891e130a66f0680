/* What the API gives and the commands print beside the objects of codec/objects.h: objects made of rows of
 * the database and of a case's folder. */
#ifndef REPORTS_API_OBJECTS_H
#define REPORTS_API_OBJECTS_H

#include "analyzer/eval.h"
#include "reports/ranking.h"
#include "store/read_rows.h"

/* The alert of a row; -1: the configuration does not know its rule, state or unit. */
int api_objects_alert_of(const struct view *v, const struct read_alert *row, struct alert *out,
                         struct err *e);
int api_objects_alert(const struct view *v, struct str *out, const struct read_alert *row, struct err *e);
/* The same with when the database first held it (INSTANT_NONE: null): a late event raises alerts of the past.
 */
void api_objects_detected(struct str *out, const char *case_no, const struct alert *al, instant detected,
                          const struct refdata *ref);
void api_objects_standings(const struct view *v, struct str *out, const struct ranking *r); /* [ … ] */
void api_objects_bottom(const struct view *v, struct str *out, const struct ranking *r); /* nothing if none */

#endif

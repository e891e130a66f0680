/* Between a form and an act's JSON object: alerts as values of hidden fields, and the object that the clerk
 * is handed. */
#ifndef REPORTS_WEB_ACT_JSON_H
#define REPORTS_WEB_ACT_JSON_H

#include "reports/web/act_form.h"

/* In the arena. */
const char *act_json_alert(const struct act_alert *al, struct arena *a);
const char *act_json_pick(const struct act_topic *t, const struct refdata *ref, struct arena *a);

/* The act that the form asks for. `pick` (act_json_pick; NULL: none) gives unit and alerts. NULL: no such
 * act, or what was hidden in the form has been changed into something that is none; the clerk judges all
 * else. */
const char *act_json_of(const struct form_fields *f, const char *act, const char *pick, struct arena *a);
/* What an act's line, or a pick, says of itself; NULL and 0 where it does not. Lives in the arena. */
struct act_said {
    const char *order, *dept, *case_no; /* case_no: of the first alert */
    size_t n_alerts;
};
void act_json_said(const char *json, struct act_said *out, struct arena *a);
/* 转办: the new order's issue, out of a form whose `words` are its text; without alerts. */
const char *act_json_transfer(const struct form_fields *f, const char *region, struct arena *a);

#endif

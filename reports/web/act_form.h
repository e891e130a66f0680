/* A form for each act, made from act_types.def: a new act is one row there, and its form is here. What the
 * form is about (its order, alert, bottom place) is known and hidden in it; the rest a person fills in. */
#ifndef REPORTS_WEB_ACT_FORM_H
#define REPORTS_WEB_ACT_FORM_H

#include "analyzer/act.h"
#include "reports/web/page.h"

/* What a form is about; what does not apply is NULL, -1 or 0. */
struct act_topic {
    const char *order, *case_no;
    const struct act_alert *alert;
    const struct act_alerts *alerts; /* of an order that is to be issued */
    int32_t region, dept; /* of the order or alert */
    month month;
    uint8_t league;
    int32_t unit;
    int32_t reply_days; /* to begin with */
    const char *back; /* the page that it stands on */
};
#define ACT_TOPIC_NONE ((struct act_topic){.region = -1, .dept = -1, .unit = -1})

/* May who looks do it: his role, and what it concerns is his, or (bureau) is not. */
enum act_may { ACT_MAY, ACT_MAY_NOT, ACT_OWN_UNIT };
enum act_may act_form_may(const struct page *p, enum act_type type, const struct act_topic *t);

/* One form, folded up under the act's name. */
void act_form(struct page *p, struct str *out, enum act_type type, const struct act_topic *t);
/* The forms of every act that starts from this state of an order, appeal or interview and that who looks may
 * do; where he may not because it is his own unit's, that. `state` IS_none: there is no appeal yet. */
void act_forms(struct page *p, struct str *out, enum act_about about, enum act_state state,
               const struct act_topic *t);

/* 转办: the order is cancelled and another unit gets one, at once. */
void act_form_transfer(struct page *p, struct str *out, const struct act_topic *t);

/* Which acts of orders may be issued many at a time: the fields that all share, below a list whose rows have
 * act_form_tick; between act_form_many and act_form_many_end. */
void act_form_many(struct page *p, struct str *out, const char *back);
void act_form_tick(struct page *p, struct str *out, const struct act_topic *t, const char *label);
void act_form_many_end(struct page *p, struct str *out, int32_t reply_days);

#endif

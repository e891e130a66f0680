/* The tables of act_types.def: who acts, the acts and their fields, states, verdicts. */
#ifndef ANALYZER_ACT_TYPES_H
#define ANALYZER_ACT_TYPES_H

#include <stdint.h>

enum actor {
#define ROLE(id, word, zh) ACTOR_##id,
#include "analyzer/act_types.def"
    ACTORS
};

/* The states of orders, appeals and interviews; none: there is no order, no appeal. */
enum act_state {
    IS_none,
#define STATE(about, id, zh) IS_##id,
#include "analyzer/act_types.def"
    ACT_STATES,
    IS_stay = ACT_STATES /* of an act that leads to no other state */
};

enum act_type {
#define ACT(id, zh, roles, about, from, to, effect) ACT_##id,
#include "analyzer/act_types.def"
    ACTS
};

/* What follows from an act. */
enum act_verdict {
    VERDICT_done, /* it may be done, or was */
    VERDICT_later, /* it lies after the as-of instant: not yet there */
#define REFUSAL(id, zh, en) VERDICT_##id,
#include "analyzer/act_types.def"
    VERDICTS
};

enum act_about { ABOUT_NOTHING, ABOUT_ORDER, ABOUT_APPEAL, ABOUT_INTERVIEW };

/* A row of ACT(): who may do it, what it changes the state of, from which states (bits 1u << IS_…), to which.
 */
struct act_row {
    const char *name, *zh, *effect;
    uint32_t from;
    uint8_t roles, about, to; /* roles: bits 1u << ACTOR_… */
};

enum act_form {
    AF_ORDER_NO,
    AF_CASE_NO,
    AF_REPLY_DAYS,
    AF_REGION,
    AF_DEPT,
    AF_MONTH,
    AF_LEAGUE,
    AF_UNIT,
    AF_DAY,
    AF_ALERTS,
    AF_SOME_ALERTS,
    AF_ALERT,
    AF_TEXT, /* texts from here on */
    AF_PERSON,
    AF_DOC_NO,
    AF_TITLE,
    ACT_FORMS
};
enum act_need { NEED_MAY, NEED_MUST, NEED_ONE };

/* A row of FIELD() or EVERY(): where the field lies. */
struct act_field {
    uint8_t act, form, need; /* act: ACTS, of every act */
    uint16_t offset; /* into struct act */
    const char *name; /* NULL ends the table */
};

extern const struct act_row act_table[ACTS];
extern const struct act_field act_field[];
extern const char *const act_role_word[ACTORS + 1], *const act_role_zh[ACTORS];
extern const char *const act_state_word[ACT_STATES], *const act_state_zh[ACT_STATES];
extern const uint8_t act_state_about[ACT_STATES]; /* enum act_about */
extern const char *const act_verdict_word[VERDICTS]; /* NULL: no refusal; here and below */
extern const char *const act_verdict_zh[VERDICTS], *const act_verdict_en[VERDICTS];

#endif

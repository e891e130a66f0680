/* One act: what a person, or the program in his place, decided (contract section 12), as codec/act_decode.c
 * gives it and act_step.c judges it. All pointers are borrowed: they live as long as the arena the act was
 * made in. */
#ifndef ANALYZER_ACT_H
#define ANALYZER_ACT_H

#include "analyzer/refdata.h"
#include "base/str.h"

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
#define REFUSAL(id, zh) VERDICT_##id,
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
extern const char *const act_verdict_word[VERDICTS], *const act_verdict_zh[VERDICTS]; /* NULL: no refusal */

/* An alert as an act names it: by its event where it gives one, else by its subject. */
struct act_alert {
    const char *case_no, *subject;
    const char *source, *event_id; /* NULL: it names no event */
    uint16_t rule; /* rule_index */
};

struct act_alerts {
    const struct act_alert *v;
    uint32_t n;
};

/* An appeal about an alert that was upheld: from then on the alert is revoked. */
struct upheld {
    struct act_alert alert;
    instant at;
};
struct upheld_list {
    const struct upheld *v;
    size_t n;
};

/* The union of all acts' fields. Absent: NULL, -1 (own, region, dept, unit), DAY_NONE, 0. Which fields an act
 * has, act_types.def says. */
struct act {
    int64_t seq;
    instant at;
    const char *by;
    uint8_t type, role, league; /* enum act_type, actor, league */
    int32_t own; /* index into the regions for role region, else into the departments */
    const char *order, *case_no, *text, *person, *signer, *doc_no, *title, *cc;
    struct act_alert alert;
    struct act_alerts alerts;
    int32_t region, dept, unit; /* indexes; unit: of the league's regions or departments */
    int32_t reply_days;
    month month;
    day held_on, due;
};

enum {
    ACT_TEXT_MAX = 4000,
    ACT_PERSON_MAX = 64,
    ACT_DOC_NO_MAX = 100,
    ACT_TITLE_MAX = 400,
    ACT_REPLY_MAX = 60
};

/* The act with every field absent. */
void act_clear(struct act *a);
int act_find(const char *name); /* -1: unknown */
/* Fields in the table's order: the act's own, then those of every act; NULL begins, NULL ends. */
const struct act_field *act_next_field(enum act_type type, const struct act_field *f);
bool act_has(const struct act *a, const struct act_field *f); /* the field is there */
/* The most characters of a text. */
int act_text_max(enum act_form form);
/* The contract's JSON object, canonical: known fields only, in the table's order, one line without spaces. */
void act_write(struct str *out, const struct act *a, const struct refdata *ref);

/* Appends what tells the alert, as it is named, from every other: for maps. */
void act_alert_key(struct str *out, const struct act_alert *al);

#endif

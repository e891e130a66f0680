/* One act: what a person, or the program in his place, decided (contract section 12), as codec/act_decode.c
 * gives it and act_step.c judges it. All pointers are borrowed: they live as long as the arena the act was
 * made in. */
#ifndef ANALYZER_ACT_H
#define ANALYZER_ACT_H

#include "analyzer/act_types.h"
#include "analyzer/refdata.h"
#include "base/str.h"

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
int act_state_find(enum act_about about, const char *word); /* IS_none: unknown */
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

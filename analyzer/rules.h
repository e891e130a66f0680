/* The rules table of contract section 5 (rules.def) and its settings (rules.conf). The predicates stand in
 * rules_clock.c and rules_fact.c. */
#ifndef ANALYZER_RULES_H
#define ANALYZER_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/lists.h"

enum rule_index {
#define RULE(no, ...) R##no,
#include "analyzer/rules.def"
    RULE_COUNT
};

enum rule_family { FAMILY_CLOCK, FAMILY_FACT };
enum rule_state { RULE_STANDS, RULE_CLEARS, RULE_SURVIVES };

/* What the subject of its alerts is. */
enum rule_subject {
    SUBJECT_NOTHING,
    SUBJECT_NUMBER, /* "#k": the k-th event of the type `numbered` */
    SUBJECT_WINDOW, /* "" after `submitted`, "#k" after an event of the type `numbered`, "precheck" */
    SUBJECT_STEP,
    SUBJECT_STEP_AT_DEPT, /* "step@dept" */
    SUBJECT_DAY_OF, /* "2026-10-13", the day of an event */
    SUBJECT_TYPE_OF, /* "accepted", the first event of that type */
    SUBJECT_EVENT_OF, /* the event_id of an event, which may be voided */
};

/* The events an alert was decided on, beside those that its subject means: a bit for each event type
 * (1u << EV_…), and these. */
enum {
    EVIDENCE_EARLIER = 1 << 28, /* those of the numbered type before the k-th */
    EVIDENCE_FIRST = 1 << 29, /* the case's first event */
    EVIDENCE_START = 1 << 30, /* `submitted`, where the clocks start with it */
};

/* A row of rules.def: what is fixed, and the defaults of what rules.conf may set. */
struct rule {
    uint16_t no;
    uint8_t family, dimension, level, other; /* other: the second level of rules with two (LEVEL_NONE: one) */
    uint8_t state, subject, numbered; /* enum rule_state, enum rule_subject, enum event_type */
    uint32_t evidence;
    int16_t days, share; /* defaults of its thresholds: days (working days, or hours where the text says so);
                            share in percent; -1: has none */
    const char *title, *text, *basis, *purpose; /* Chinese: name, when it fires, legal basis, what for */
};
extern const struct rule rule_table[RULE_COUNT];

struct rule_setting {
    bool on;
    uint8_t level, other;
    int16_t days, share;
    bool auto_issue; /* of supervision orders */
};

struct rules {
    struct rule_setting set[RULE_COUNT]; /* by rule_index */
};

void rules_default(struct rules *r);
int rules_find(int no); /* index, or -1 */
/* Its alerts' subjects may be "#k" and mean an event (one of the type `numbered`). */
static inline bool rules_numbered(enum rule_index r)
{
    return rule_table[r].subject == SUBJECT_NUMBER || rule_table[r].subject == SUBJECT_WINDOW;
}
/* The k of a subject "#k"; 0 for any other. */
int rules_subject_number(const char *subject);

#endif

/* The rules table of contract section 5 and its settings (rules.conf). The predicates stand in rules_time.c
 * and rules_fact.c. */
#ifndef ANALYZER_RULES_H
#define ANALYZER_RULES_H

#include <stdbool.h>
#include <stdint.h>

enum level { LEVEL_NONE, LEVEL_NOTICE, LEVEL_WARNING, LEVEL_YELLOW, LEVEL_RED, LEVELS };
enum dimension { DIM_TIME, DIM_PROCEDURE, DIM_AUTHORITY, DIM_DOCUMENT, DIM_FEE, DIM_DATA, DIMENSIONS };
enum alert_state { STATE_OPEN, STATE_CLEARED, STATE_STANDING, STATE_WITHDRAWN, STATE_REVOKED, ALERT_STATES };

extern const char *const level_word[LEVELS], *const level_zh[LEVELS]; /* warning, 预警 … */
extern const char *const dimension_zh[DIMENSIONS]; /* 时限 … */
extern const char *const alert_state_word[ALERT_STATES], *const alert_state_zh[ALERT_STATES];

enum rule_index {
#define RULE(no, dim, level, other, days, share, title, text, basis, purpose) R##no,
#include "analyzer/rules.def"
    RULE_COUNT
};

/* A row of rules.def: what is fixed, and the defaults of what rules.conf may set. */
struct rule {
    uint16_t no;
    uint8_t dimension, level, other; /* other: the second level of rules with two (LEVEL_NONE: only one) */
    int16_t days, share; /* defaults of its thresholds: days (working days, or hours where the text says so);
                            share in percent; -1: has none */
    const char *title, *text, *basis,
        *purpose; /* Chinese: name, when it fires, legal basis, what it is for */
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

#endif

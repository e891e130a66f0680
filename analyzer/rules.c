#include "analyzer/rules.h"

#include <assert.h>

#include "analyzer/event.h"

static_assert(1 << EV_TYPES <= EVIDENCE_EARLIER, "a bit of rule.evidence for each event type");

/* what the columns of rules.def may hold */
#define NOTHING SUBJECT_NOTHING, 0
#define NUMBER(type) SUBJECT_NUMBER, EV_##type
#define WINDOW(type) SUBJECT_WINDOW, EV_##type
#define STEP SUBJECT_STEP, 0
#define STEP_AT_DEPT SUBJECT_STEP_AT_DEPT, 0
#define DAY_OF SUBJECT_DAY_OF, 0
#define TYPE_OF SUBJECT_TYPE_OF, 0
#define EVENT_OF SUBJECT_EVENT_OF, 0
#define E(type) (1u << EV_##type)
#define CLOCKS E(accepted) | E(extended) | E(paused) | E(resumed) | EVIDENCE_START
#define ENDS E(decided) | E(not_accepted) | E(withdrawn) | E(terminated)
#define EARLIER EVIDENCE_EARLIER
#define FIRST EVIDENCE_FIRST

const struct rule rule_table[RULE_COUNT] = {
#define RULE(no, family, dim, level, other, days, share, state, subject, evidence, title, text, basis,  \
             purpose)                                                                                   \
    {no,   FAMILY_##family, DIM_##dim, LEVEL_##level, LEVEL_##other, RULE_##state, subject, (evidence), \
     days, share,           title,     text,          basis,         purpose},
#include "analyzer/rules.def"
};

void rules_default(struct rules *r)
{
    for (int i = 0; i < RULE_COUNT; i++)
        r->set[i] = (struct rule_setting){
            true, rule_table[i].level, rule_table[i].other, rule_table[i].days, rule_table[i].share, false};
}

int rules_find(int no)
{
    for (int i = 0; i < RULE_COUNT; i++)
        if (rule_table[i].no == no)
            return i;
    return -1;
}

int rules_subject_number(const char *subject)
{
    int k = 0;
    if (*subject++ == '#')
        for (; *subject >= '0' && *subject <= '9' && k < 100000000; subject++)
            k = 10 * k + (*subject - '0');
    return k;
}

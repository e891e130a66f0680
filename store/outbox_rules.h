/* The rules of notify.conf as readers of the outbox (outbox.h). */
#ifndef STORE_OUTBOX_RULES_H
#define STORE_OUTBOX_RULES_H

#include "store/outbox.h"

#define OUTBOX_RULE "notify/" /* in front of a rule's name */

/* How far the outbox goes at this moment, for whoever reads only what nothing can appear in front of. */
struct outbox_tip {
    struct outbox_place last; /* of its last notice; zero: it is empty */
    struct outbox_place end; /* behind everything that stands in it, whether it is there or not */
    instant now; /* the database's clock */
};
int outbox_tip(struct db *db, struct outbox_tip *out, struct err *e);

/* A rule's place and its last look; one that is new begins at `tip`: what was before is not told. */
int outbox_rule(struct db *db, const char *reader, const struct outbox_tip *tip, struct outbox_place *place,
                instant *at, struct err *e);
/* The rule has looked as far as this; `notices` > 0: a message with so many was taken, but for what `why`
 * says (NULL: nothing). */
int outbox_rule_passed(struct db *db, const char *reader, struct outbox_place place, instant at,
                       int64_t notices, const char *why, struct err *e);
/* Its receiver takes nothing, and why; NULL: it does. */
int outbox_rule_fails(struct db *db, const char *reader, const char *why, struct err *e);
/* Only these n rules are read for. */
int outbox_rules_keep(struct db *db, const char *const *reader, size_t n, struct err *e);

/* True (1) for one session of the database at a time, until it ends: who tells. -1: failed. */
int outbox_teller(struct db *db, struct err *e);

/* What stands in the tables of an alert that is told. */
struct outbox_fact {
    const char *item; /* NULL: not there */
    int32_t used, limit; /* DAYS_NONE */
    day due; /* DAY_NONE */
};
int outbox_facts(struct db *db, const char *case_no, int rule, const char *subject, struct arena *a,
                 struct outbox_fact *out, struct err *e);

#endif

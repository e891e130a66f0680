/* One attempt to do an act: act.c locks and decides, act_judge.c holds it against everything that stands,
 * act_write.c writes. */
#ifndef LEDGER_ACT_PARTS_H
#define LEDGER_ACT_PARTS_H

#include "ledger/act.h"

struct act_attempt {
    struct ledger_decision *d;
    instant now;
    struct act_log head;
    struct order_row order;
    struct appeal appeal;
    struct interview interview;
    struct case_set cases; /* those that the act's alerts are of, by number */
    struct act_alert *alert; /* as they are stored: with the event that a `#k` means */
    size_t n_alerts;
};

/* The act's alerts, whether it names one or many. */
struct act_alerts act_alerts_of(const struct act *a);
struct act_things act_things_of(struct act_attempt *t);
/* Number and instant of the act; an order that is issued without a number gets the year's next. */
int act_number(struct ledger *l, struct act_attempt *t, struct err *e);
/* Does the act, which may be done: its rows and the line in the log. What it adds to the counters and tells
 * stands in l->refold then, to be written. */
int act_put(struct ledger *l, struct act_attempt *t, struct err *e);
/* Against everything that stands (contract 12, first paragraph), the locks being held: a verdict, or -1:
 * failed. Fills t->alert. */
int act_judge_live(struct ledger *l, struct act_attempt *t, struct err *e);

/* The steps of one attempt, in an open transaction: its locks in their order; the verdict; all that is
 * written (1: as LEDGER_AGAIN). */
int act_lock(struct ledger *l, struct act_attempt *t, struct err *e);
int act_decide(struct ledger *l, struct act_attempt *t, struct err *e);
int act_store(struct ledger *l, struct act_attempt *t, struct err *e);

#endif

/* What a person, or the program in his place, decides: one transaction. */
#ifndef LEDGER_ACT_H
#define LEDGER_ACT_H

#include "ledger/ledger.h"
#include "store/acts.h"

/* Does the unit stand in the bottom place of that month now? The figures are another room's affair. 1, 0, -1.
 */
typedef int ledger_bottom(void *ctx, month m, enum league league, int32_t unit, struct err *e);

struct ledger_decision {
    struct act
        act; /* in: all but seq and at (history: these too); out: whole. Its new strings are the arena's */
    bool history; /* an old log is taken over: only what follows from the acts themselves is checked */
    ledger_bottom *bottom;
    void *ctx;
    struct arena *arena;
    enum act_verdict verdict; /* out: VERDICT_done, or why not */
    enum act_state found; /* out: in which state its order, appeal or interview was; IS_none: there is none */
    const char *why; /* out: a sentence about a refusal that the code alone does not explain; NULL: it does */
    struct str body; /* out: the act's line; the caller releases it */
};

/* Stores the act and all that follows of it, or refuses it (verdict) and changes nothing: both LEDGER_DONE.
 */
enum ledger_end ledger_act(struct ledger *l, struct ledger_decision *d, struct err *e);
/* transfer.c: an order goes to another unit: `issue` without alerts and number, and `cancel` of the former
 * order, whose doc_no becomes the new order's number. Both are done, or none: then one of the verdicts says
 * why. */
enum ledger_end ledger_transfer(struct ledger *l, struct ledger_decision *issue,
                                struct ledger_decision *cancel, struct err *e);
/* After LEDGER_DOUBT and ledger_recover, as ledger_settle; of a transfer by its `cancel`. */
enum ledger_end ledger_act_settle(struct ledger *l, const struct ledger_decision *d, struct err *e);

/* What the day changes of orders and interviews, and orders that were made with other reference data: at most
 * `limit` rows; *n: how many were found. */
enum ledger_end ledger_orders(struct ledger *l, int limit, size_t *n, struct err *e);

/* untold.c: tells what stands of that which a backlog or a new reference version raised, once that is
 * through: at most `limit` alerts; *n: how many. */
enum ledger_end ledger_untold(struct ledger *l, int limit, size_t *n, struct err *e);

/* reports.c: tells, once of each month, who has sent no self-report by its due day. */
enum ledger_end ledger_reports(struct ledger *l, struct err *e);

/* For the files of this room: an order's row after a change, with its counters. */
int ledger_orders_at(struct ledger *l, instant now, int limit, size_t *n,
                     struct err *e); /* within a transaction */
int ledger_order_put(struct ledger *l, struct order_row *r, instant now, struct err *e);

#endif

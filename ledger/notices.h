/* The notices of contract 12, as rows of the outbox. */
#ifndef LEDGER_NOTICES_H
#define LEDGER_NOTICES_H

#include "analyzer/act_step.h"
#include "analyzer/eval.h"
#include "store/outbox.h"
#include "store/read_bulletins.h"

/* An alert that was raised, or whose state is another now; what has no notice of its own (a level, a figure)
 * is not told. */
void notices_alert(struct outbox *o, const char *case_no, const struct alert *al, enum alert_state was,
                   enum alert_state is, const struct refdata *ref);
/* alert_state that no alert has: it was not there. */
#define ALERT_NEW ALERT_STATES

/* An order: `what` as in `order.what`. */
void notices_order(struct outbox *o, const char *what, instant at, const struct order *order,
                   const struct refdata *ref, instant now);
/* The region has sent no self-report of the month, which was due by then. */
void notices_missing(struct outbox *o, month m, const char *region, instant due);
/* What an act has made of its order, appeal or interview. */
void notices_act(struct outbox *o, const struct act *a, const struct act_things *t,
                 const struct refdata *ref);

/* frozen, published */
void notices_bulletin(struct outbox *o, const char *what, instant at, const struct bulletin_row *b);

#endif

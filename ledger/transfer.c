/* 转办: an order is issued to another unit and the former one cancelled, in one transaction. The new one
 * comes first in the log, so that the cancel can name it; who reads the log finds the pair by that: the act
 * behind an issue that cancels with its number.
 *
 * Locks as in act.c: the former order, then the act lock, which both acts are done under. The new order has
 * no alerts: those of the former one are of its unit. So no case is locked. */
#include <assert.h>

#include "ledger/act_parts.h"

/* 0: both may be done and are written; 1: refused; 2: as LEDGER_AGAIN. */
static int do_both(struct ledger *l, struct act_attempt *issue, struct act_attempt *cancel, struct err *e)
{
    if (act_lock(l, cancel, e) || act_decide(l, cancel, e))
        return -1;
    if (cancel->d->verdict != VERDICT_done)
        return 1;
    if (act_lock(l, issue, e) || act_decide(l, issue, e))
        return -1;
    if (issue->d->verdict != VERDICT_done)
        return 1;
    int rc = act_store(l, issue, e);
    if (rc)
        return rc < 0 ? -1 : 2;
    cancel->d->act.doc_no = issue->d->act.order;
    if (act_lock(l, cancel, e) || act_decide(l, cancel, e)) /* its number is the next one now */
        return -1;
    assert(cancel->d->verdict == VERDICT_done);
    rc = act_store(l, cancel, e);
    return rc < 0 ? -1 : rc ? 2 : 0;
}

static enum ledger_end attempt(struct ledger *l, struct act_attempt *issue, struct act_attempt *cancel,
                               struct err *e)
{
    if (now_read(&l->now, &l->db, &issue->now, e) || gate_begin(&l->db, e))
        return ledger_failure(l);
    cancel->now = issue->now;
    refold_begin(&l->refold, l->ref, issue->now);
    int rc = do_both(l, issue, cancel, e);
    if (rc)
        return rc < 0 ? ledger_failure(l) : rc > 1 ? LEDGER_AGAIN : LEDGER_DONE;
    if (acts_commit(&l->db, e))
        return l->db.fail == DB_RETRY ? LEDGER_DOUBT : LEDGER_BROKEN;
    codes_stored(&l->codes);
    db_stored(&l->db);
    return LEDGER_DONE;
}

enum ledger_end ledger_transfer(struct ledger *l, struct ledger_decision *issue,
                                struct ledger_decision *cancel, struct err *e)
{
    struct act_attempt i = {.d = issue}, c = {.d = cancel};
    const struct act asked[2] = {issue->act, cancel->act};
    assert(issue->act.type == ACT_issue && cancel->act.type == ACT_cancel && !issue->act.alerts.n);
    issue->why = cancel->why = NULL;
    issue->verdict = cancel->verdict = VERDICT_done;
    l->db.fail = DB_BUG; /* unless the store says otherwise */
    enum ledger_end end = attempt(l, &i, &c, e);
    cases_release(&i.cases);
    cases_release(&c.cases);
    ledger_rollback(l);
    if (end != LEDGER_DONE && end != LEDGER_DOUBT) {
        issue->act = asked[0];
        cancel->act = asked[1];
    }
    return end;
}

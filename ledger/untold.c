/* What a backlog or a new reference version raised is told when it is through, and then only what stands: an
 * alert that came and went meanwhile is told to nobody. Each is told in the transaction that notes it as
 * told, so a death in between tells nothing twice and forgets nothing. */
#include "ledger/act.h"
#include "ledger/notices.h"

static void tell(struct ledger *l, const struct untold *u)
{
    enum alert_state state = (enum alert_state)u->alert.state;
    bool stands = state == STATE_OPEN || state == STATE_STANDING;
    if (u->told != ALERT_NEW || stands)
        notices_alert(&l->refold.outbox, u->case_no, &u->alert, (enum alert_state)u->told, state, l->ref);
}

static enum ledger_end attempt(struct ledger *l, int limit, size_t *n, struct err *e)
{
    struct untolds list;
    instant now;
    if (now_read(&l->now, &l->db, &now, e))
        return ledger_failure(l);
    int waits = alerts_untold_wait(&l->db, l->ref->version, now - HOUR, e);
    if (waits)
        return waits < 0 ? ledger_failure(l) : LEDGER_DONE;
    refold_begin(&l->refold, l->ref, now);
    if (gate_begin(&l->db, e) || alerts_untold(&l->db, limit, l->ref, &l->scratch, &list, e))
        return ledger_failure(l);
    for (size_t i = 0; i < list.n; i++)
        tell(l, &list.v[i]);
    if (outbox_write(&l->refold.outbox, &l->db, e) || db_run(&l->db, "commit", e))
        return ledger_failure(l);
    *n = list.n;
    db_stored(&l->db);
    return LEDGER_DONE;
}

enum ledger_end ledger_untold(struct ledger *l, int limit, size_t *n, struct err *e)
{
    *n = 0;
    enum ledger_end end = attempt(l, limit, n, e);
    ledger_rollback(l);
    return end;
}

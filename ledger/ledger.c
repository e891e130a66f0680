#include "ledger/ledger.h"

#include <assert.h>
#include <string.h>

/* A statement that takes 12 s is none of ours in good health, but one that waits for the rows of a COPY that
 * do not come. Kafka gives a silent worker's partitions to another after 6 s. */
const char ledger_settings[] = "set idle_in_transaction_session_timeout = '8s'; set lock_timeout = '4s'; "
                               "select set_config('statement_timeout', '12s', false) from pg_settings where "
                               "name = 'statement_timeout' and "
                               "setting::bigint not between 1 and 12000";

void ledger_init(struct ledger *l, const struct refdata *ref, int slot)
{
    *l = (struct ledger){.ref = ref, .slot = slot};
    l->now.last = INSTANT_NONE;
    l->held = DAY_NONE;
    l->refold.sums.live = -1;
}

void ledger_release(struct ledger *l)
{
    db_close(&l->db);
    refold_release(&l->refold);
    ingest_release(&l->ingest);
    codes_release(&l->codes);
    arena_release(&l->scratch);
}

int ledger_recover(struct ledger *l, const volatile sig_atomic_t *stop, const struct err *why)
{
    assert(db_idle(&l->db)); /* invariant 1 */
    if (l->db.fail != DB_RETRY)
        return -1;
    l->ingest.ready[0] = l->ingest.ready[1] = 0; /* it may be a restored database that answers now */
    codes_forget(&l->codes);
    return db_wait(&l->db, stop, why);
}

enum ledger_end ledger_failure(const struct ledger *l)
{
    switch (l->db.fail) {
    case DB_RETRY: return LEDGER_RETRY;
    case DB_DATA: return LEDGER_DATA;
    default: return LEDGER_BROKEN;
    }
}

enum ledger_end ledger_failure_of_many(const struct ledger *l)
{
    bool statement = !strcmp(l->db.sqlstate, "57014"), idle = !strcmp(l->db.sqlstate, "25P03");
    return l->db.fail == DB_RETRY && (statement || idle) ? LEDGER_SLOW : ledger_failure(l);
}

void ledger_rollback(struct ledger *l)
{
    db_rollback(&l->db);
    arena_reset(&l->scratch);
    assert(db_idle(&l->db)); /* invariant 1 */
}

#include "ledger/ledger.h"

#include <assert.h>
#include <string.h>

#include "base/log.h"

/* A statement that takes 12 s is none of ours in good health. Kafka gives a silent worker's partitions to
 * another after 6 s. */
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

/* Who stands between the rows of a COPY is not idle, and the end of his statement's time is noticed only when
 * bytes come: no limit of the server's reaches him. So who could not have a lock ends the sessions of ours
 * whose time is over and that wait for their client. It is the login that may: not the role we act as. */
static void end_those_that_stand(struct ledger *l)
{
    static const char sql[] =
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
        " and application_name in ('jiancha-clerk', 'jiancha-collect', 'jiancha-desk') and state = 'active'"
        " and wait_event = 'ClientRead' and query_start < clock_timestamp() - interval '12 s'"
        " and pg_has_role(usesysid, 'usage')";
    struct err e;
    int64_t n = db_run(&l->db, "begin; set local role none", &e) ? -1
                                                                 : db_count(&l->db, sql, NULL, NULL, 0, &e);
    if (n < 0 || db_run(&l->db, "commit", &e))
        log_warn("%s", e.text);
    else if (n)
        log_warn("%lld sessions of ours that stood within a COPY, in the way of others, are ended",
                 (long long)n);
    db_rollback(&l->db);
}

int ledger_recover(struct ledger *l, const volatile sig_atomic_t *stop, const struct err *why)
{
    assert(db_idle(&l->db)); /* invariant 1 */
    if (l->db.fail != DB_RETRY)
        return -1;
    if (!strcmp(l->db.sqlstate, "55P03")) /* lock_not_available */
        end_those_that_stand(l);
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

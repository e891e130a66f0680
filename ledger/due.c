/* What time changes: cases whose `next_change` has come, and cases that were evaluated with other reference
 * data.
 *
 * A due case is evaluated by whoever finds it first: rows that another transaction holds are left to it. So
 * any worker may do it for all, and an old owner that wakes up must not: each transaction reads the epochs of
 * the partitions it believes to own, and rolls back if one was raised. Evaluating twice changes nothing, so a
 * COMMIT in doubt needs no answer here: what was not committed is still due. */
#include <assert.h>

#include "base/log.h"
#include "ledger/auto_issue.h"

int ledger_look(struct ledger *l, instant *now, instant *next, struct err *e)
{
    return now_read(&l->now, &l->db, now, e) || cases_next(&l->db, next, e) ? -1 : 0;
}

static int refold_set(struct ledger *l, const struct case_set *set, struct err *e)
{
    for (size_t i = 0; i < set->n; i++) {
        struct stored_case old = cases_get(set, i);
        if (refold_case(&l->refold, &old, NULL, e)) {
            l->db.fail = DB_BUG; /* not the database: the stored bytes */
            return -1;
        }
    }
    return 0;
}

/* 1: as LEDGER_AGAIN. */
static int evaluate(struct ledger *l, instant now, const struct case_set *set, struct err *e)
{
    refold_begin(&l->refold, l->ref, now);
    ingest_begin(&l->ingest, now);
    if (refold_set(l, set, e))
        return -1;
    int rc = refold_write(&l->refold, &l->db, l->slot, e);
    assert(rc <= 0); /* no case is new here */
    if (rc || auto_issue(l, now, e))
        return -1;
    return ingest_tally(&l->ingest, &l->db, l->slot, l->refold.n_cases, now, l->now.high, e);
}

int ledger_due_at(struct ledger *l, instant now, int limit, size_t *n, struct err *e)
{
    struct case_set set = {0};
    if (cases_lock_due(&l->db, now, limit, &set, e))
        return -1;
    *n = set.n;
    int rc = set.n ? evaluate(l, now, &set, e) : 0;
    cases_release(&set);
    return rc;
}

static enum ledger_end attempt(struct ledger *l, const struct offset *part, size_t n_parts, instant now,
                               int limit, size_t *n, struct err *e)
{
    if (gate_begin(&l->db, e))
        return ledger_failure_of_many(l);
    int rc = offsets_check(&l->db, part, n_parts, e);
    if (rc > 0)
        return LEDGER_FENCED;
    if (!rc)
        rc = ledger_due_at(l, now, limit, n, e);
    if (rc > 0)
        return LEDGER_AGAIN;
    if (rc || db_run(&l->db, "commit", e))
        return ledger_failure_of_many(l);
    db_stored(&l->db);
    return LEDGER_DONE;
}

enum ledger_end ledger_due(struct ledger *l, const struct offset *part, size_t n_parts, instant now,
                           int limit, size_t *n, struct err *e)
{
    *n = 0;
    enum ledger_end end = attempt(l, part, n_parts, now, limit, n, e);
    ledger_rollback(l);
    return end;
}

static int put_off_first(struct ledger *l, instant now, const struct err *why, struct err *e)
{
    struct case_set set = {0};
    int rc = cases_lock_due(&l->db, now, 1, &set, e);
    if (!rc && set.n) {
        struct stored_case c = cases_get(&set, 0);
        log_error("case %s cannot be evaluated, trying again in an hour: %s", c.case_no, why->text);
        rc = cases_put_off(&l->db, c.case_no, now + HOUR, e);
    }
    cases_release(&set);
    return rc || db_run(&l->db, "commit", e) ? -1 : 0;
}

int ledger_put_off(struct ledger *l, instant now, const struct err *why, struct err *e)
{
    int rc = gate_begin(&l->db, e) || put_off_first(l, now, why, e) ? -1 : 0;
    ledger_rollback(l);
    return rc;
}

int ledger_mark_stale(struct ledger *l, struct str *after, int limit, instant now, struct err *e)
{
    int rc = gate_begin(&l->db, e) || cases_mark_stale(&l->db, after, l->ref->version, limit, now, e) ||
                     db_run(&l->db, "commit", e)
                 ? -1
                 : 0;
    ledger_rollback(l);
    return rc;
}

int ledger_tidy(struct ledger *l, bool busy, struct err *e)
{
    int rc = sums_compact(&l->refold.sums, &l->db, l->slot, busy, e);
    ledger_rollback(l);
    return rc;
}

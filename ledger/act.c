/* An act is one transaction: the act, what it makes of its order, appeal or interview, of a case and its
 * alerts, of the counters, and the line in the audit log; all or nothing.
 *
 * Locks come in one order, so that nobody waits in a circle: case rows by their numbers, the order, then the
 * act lock, which is held until COMMIT. Under it the act gets its number, one above the last, and its
 * instant, not before the last one's: so numbers have no gaps and times do not go back. Two people who act on
 * one order in the same instant stand in line at its row; the second is told the state that the first has
 * made.
 *
 * The lock is given back before the disk has the act, and LEDGER_DONE said when it has (acts_commit): a flush
 * an act in line would be the limit of them all. Whoever tells others waits for the disk likewise.
 *
 * COMMIT in doubt: whoever finds the line in the log under its number knows that it was done. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/act_parts.h"
#include "ledger/auto_issue.h"

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Locks the cases of the act's alerts, and that of a note. */
static int lock_cases(struct ledger *l, struct act_attempt *t, struct err *e)
{
    const struct act *a = &t->d->act;
    struct act_alerts alerts = act_alerts_of(a);
    size_t n = 0;
    const char **no = arena_alloc(&l->scratch, (alerts.n + 1) * sizeof *no);
    for (uint32_t i = 0; i < alerts.n; i++)
        no[n++] = alerts.v[i].case_no;
    if (a->case_no)
        no[n++] = a->case_no;
    if (!n)
        return 0;
    qsort(no, n, sizeof *no, by_text);
    struct wire_rows rows = {0};
    wire_begin(&rows, "t");
    for (size_t i = 0; i < n; i++)
        if (!i || strcmp(no[i - 1], no[i]) != 0) {
            wire_text(&rows.col[0], no[i]);
            rows.n++;
        }
    int rc = cases_lock(&l->db, &rows, &t->cases, e);
    wire_release(&rows);
    return rc;
}

int act_lock(struct ledger *l, struct act_attempt *t, struct err *e)
{
    const struct act *a = &t->d->act;
    t->order = (struct order_row){.o = {.state = IS_none}, .counts = ""};
    if (lock_cases(l, t, e) ||
        (act_needs_order(a) && orders_lock(&l->db, a->order, l->ref, &l->scratch, &t->order, e) < 0) ||
        acts_lock(&l->db, &t->head, e))
        return -1;
    if (act_needs_interview(a) && interviews_get(&l->db, a->month, (enum league)a->league, a->unit, l->ref,
                                                 &l->scratch, &t->interview, e) < 0)
        return -1;
    return 0;
}

/* Puts the alerts with their events in the place of those that the act came with. */
static void take_alerts(struct act_attempt *t)
{
    struct act *a = &t->d->act;
    if (a->alert.case_no)
        a->alert = t->alert[0];
    else if (t->n_alerts)
        a->alerts = (struct act_alerts){t->alert, (uint32_t)t->n_alerts};
}

static enum act_state found(const struct act_attempt *t)
{
    switch (act_table[t->d->act.type].about) {
    case ABOUT_ORDER: return (enum act_state)t->order.o.state;
    case ABOUT_APPEAL: return (enum act_state)t->appeal.state;
    case ABOUT_INTERVIEW: return (enum act_state)t->interview.state;
    default: return IS_none;
    }
}

int act_decide(struct ledger *l, struct act_attempt *t, struct err *e)
{
    struct act *a = &t->d->act;
    if (act_number(l, t, e))
        return -1;
    enum act_verdict v = act_step_after(a, &t->head);
    /* an appeal is known as it was named: by its event, if its subject is #k */
    int live = VERDICT_done;
    if (v == VERDICT_done && act_table[a->type].roles >> a->role & 1 && !t->d->history) {
        live = act_judge_live(l, t, e);
        if (live < 0)
            return -1;
        if (live == VERDICT_done)
            take_alerts(t);
    }
    if (act_needs_appeal(a) && appeals_get(&l->db, &a->alert, l->ref, &l->scratch, &t->appeal, e) < 0)
        return -1;
    struct act_things things = act_things_of(t);
    if (v == VERDICT_done)
        v = act_step_judge(a, &things, l->ref);
    /* of an alert that is not the unit's, it is told no state either: whether somebody has appealed */
    if (v == VERDICT_done || (v == VERDICT_bad_state && live == VERDICT_not_yours))
        v = (enum act_verdict)live;
    else
        t->d->why = NULL;
    t->d->found = found(t);
    t->d->verdict = v;
    return 0;
}

int act_store(struct ledger *l, struct act_attempt *t, struct err *e)
{
    const struct act *a = &t->d->act;
    refold_begin(&l->refold, l->ref, t->now);
    ingest_begin(&l->ingest, t->now);
    codes_begin(&l->codes, l->ref);
    codes_note(&l->codes, l->ref, a->region, a->dept);
    if (act_put(l, t, e) || refold_write(&l->refold, &l->db, l->slot, e) || auto_issue(l, t->now, e))
        return -1;
    int rc = ingest_tally(&l->ingest, &l->db, l->slot, l->refold.n_cases, t->now, l->now.high, e);
    return rc ? rc : codes_write(&l->codes, &l->db, l->ref, e);
}

static enum ledger_end attempt(struct ledger *l, struct act_attempt *t, struct err *e)
{
    if (now_read(&l->now, &l->db, &t->now, e) || gate_begin(&l->db, e))
        return ledger_failure(l);
    refold_begin(&l->refold, l->ref, t->now);
    if (act_lock(l, t, e) || act_decide(l, t, e))
        return ledger_failure(l);
    if (t->d->verdict != VERDICT_done)
        return LEDGER_DONE; /* refused: nothing was written */
    int rc = act_store(l, t, e);
    if (rc)
        return rc < 0 ? ledger_failure(l) : LEDGER_AGAIN; /* the clock was set back meanwhile */
    if (acts_commit(&l->db, e))
        return l->db.fail == DB_RETRY ? LEDGER_DOUBT : LEDGER_BROKEN;
    codes_stored(&l->codes);
    db_stored(&l->db);
    return LEDGER_DONE;
}

enum ledger_end ledger_act(struct ledger *l, struct ledger_decision *d, struct err *e)
{
    struct act_attempt t = {.d = d};
    const struct act asked = d->act; /* a second attempt begins with what was asked */
    d->why = NULL;
    l->db.fail = DB_BUG; /* unless the store says otherwise: stored bytes that cannot be read */
    enum ledger_end end = attempt(l, &t, e);
    cases_release(&t.cases);
    ledger_rollback(l);
    if (end != LEDGER_DONE && end != LEDGER_DOUBT)
        d->act = asked;
    return end;
}

enum ledger_end ledger_act_settle(struct ledger *l, const struct ledger_decision *d, struct err *e)
{
    int there = acts_there(&l->db, d->act.seq, str_text(&d->body), e);
    if (there < 0)
        return l->db.fail == DB_RETRY ? LEDGER_DOUBT : LEDGER_BROKEN;
    return there ? LEDGER_DONE : LEDGER_RETRY;
}

/* A freeze is one transaction: the document and what it was made of, the line in the audit log, the notice;
 * all or nothing.
 *
 * It enters by the gate alone (store/gate.h): when all who change cases, counters or acts have left, and none
 * comes in before it has committed. So whatever it reads belongs to one instant, its own, which is not before
 * any instant that was used. Of many clerks the second finds the revision there when it gets in.
 *
 * It is not done on figures that are not ripe: each partition must have been read past the scheduled instant,
 * no case may be of another version of the reference data, and none may wait for its evaluation. The few that
 * have fallen due on the way in are evaluated here; if there are many, it comes back later. What takes long,
 * the look at every case's version, is done before (ledger_scan), outside the gate; inside it is only seen
 * that no other version was taken up since.
 *
 * COMMIT in doubt: whoever tries again finds the revision, with its instant. */
#include "ledger/freeze.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ledger/act.h"
#include "ledger/notices.h"

enum { FEW = 2000 }; /* cases or orders that are brought up inside the gate */

/* Says why not; 1 for whoever asks. */
static int is_not(struct ledger_freeze *f, enum ledger_verdict v, const char *why)
{
    f->verdict = v;
    snprintf(f->why, sizeof f->why, "%s", why);
    return 1;
}

/* Is the log read? 1: not yet. */
static int is_unread(struct ledger *l, struct ledger_freeze *f, struct err *e)
{
    struct str left = {0};
    char why[280];
    int rc = f->until == INSTANT_NONE ? 0 : bulletins_unread(&l->db, f->until, &left, e);
    if (!rc && left.len) {
        snprintf(why, sizeof why, "not read far enough: %.240s", left.p);
        rc = is_not(f, LEDGER_IS_UNRIPE, why);
    }
    str_release(&left);
    return rc;
}

/* What there is of the period already; which revision this will be. 1: it is not to be frozen. */
static int look(struct ledger *l, struct ledger_freeze *f, struct bulletin_paper *p,
                struct bulletin_row *newest, struct err *e)
{
    struct read *rd = read_within(&l->db);
    int found = read_bulletin(rd, f->period, 0, false, p->arena, newest, e);
    read_free(rd);
    if (found < 0)
        return -1;
    if (found && newest->as_of == f->as_of) { /* of a COMMIT in doubt */
        f->revision = newest->revision;
        return is_not(f, LEDGER_IS_DONE, "");
    }
    if (found && !f->revise) {
        f->revision = newest->revision;
        return is_not(f, LEDGER_IS_THERE, "it is frozen already");
    }
    if (f->revise && !(found && newest->published))
        return is_not(f, LEDGER_IS_REFUSED, "only what is published can be revised");
    p->before = found ? newest : NULL;
    f->revision = found ? newest->revision + 1 : 1;
    return 0;
}

/* What fell due on the way in. 1: too much of it. 2: as LEDGER_AGAIN. */
static int bring_up(struct ledger *l, struct ledger_freeze *f, instant now, struct err *e)
{
    size_t n = 0;
    instant next;
    int rc = ledger_due_at(l, now, FEW, &n, e);
    if (!rc && n < FEW)
        rc = ledger_orders_at(l, now, FEW, &n, e);
    if (rc)
        return rc < 0 ? -1 : 2;
    if (n < FEW && cases_next(&l->db, &next, e))
        return -1;
    if (n == FEW || next <= now)
        return is_not(f, LEDGER_IS_UNRIPE, "cases or orders wait for their evaluation");
    int newer = bulletins_newer(&l->db, l->ref->version, f->scanned, e);
    return newer > 0 ? is_not(f, LEDGER_IS_UNRIPE, "a version of the reference data is being taken up")
                     : newer;
}

static int is_ripe(struct ledger *l, struct ledger_freeze *f, instant now, struct err *e)
{
    if (l->now.jumped)
        return is_not(f, LEDGER_IS_UNRIPE, "the database's clock jumped");
    if (day_start(month_first(f->last + 1)) > now)
        return is_not(f, LEDGER_IS_REFUSED, "the period has not ended");
    int rc = is_unread(l, f, e);
    return rc ? rc : bring_up(l, f, now, e);
}

/* By command it does not wait for partitions: what is missing is named. */
static int name_gap(struct ledger *l, const struct ledger_freeze *f, struct bulletin_paper *p, struct err *e)
{
    struct str left = {0};
    int rc = f->until == INSTANT_NONE ? bulletins_unread(&l->db, INSTANT_NONE, &left, e) : 0;
    p->row.gap = left.len ? arena_strdup(p->arena, left.p) : NULL;
    str_release(&left);
    return rc;
}

static int make(struct ledger *l, struct ledger_freeze *f, struct bulletin_paper *p, instant now,
                struct err *e)
{
    struct read *rd = read_within(&l->db);
    p->row = (struct bulletin_row){.period = f->period,
                                   .revision = f->revision,
                                   .first = f->first,
                                   .last = f->last,
                                   .as_of = now,
                                   .frozen_by = f->by,
                                   .reason = f->reason,
                                   .reference = l->ref->version,
                                   .dated = DAY_NONE,
                                   .published_at = INSTANT_NONE};
    int rc = name_gap(l, f, p, e) || f->make(f->ctx, l->ref, rd, p, e) ? -1 : 0;
    read_free(rd);
    return rc;
}

/* 1: as LEDGER_AGAIN. */
static int store(struct ledger *l, const struct ledger_freeze *f, const struct bulletin_paper *p,
                 struct err *e)
{
    const struct bulletin_row *b = &p->row;
    struct str about = {0};
    outbox_begin(&l->refold.outbox);
    notices_bulletin(&l->refold.outbox, "frozen", b->as_of, b);
    str_printf(&about, "%s %d %s", b->period, b->revision, b->hash);
    int rc = bulletins_add(&l->db, p, e) || bulletins_waited(&l->db, b->period, e) ||
                     outbox_write(&l->refold.outbox, &l->db, e) ||
                     audit_add(&l->db, b->as_of, f->by, "bulletin.freeze", str_text(&about), e)
                 ? -1
                 : 0;
    str_release(&about);
    ingest_begin(&l->ingest, b->as_of);
    return rc ? rc : ingest_tally(&l->ingest, &l->db, l->slot, 0, b->as_of, l->now.high, e);
}

static enum ledger_end attempt(struct ledger *l, struct ledger_freeze *f, struct bulletin_paper *p,
                               struct err *e)
{
    instant now;
    struct bulletin_row newest;
    int rc = is_unread(l, f, e); /* not worth keeping the others out */
    if (rc)
        return rc < 0 ? ledger_failure(l) : LEDGER_DONE;
    if (gate_begin_alone(&l->db, e) || db_run(&l->db, "set local statement_timeout = 0", e) ||
        now_read(&l->now, &l->db, &now, e))
        return ledger_failure(l);
    rc = look(l, f, p, &newest, e);
    if (!rc)
        rc = is_ripe(l, f, now, e);
    if (rc)
        return rc < 0 ? ledger_failure(l) : rc > 1 ? LEDGER_AGAIN : LEDGER_DONE;
    f->as_of = now;
    if (make(l, f, p, now, e))
        return ledger_failure(l);
    if ((rc = store(l, f, p, e)))
        return rc < 0 ? ledger_failure(l) : LEDGER_AGAIN;
    if (db_run(&l->db, "commit", e))
        return l->db.fail == DB_RETRY ? LEDGER_DOUBT : LEDGER_BROKEN;
    db_stored(&l->db);
    f->verdict = LEDGER_IS_DONE;
    return LEDGER_DONE;
}

enum ledger_end ledger_freeze(struct ledger *l, struct ledger_freeze *f, struct err *e)
{
    struct arena a = {0};
    struct bulletin_paper p = {.arena = &a};
    l->db.fail = DB_BUG; /* unless the store says otherwise: a document that cannot be made */
    f->verdict = LEDGER_IS_UNRIPE;
    f->why[0] = 0;
    enum ledger_end end = attempt(l, f, &p, e);
    ledger_rollback(l);
    arena_release(&a);
    return end;
}

int ledger_scan(struct ledger *l, struct str *after, int limit, struct err *e)
{
    return bulletins_stale(&l->db, after, l->ref->version, limit, e);
}

int ledger_waits(struct ledger *l, const char *period, instant since, const char *why, struct err *e)
{
    return bulletins_wait(&l->db, period, since, why, e);
}

/* What people change of a frozen bulletin: its wording, number, signatory and date, with who, when and what;
 * and that it is published, with the bytes of every format. Each is one transaction, and only if the row is
 * still what the change was made from (its version); of two who change it at once the second is told.
 *
 * What it says of interviews was made of the acts up to one of them. Under the act lock it is seen that no
 * act on an interview came since: what is published is what stands.
 *
 * COMMIT in doubt: whoever tries again finds the row with what he wanted to write. */
#include <stdio.h>
#include <string.h>

#include "base/sha256.h"
#include "ledger/freeze.h"
#include "ledger/notices.h"
#include "store/acts.h"

/* 0: the row is what the change was made from; 1: told in *verdict. */
static int lock_row(struct ledger *l, const struct bulletin_row *b, enum ledger_verdict *verdict,
                    struct err *e)
{
    int version;
    bool published;
    int found = bulletins_lock(&l->db, b->period, b->revision, &version, &published, e);
    if (found < 0)
        return -1;
    if (found && version == b->version - 1 && !published)
        return 0;
    *verdict = found && published && version == b->version - 1 ? LEDGER_IS_REFUSED : LEDGER_IS_CHANGED;
    if (!found || version != b->version)
        return 1;
    struct arena a = {0};
    struct bulletin_row now;
    struct read *rd = read_within(&l->db);
    found = read_bulletin(rd, b->period, b->revision, false, &a, &now, e);
    if (found > 0 && !strcmp(now.doc, b->doc) && now.published == b->published)
        *verdict = LEDGER_IS_DONE; /* of a COMMIT in doubt */
    read_free(rd);
    arena_release(&a);
    return found < 0 ? -1 : 1;
}

/* 1: told in *verdict. */
static int change(struct ledger *l, const struct bulletin_row *b, enum ledger_verdict *verdict, struct err *e)
{
    int rc = bulletins_change(&l->db, b, e);
    if (rc > 0)
        *verdict = LEDGER_IS_TAKEN;
    return rc;
}

static int audit(struct ledger *l, const struct bulletin_row *b, instant now, const char *by,
                 const char *what, const char *more, struct err *e)
{
    struct str about = {0};
    str_printf(&about, "%s %d %s", b->period, b->revision, more);
    int rc = audit_add(&l->db, now, by, what, str_text(&about), e);
    str_release(&about);
    return rc;
}

static int note_changes(struct ledger *l, const struct ledger_edit *d, instant now, struct err *e)
{
    struct str what = {0};
    int rc = 0;
    for (size_t i = 0; !rc && i < d->n; i++) {
        d->change[i].version = d->row->version;
        d->change[i].at = now;
        d->change[i].by = d->by;
        str_printf(&what, "%s%s", i ? " " : "", d->change[i].what);
        rc = bulletins_note(&l->db, d->row, &d->change[i], e);
    }
    rc = rc || audit(l, d->row, now, d->by, "bulletin.edit", str_text(&what), e) ? -1 : 0;
    str_release(&what);
    return rc;
}

static enum ledger_end commit(struct ledger *l, enum ledger_verdict *verdict, struct err *e)
{
    if (db_run(&l->db, "commit", e))
        return l->db.fail == DB_RETRY ? LEDGER_DOUBT : LEDGER_BROKEN;
    db_stored(&l->db);
    *verdict = LEDGER_IS_DONE;
    return LEDGER_DONE;
}

static enum ledger_end attempt_edit(struct ledger *l, struct ledger_edit *d, struct err *e)
{
    instant now;
    if (now_read(&l->now, &l->db, &now, e) || gate_begin(&l->db, e))
        return ledger_failure(l);
    int rc = lock_row(l, d->row, &d->verdict, e);
    if (!rc)
        rc = change(l, d->row, &d->verdict, e);
    if (!rc)
        rc = note_changes(l, d, now, e);
    if (rc)
        return rc < 0 ? ledger_failure(l) : LEDGER_DONE;
    return commit(l, &d->verdict, e);
}

enum ledger_end ledger_edit(struct ledger *l, struct ledger_edit *d, struct err *e)
{
    enum ledger_end end = attempt_edit(l, d, e);
    ledger_rollback(l);
    return end;
}

/* 1: an act on an interview has come since; told. */
static int lock_acts(struct ledger *l, struct ledger_publish *d, struct err *e)
{
    struct act_log head;
    if (acts_lock(&l->db, &head, e))
        return -1;
    int since = acts_of_interviews(&l->db, d->act, e);
    if (since > 0)
        d->verdict = LEDGER_IS_CHANGED;
    return since;
}

static int store_files(struct ledger *l, const struct ledger_publish *d, instant now, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < d->n; i++) {
        const struct ledger_file *f = &d->file[i];
        char sha256[SHA256_TEXT], more[200];
        sha256_text(f->p, f->n, sha256);
        snprintf(more, sizeof more, "%.100s %s %s", f->name, f->public ? "public" : "whole", sha256);
        rc = bulletins_file(&l->db, d->row, f->name, f->public, f->p, f->n, sha256, e) ||
             audit(l, d->row, now, d->row->published_by, "bulletin.publish", more, e);
    }
    return rc ? -1 : 0;
}

static enum ledger_end attempt_publish(struct ledger *l, struct ledger_publish *d, struct err *e)
{
    instant now;
    if (now_read(&l->now, &l->db, &now, e) || gate_begin(&l->db, e))
        return ledger_failure(l);
    d->row->published_at = now;
    int rc = lock_row(l, d->row, &d->verdict, e);
    if (!rc)
        rc = lock_acts(l, d, e);
    if (!rc)
        rc = change(l, d->row, &d->verdict, e);
    if (!rc)
        rc = store_files(l, d, now, e);
    if (rc)
        return rc < 0 ? ledger_failure(l) : LEDGER_DONE;
    outbox_begin(&l->refold.outbox);
    notices_bulletin(&l->refold.outbox, "published", now, d->row);
    if (outbox_write(&l->refold.outbox, &l->db, e))
        return ledger_failure(l);
    return commit(l, &d->verdict, e);
}

enum ledger_end ledger_publish(struct ledger *l, struct ledger_publish *d, struct err *e)
{
    enum ledger_end end = attempt_publish(l, d, e);
    ledger_rollback(l);
    return end;
}

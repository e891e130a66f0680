#include <stdio.h>
#include <string.h>

#include "cli/bulletin_parts.h"
#include "collector/signals.h"
#include "reports/frozen.h"

enum { STEP = 100000, TRIES = 30 };

static int make_document(void *conf, const struct refdata *ref, struct read *rd, struct bulletin_paper *p,
                         struct err *e)
{
    return frozen_make(p, ref, conf, rd, e);
}

/* Every case once: 1 one is of another version. */
static int scan(struct ledger *l, instant *since, struct err *e)
{
    struct str after = {0};
    int found = now_read(&l->now, &l->db, since, e);
    do
        found = found ? found : ledger_scan(l, &after, STEP, e);
    while (!found && after.len);
    str_release(&after);
    return found;
}

/* What is due may be evaluated at this moment: a little patience. */
static int freeze(struct ledger *l, struct ledger_freeze *f, struct err *e)
{
    for (int i = 0;; i++) {
        int stale = scan(l, &f->scanned, e);
        if (stale < 0)
            return -1;
        enum ledger_end end = LEDGER_DONE;
        if (stale) {
            f->verdict = LEDGER_IS_UNRIPE;
            snprintf(f->why, sizeof f->why, "cases of another version of the reference data wait");
        } else
            end = ledger_freeze(l, f, e);
        if (end != LEDGER_DONE) {
            if (bulletin_again(l, end, e))
                return -1;
        } else if (f->verdict != LEDGER_IS_UNRIPE || i == TRIES || signals_stop)
            return 0;
        else
            signals_sleep(1000);
    }
}

static int work(struct bulletin_ask *a, struct ledger *l, bool revise, struct err *e)
{
    struct ledger_freeze f = {.period = a->period,
                              .by = a->by,
                              .first = a->first,
                              .last = a->last,
                              .until = INSTANT_NONE,
                              .revise = revise,
                              .make = make_document,
                              .ctx = &a->conf,
                              .as_of = INSTANT_NONE};
    struct bulletin_row row;
    if (freeze(l, &f, e))
        return -1;
    if (f.verdict != LEDGER_IS_DONE)
        return bulletin_refused(a, f.why);
    a->revision = f.revision;
    if (bulletin_take(a, l, &row, e))
        return -1;
    bulletin_line(&a->c->out, &row);
    return 0;
}

static int first_revision(struct bulletin_ask *a, struct ledger *l, struct err *e)
{
    return work(a, l, false, e);
}
static int next_revision(struct bulletin_ask *a, struct ledger *l, struct err *e)
{
    return work(a, l, true, e);
}

int bulletin_freeze(struct bulletin_ask *a, struct err *e) { return bulletin_write(a, first_revision, e); }
int bulletin_revise(struct bulletin_ask *a, struct err *e) { return bulletin_write(a, next_revision, e); }

int bulletin_take(struct bulletin_ask *a, struct ledger *l, struct bulletin_row *out, struct err *e)
{
    struct read *rd = read_within(&l->db);
    int found = read_bulletin(rd, a->period, a->revision, false, &a->c->arena, out, e);
    read_free(rd);
    if (found)
        return found < 0 ? -1 : 0;
    return a->revision ? err_set(e, "%s has no revision %d", a->period, a->revision)
                       : err_set(e, "%s is not frozen", a->period);
}

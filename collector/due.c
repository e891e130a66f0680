/* The time path: some due cases in each transaction, so that messages are never kept waiting for long.
 *
 * Halving: where the database refuses what comes out of some case, or has not the time for all of them, the
 * number of cases is halved until that case stands alone; it is then put off by an hour, so that it does not
 * hold up the others. After some transactions that were stored the number
 * grows again. */
#include "collector/due.h"

#include "collector/signals.h"

enum { MOST = 2000, GROW_AFTER = 16 };

void due_begin(struct due *d)
{
    d->limit = MOST;
    d->good = 0;
    d->swept = false;
    str_clear(&d->swept_to);
}

void due_release(struct due *d) { str_release(&d->swept_to); }

static int recover(struct ledger *l, struct err *e) { return ledger_recover(l, &signals_stop, e); }

static void grow(struct due *d)
{
    if (d->limit == MOST || ++d->good < GROW_AFTER)
        return;
    d->limit = d->limit > MOST / 2 ? MOST : 2 * d->limit;
    d->good = 0;
}

static void shrink(struct due *d)
{
    d->limit = d->limit > 1 ? d->limit / 2 : 1;
    d->good = 0;
}

static int refused(struct due *d, struct ledger *l, instant now, struct err *e)
{
    if (d->limit > 1) {
        shrink(d);
        return 0;
    }
    struct err why = *e;
    return ledger_put_off(l, now, &why, e) ? recover(l, e) : 0;
}

static int evaluate(struct due *d, struct ledger *l, struct positions *p, instant now, bool *more,
                    struct err *e)
{
    size_t n;
    *more = true;
    switch (ledger_due(l, p->list.v, p->list.n, now, d->limit, &n, e)) {
    case LEDGER_DONE:
        *more = n == (size_t)d->limit;
        grow(d);
        return 0;
    case LEDGER_AGAIN: return 0;
    case LEDGER_FENCED: return positions_refresh(p, e);
    case LEDGER_SLOW:
    case LEDGER_DATA: return refused(d, l, now, e);
    default: return recover(l, e);
    }
}

/* Nothing is due: looks at some more rows for an old version. */
static int sweep(struct due *d, struct ledger *l, instant now, bool *more, struct err *e)
{
    if (ledger_mark_stale(l, &d->swept_to, d->limit, now, e)) {
        shrink(d);
        return recover(l, e);
    }
    grow(d);
    d->swept = !d->swept_to.len;
    *more = !d->swept;
    return 0;
}

int due_tick(struct due *d, struct ledger *l, struct positions *p, const struct backlog *backlog, bool busy,
             bool *more, struct err *e)
{
    instant now, next;
    *more = false;
    if (ledger_look(l, &now, &next, e))
        return recover(l, e);
    db_well(&l->db);
    if (l->now.jumped)
        return 0;
    if (ledger_tidy(l, busy || next <= now, e))
        return recover(l, e);
    if (next > now && d->swept)
        return 0;
    int wait = backlog_holds_time(backlog, &l->db, now, e);
    if (wait)
        return wait < 0 ? recover(l, e) : 0;
    return next > now ? sweep(d, l, now, more, e) : evaluate(d, l, p, now, more, e);
}

/* A batch is stored whole, or in halves, or not at all.
 *
 * Retry: what the connection or the server's resources refused is tried again until it is stored or the
 * worker is told to stop. COMMIT in doubt: the positions are read again, however long that takes, before
 * anything else.
 *
 * Halving: if the database refuses one of the rows, the two halves are tried, each as a transaction of its
 * own, in their order; a single message that is refused becomes a reject (`db_refused`) and is tried once
 * more as that.
 *
 * Fenced: the rest is dropped. Whoever owns the partition reads it again, from the position in the table. */
#include "collector/batch_store.h"

#include "collector/signals.h"

struct storing {
    struct batch *batch;
    struct ledger *ledger;
    struct positions *positions;
    struct offset *behind; /* room for all positions */
    instant read_up; /* held, also where it takes hours: what comes meanwhile may answer more */
};

static enum ledger_end store_once(struct storing *s, size_t from, size_t to, struct err *e)
{
    struct ledger_message *m = s->batch->messages.v + from;
    positions_behind(s->positions, m, to - from, s->behind);
    bool last = to == s->batch->messages.n;
    const struct ledger_work work = {m, to - from, s->behind, s->positions->list.n,
                                     last ? s->read_up : INSTANT_NONE};
    enum ledger_end end = ledger_batch(s->ledger, &work, e);
    while (end == LEDGER_DOUBT)
        end = ledger_recover(s->ledger, &signals_stop, e) ? LEDGER_BROKEN
                                                          : ledger_settle(s->ledger, &work, e);
    if (end == LEDGER_DONE)
        positions_stored(s->positions, s->behind);
    return end;
}

static int store_range(struct storing *s, size_t from, size_t to, struct err *e);

static int store_halves(struct storing *s, size_t from, size_t to, struct err *e)
{
    size_t middle = from + (to - from) / 2;
    int rc = store_range(s, from, middle, e);
    return rc ? rc : store_range(s, middle, to, e);
}

/* As batch_store. */
static int store_range(struct storing *s, size_t from, size_t to, struct err *e)
{
    while (!signals_stop) {
        switch (store_once(s, from, to, e)) {
        case LEDGER_DONE: return 0;
        case LEDGER_AGAIN: break;
        case LEDGER_DOUBT:
        case LEDGER_RETRY:
            if (ledger_recover(s->ledger, &signals_stop, e))
                return signals_stop ? 1 : -1;
            break;
        case LEDGER_DATA:
            if (to - from > 1)
                return store_halves(s, from, to, e);
            if (s->batch->messages.v[from].reject)
                return -1;
            batch_refuse(s->batch, from, "db_refused", e->text);
            break;
        case LEDGER_FENCED: return positions_refresh(s->positions, e) ? -1 : 1;
        case LEDGER_BROKEN: return signals_stop ? 1 : -1;
        }
    }
    return 1;
}

int batch_store(struct batch *b, struct ledger *l, struct positions *p, struct err *e)
{
    struct storing s = {b, l, p, mem_alloc((p->list.n + 1) * sizeof *s.behind),
                        positions_read_up(p) ? now_guess(&l->now) : INSTANT_NONE};
    int rc = store_range(&s, 0, b->messages.n, e);
    batch_clear(b);
    if (rc)
        positions_unread(p);
    free(s.behind);
    return rc;
}

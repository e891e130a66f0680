/* A batch is stored whole, or in parts, or not at all.
 *
 * Retry: what the connection or the server's resources refused is tried again until it is stored or the
 * worker is told to stop. COMMIT in doubt: the positions are read again, however long that takes, before
 * anything else.
 *
 * Halving: if the database refuses one of the rows, the two halves are tried, each as a transaction of its
 * own, in their order; if it has not the time for all of them, half as many at a time, from then on, until
 * some transactions were stored. A single message that is refused becomes a reject
 * (`db_refused`); so does one that alone takes longer than the database allows, eight times, if it can be
 * stored as that. A reject that is refused is stored with less of it each time, in the end only its place, so
 * that it stops nothing behind it.
 *
 * Fenced: the rest is dropped. Whoever owns the partition reads it again, from the position in the table. */
#include "collector/batch_store.h"

#include <string.h>

#include "base/log.h"
#include "collector/signals.h"

enum { TOO_SLOW = 8, GROW_AFTER = 16 }; /* attempts; transactions */
static const char db_refused[] = "db_refused";

struct storing {
    struct batch *batch;
    struct ledger *ledger;
    struct positions *positions;
    struct offset *behind; /* room for all positions */
    instant read_up; /* held, also where it takes hours: what comes meanwhile may answer more */
    int slow; /* attempts that took too long, of the message at hand */
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

/* The database refuses this message, alone. -1: there is nothing left to leave out. */
static int give_way(struct storing *s, size_t i, const struct err *why)
{
    struct ledger_message *m = &s->batch->messages.v[i];
    if (!m->reject) {
        batch_refuse(s->batch, i, db_refused, why->text);
        return 0;
    }
    if (m->quarantine == QUARANTINE_PLACE)
        return -1;
    m->quarantine++;
    log_error("%s [%d] offset %lld: the quarantine does not take it: %s; %s",
              s->positions->list.v[m->part].topic, s->positions->list.v[m->part].part, (long long)m->offset,
              why->text,
              m->quarantine == QUARANTINE_PLACE ? "only its place is stored" : "less of it is stored");
    return 0;
}

/* It cannot be stored in the time that there is. A few times in a row that may be the moment's fault; then it
 * is tried as a reject, and if that takes too long, too, as itself again. */
static void wait_less(struct storing *s, size_t i, const struct err *why)
{
    struct ledger_message *m = &s->batch->messages.v[i];
    if (++s->slow < TOO_SLOW)
        return;
    s->slow = 0;
    if (!m->reject)
        batch_refuse(s->batch, i, db_refused, why->text);
    else if (!strcmp(m->reject->code, db_refused))
        m->reject = NULL;
}

static void grow(struct batch *b, size_t stored)
{
    if (!b->most || stored < b->most || ++b->good < GROW_AFTER)
        return;
    b->most *= 2;
    b->good = 0;
}

/* In as many transactions as the time that the database has asks for. */
static int store_slices(struct storing *s, size_t from, size_t to, struct err *e)
{
    int rc = 0;
    for (size_t n; !rc && from < to; from += n) {
        n = s->batch->most && s->batch->most < to - from ? s->batch->most : to - from;
        rc = store_range(s, from, from + n, e);
    }
    return rc;
}

static int store_smaller(struct storing *s, size_t from, size_t to, struct err *e)
{
    s->batch->most = (to - from) / 2;
    s->batch->good = 0;
    log_warn("%zu messages take longer than the database allows (%s): %zu at a time from here on", to - from,
             e->text, s->batch->most);
    return store_slices(s, from, to, e);
}

/* As batch_store. */
static int store_range(struct storing *s, size_t from, size_t to, struct err *e)
{
    bool alone = to - from == 1;
    s->slow = 0;
    while (!signals_stop) {
        int rc = 0;
        switch (store_once(s, from, to, e)) {
        case LEDGER_DONE: grow(s->batch, to - from); return 0;
        case LEDGER_AGAIN: break;
        case LEDGER_SLOW:
            if (!alone)
                return store_smaller(s, from, to, e);
            wait_less(s, from, e);
            /* fall through */
        case LEDGER_DOUBT:
        case LEDGER_RETRY: rc = ledger_recover(s->ledger, &signals_stop, e); break;
        case LEDGER_DATA:
            if (!alone)
                return store_halves(s, from, to, e);
            rc = give_way(s, from, e);
            break;
        case LEDGER_FENCED: return positions_refresh(s->positions, e) ? -1 : 1;
        case LEDGER_BROKEN: rc = -1; break;
        }
        if (rc)
            return signals_stop ? 1 : -1;
    }
    return 1;
}

int batch_store(struct batch *b, struct ledger *l, struct positions *p, struct err *e)
{
    struct storing s = {b,
                        l,
                        p,
                        mem_alloc((p->list.n + 1) * sizeof *s.behind),
                        positions_read_up(p) ? now_guess(&l->now) : INSTANT_NONE,
                        0};
    int rc = store_slices(&s, 0, b->messages.n, e);
    batch_clear(b);
    if (rc)
        positions_unread(p);
    free(s.behind);
    return rc;
}

/* A batch of messages is one transaction: positions, events, rejects, re-evaluated cases, alerts, counters,
 * all or nothing.
 *
 * Fencing: the first statement moves the positions by compare-and-swap with the epoch that was raised when
 * the partitions were claimed. If one of them stands elsewhere, another worker owns it: nothing was written,
 * let go.
 *
 * COMMIT in doubt: if the connection ends while COMMIT is on its way, nobody knows whether it was done. The
 * positions do: they are in the same transaction. Whoever finds one behind the batch knows that the batch is
 * stored, by us or by whoever took over and read the same messages again; else it never will be, for the
 * session is gone.
 *
 * A duplicate is told by the events that stand packed in the case's row, read under its lock, never by an
 * index. */
#include <assert.h>
#include <string.h>

#include "ledger/auto_issue.h"

struct attempt {
    const struct ledger_work *work;
    instant now;
    struct groups groups;
    bool *duplicate; /* for each message */
};

static int lock_cases(struct ledger *l, const struct attempt *t, struct case_set *set, struct err *e)
{
    struct wire_rows numbers = {0};
    wire_begin(&numbers, "t");
    for (size_t i = 0; i < t->groups.list.n; i++) {
        assert(!i ||
               strcmp(t->groups.list.v[i - 1].case_no, t->groups.list.v[i].case_no) < 0); /* invariant 4 */
        wire_text(&numbers.col[0], t->groups.list.v[i].case_no);
        numbers.n++;
    }
    int rc = cases_lock(&l->db, &numbers, set, e);
    wire_release(&numbers);
    return rc;
}

/* What was read up when the batch was made is so still if it is stored at once. */
static instant read_up(const struct attempt *t)
{
    instant then = t->work->read_up;
    return then != INSTANT_NONE && then > t->now - 60 * SECOND ? t->now : then;
}

static int refold_group(struct ledger *l, struct attempt *t, const struct group *g,
                        const struct stored_case *old, struct err *e)
{
    const struct event **event = arena_alloc(&l->scratch, g->n * sizeof *event);
    bool *duplicate = arena_zalloc(&l->scratch, g->n);
    struct refold_news news = {event, g->n, duplicate, read_up(t), true, NULL};
    uint32_t n = 0;
    for (uint32_t i = g->first; i != GROUPS_END; i = t->groups.next[i]) {
        const struct ledger_message *m = &t->work->message[i];
        news.as_of = m->as_of > news.as_of ? m->as_of : news.as_of;
        news.late = news.late && m->as_of < t->now - HOUR; /* as collector/backlog.h tells */
        event[n++] = &m->ev;
    }
    news.as_of = news.as_of < t->now ? news.as_of : t->now; /* invariant 5 */
    if (refold_case(&l->refold, old, &news, e))
        return -1;
    n = 0;
    for (uint32_t i = g->first; i != GROUPS_END; i = t->groups.next[i])
        t->duplicate[i] = duplicate[n++];
    return 0;
}

static int refold_groups(struct ledger *l, struct attempt *t, const struct case_set *set, struct err *e)
{
    for (size_t i = 0; i < set->n; i++) {
        struct stored_case old = cases_get(set, i);
        struct group *g = groups_find(&t->groups, old.case_no);
        g->stored = true;
        if (refold_group(l, t, g, &old, e))
            return -1;
    }
    for (size_t i = 0; i < t->groups.list.n; i++)
        if (!t->groups.list.v[i].stored && refold_group(l, t, &t->groups.list.v[i], NULL, e))
            return -1;
    return 0;
}

static void note_codes(struct ledger *l, const struct event *ev)
{
    codes_note(&l->codes, l->ref, ev->region, ev->dept);
    codes_note(&l->codes, l->ref, ev->data.region, ev->data.dept);
}

/* The quarantine must be able to store anything, whatever the sender wrote. */
static void list_reject(struct ledger *l, const struct ingest_place *at, const struct ledger_message *m)
{
    switch (m->quarantine) {
    case QUARANTINE_WHOLE:
        ingest_reject(&l->ingest, at, m->sent, m->reject->code, m->reject->reason, m->bytes, m->n);
        break;
    case QUARANTINE_UNEXPLAINED:
        ingest_reject(&l->ingest, at, m->sent, m->reject->code, "the database did not take the explanation",
                      m->bytes, m->n);
        break;
    case QUARANTINE_EMPTY:
        ingest_reject(&l->ingest, at, m->sent, m->reject->code,
                      "the database did not take the message: its bytes are in the log, at this offset", "",
                      0);
        break;
    case QUARANTINE_PLACE: ingest_unstored(&l->ingest, at, m->reject->code); break;
    }
}

/* When it came, for who asks whether its sender is silent: what is read up is judged by our clock, for a
 * sender's may be wrong; a backlog by when the broker took it. */
static instant came(const struct attempt *t, const struct ledger_message *m)
{
    return read_up(t) == INSTANT_NONE && m->sent != INSTANT_NONE && m->sent < t->now ? m->sent : t->now;
}

/* Each message becomes one row. */
static void list_rows(struct ledger *l, const struct attempt *t)
{
    for (size_t i = 0; i < t->work->n; i++) {
        const struct ledger_message *m = &t->work->message[i];
        const struct offset *o = &t->work->part[m->part];
        struct ingest_place at = {o->topic, o->part, m->offset};
        if (!m->reject && !t->duplicate[i])
            note_codes(l, &m->ev);
        if (!m->reject && m->ev.type != EV_monthly_report)
            ingest_sent(&l->ingest, &m->ev, came(t, m), l->ref);
        if (m->reject)
            list_reject(l, &at, m);
        else if (m->ev.type == EV_monthly_report)
            ingest_report(&l->ingest, &at, &m->ev, l->ref);
        else if (t->duplicate[i])
            ingest_duplicate(&l->ingest, &at, &m->ev);
        else
            ingest_event(&l->ingest, &at, &m->ev, l->ref);
    }
}

/* 1: conflict over a new case. */
static int evaluate(struct ledger *l, struct attempt *t, struct err *e)
{
    struct case_set set = {0};
    groups_make(&t->groups, t->work->message, t->work->n, &l->scratch);
    int rc = t->groups.list.n ? lock_cases(l, t, &set, e) : 0;
    if (!rc && (rc = refold_groups(l, t, &set, e)))
        l->db.fail = DB_BUG; /* not the database: the stored bytes */
    cases_release(&set);
    return rc ? -1 : refold_write(&l->refold, &l->db, l->slot, e);
}

/* 1: as LEDGER_AGAIN. */
static int write_rows(struct ledger *l, struct attempt *t, struct err *e)
{
    refold_begin(&l->refold, l->ref, t->now);
    ingest_begin(&l->ingest, t->now);
    codes_begin(&l->codes, l->ref);
    int rc = evaluate(l, t, e);
    if (rc)
        return rc;
    list_rows(l, t);
    if (ingest_write(&l->ingest, &l->db, e) || auto_issue(l, t->now, e))
        return -1;
    assert(ingest_rows(&l->ingest) == (int64_t)t->work->n); /* invariant 3 */
    rc = ingest_tally(&l->ingest, &l->db, l->slot, l->refold.n_cases, t->now, l->now.high, e);
    return rc ? rc : codes_write(&l->codes, &l->db, l->ref, e);
}

static enum ledger_end attempt(struct ledger *l, struct attempt *t, struct err *e)
{
    const struct ledger_work *w = t->work;
    if (now_read(&l->now, &l->db, &t->now, e) || ingest_prepare(&l->ingest, &l->db, t->now, e) ||
        gate_begin(&l->db, e))
        return ledger_failure_of_many(l);
    int rc = offsets_move(&l->db, w->part, w->n_parts, e);
    if (rc)
        return rc < 0 ? ledger_failure_of_many(l) : LEDGER_FENCED;
    if ((rc = write_rows(l, t, e)))
        return rc < 0 ? ledger_failure_of_many(l) : LEDGER_AGAIN;
    if (db_run(&l->db, "commit", e))
        return l->db.fail == DB_RETRY ? LEDGER_DOUBT : LEDGER_BROKEN;
    codes_stored(&l->codes);
    db_stored(&l->db);
    return LEDGER_DONE;
}

/* Invariant 2. */
static void assert_positions(const struct ledger_work *w)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct ledger_message *m = &w->message[i];
        assert(m->part < w->n_parts);
        assert(m->offset >= w->part[m->part].next && m->offset < w->part[m->part].read);
    }
}

enum ledger_end ledger_batch(struct ledger *l, const struct ledger_work *work, struct err *e)
{
    struct attempt t = {.work = work};
    assert_positions(work);
    t.duplicate = arena_zalloc(&l->scratch, work->n + 1);
    enum ledger_end end = attempt(l, &t, e);
    groups_release(&t.groups);
    ledger_rollback(l);
    return end;
}

enum ledger_end ledger_positions(struct ledger *l, const struct offset *part, size_t n, struct err *e)
{
    int rc = offsets_move(&l->db, part, n, e);
    if (!rc)
        db_stored(&l->db);
    return !rc ? LEDGER_DONE : rc < 0 ? ledger_failure(l) : LEDGER_FENCED;
}

enum ledger_end ledger_settle(struct ledger *l, const struct ledger_work *work, struct err *e)
{
    struct offset *seen = arena_alloc(&l->scratch, (work->n_parts + 1) * sizeof *seen);
    memcpy(seen, work->part, work->n_parts * sizeof *seen);
    enum ledger_end end = LEDGER_RETRY;
    if (offsets_look(&l->db, seen, work->n_parts, e))
        end = l->db.fail == DB_RETRY ? LEDGER_DOUBT : LEDGER_BROKEN;
    for (size_t i = 0; end == LEDGER_RETRY && i < work->n_parts; i++)
        if (work->part[i].read != work->part[i].next && seen[i].next >= work->part[i].read)
            end = LEDGER_DONE;
    arena_reset(&l->scratch);
    return end;
}

/* From a batch to one transaction, or several smaller ones where the database refuses a row. */
#include <string.h>

#include "collector/signals.h"
#include "collector/worker.h"

enum verdict {
    DONE,
    AGAIN, /* a new case was claimed by another worker at the same time */
    RETRY, /* connection, resources */
    DOUBT, /* the COMMIT was sent and nothing came back */
    DATA, /* the database will never take one of these rows */
    FENCED, /* a partition is no longer ours */
    BROKEN,
};

static enum verdict verdict_of(const struct db *db)
{
    return db->fail == DB_RETRY ? RETRY : db->fail == DB_DATA ? DATA : BROKEN;
}

/* Positions as they are after items [from, to): `out` has room for all partitions. */
static void positions(const struct worker *w, size_t from, size_t to, struct offset *out)
{
    for (size_t i = 0; i < w->parts.n; i++) {
        out[i] = w->parts.v[i];
        out[i].high = kafka_high(w->kafka, &out[i]);
        out[i].read = out[i].next;
    }
    for (size_t i = from; i < to; i++)
        out[w->batch.items.v[i].part].read = w->batch.items.v[i].offset + 1;
}

static int lock_cases(struct worker *w, struct case_set *set, struct err *e)
{
    struct wire_rows numbers = {0};
    wire_begin(&numbers, "t");
    for (size_t i = 0; i < w->batch.cases.n; i++) {
        wire_text(&numbers.col[0], w->batch.cases.v[i].case_no);
        numbers.n++;
    }
    int rc = cases_lock(&w->db, &numbers, set, e);
    wire_release(&numbers);
    return rc;
}

/* The events of one case, as refold wants them, and back what is a duplicate. */
static int refold_one(struct worker *w, struct batch_case *c, const struct stored_case *old, struct err *e)
{
    struct arena *a = &w->batch.scratch;
    const struct event **fresh = arena_alloc(a, c->n * sizeof *fresh);
    bool *duplicate = arena_zalloc(a, c->n);
    uint32_t n = 0;
    w->refold.as_of = INSTANT_NONE;
    for (uint32_t i = c->first; i != BATCH_END; i = w->batch.items.v[i].next) {
        const struct batch_item *it = &w->batch.items.v[i];
        instant as_of = worker_as_of(w, it->part, w->refold.now);
        w->refold.as_of = as_of > w->refold.as_of ? as_of : w->refold.as_of;
        fresh[n++] = &it->ev;
    }
    c->stored = old;
    if (refold_case(&w->refold, old, fresh, n, duplicate, e))
        return -1;
    n = 0;
    for (uint32_t i = c->first; i != BATCH_END; i = w->batch.items.v[i].next)
        w->batch.items.v[i].duplicate = duplicate[n++];
    return 0;
}

static int refold_all(struct worker *w, const struct case_set *set, struct err *e)
{
    for (size_t i = 0; i < w->batch.cases.n; i++)
        w->batch.cases.v[i].stored = false;
    for (size_t i = 0; i < set->n; i++) {
        struct stored_case old = cases_get(set, i);
        struct batch_case *c = &w->batch.cases.v[map_get(&w->batch.map, old.case_no, strlen(old.case_no))];
        if (refold_one(w, c, &old, e))
            return -1;
    }
    for (size_t i = 0; i < w->batch.cases.n; i++)
        if (!w->batch.cases.v[i].stored && refold_one(w, &w->batch.cases.v[i], NULL, e))
            return -1;
    return 0;
}

static void list_rows(struct worker *w, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct batch_item *it = &w->batch.items.v[i];
        const struct offset *o = &w->parts.v[it->part];
        struct ingest_place at = {o->topic, o->part, it->offset};
        if (it->reject)
            ingest_reject(&w->ingest, &at, it->sent, it->reject->code, it->reject->reason, it->bytes, it->n);
        else if (it->ev.type == EV_monthly_report)
            ingest_report(&w->ingest, &at, &it->ev, &w->ref);
        else if (it->duplicate)
            ingest_duplicate(&w->ingest, &at, &it->ev);
        else
            ingest_event(&w->ingest, &at, &it->ev, &w->ref);
    }
}

/* Re-evaluates and writes; 1: conflict over a new case. */
static int fill(struct worker *w, size_t from, size_t to, instant now, struct err *e)
{
    struct case_set set = {0};
    batch_group(&w->batch, from, to);
    refold_begin(&w->refold, &w->ref, now, now);
    ingest_begin(&w->ingest, now);
    int rc = w->batch.cases.n ? lock_cases(w, &set, e) : 0;
    if (!rc && (rc = refold_all(w, &set, e)))
        w->db.fail = DB_BUG; /* not the database: the stored bytes */
    cases_release(&set);
    if (rc)
        return -1;
    list_rows(w, from, to);
    if ((rc = refold_write(&w->refold, &w->db, (int)w->conf->slot, e)))
        return rc;
    return ingest_write(&w->ingest, &w->db, e) ||
                   ingest_tally(&w->ingest, &w->db, (int)w->conf->slot, w->refold.n_cases, now, e)
               ? -1
               : 0;
}

static enum verdict commit(struct worker *w, struct err *e)
{
    if (!db_run(&w->db, "commit", e)) {
        db_stored(&w->db);
        return DONE;
    }
    return w->db.fail == DB_RETRY ? DOUBT : BROKEN;
}

static enum verdict attempt(struct worker *w, size_t from, size_t to, const struct offset *to_be,
                            struct err *e)
{
    instant now;
    if (now_read(&w->now, &w->db, &now, e) || ingest_prepare(&w->ingest, &w->db, now, e) ||
        db_run(&w->db, "begin", e))
        return verdict_of(&w->db);
    int rc = offsets_move(&w->db, to_be, w->parts.n, e);
    if (rc)
        return rc < 0 ? verdict_of(&w->db) : FENCED;
    rc = fill(w, from, to, now, e);
    arena_reset(&w->batch.scratch);
    if (rc)
        return rc < 0 ? verdict_of(&w->db) : AGAIN;
    return commit(w, e);
}

/* Was the transaction whose COMMIT got no answer committed? The offsets know. */
static enum verdict settle(struct worker *w, const struct offset *to_be, struct err *e)
{
    struct offset *seen = arena_alloc(&w->batch.scratch, (w->parts.n + 1) * sizeof *seen);
    memcpy(seen, to_be, w->parts.n * sizeof *seen);
    enum verdict out = RETRY;
    if (offsets_look(&w->db, seen, w->parts.n, e))
        out = w->db.fail == DB_RETRY ? DOUBT : BROKEN;
    for (size_t i = 0; out == RETRY && i < w->parts.n; i++)
        if (to_be[i].read != to_be[i].next && seen[i].next >= to_be[i].read)
            out = DONE;
    arena_reset(&w->batch.scratch);
    return out;
}

static enum verdict try(struct worker *w, size_t from, size_t to, struct err *e)
{
    struct offset *to_be = mem_alloc((w->parts.n + 1) * sizeof *to_be);
    positions(w, from, to, to_be);
    enum verdict out = attempt(w, from, to, to_be, e);
    if (out != DONE)
        db_rollback(&w->db);
    while (out == DOUBT)
        out = worker_recover(w, e) ? BROKEN : settle(w, to_be, e);
    if (out == DONE)
        for (size_t i = 0; i < w->parts.n; i++)
            w->parts.v[i].next = to_be[i].read;
    free(to_be);
    return out;
}

/* The row that the database refuses is found by halving. */
static int store_range(struct worker *w, size_t from, size_t to)
{
    for (struct err e;;) {
        switch (try(w, from, to, &e)) {
        case DONE: return 0;
        case AGAIN: break;
        case DOUBT:
        case RETRY:
            if (worker_recover(w, &e))
                return -1;
            break;
        case DATA:
            if (to - from > 1)
                return store_range(w, from, from + (to - from) / 2) ||
                               store_range(w, from + (to - from) / 2, to)
                           ? -1
                           : 0;
            if (!w->batch.items.v[from].reject) {
                batch_refuse(&w->batch, from, "db_refused", e.text);
                break;
            }
            /* fall through */
        case BROKEN:
            if (!signals_stop) {
                w->why = e;
                w->failed = true;
            }
            return -1;
        case FENCED: worker_let_go(w); return -1;
        }
        if (signals_stop)
            return -1;
    }
}

int worker_store(struct worker *w)
{
    int rc = store_range(w, 0, w->batch.items.n);
    batch_clear(&w->batch);
    for (size_t i = 0; rc && i < w->parts.n; i++)
        w->parts.v[i].read = w->parts.v[i].next;
    w->reassign |= rc != 0;
    return rc;
}

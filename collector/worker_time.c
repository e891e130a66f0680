/* The transactions by time: cases that are due, and cases that were evaluated with other reference data. They
 * need no broker, but for a minute at the start they wait for it: what it has may answer what is due. */
#include "base/log.h"
#include "collector/worker.h"

enum { CHUNK = 2000 };

static int refold_set(struct worker *w, const struct case_set *set, struct err *e)
{
    for (size_t i = 0; i < set->n; i++) {
        struct stored_case old = cases_get(set, i);
        if (refold_case(&w->refold, &old, NULL, 0, NULL, e)) {
            w->db.fail = DB_BUG; /* not the database: the stored bytes */
            return -1;
        }
    }
    return 0;
}

static int write_all(struct worker *w, instant now, struct err *e)
{
    int slot = (int)w->conf->slot;
    return refold_write(&w->refold, &w->db, slot, e) ||
                   ingest_tally(&w->ingest, &w->db, slot, w->refold.n_cases, now, e)
               ? -1
               : 0;
}

/* One chunk; says how many cases it had. */
static int chunk(struct worker *w, instant now, size_t *n, struct err *e)
{
    struct case_set set = {0};
    if (db_run(&w->db, "begin", e))
        return -1;
    int rc = offsets_check(&w->db, w->parts.v, w->parts.n, e);
    if (rc > 0) { /* an old owner that wakes up: nothing of his counts before he has looked */
        db_rollback(&w->db);
        worker_let_go(w);
        *n = 0;
        return w->failed ? -1 : 0;
    }
    if (rc || cases_lock_due(&w->db, now, w->chunk, &set, e))
        return -1;
    refold_begin(&w->refold, &w->ref, now, now);
    ingest_begin(&w->ingest, now);
    rc = refold_set(w, &set, e);
    *n = set.n;
    cases_release(&set);
    if (rc || (*n && write_all(w, now, e)))
        return -1;
    if (db_run(&w->db, "commit", e))
        return -1;
    db_stored(&w->db);
    return 0;
}

/* A case whose evaluation the database will not store must not hold up the others. */
static int put_off(struct worker *w, instant now, const struct err *why)
{
    struct case_set set = {0};
    struct err e;
    int rc = cases_lock_due(&w->db, now, 1, &set, &e);
    if (!rc && set.n) {
        struct stored_case c = cases_get(&set, 0);
        log_error("case %s cannot be evaluated, trying again in an hour: %s", c.case_no, why->text);
        rc = cases_put_off(&w->db, c.case_no, now + HOUR, &e);
    }
    cases_release(&set);
    return rc ? worker_recover(w, &e) : 0;
}

static int failed(struct worker *w, instant now, const struct err *e)
{
    db_rollback(&w->db);
    if (w->db.fail != DB_DATA)
        return worker_recover(w, e);
    if (w->chunk == 1)
        return put_off(w, now, e);
    w->chunk /= 2;
    return 0;
}

/* Nothing is due: looks at some more rows for an old version. */
static int sweep(struct worker *w, instant now, bool *more)
{
    struct err e;
    if (w->swept)
        return 0;
    if (cases_mark_stale(&w->db, &w->swept_to, w->ref.version, CHUNK, now, &e))
        return worker_recover(w, &e);
    w->swept = !w->swept_to.len;
    *more = !w->swept;
    return 0;
}

/* While a backlog is read, by whomever, nothing is judged by time: what a case lacks may lie in the log. A
 * worker that has just begun does not know yet. */
static int behind(struct worker *w, instant now, struct err *e)
{
    return worker_begins(w) ? 1 : offsets_behind(&w->db, now - HOUR, e);
}

int worker_tick(struct worker *w, bool *more)
{
    struct err e;
    instant now = INSTANT_NONE, next;
    size_t n = 0;
    *more = false;
    if (now_read(&w->now, &w->db, &now, &e) || cases_next(&w->db, &next, &e))
        return failed(w, now, &e);
    db_well(&w->db);
    if (w->now.jumped)
        return 0;
    if (sums_compact(&w->refold.sums, &w->db, (int)w->conf->slot, w->busy || next <= now, &e))
        return failed(w, now, &e);
    if (next > now && w->swept)
        return 0;
    int wait = behind(w, now, &e);
    if (wait < 0)
        return failed(w, now, &e);
    if (wait)
        return 0;
    if (next > now)
        return sweep(w, now, more);
    if (chunk(w, now, &n, &e)) {
        *more = true;
        return failed(w, now, &e);
    }
    *more = n == (size_t)w->chunk;
    w->chunk = w->chunk <= 0 || w->chunk > CHUNK / 2 ? CHUNK : 2 * w->chunk;
    return 0;
}

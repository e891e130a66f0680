/* Cases, alerts and counters are a pure function of the event log and an instant: everything is computed once
 * more beside the tables, compared, and put right where it differs, in one transaction.
 *
 * It begins by taking the locks that stop every writer of the derived tables, and by bringing what is due to
 * one instant on the way that the workers go; then it reads the log, ordered by case, one case in memory at a
 * time, and writes what comes out into temporary tables that stand in front of the real ones under the same
 * names. */
#include <string.h>

#include "ledger/ledger.h"
#include "store/rebuild.h"

enum { CHUNK = 2000 };

struct rebuild {
    struct ledger *l;
    instant now;
    struct arena arena; /* events of the case at hand */
    VEC(struct event) events;
    VEC(const struct event *) order;
    VEC(bool) duplicate;
    struct ledger_rebuilt *out;
};

static int evaluate_due(struct rebuild *r, const struct case_set *set, struct err *e)
{
    struct ledger *l = r->l;
    refold_begin(&l->refold, l->ref, r->now);
    for (size_t i = 0; i < set->n; i++) {
        struct stored_case old = cases_get(set, i);
        if (refold_case(&l->refold, &old, NULL, e))
            return -1;
    }
    return refold_write(&l->refold, &l->db, 0, e) ? -1 : 0;
}

/* Everything to `now`, by the same way as the workers go. */
static int bring_up(struct rebuild *r, struct err *e)
{
    size_t n;
    do {
        struct case_set set = {0};
        int rc = cases_lock_due(&r->l->db, r->now, CHUNK, &set, e);
        n = set.n;
        if (!rc && n)
            rc = evaluate_due(r, &set, e);
        cases_release(&set);
        if (rc)
            return -1;
    } while (n);
    return 0;
}

static int flush(struct rebuild *r, struct err *e)
{
    struct ledger *l = r->l;
    int rc = refold_write(&l->refold, &l->db, 0, e);
    refold_begin(&l->refold, l->ref, r->now);
    return rc > 0 ? err_set(e, "a case came twice from the log") : rc;
}

static int end_case(struct rebuild *r, struct err *e)
{
    if (!r->events.n)
        return 0;
    r->order.n = r->duplicate.n = 0;
    for (size_t i = 0; i < r->events.n; i++) {
        vec_push(&r->order, &r->events.v[i]);
        vec_push(&r->duplicate, false);
    }
    const struct refold_news news = {r->order.v, r->events.n, r->duplicate.v, r->now};
    if (refold_case(&r->l->refold, NULL, &news, e))
        return -1;
    for (size_t i = 0; i < r->events.n; i++)
        r->out->twice += r->duplicate.v[i];
    r->out->cases++;
    r->events.n = 0;
    arena_reset(&r->arena);
    return r->l->refold.n_cases >= CHUNK ? flush(r, e) : 0;
}

static int add_event(struct rebuild *r, const struct rebuild_page *page, int i, struct err *e)
{
    struct reject rj;
    struct event ev;
    size_t n;
    const char *no = rebuild_case(page, i), *body = rebuild_body(page, i, &n);
    if (r->events.n && strcmp(r->events.v[0].case_no, no) != 0 && end_case(r, e))
        return -1;
    if (decode_stored(body, n, r->l->ref, &r->arena, &ev, &rj))
        return err_set(e, "case %s: a stored event is not accepted with this reference data: %s: %s", no,
                       rj.code, rj.reason);
    vec_push(&r->events, ev);
    r->out->events++;
    return 0;
}

static int recompute(struct rebuild *r, struct err *e)
{
    struct rebuild_page page = {0};
    int rc = rebuild_side(&r->l->db, e);
    refold_begin(&r->l->refold, r->l->ref, r->now);
    while (!rc && !(rc = rebuild_next(&r->l->db, &page, e)) && page.n)
        for (int i = 0; !rc && i < page.n; i++)
            rc = add_event(r, &page, i, e);
    rebuild_release(&page);
    return rc || end_case(r, e) ? -1 : flush(r, e);
}

static int run(struct rebuild *r, bool check, struct err *e)
{
    struct ledger *l = r->l;
    struct ledger_rebuilt *out = r->out;
    if (now_read(&l->now, &l->db, &r->now, e) || rebuild_begin(&l->db, l->ref->version, r->now, e) ||
        bring_up(r, e) || recompute(r, e) || rebuild_compare(&l->db, &out->report, &out->differences, e))
        return -1;
    if (out->differences && !check && rebuild_repair(&l->db, r->now, e))
        return -1;
    return db_run(&l->db, check ? "rollback" : "commit", e);
}

int ledger_rebuild(struct ledger *l, bool check, struct ledger_rebuilt *out, struct err *e)
{
    struct rebuild r = {.l = l, .out = out};
    *out = (struct ledger_rebuilt){0};
    int rc = run(&r, check, e);
    ledger_rollback(l);
    arena_release(&r.arena);
    vec_release(&r.events);
    vec_release(&r.order);
    vec_release(&r.duplicate);
    return rc;
}

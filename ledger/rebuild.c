/* Cases, alerts and counters are a pure function of the event log and an instant: everything is computed once
 * more beside the tables, compared, and put right where it differs, in one transaction.
 *
 * It begins by taking the locks that stop every writer of the derived tables, and by bringing what is due to
 * one instant on the way that the workers go; then it reads the log, ordered by case, one case in memory at a
 * time, and writes what comes out into temporary tables that stand in front of the real ones under the same
 * names. */
#include <string.h>

#include "ledger/rebuild_acts.h"
#include "ledger/rebuild.h"
#include "store/rebuild.h"
#include "analyzer/event_pack.h"

enum { CHUNK = 2000 };

struct rebuild {
    struct ledger *l;
    instant now;
    struct rebuild_left left;
    struct rebuild_page kept; /* rows that stand, where something has left */
    int at; /* the next of them */
    struct arena arena; /* events of the case at hand */
    VEC(struct event) events; /* those of the log, then those that only the row still has */
    VEC(const struct event *) order;
    VEC(bool) duplicate;
    struct acts_fold acts;
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

/* Orders likewise. */
static int bring_up_orders(struct rebuild *r, struct err *e)
{
    size_t n;
    do
        if (ledger_orders_at(r->l, r->now, CHUNK, &n, e))
            return -1;
    while (n);
    return 0;
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
    return bring_up_orders(r, e);
}

/* What is computed once more is not told. */
static void begin_cases(struct rebuild *r)
{
    refold_begin(&r->l->refold, r->l->ref, r->now);
    r->l->refold.telling = false;
}

static int flush(struct rebuild *r, struct err *e)
{
    struct ledger *l = r->l;
    int rc = refold_write(&l->refold, &l->db, 0, e);
    begin_cases(r);
    return rc > 0 ? err_set(e, "a case came twice from the log") : rc;
}

/* Evaluates the case at hand; `logged` of its events come from the log. */
static int evaluate_case(struct rebuild *r, size_t logged, struct err *e)
{
    if (!r->events.n)
        return 0;
    r->order.n = r->duplicate.n = 0;
    for (size_t i = 0; i < r->events.n; i++) {
        vec_push(&r->order, &r->events.v[i]);
        vec_push(&r->duplicate, false);
    }
    const struct upheld_list upheld = acts_fold_upheld(&r->acts, r->events.v[0].case_no, &r->arena);
    const struct refold_news news = {r->order.v, r->events.n, r->duplicate.v, r->now, false, &upheld};
    if (refold_case(&r->l->refold, NULL, &news, e))
        return -1;
    for (size_t i = 0; i < logged; i++)
        r->out->twice += r->duplicate.v[i];
    r->out->cases++;
    r->events.n = 0;
    arena_reset(&r->arena);
    return r->l->refold.n_cases >= CHUNK ? flush(r, e) : 0;
}

/* The case number of the next row that stands; NULL: there is none, or nothing has left. */
static int next_kept(struct rebuild *r, const char **case_no, struct err *e)
{
    *case_no = NULL;
    if (!r->left.month)
        return 0;
    if (r->at == r->kept.n) {
        r->at = 0;
        if (rebuild_next_rows(&r->l->db, &r->kept, e))
            return -1;
    }
    if (r->kept.n)
        *case_no = rebuild_case(&r->kept, r->at);
    return 0;
}

static bool has_left(const struct rebuild *r, const struct event *ev)
{
    return ev->occurred < r->left.occurred ||
           (r->left.arrived != INSTANT_NONE && ev->recorded < r->left.arrived + DAY_LENGTH);
}

/* Adds what the row still has of what has left; what the log has, too, will be told as a duplicate. */
static int take_kept(struct rebuild *r, struct err *e)
{
    size_t n;
    const char *no = arena_strdup(&r->arena, rebuild_case(&r->kept, r->at));
    const uint8_t *p = (const uint8_t *)rebuild_bytes(&r->kept, r->at++, &n), *end = p + n;
    struct event ev, prev;
    for (bool first = true; p < end; first = false, prev = ev) {
        if (!event_unpack(&p, end, first ? NULL : &prev, no, r->l->ref, &r->arena, &ev))
            return err_set(e, "case %s: its packed events are damaged", no);
        if (has_left(r, &ev))
            vec_push(&r->events, ev);
    }
    return 0;
}

/* Cases before this number (NULL: all the rest) of which the log has nothing any more. */
static int pass_kept(struct rebuild *r, const char *before, struct err *e)
{
    const char *no;
    int rc;
    while (!(rc = next_kept(r, &no, e)) && no && (!before || strcmp(no, before) < 0))
        if (take_kept(r, e) || evaluate_case(r, 0, e))
            return -1;
    return rc;
}

static int end_case(struct rebuild *r, struct err *e)
{
    size_t logged = r->events.n;
    const char *no;
    if (!logged)
        return 0;
    if (next_kept(r, &no, e) || (no && !strcmp(no, r->events.v[0].case_no) && take_kept(r, e)))
        return -1;
    return evaluate_case(r, logged, e);
}

static int add_event(struct rebuild *r, const struct rebuild_page *page, int i, struct err *e)
{
    struct reject rj;
    struct event ev;
    size_t n;
    const char *no = rebuild_case(page, i), *body = rebuild_bytes(page, i, &n);
    if (r->events.n && strcmp(r->events.v[0].case_no, no) != 0 && end_case(r, e))
        return -1;
    if (!r->events.n && pass_kept(r, no, e))
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
    int rc = rebuild_look_back(&r->l->db, &r->left, e) || rebuild_side(&r->l->db, &r->left, e) ||
                     rebuild_acts_fold(r->l, &r->acts, r->now, e)
                 ? -1
                 : 0;
    begin_cases(r);
    while (!rc && !(rc = rebuild_next_events(&r->l->db, &page, e)) && page.n)
        for (int i = 0; !rc && i < page.n; i++)
            rc = add_event(r, &page, i, e);
    rebuild_release(&page);
    if (rc || end_case(r, e) || pass_kept(r, NULL, e) || flush(r, e))
        return -1;
    return rebuild_acts_write(r->l, &r->acts, r->now, e);
}

/* The instant of the rebuild: the database's clock, never behind what was used. Unless what was used is more
 * than an hour ahead: then the clock was wrong for a while, is right again by the operator's word, and all is
 * set back. */
static int begin(struct rebuild *r, struct err *e)
{
    struct now_asked is;
    struct ledger *l = r->l;
    if (now_ask(&l->db, &is, e))
        return -1;
    bool ahead = is.high > is.clock + HOUR;
    r->now = is.high > is.clock && !ahead ? is.high : is.clock;
    if (rebuild_begin(&l->db, l->ref->version, r->now, e))
        return -1;
    if (!ahead)
        return 0;
    char from[INSTANT_TEXT], to[INSTANT_TEXT];
    str_printf(&r->out->report, "the clock had been ahead, until %s: set back to %s\n",
               instant_text(is.high, from), instant_text(r->now, to));
    r->out->differences++;
    return rebuild_set_back(&l->db, r->now, e);
}

static int run(struct rebuild *r, bool check, struct err *e)
{
    struct ledger *l = r->l;
    struct ledger_rebuilt *out = r->out;
    if (begin(r, e) || bring_up(r, e) || recompute(r, e) ||
        rebuild_compare(&l->db, &r->left, &out->report, &out->differences, e))
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
    rebuild_release(&r.kept);
    acts_fold_release(&r.acts);
    arena_release(&r.arena);
    vec_release(&r.events);
    vec_release(&r.order);
    vec_release(&r.duplicate);
    return rc;
}

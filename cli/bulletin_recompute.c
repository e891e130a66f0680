#include "cli/bulletin_recompute.h"

#include <string.h>

#include "codec/act_decode.h"
#include "codec/decode.h"
#include "codec/value.h"
#include "store/acts.h"
#include "store/read_log.h"

enum { PAGE = 5000 };

/* The case at hand, one at a time. */
struct gathering {
    struct bulletin_recompute *x;
    struct evaluation ev;
    struct arena a;
    VEC(struct event) events;
};

static int fold_acts(struct bulletin_recompute *x, struct err *e)
{
    struct arena a = {0};
    struct acts_lines lines = {0};
    struct acts_fold *f = &x->r.acts.fold;
    int64_t after = 0;
    int rc;
    acts_fold_init(f, &x->r.ref, x->r.as_of);
    while (!(rc = acts_read(x->db, after, PAGE, NULL, &a, &lines, e)) && lines.n && after < x->row->act) {
        for (size_t i = 0; !rc && i < lines.n && lines.v[i].seq <= x->row->act; i++) {
            struct act act;
            struct reject rj;
            if (act_decode(lines.v[i].body, strlen(lines.v[i].body), &x->r.ref, &a, &act, &rj))
                rc = err_set(e, "act %lld cannot be read: %s", (long long)lines.v[i].seq, rj.reason);
            else if (acts_fold_add(f, &act) != VERDICT_done)
                rc = err_set(e, "act %lld does not follow from those before it", (long long)lines.v[i].seq);
        }
        after = lines.v[lines.n - 1].seq;
        arena_reset(&a);
        if (rc)
            break;
    }
    arena_release(&a);
    return rc;
}

static void end_case(struct gathering *g)
{
    struct replay *r = &g->x->r;
    if (!g->events.n)
        return;
    struct upheld_list upheld = acts_fold_upheld(&r->acts.fold, g->events.v[0].case_no, &g->a);
    eval(&g->ev, g->events.v, g->events.n, &upheld, &r->ref, r->as_of, &g->a);
    if (!g->ev.empty) {
        r->cases++;
        rollup_add(&r->rollup, &g->ev);
        replay_bulletin_case(r, g->events.v[0].case_no, &g->ev);
    }
    g->events.n = 0;
    arena_reset(&g->a);
}

static int add_event(struct gathering *g, const struct rebuild_page *page, int i, struct err *e)
{
    struct event ev;
    struct reject rj;
    size_t n;
    const char *no = rebuild_case(page, i), *body = rebuild_bytes(page, i, &n);
    if (g->events.n && strcmp(g->events.v[0].case_no, no) != 0)
        end_case(g);
    if (decode_stored(body, n, &g->x->r.ref, &g->a, &ev, &rj))
        return err_set(e, "case %s: a stored event cannot be read: %s: %s", no, rj.code, rj.reason);
    vec_push(&g->events, ev);
    g->x->events++;
    return 0;
}

static int gather_cases(struct bulletin_recompute *x, const struct log_cuts *cuts, struct err *e)
{
    struct gathering g = {.x = x};
    struct rebuild_page page = {0};
    int rc = log_open(x->db, cuts, e);
    while (!rc && !(rc = rebuild_next_events(x->db, &page, e)) && page.n)
        for (int i = 0; !rc && i < page.n; i++)
            rc = add_event(&g, &page, i, e);
    if (!rc)
        end_case(&g);
    rebuild_release(&page);
    eval_release(&g.ev);
    vec_release(&g.events);
    arena_release(&g.a);
    return rc;
}

/* The counters of a stored report: {"accepted": 12, …}. */
static int take_counters(const struct log_report *row, struct arena *a, struct event_data *data,
                         struct err *e)
{
    char why[200];
    const struct value *v = value_read(row->counters, strlen(row->counters), a, why);
    if (!v || v->type != VALUE_OBJECT)
        return err_set(e, "the self-report %s of %s is damaged", row->event_id, row->region);
    struct counter_pair *pairs = arena_alloc(a, (v->n + 1) * sizeof *pairs);
    for (uint32_t i = 0; i < v->n; i++) {
        int c = counter_find(v->member[i].name);
        if (c >= 0 && v->member[i].value.type == VALUE_INTEGER)
            pairs[data->n_counters++] = (struct counter_pair){(uint16_t)c, v->member[i].value.integer};
    }
    data->counters = pairs;
    return 0;
}

static int gather_reports(struct bulletin_recompute *x, const struct log_cuts *cuts, struct err *e)
{
    struct log_reports rows;
    if (log_reports(x->db, cuts, &x->arena, &rows, e))
        return -1;
    x->events += (int64_t)rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        const struct log_report *row = &rows.v[i];
        struct event ev = {.type = EV_monthly_report,
                           .source = row->source,
                           .event_id = row->event_id,
                           .case_no = "",
                           .region = refdata_region(&x->r.ref, row->region),
                           .occurred = row->occurred,
                           .recorded = row->occurred};
        ev.data.month = row->month;
        if (ev.region < 0 || take_counters(row, &x->arena, &ev.data, e))
            return ev.region < 0 ? err_set(e, "a self-report is of the unknown region %s", row->region) : -1;
        if (row->occurred <= x->r.as_of)
            self_reports_add(&x->r.reports, &ev);
    }
    return 0;
}

static struct log_cuts cuts_of(struct bulletin_recompute *x)
{
    struct log_cut *v = arena_alloc(&x->arena, (x->doc->cutoff.n + 1) * sizeof *v);
    for (size_t i = 0; i < x->doc->cutoff.n; i++)
        v[i] = (struct log_cut){x->doc->cutoff.v[i].topic, x->doc->cutoff.v[i].part,
                                x->doc->cutoff.v[i].next};
    return (struct log_cuts){v, x->doc->cutoff.n};
}

int bulletin_recompute(struct bulletin_recompute *x, const struct refdata *ref, struct read *rd,
                       struct doc **out, struct err *e)
{
    struct replay *r = &x->r;
    struct log_cuts cuts = cuts_of(x);
    r->ref = *ref;
    r->as_of = x->row->as_of;
    r->bulletin.wanted = true;
    r->bulletin.first = x->row->first;
    r->bulletin.last = x->row->last;
    r->bulletin.conf = *x->conf;
    r->bulletin.frozen = &x->frozen;
    rollup_init(&r->rollup, &r->ref);
    replay_bulletin_begin(r);
    if (read_frozen(rd, x->row->as_of, x->row->period, &r->ref, &x->arena, &x->frozen, e) ||
        fold_acts(x, e) || gather_cases(x, &cuts, e) || gather_reports(x, &cuts, e))
        return -1;
    replay_acts_count(r);
    rollup_finish(&r->rollup, r->as_of);
    *out = replay_bulletin_make(r);
    return 0;
}

void bulletin_recompute_release(struct bulletin_recompute *x)
{
    replay_acts_release(&x->r.acts);
    replay_bulletin_release(&x->r.bulletin);
    self_reports_release(&x->r.reports);
    if (x->r.rollup.ref)
        rollup_release(&x->r.rollup);
    arena_release(&x->arena);
}

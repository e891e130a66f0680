#include <inttypes.h>
#include <string.h>

#include "cli/replay_parts.h"
#include "codec/act_decode.h"
#include "codec/feed.h"
#include "codec/objects.h"

struct reading {
    struct replay *r;
    struct file_draft *refused;
    struct arena a; /* the line at hand */
};

static void read_act(void *ctx, const struct linefile *f, struct line line)
{
    struct reading *rd = ctx;
    struct replay *r = rd->r;
    struct act a;
    struct reject rj;
    r->acts.acts++;
    arena_reset(&rd->a);
    enum act_verdict v = act_decode(line.p, line.n, &r->ref, &rd->a, &a, &rj)
                             ? VERDICT_bad_form
                             : acts_fold_add(&r->acts.fold, &a);
    if (v == VERDICT_done || v == VERDICT_later)
        return;
    r->acts.refused++;
    str_printf(&r->line, "{\"line\":%" PRId64 ",\"code\":\"%s\"}", f->number, act_verdict_word[v]);
    sinks_line(rd->refused, &r->line);
}

int replay_acts_read(struct replay *r, struct err *e)
{
    if (!r->acts.file)
        return 0;
    struct reading rd = {.r = r, .refused = sinks_open(&r->out, "refused.jsonl", e)};
    acts_fold_init(&r->acts.fold, &r->ref, r->as_of);
    int rc = rd.refused ? feed_each(r->acts.file, read_act, &rd, e) : -1;
    arena_release(&rd.a);
    return rc;
}

void replay_acts_case(struct replay *r, const char *case_no, const struct evaluation *ev)
{
    struct replay_acts *x = &r->acts;
    const char *kept = NULL;
    for (size_t i = 0; x->file && i < ev->alerts.n; i++) {
        const struct alert *al = &ev->alerts.v[i];
        if (!proposals_may(al, &r->ref, r->as_of) || acts_names_has(&x->fold.names, case_no, al))
            continue;
        kept = kept ? kept : arena_strdup(&x->arena, case_no);
        struct candidate *c = vec_add(&x->candidates);
        *c = proposals_candidate(kept, al, acts_names_pursued(&x->fold.names, case_no, al->region, al->dept));
        c->subject = arena_strdup(&x->arena, al->subject);
    }
}

void replay_acts_bottom(struct replay *r, struct bottom_place place)
{
    if (r->acts.file)
        vec_push(&r->acts.bottoms, place);
}

void replay_acts_count(struct replay *r)
{
    struct order_count c[ORDER_COUNTS];
    for (size_t i = 0; i < r->acts.fold.orders.n; i++) {
        const struct order *o = &r->acts.fold.orders.v[i];
        int n = order_counts(o, r->as_of, c);
        for (int k = 0; k < n; k++)
            rollup_add_unit(&r->rollup, c[k].month, o->region, o->dept, c[k].counter, 1);
    }
}

static int by_number(const void *a, const void *b)
{
    return strcmp((*(const struct order *const *)a)->order, (*(const struct order *const *)b)->order);
}

static int write_orders(struct replay *r, struct err *e)
{
    struct file_draft *out = sinks_open(&r->out, "orders.jsonl", e);
    size_t n = r->acts.fold.orders.n;
    if (!out)
        return -1;
    const struct order **sorted = arena_alloc(&r->acts.arena, (n + 1) * sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &r->acts.fold.orders.v[i];
    qsort(sorted, n, sizeof *sorted, by_number);
    for (size_t i = 0; i < n; i++) {
        object_order(&r->line, sorted[i], &r->ref, r->as_of);
        sinks_line(out, &r->line);
    }
    return 0;
}

static int write_proposals(struct replay *r, struct err *e)
{
    struct file_draft *out = sinks_open(&r->out, "proposals.jsonl", e);
    struct proposals p = {0};
    if (!out)
        return -1;
    proposals_make(&p, r->acts.candidates.v, r->acts.candidates.n, &r->ref);
    for (size_t i = 0; i < p.list.n; i++) {
        object_proposal(&r->line, &p.list.v[i], &r->ref);
        sinks_line(out, &r->line);
    }
    proposals_release(&p);
    return 0;
}

/* An interview to be written: one with an act, or a bottom place without. */
struct row {
    struct interview v;
    enum bottom_action action;
    const char *unit;
};

static int by_place(const void *a, const void *b)
{
    const struct row *p = a, *q = b;
    if (p->v.month != q->v.month)
        return p->v.month < q->v.month ? -1 : 1;
    if (p->v.league != q->v.league)
        return p->v.league < q->v.league ? -1 : 1;
    int c = strcmp(p->unit, q->unit);
    return c ? c : (p->action == BOTTOM_NONE) - (q->action == BOTTOM_NONE);
}

static struct row row_of(const struct replay *r, const struct interview *v, enum bottom_action action)
{
    bool dept = v->league == LEAGUE_DEPARTMENT;
    return (struct row){*v, action, dept ? r->ref.depts[v->unit].code : r->ref.regions[v->unit].code};
}

/* Of a bottom place with an act there are two rows: that of the place, which stands first, is the one. */
static int write_interviews(struct replay *r, struct err *e)
{
    struct file_draft *out = sinks_open(&r->out, "interviews.jsonl", e);
    struct acts_fold *f = &r->acts.fold;
    VEC(struct row) rows = {0};
    if (!out)
        return -1;
    for (size_t i = 0; i < r->acts.bottoms.n; i++) {
        const struct bottom_place *b = &r->acts.bottoms.v[i];
        const struct interview *with_act = acts_fold_interview(f, b->month, b->league, b->unit);
        struct interview v = with_act ? *with_act : interview_proposed(b->month, b->league, b->unit);
        vec_push(&rows, row_of(r, &v, b->action));
    }
    for (size_t i = 0; i < f->interviews.n; i++)
        vec_push(&rows, row_of(r, &f->interviews.v[i], BOTTOM_NONE));
    if (rows.n)
        qsort(rows.v, rows.n, sizeof *rows.v, by_place);
    for (size_t i = 0; i < rows.n; i++) {
        const struct interview *v = &rows.v[i].v, *before = i ? &rows.v[i - 1].v : NULL;
        if (before && before->month == v->month && before->league == v->league && before->unit == v->unit)
            continue;
        object_interview(&r->line, v, rows.v[i].action, &r->ref, r->as_of);
        sinks_line(out, &r->line);
    }
    vec_release(&rows);
    return 0;
}

int replay_acts_write(struct replay *r, struct err *e)
{
    return r->acts.file && (write_orders(r, e) || write_proposals(r, e) || write_interviews(r, e)) ? -1 : 0;
}

void replay_acts_release(struct replay_acts *a)
{
    acts_fold_release(&a->fold);
    vec_release(&a->candidates);
    vec_release(&a->bottoms);
    arena_release(&a->arena);
}

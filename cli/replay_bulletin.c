#include "cli/replay_bulletin.h"

#include <string.h>

#include "base/version.h"
#include "cli/replay_parts.h"
#include "reports/doc_write.h"
#include "reports/same_period.h"

void replay_bulletin_begin(struct replay *r)
{
    struct replay_bulletin *b = &r->bulletin;
    struct draft_figures *f = &b->figures;
    if (!b->wanted)
        return;
    f->ref = &r->ref;
    f->conf = &b->conf;
    f->first = b->first;
    f->last = b->last;
    f->as_of = r->as_of;
    b->gather.f = &b->figures;
    b->gather.arena = &b->arena;
    draft_begin(&b->figures, &b->arena);
    f->has_same = f->first == f->last && f->last == day_month(instant_day(f->as_of));
    if (!f->has_same)
        return;
    f->same_as_of = same_period_instant(f->as_of);
    rollup_init(&b->same, &r->ref);
}

void replay_bulletin_case(struct replay *r, const char *case_no, const struct evaluation *ev)
{
    if (r->bulletin.wanted)
        draft_gather_case(&r->bulletin.gather, case_no, ev);
}

void replay_bulletin_same(struct replay *r, const struct case_events *c, const struct upheld_list *upheld,
                          struct arena *a)
{
    struct replay_bulletin *b = &r->bulletin;
    struct evaluation then = {0};
    if (!b->wanted)
        return;
    if (!b->figures.has_same)
        return;
    eval(&then, c->v, c->n, upheld, &r->ref, b->figures.same_as_of, a);
    if (!then.empty)
        rollup_add(&b->same, &then);
    eval_release(&then);
}

/* A first month has none before it to be compared with. */
static void take_same(struct draft_figures *f, struct rollup *same)
{
    if (!f->has_same)
        return;
    rollup_finish(same, f->same_as_of);
    f->has_same = f->has_before;
    for (int32_t u = 0; u < f->ref->n_regions; u++)
        counters_add(&f->same, rollup_get(&same->by[BY_REGION].v[u], f->last - 1));
    rollup_release(same);
}

static const struct counters *of_region(const void *rollup, int32_t unit, month m)
{
    return rollup_get(&((const struct rollup *)rollup)->by[BY_REGION].v[unit], m);
}

static const struct counters *of_dept(const void *rollup, int32_t unit, month m)
{
    return rollup_get(&((const struct rollup *)rollup)->by[BY_DEPT].v[unit], m);
}

/* By how much a region's counter differed that month. */
static int64_t difference(struct replay *r, int32_t region, int counter, month m)
{
    const struct self_report *s = self_reports_get(&r->reports, region, m);
    for (uint32_t i = 0; s && i < s->last.data.n_counters; i++)
        if ((int)s->last.data.counters[i].counter == counter)
            return s->last.data.counters[i].value - of_region(&r->rollup, region, m)->c[counter];
    return REPORT_NONE;
}

/* One region's report of the period's last month, counter by counter; or that it has not come. */
static void compare_region(struct replay *r, int32_t region, month m)
{
    struct draft_figures *f = &r->bulletin.figures;
    const struct self_report *s = self_reports_get(&r->reports, region, m);
    instant over = self_reports_over(&r->ref, m);
    for (uint32_t i = 0; s && i < s->last.data.n_counters; i++) {
        struct counter_pair p = s->last.data.counters[i];
        int64_t system = of_region(&r->rollup, region, m)->c[p.counter];
        vec_push(&f->reports, ((struct draft_report){region,
                                                     counter_name[p.counter],
                                                     p.value,
                                                     system,
                                                     self_reports_judge(p.value, system),
                                                     s->earliest >= over,
                                                     {difference(r, region, (int)p.counter, m - 1),
                                                      difference(r, region, (int)p.counter, m - 2)}}));
    }
    if (!s && over <= r->as_of)
        vec_push(&f->reports,
                 ((struct draft_report){region, NULL, 0, 0, SELF_MISSING, true, {REPORT_NONE, REPORT_NONE}}));
}

static void compare_reports(struct replay *r)
{
    month m = r->bulletin.last;
    if (day_start(month_first(m + 1)) > r->as_of)
        return;
    for (int32_t i = 0; i < r->ref.n_regions; i++)
        if (r->ref.regions[i].league)
            compare_region(r, i, m);
}

static void take_acts(struct replay *r)
{
    const struct acts_fold *x = &r->acts.fold;
    struct draft_figures *f = &r->bulletin.figures;
    f->act = x->log.seq;
    for (size_t i = 0; i < x->orders.n; i++)
        draft_add_order(f, &x->orders.v[i]);
    for (size_t i = 0; i < x->appeals.n; i++)
        draft_add_appeal(f, &x->appeals.v[i]);
    for (size_t i = 0; i < x->interviews.n; i++)
        vec_push(&f->interviews, x->interviews.v[i]);
}

struct doc *replay_bulletin_make(struct replay *r)
{
    struct replay_bulletin *b = &r->bulletin;
    struct draft_figures *f = &b->figures;
    month first = b->last, last = b->last;
    rollup_span(&r->rollup, &first, &last);
    draft_fill(f, &(struct draft_source){&r->rollup, of_region, of_dept, first, b->frozen}, &b->arena);
    take_same(f, &b->same);
    compare_reports(r);
    take_acts(r);
    f->n_events = r->events - r->rejects - r->duplicates;
    f->n_cases = r->cases;
    vec_push(&f->versions, ((struct doc_pair){"program", JIANCHA_VERSION}));
    vec_push(&f->versions, ((struct doc_pair){"reference", r->ref.version}));
    return draft_make(f);
}

int replay_bulletin_write(struct replay *r, struct err *e)
{
    if (!r->bulletin.wanted)
        return 0;
    struct file_draft *out = sinks_open(&r->out, "bulletin.json", e);
    if (!out)
        return -1;
    struct doc *d = replay_bulletin_make(r);
    int rc = doc_json.write(d, &(struct doc_options){0}, &r->line, e);
    if (!rc) {
        r->line.len--; /* sinks_line ends the line */
        sinks_line(out, &r->line);
    }
    doc_free(d);
    return rc;
}

void replay_bulletin_release(struct replay_bulletin *b)
{
    draft_gather_release(&b->gather);
    draft_release(&b->figures);
    arena_release(&b->arena);
}

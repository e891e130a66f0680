/* Acts and events, interleaved in any way and taken one by one as the live system does (one thing read, one
 * step, differences of counters), end where the fold of all acts and one evaluation of each case end. Seeds
 * are printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analyzer/acts_fold.h"
#include "analyzer/proposals.h"
#include "codec/objects.h"
#include "tests/unit/decisions.h"
#include "tests/unit/fixture.h"

enum { SEEDS = 1500, ACTS_EACH = 50, CASES = 3, DAYS = 50 };

struct sum {
    month month;
    int32_t region, dept, counter;
    int64_t value;
};

struct live_case {
    struct event all[HISTORY_MOST], ev[HISTORY_MOST]; /* to come, in the order of arrival; arrived */
    instant arrival[HISTORY_MOST];
    size_t n_all, n;
    VEC(struct upheld) upheld;
    struct evaluation is;
};

struct live_order {
    struct order o;
    struct order_count counted[ORDER_COUNTS];
    int n_counted;
};

/* What a live system holds, with plain lists for its tables. */
struct city {
    struct arena arena;
    struct live_case c[CASES];
    VEC(struct live_order) orders;
    VEC(struct appeal) appeals;
    VEC(struct interview) interviews;
    VEC(struct act) named; /* issues and drops that were done */
    VEC(struct sum) sums;
    struct act_log log;
};

static void add(struct city *x, month m, int32_t region, int32_t dept, int counter, int64_t value)
{
    for (size_t i = 0; i < x->sums.n; i++) {
        struct sum *s = &x->sums.v[i];
        if (s->month == m && s->region == region && s->dept == dept && s->counter == counter) {
            s->value += value;
            return;
        }
    }
    vec_push(&x->sums, ((struct sum){m, region, dept, counter, value}));
}

static void add_case(struct city *x, const struct evaluation *e, int64_t sign)
{
    for (size_t i = 0; !e->empty && i < e->contribs.n; i++) {
        const struct contrib *c = &e->contribs.v[i];
        add(x, c->month, c->region, c->dept, c->counter, sign * c->value);
    }
}

static void evaluate(struct city *x, struct live_case *c, instant now)
{
    struct upheld_list list = {c->upheld.v, c->upheld.n};
    if (!c->n)
        return;
    add_case(x, &c->is, -1);
    eval(&c->is, c->ev, c->n, &list, &ref, now, &x->arena);
    add_case(x, &c->is, 1);
}

static void count(struct city *x, struct live_order *l, instant now)
{
    for (int i = 0; i < l->n_counted; i++)
        add(x, l->counted[i].month, l->o.region, l->o.dept, l->counted[i].counter, -1);
    l->n_counted = order_counts(&l->o, now, l->counted);
    for (int i = 0; i < l->n_counted; i++)
        add(x, l->counted[i].month, l->o.region, l->o.dept, l->counted[i].counter, 1);
}

/* What became due between two instants, at the later one. */
static void pass_time(struct city *x, instant from, instant now)
{
    for (int i = 0; i < CASES; i++)
        if (x->c[i].n && x->c[i].is.next_change <= now)
            evaluate(x, &x->c[i], now);
    for (size_t i = 0; i < x->orders.n; i++)
        if (order_next_change(&x->orders.v[i].o, &ref, from) <= now)
            count(x, &x->orders.v[i], now);
}

#define PUT(list, at, thing)       \
    do                             \
        if ((at) == SIZE_MAX)      \
            vec_push(list, thing); \
        else                       \
            (list)->v[at] = thing; \
    while (0)

/* Reads the rows that the act is about, as the ledger does under its lock. */
static void one_act(struct city *x, const struct act *a, instant now)
{
    struct live_order l = {.o.state = IS_none};
    struct appeal p = {.state = IS_none};
    struct interview v = interview_proposed(a->month, a->league, a->unit);
    struct act_things t = {&l.o, &p, &v};
    size_t at = SIZE_MAX;
    for (size_t i = 0; act_needs_order(a) && i < x->orders.n; i++)
        if (!strcmp(x->orders.v[i].o.order, a->order))
            l = x->orders.v[at = i];
    for (size_t i = 0; act_needs_appeal(a) && i < x->appeals.n; i++)
        if (decisions_same(&x->appeals.v[i].alert, &a->alert))
            p = x->appeals.v[at = i];
    for (size_t i = 0; act_needs_interview(a) && i < x->interviews.n; i++)
        if (x->interviews.v[i].month == v.month && x->interviews.v[i].league == v.league &&
            x->interviews.v[i].unit == v.unit)
            v = x->interviews.v[at = i];
    enum act_verdict verdict = act_step_after(a, &x->log);
    x->log.seq = a->seq > x->log.seq ? a->seq : x->log.seq;
    if (verdict != VERDICT_done || act_step_judge(a, &t, &ref) != VERDICT_done)
        return;
    x->log.at = a->at;
    act_step_apply(a, &t, &ref);
    if (a->type == ACT_issue || a->type == ACT_drop)
        vec_push(&x->named, *a);
    if (a->type == ACT_uphold)
        for (int i = 0; i < CASES; i++)
            if (x->c[i].n_all && !strcmp(x->c[i].all[0].case_no, a->alert.case_no)) {
                vec_push(&x->c[i].upheld, ((struct upheld){a->alert, a->at}));
                evaluate(x, &x->c[i], now);
            }
    if (act_table[a->type].about == ABOUT_ORDER) {
        PUT(&x->orders, at, l);
        count(x, &x->orders.v[at == SIZE_MAX ? x->orders.n - 1 : at], now);
    } else if (act_table[a->type].about == ABOUT_APPEAL)
        PUT(&x->appeals, at, p);
    else if (act_table[a->type].about == ABOUT_INTERVIEW)
        PUT(&x->interviews, at, v);
}

static void fill(struct city *x, uint64_t seed)
{
    uint64_t s = ~seed;
    for (int i = 0; i < CASES; i++) {
        struct live_case *c = &x->c[i];
        c->n_all = history_make(seed * CASES + (uint64_t)i, &ref, first_day, &x->arena, c->all);
        c->is.empty = true;
        c->is.next_change = INSTANT_MAX;
        for (size_t k = 0; k < c->n_all; k++) {
            c->all[k].case_no = decisions_case(i, &x->arena);
            c->arrival[k] = (k ? c->arrival[k - 1] : day_start(first_day)) + history_below(&s, 72) * HOUR;
        }
    }
}

/* The events that have arrived by now. */
static void arrive(struct city *x, instant now)
{
    for (int i = 0; i < CASES; i++) {
        struct live_case *c = &x->c[i];
        size_t before = c->n;
        while (c->n < c->n_all && c->arrival[c->n] <= now) {
            c->ev[c->n] = c->all[c->n];
            c->n++;
        }
        if (c->n > before)
            evaluate(x, c, now);
    }
}

static int by_key(const void *a, const void *b)
{
    const struct sum *p = a, *q = b;
    int32_t one[] = {p->month, p->region, p->dept, p->counter},
            other[] = {q->month, q->region, q->dept, q->counter};
    for (int i = 0; i < 4; i++)
        if (one[i] != other[i])
            return one[i] < other[i] ? -1 : 1;
    return 0;
}

static void put_sums(struct str *out, struct city *x)
{
    if (x->sums.n)
        qsort(x->sums.v, x->sums.n, sizeof *x->sums.v, by_key);
    for (size_t i = 0; i < x->sums.n; i++) {
        const struct sum *s = &x->sums.v[i];
        if (s->value)
            str_printf(out, "%d %d %d %d = %lld\n", s->month, s->region, s->dept, s->counter,
                       (long long)s->value);
    }
}

static void put_alerts(struct str *out, const char *case_no, const struct evaluation *e)
{
    for (size_t i = 0; !e->empty && i < e->alerts.n; i++)
        object_alert(out, case_no, &e->alerts.v[i], &ref);
}

static void put_proposals(struct str *out, struct candidate *c, size_t n)
{
    struct proposals p = {0};
    proposals_make(&p, c, n, &ref);
    for (size_t i = 0; i < p.list.n; i++)
        object_proposal(out, &p.list.v[i], &ref);
    proposals_release(&p);
}

static bool is_pursued(const struct city *x, const char *case_no, const struct alert *al)
{
    for (size_t i = 0; i < x->named.n; i++) {
        const struct act *a = &x->named.v[i];
        if (a->type != ACT_issue || a->region != al->region || a->dept != al->dept)
            continue;
        for (size_t k = 0; k < x->orders.n; k++)
            for (uint32_t j = 0; !strcmp(x->orders.v[k].o.order, a->order) && j < a->alerts.n; j++)
                if (!order_ended(&x->orders.v[k].o) && !strcmp(a->alerts.v[j].case_no, case_no))
                    return true;
    }
    return false;
}

static void put_void(struct str *out, const struct city *x, const char *order)
{
    uint32_t n = 0;
    for (size_t i = 0; i < x->named.n; i++)
        for (uint32_t j = 0;
             x->named.v[i].order && !strcmp(x->named.v[i].order, order) && j < x->named.v[i].alerts.n; j++) {
            const struct act_alert *name = &x->named.v[i].alerts.v[j];
            bool stands = false;
            for (int c = 0; c < CASES; c++)
                for (size_t k = 0; !x->c[c].is.empty && k < x->c[c].is.alerts.n; k++)
                    stands = stands ||
                             (x->c[c].is.alerts.v[k].state != STATE_REVOKED &&
                              decisions_names(name, x->c[c].all[0].case_no, &x->c[c].is.alerts.v[k]));
            n += !stands;
        }
    str_printf(out, "void %u", n);
}

/* What the live system holds at the end. */
static void put_live(struct str *out, struct city *x, instant now)
{
    VEC(struct candidate) free_ = {0};
    put_sums(out, x);
    for (int i = 0; i < CASES; i++) {
        const struct evaluation *e = &x->c[i].is;
        const char *case_no = x->c[i].all[0].case_no;
        put_alerts(out, case_no, e);
        for (size_t k = 0; !e->empty && k < e->alerts.n; k++) {
            const struct alert *al = &e->alerts.v[k];
            bool named = false;
            for (size_t j = 0; j < x->named.n; j++)
                for (uint32_t m = 0; m < x->named.v[j].alerts.n; m++)
                    named = named || decisions_names(&x->named.v[j].alerts.v[m], case_no, al);
            if (!named && proposals_may(al, &ref, now))
                vec_push(&free_, proposals_candidate(case_no, al, is_pursued(x, case_no, al)));
        }
    }
    put_proposals(out, free_.v, free_.n);
    for (size_t i = 0; i < x->orders.n; i++) {
        object_order(out, &x->orders.v[i].o, &ref, now);
        put_void(out, x, x->orders.v[i].o.order);
    }
    for (size_t i = 0; i < x->interviews.n; i++)
        object_interview(out, &x->interviews.v[i], BOTTOM_NONE, &ref, now);
    vec_release(&free_);
}

/* The same from everything at once. */
static void put_folded(struct str *out, struct city *x, struct acts_fold *f, instant now)
{
    struct city sums = {0};
    struct str alerts = {0};
    VEC(struct candidate) free_ = {0};
    struct order_count c[ORDER_COUNTS];
    for (int i = 0; i < CASES; i++) {
        struct evaluation e = {0};
        const char *case_no = x->c[i].all[0].case_no;
        struct upheld_list list = acts_fold_upheld(f, case_no, &x->arena);
        eval(&e, x->c[i].ev, x->c[i].n, &list, &ref, now, &x->arena);
        add_case(&sums, &e, 1);
        put_alerts(&alerts, case_no, &e);
        for (size_t k = 0; !e.empty && k < e.alerts.n; k++) {
            const struct alert *al = &e.alerts.v[k];
            if (al->state != STATE_REVOKED)
                acts_names_stands(&f->names, case_no, al);
            if (proposals_may(al, &ref, now) && !acts_names_has(&f->names, case_no, al))
                vec_push(&free_,
                         proposals_candidate(case_no, al,
                                             acts_names_pursued(&f->names, case_no, al->region, al->dept)));
        }
        eval_release(&e);
    }
    for (size_t i = 0; i < f->orders.n; i++) {
        int n = order_counts(&f->orders.v[i], now, c);
        for (int k = 0; k < n; k++)
            add(&sums, c[k].month, f->orders.v[i].region, f->orders.v[i].dept, c[k].counter, 1);
    }
    put_sums(out, &sums);
    str_puts(out, str_text(&alerts));
    put_proposals(out, free_.v, free_.n);
    for (size_t i = 0; i < f->orders.n; i++) {
        object_order(out, &f->orders.v[i], &ref, now);
        str_printf(out, "void %u", acts_names_void(&f->names, (uint32_t)i));
    }
    for (size_t i = 0; i < f->interviews.n; i++)
        object_interview(out, &f->interviews.v[i], BOTTOM_NONE, &ref, now);
    vec_release(&free_);
    vec_release(&sums.sums);
    str_release(&alerts);
}

static void release(struct city *x)
{
    for (int i = 0; i < CASES; i++) {
        eval_release(&x->c[i].is);
        vec_release(&x->c[i].upheld);
    }
    vec_release(&x->orders);
    vec_release(&x->appeals);
    vec_release(&x->interviews);
    vec_release(&x->named);
    vec_release(&x->sums);
    arena_release(&x->arena);
}

static void live_is_fold(void **state)
{
    (void)state;
    struct str live = {0}, folded = {0};
    size_t proposals = 0, revoked = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct city x = {.log = {0, INSTANT_NONE}};
        struct acts_fold f;
        struct decisions d = {seed, &ref, 0, day_start(first_day + history_below(&(uint64_t){seed}, 20))};
        instant now = day_start(first_day), end = day_start(first_day + DAYS);
        acts_fold_init(&f, &ref, end);
        fill(&x, seed);
        for (int i = 0; i < ACTS_EACH && d.now < end; i++) {
            struct act *a = arena_alloc(&x.arena, sizeof *a);
            decisions_next(&d, &x.arena, a);
            if (a->at > end)
                continue;
            instant then = a->at > now ? a->at : now;
            pass_time(&x, now, then);
            arrive(&x, then);
            one_act(&x, a, then);
            acts_fold_add(&f, a);
            now = then;
        }
        pass_time(&x, now, end);
        arrive(&x, end);
        str_clear(&live);
        str_clear(&folded);
        put_live(&live, &x, end);
        put_folded(&folded, &x, &f, end);
        if (strcmp(str_text(&live), str_text(&folded)) != 0)
            fail_msg("seed %llu:\n%s\n%s", (unsigned long long)seed, str_text(&live), str_text(&folded));
        proposals += strstr(folded.p, "\"alerts\":[") != NULL;
        revoked += strstr(folded.p, "\"revoked\"") != NULL;
        acts_fold_release(&f);
        release(&x);
    }
    assert_true(proposals > SEEDS / 20 && revoked > SEEDS / 50); /* the histories do meet what is compared */
    str_release(&live);
    str_release(&folded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(live_is_fold)};
    return cmocka_run_group_tests(tests, load, unload);
}

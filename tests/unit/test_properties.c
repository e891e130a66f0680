/* Properties of the pure core over random histories and over mixes that are the worst for some list. A
 * failing seed is printed: make() makes the same case again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analyzer/eval_parts.h"
#include "analyzer/rollup.h"
#include "ledger/refold.h"
#include "tests/unit/mixes.h"
#include "analyzer/event_pack.h"

enum { HISTORIES = 6000, OF_EACH_MIX = 20, SEEDS = HISTORIES + MIXES * OF_EACH_MIX, MOST = 40 };

static struct refdata ref;
static day first_day;

static int load(void **state)
{
    (void)state;
    first_day = day_make(2026, 1, 20); /* Spring Festival lies in it */
    return history_load(&ref);
}

static int unload(void **state)
{
    (void)state;
    refdata_release(&ref);
    return 0;
}

/* The case of a seed: a random history, or up to MOST events of a mix. */
static size_t make(uint64_t seed, struct arena *a, struct event ev[MOST])
{
    if (seed <= HISTORIES)
        return history_make(seed, &ref, first_day, a, ev);
    uint64_t s = seed;
    size_t n = 4 + (size_t)history_below(&s, MOST - 3);
    mix_make((int)((seed - HISTORIES - 1) / OF_EACH_MIX), ev, n, history_below(&s, 2), &ref, a);
    return n;
}

static void shuffle(struct event *ev, size_t n, uint64_t *s)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)history_below(s, (int)i);
        struct event x = ev[i - 1];
        ev[i - 1] = ev[j];
        ev[j] = x;
    }
}

#define CHECK(condition, seed)                                                 \
    do                                                                         \
        if (!(condition))                                                      \
            fail_msg("seed %llu: %s", (unsigned long long)(seed), #condition); \
    while (0)

/* Everything that is stored of a case and may not drift with the day. */
static void stored(struct str *out, const struct event *ev, size_t n, instant as_of, struct arena *a,
                   instant *next)
{
    struct evaluation e = {0};
    str_clear(out);
    eval(&e, ev, n, NULL, &ref, as_of, a);
    *next = e.next_change;
    assert_true(eval_sane(&e, &ref, as_of));
    if (!e.empty) {
        const struct case_row *r = &e.row;
        eval_pack(out, &e, &ref);
        str_printf(out, "|%s|%d|%d|%d|%d|%d|%d|%d|%d", r->item, r->region, r->dept, r->kind, r->phase,
                   r->light, r->deemed, r->ended, r->visits);
        const struct duty *d = eval_next_duty(&e, -1, -1);
        str_printf(out, "|%d|%d|%lld", r->level, d ? d->kind : DUTY_NONE, (long long)(d ? d->due : 0));
        str_printf(out, "|%d|%d|%d|%d|%d|%d", r->promise.n, r->promise.kept,
                   r->promise.projected ? 0 : r->promise.due, r->statutory.n, r->statutory.kept,
                   r->statutory.projected ? 0 : r->statutory.due);
    }
    eval_release(&e);
}

static bool same(const struct str *a, const struct str *b)
{
    return a->len == b->len && !memcmp(str_text(a), str_text(b), a->len);
}

/* Nothing differs just before next_change, something does at it; stepping so equals evaluating once. */
static void next_change_is_exact(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str was = {0}, before = {0}, at = {0};
    struct event ev[MOST];
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        arena_reset(&a);
        size_t n = make(seed, &a, ev);
        uint64_t s = seed;
        instant t = day_start(first_day + history_below(&s, 70)) + history_below(&s, 2) * 12345 * SECOND,
                next, unused;
        if (seed > HISTORIES)
            t = mix_as_of(ev, n, (int)(seed % 2)); /* before all of it, or amid it */
        /* now and then a rule is off, the one about voids more often: it changes nothing, nor when */
        enum rule_index off = seed % 4 ? R903 : (enum rule_index)(seed / 4 % RULE_COUNT);
        ref.rules.set[off].on = seed % 2;
        for (int step = 0; step < (seed <= HISTORIES ? 4 : 30); step++, t = next) {
            stored(&was, ev, n, t, &a, &next);
            CHECK(next > t, seed);
            if (next == INSTANT_MAX) {
                stored(&at, ev, n, t + 3000 * DAY_LENGTH, &a, &unused);
                CHECK(same(&was, &at), seed);
                break;
            }
            stored(&before, ev, n, next - 1, &a, &unused);
            CHECK(same(&was, &before), seed);
            stored(&at, ev, n, next, &a, &unused);
            CHECK(!same(&was, &at), seed);
        }
        ref.rules.set[off].on = true;
    }
    str_release(&was);
    str_release(&before);
    str_release(&at);
    arena_release(&a);
}

/* The set of events decides, not their order. */
static void order_of_arrival_is_nothing(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str one = {0}, other = {0};
    struct event ev[MOST];
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        arena_reset(&a);
        size_t n = make(seed, &a, ev);
        uint64_t s = ~seed;
        instant t = day_start(first_day + 40), next, again;
        stored(&one, ev, n, t, &a, &next);
        shuffle(ev, n, &s);
        stored(&other, ev, n, t, &a, &again);
        CHECK(same(&one, &other) && next == again, seed);
    }
    str_release(&one);
    str_release(&other);
    arena_release(&a);
}

/* One case as the store keeps it between two batches. */
struct kept {
    struct str events, written;
    struct stored_case c;
};

static void keep(struct kept *k, const struct refold *r, instant as_of)
{
    str_clear(&k->events);
    str_clear(&k->written);
    str_put(&k->events, str_text(&r->packed), r->packed.len);
    str_put(&k->written, str_text(&r->written), r->written.len);
    k->c = (struct stored_case){
        .case_no = r->is.row.case_no,
        .item = r->is.row.item,
        .version = ref.version,
        .kind = (enum kind)r->is.row.kind,
        .evaluated = as_of,
        .events = (const uint8_t *)str_text(&k->events),
        .n_events = k->events.len,
        .written = (const uint8_t *)str_text(&k->written),
        .n_written = k->written.len,
    };
}

/* The events in any order, in batches of any size with some of them twice, then time alone. */
static void fold_in_batches(struct refold *r, struct kept *k, const struct event *ev, size_t n, instant t,
                            uint64_t *s)
{
    struct err e;
    instant as_of = t - 60 * DAY_LENGTH;
    bool old = false;
    for (size_t i = 0; i < n;) {
        size_t from = (size_t)history_below(s, (int)i + 1), to = i + 1 + (size_t)history_below(s, 7);
        const struct event *fresh[MOST];
        bool duplicate[MOST];
        to = to < n ? to : n;
        for (size_t j = from; j < to; j++)
            fresh[j - from] = &ev[j];
        struct refold_news news = {fresh, to - from, duplicate, as_of, false, NULL};
        refold_begin(r, &ref, as_of);
        assert_int_equal(refold_case(r, old ? &k->c : NULL, &news, &e), 0);
        for (size_t j = from; j < to; j++)
            assert_int_equal(duplicate[j - from], j < i);
        keep(k, r, as_of);
        old = true;
        i = to;
        as_of += 3 * DAY_LENGTH;
    }
    refold_begin(r, &ref, t);
    assert_int_equal(refold_case(r, &k->c, NULL, &e), 0);
}

static int by_order(const void *a, const void *b) { return event_compare(a, b); }

/* What is written of a case is the same, byte for byte, however its events came. */
static void batches_are_nothing(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str want = {0};
    struct refold r = {0};
    struct kept k = {0};
    struct event ev[MOST];
    struct evaluation e = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        arena_reset(&a);
        str_clear(&want);
        size_t n = make(seed, &a, ev);
        uint64_t s = ~seed;
        instant t = day_start(first_day + 70);
        eval(&e, ev, n, NULL, &ref, t, &a);
        eval_pack(&want, &e, &ref);
        shuffle(ev, n, &s);
        fold_in_batches(&r, &k, ev, n, t, &s);
        CHECK(same(&r.written, &want), seed);
        qsort(ev, n, sizeof *ev, by_order);
        str_clear(&want);
        for (size_t i = 0; i < n; i++)
            event_pack(&want, &ev[i], i ? &ev[i - 1] : NULL, &ref);
        CHECK(same(&r.packed, &want), seed);
        CHECK(r.is.next_change == e.next_change, seed);
    }
    eval_release(&e);
    refold_release(&r);
    str_release(&k.events);
    str_release(&k.written);
    str_release(&want);
    arena_release(&a);
}

static void break_it(struct evaluation *e, int how, instant as_of)
{
    struct alert *al = e->alerts.v;
    struct contrib *c = e->contribs.v;
    switch (how) {
    case 0: e->next_change = as_of; break;
    case 1: e->empty = true; break;
    case 2: al[1].raised = as_of + 1; break;
    case 3: al[0] = al[1]; break;
    case 4: al[1].state = STATE_WITHDRAWN; break;
    case 5: al[1].level = LEVEL_NONE; break;
    case 6: c[1].value = 0; break;
    case 7: c[0] = c[1]; break;
    case 8: c[e->contribs.n - 1].month += 100; break;
    case 9: e->row.end = as_of + 1; break;
    case 10: e->row.light = e->row.light == LIGHT_NULL ? LIGHT_NONE : LIGHT_NULL; break;
    case 11: e->row.promise.used = DAYS_NONE; break;
    case 12: e->row.promise.due = e->row.start - 1; break;
    case 13: e->handlers.v[0].unit = e->row.dept; break;
    case 14: e->handlers.v[1].dept = false; break;
    case 15: e->duties.v[0].kind = DUTY_NONE; break;
    case 16: e->duties.v[0].due = INSTANT_MAX; break;
    }
}

/* Each of E1-E8 broken is seen. */
static void a_broken_evaluation_is_seen(void **state)
{
    (void)state;
    struct arena a = {0};
    struct event ev[MOST];
    struct evaluation e = {0};
    for (int how = 0; how <= 17; how++) {
        arena_reset(&a);
        mix_make(0, ev, MOST, false, &ref, &a);
        ev[0].type = EV_accepted;
        ev[3].type = EV_step_started;
        ev[3].data.step = "会审";
        ev[3].data.region = ev[3].data.dept = 1;
        instant as_of = mix_as_of(ev, MOST, 2);
        eval(&e, ev, MOST, NULL, &ref, as_of, &a);
        assert_true(!e.empty && e.alerts.n > 1 && e.contribs.n > 1 && e.handlers.n == 2 && e.duties.n > 1 &&
                    e.row.promise.due != DAY_NONE);
        break_it(&e, how, as_of);
        assert_int_equal(eval_sane(&e, &ref, as_of), how == 17);
    }
    eval_release(&e);
    arena_release(&a);
}

/* A void of this event that is there by then; the first in the order of those that come more than `later`
 * after it. */
static const struct event *void_by_walk(const struct event *ev, size_t n, const struct event *target,
                                        instant by, instant later)
{
    const struct event *first = NULL;
    for (size_t i = 0; i < n; i++)
        if (ev[i].type == EV_voided && target->type != EV_voided && ev[i].occurred <= by &&
            ev[i].occurred - target->occurred > later && !strcmp(ev[i].data.event_id, target->event_id) &&
            !strcmp(ev[i].source, target->source) && (!first || event_compare(&ev[i], first) < 0))
            first = &ev[i];
    return first;
}

static void voids_equal_a_walk(const struct facts *x, const struct event *ev, size_t n, uint64_t seed)
{
    size_t there = 0, voided = 0;
    for (size_t i = 0; i < n; i++) {
        bool gone = void_by_walk(ev, n, &ev[i], x->as_of, INT64_MIN / 2);
        there += ev[i].type != EV_voided && ev[i].occurred <= x->as_of && !gone;
        voided += ev[i].occurred <= x->as_of && gone;
    }
    CHECK(there == x->n && voided == x->n_voids, seed);
    for (size_t i = 0; i < x->n; i++)
        CHECK(!void_by_walk(ev, n, x->ev[i], x->as_of, INT64_MIN / 2), seed);
    for (size_t i = 0; i < x->n_voids; i++)
        CHECK(x->voids[i].ev == void_by_walk(ev, n, x->voids[i].target, x->as_of, 24 * HOUR), seed);
}

static size_t place_of(const struct facts *x, const struct event *ev)
{
    size_t i = 0;
    while (x->ev[i] != ev)
        i++;
    return i;
}

static void ratings_equal_a_walk(const struct facts *x, uint64_t seed)
{
    for (size_t k = 0; k < x->n_ratings; k++) {
        const struct rating *r = &x->ratings[k];
        size_t at = place_of(x, r->ev);
        instant rectified = INSTANT_NONE;
        bool invalid = false;
        for (size_t i = 0; i < x->n; i++) {
            const struct event *act = x->ev[i];
            bool names = act->data.event_id && !strcmp(act->data.event_id, r->ev->event_id) &&
                         !strcmp(act->source, r->ev->source);
            if (act->type != EV_rating_rectified || !(act->data.event_id ? names : i > at))
                continue;
            invalid = invalid || act->data.result == RECTIFIED_INVALID;
            if (i > at && rectified == INSTANT_NONE)
                rectified = act->occurred;
        }
        CHECK(r->rectified == rectified && r->invalid == invalid, seed);
    }
}

static int32_t step_dept(const struct event *ev) { return ev->data.dept >= 0 ? ev->data.dept : ev->dept; }

static void steps_equal_a_walk(const struct facts *x, uint64_t seed)
{
    for (size_t k = 0; k < x->n_steps; k++) {
        const struct step *s = &x->steps[k];
        size_t i = place_of(x, s->ev) + 1;
        while (i < x->n && !(x->ev[i]->type == EV_step_finished && step_dept(x->ev[i]) == step_dept(s->ev) &&
                             !strcmp(x->ev[i]->data.step, s->ev->data.step)))
            i++;
        CHECK(s->finished == (i < x->n ? x->ev[i]->occurred : INSTANT_NONE), seed);
        CHECK(s->finished_by_end == (i < x->end_at), seed);
    }
}

/* F1-F7 of facts.h; and what is found by key is what a walk over all events finds. */
static void facts_are_sane(void **state)
{
    (void)state;
    struct arena a = {0};
    struct event ev[MOST];
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        for (int which = 0; which < MIX_INSTANTS; which++) {
            arena_reset(&a);
            size_t n = make(seed, &a, ev);
            struct evaluation out = {.next_change = INSTANT_MAX};
            struct facts x = {.ref = &ref, .a = &a, .as_of = mix_as_of(ev, n, which), .out = &out};
            if (!fold_find(&x, ev, n))
                continue;
            windows_find(&x);
            limits_find(&x);
            steps_find(&x);
            CHECK(facts_sane(&x), seed);
            voids_equal_a_walk(&x, ev, n, seed);
            ratings_equal_a_walk(&x, seed);
            steps_equal_a_walk(&x, seed);
        }
    arena_release(&a);
}

/* R1 and R2 of rollup.h: regions, departments and items add up to the same. */
static void sums_add_up(void **state)
{
    (void)state;
    struct arena a = {0};
    struct event ev[MOST];
    struct rollup r;
    struct evaluation e = {0};
    instant t = day_start(first_day + 300);
    rollup_init(&r, &ref);
    for (uint64_t seed = 1; seed <= SEEDS; seed += 7) {
        arena_reset(&a);
        size_t n = make(seed, &a, ev);
        eval(&e, ev, n, NULL, &ref, t, &a);
        if (!e.empty)
            rollup_add(&r, &e);
    }
    rollup_add_unit(&r, day_month(first_day), 1, 2, C_orders, 3);
    assert_true(rollup_sane(&r));
    rollup_finish(&r, t);
    assert_true(rollup_sane(&r));
    rollup_release(&r);
    eval_release(&e);
    arena_release(&a);
}

static bool same_rows(const struct evaluation *a, const struct evaluation *b)
{
    bool same = a->alerts.n == b->alerts.n && a->contribs.n == b->contribs.n;
    for (size_t i = 0; same && i < a->alerts.n; i++) {
        const struct alert *p = &a->alerts.v[i], *q = &b->alerts.v[i];
        same = p->rule == q->rule && p->level == q->level && p->state == q->state && p->region == q->region &&
               p->dept == q->dept && p->raised == q->raised && p->cleared == q->cleared &&
               p->used == q->used && p->limit == q->limit && p->due == q->due &&
               !strcmp(p->subject, q->subject);
    }
    for (size_t i = 0; same && i < a->contribs.n; i++) {
        const struct contrib *p = &a->contribs.v[i], *q = &b->contribs.v[i];
        same = p->month == q->month && p->region == q->region && p->dept == q->dept &&
               p->counter == q->counter && p->value == q->value;
    }
    return same;
}

/* Packed and unpacked events evaluate alike, and what was written is read back whole. */
static void packing_loses_nothing(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str one = {0}, other = {0}, packed = {0};
    struct event ev[MOST], back[MOST];
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        arena_reset(&a);
        str_clear(&packed);
        size_t n = make(seed, &a, ev);
        for (size_t i = 0; i < n; i++)
            event_pack(&packed, &ev[i], i ? &ev[i - 1] : NULL, &ref);
        const uint8_t *p = (const uint8_t *)packed.p, *end = p + packed.len;
        for (size_t i = 0; i < n; i++) {
            CHECK(event_unpack(&p, end, i ? &back[i - 1] : NULL, ev[0].case_no, &ref, &a, &back[i]), seed);
            str_clear(&one);
            str_clear(&other);
            event_write(&one, &ev[i], &ref);
            event_write(&other, &back[i], &ref);
            CHECK(same(&one, &other), seed);
        }
        CHECK(p == end, seed);
        struct evaluation e = {0}, read = {0};
        eval(&e, ev, n, NULL, &ref, day_start(first_day + 60), &a);
        str_clear(&one);
        str_clear(&other);
        if (!e.empty) {
            eval_pack(&one, &e, &ref);
            CHECK(eval_unpack((const uint8_t *)one.p, one.len, &ref, &a, &read), seed);
            CHECK(same_rows(&e, &read), seed);
            eval_pack(&other, &read, &ref);
            CHECK(same(&one, &other), seed);
        }
        eval_release(&e);
        eval_release(&read);
    }
    str_release(&one);
    str_release(&other);
    str_release(&packed);
    arena_release(&a);
}

/* Adding working days and counting them are inverse, on every day and over both edges of the tables. */
static void adding_and_counting_are_inverse(void **state)
{
    (void)state;
    for (day d = day_make(1998, 12, 1); d < day_make(2101, 2, 1); d += 3)
        for (int64_t n = 1; n < 60; n += 7) {
            day due = calendar_add(&ref.cal, d, n);
            assert_true(calendar_working(&ref.cal, due));
            assert_int_equal(calendar_count(&ref.cal, due) - calendar_count(&ref.cal, d), n);
            assert_int_equal(calendar_count(&ref.cal, due - 1) - calendar_count(&ref.cal, d), n - 1);
        }
    for (day d = day_make(1998, 12, 1); d < day_make(2101, 2, 1); d++)
        assert_int_equal(calendar_count(&ref.cal, d) - calendar_count(&ref.cal, d - 1),
                         calendar_working(&ref.cal, d));
}

/* used() and the due day against the contract's words, a day at a time. */
static void clocks_equal_a_walk(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        uint64_t s = seed;
        struct span span[12], raw[12];
        struct clock c = {
            .cal = &ref.cal, .every_day = history_one_in(&s, 4), .span = span, .open_from = DAY_NONE};
        size_t n = (size_t)history_below(&s, 13);
        day start = first_day + history_below(&s, 20);
        for (size_t i = 0; i < n; i++) {
            raw[i].from = first_day + history_below(&s, 60);
            raw[i].to = raw[i].from + history_below(&s, 12);
            span[i] = raw[i];
        }
        clock_pause(&c, span, n);
        int64_t limit = history_below(&s, 15), used = 0;
        day due = DAY_NONE;
        for (day d = start; due == DAY_NONE; d++) {
            bool working = c.every_day || calendar_working(&ref.cal, d), paused = false, covered = false;
            for (size_t i = 0; i < n; i++) {
                paused = paused || (d > raw[i].from && d <= raw[i].to);
                covered = covered || (d >= raw[i].from && d < raw[i].to);
            }
            used += d > start && working && !paused;
            CHECK(clock_used(&c, start, d) == used, seed);
            if (working && used >= limit && !covered)
                due = d;
        }
        CHECK(clock_due(&c, start, limit) == due, seed);
    }
}

/* Ranks are a permutation, whatever order the units come in. */
static void ranks_are_a_permutation(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 500; seed++) {
        uint64_t s = seed;
        struct standing one[12], other[12];
        size_t n = 1 + (size_t)history_below(&s, 12);
        for (size_t i = 0; i < n; i++) {
            one[i] = (struct standing){.unit = (int32_t)i};
            int64_t *c = one[i].counters.c;
            c[C_completed] = 20 + history_below(&s, 30);
            c[C_limited] = 10;
            c[C_on_time] = 8 + history_below(&s, 3); /* ties on purpose */
            c[C_c_yellow] = history_below(&s, 2);
            other[n - 1 - i] = one[i];
        }
        rank_league(one, n, &ref.weights);
        rank_league(other, n, &ref.weights);
        int32_t rank = 0;
        for (size_t i = 0; i < n; i++) {
            CHECK(one[i].unit == other[i].unit && one[i].rank == other[i].rank, seed);
            CHECK(one[i].rank == 0 || one[i].rank == ++rank, seed);
            CHECK((one[i].rank == 0) == (one[i].counters.c[C_completed] < 30), seed);
        }
    }
}

/* A case of ten thousand events, of every type or of one, evaluates in bounded work: the test's own time
 * limit is the guard. */
static void absurd_cases_end(void **state)
{
    (void)state;
    enum { MANY = 10000 };
    struct arena a = {0};
    struct event *ev = calloc(MANY, sizeof *ev);
    for (int type = -1; type <= EV_voided; type++) {
        uint64_t s = 7;
        arena_reset(&a);
        for (size_t i = 0; i < MANY; i++) {
            struct event one[HISTORY_MOST];
            history_make(history_next(&s), &ref, first_day, &a, one);
            ev[i] = one[0];
            if (type >= 0)
                ev[i].type = (uint8_t)type;
            char id[16];
            snprintf(id, sizeof id, "m%zu", i);
            ev[i].event_id = arena_strdup(&a, id);
            ev[i].occurred = day_start(first_day) + (instant)i * 17 * HOUR;
            history_data(&s, &ev[i], &ref, ev, i, &a);
        }
        struct evaluation e = {0};
        eval(&e, ev, MANY, NULL, &ref, day_start(first_day + 9000), &a);
        assert_true(e.empty || e.row.n_events > 0);
        eval_release(&e);
    }
    free(ev);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next_change_is_exact),  cmocka_unit_test(order_of_arrival_is_nothing),
        cmocka_unit_test(batches_are_nothing),   cmocka_unit_test(a_broken_evaluation_is_seen),
        cmocka_unit_test(facts_are_sane),        cmocka_unit_test(sums_add_up),
        cmocka_unit_test(packing_loses_nothing), cmocka_unit_test(adding_and_counting_are_inverse),
        cmocka_unit_test(clocks_equal_a_walk),   cmocka_unit_test(ranks_are_a_permutation),
        cmocka_unit_test(absurd_cases_end),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

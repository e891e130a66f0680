/* Properties of the parts of an evaluation: facts, sums, clocks and ranks are what a plain walk finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analyzer/eval_parts.h"
#include "analyzer/rollup.h"
#include "tests/unit/seeds.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_are_sane),
        cmocka_unit_test(sums_add_up),
        cmocka_unit_test(adding_and_counting_are_inverse),
        cmocka_unit_test(clocks_equal_a_walk),
        cmocka_unit_test(ranks_are_a_permutation),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

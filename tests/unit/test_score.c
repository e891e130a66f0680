/* Scores, what they lack and what would lift them (contract section 7). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/indicators.h"

static struct weights weights;

static int load(void **state)
{
    (void)state;
    weights_default(&weights);
    return 0;
}

static int32_t score(const struct counters *c) { return score_of(c, &weights); }

static void scores(void **state)
{
    (void)state;
    struct counters c = {0};
    assert_int_equal(score(&c), -1); /* no rate is known */
    c.c[C_events] = c.c[C_events_timely] = 3;
    assert_int_equal(score(&c), 100000); /* one rate alone decides */
    c.c[C_limited] = 3; /* on_time 0 of weight 25, timely 10000 of weight 10: 10000 * 10 / 35 bp = 28571.4 */
    assert_int_equal(score(&c), 28571);
    c.c[C_on_time] = 2; /* 6667 * 25 + 10000 * 10 = 266675; * 10 / 35 = 76192.857: half up */
    assert_int_equal(score(&c), 76193);
    c.c[C_completed] =
        3; /* procedure and document 10000, instant 0: (266675 + 200000) * 10 / 60 = 77779.17 */
    assert_int_equal(score(&c), 77779);
    c.c[C_procedure_bad] = 3; /* (266675 + 100000) * 10 / 60 = 61112.5: half up */
    assert_int_equal(score(&c), 61113);
    c.c[C_submitted] = 1; /* online 0 of weight 5: 366675 * 10 / 65 = 56411.5 */
    assert_int_equal(score(&c), 56412);
}

/* Deductions: floor(10000 (c_yellow + 3 c_red) / max(completed, 1)), at most 10000, never below 0. */
static void deductions(void **state)
{
    (void)state;
    struct counters c = {0};
    c.c[C_events] = c.c[C_events_timely] = 1;
    c.c[C_c_yellow] = 1; /* nothing completed: as one */
    assert_int_equal(score(&c), 90000);
    c.c[C_c_red] = 1; /* 40000: at most 10000 */
    assert_int_equal(score(&c), 90000);
    c.c[C_events_timely] = 0;
    assert_int_equal(score(&c), 0);
    c.c[C_events_timely] = 1;
    c.c[C_completed] = 7; /* 4 cards' worth on 7: floor(5714.28); instant 0, procedure and document full:
                             300000 * 10 / 35 = 85714.28 */
    assert_int_equal(score(&c), 85714 - 5714);
    c.c[C_c_red] = 0;
    assert_int_equal(score(&c), 85714 - 1428);
}

/* 一次办好率 counts as 0 where 2 once_known < granted. */
static void silence_about_visits_does_not_pay(void **state)
{
    (void)state;
    struct counters c = {0};
    c.c[C_events] = c.c[C_events_timely] = 1;
    c.c[C_granted] = 11;
    c.c[C_once_known] = c.c[C_done_once] = 5; /* 10 < 11 */
    assert_int_equal(score(&c), 50000);
    c.c[C_granted] = 10;
    assert_int_equal(score(&c), 100000);
    c.c[C_once_known] = c.c[C_done_once] = 0; /* null, but 0 < 10 */
    assert_int_equal(score(&c), 50000);
    c.c[C_granted] = 0; /* nothing granted, nothing known: null */
    assert_int_equal(score(&c), 100000);
    assert_int_equal(rate_of(&c, RATE_done_once_rate).bp, BP_NULL); /* the published rate stays null */
}

static void weights_of_zero(void **state)
{
    (void)state;
    struct weights w = weights;
    struct counters c = {0};
    c.c[C_events] = 1;
    w.weight[WEIGHT_timely] = 0; /* the one rate that is known does not weigh */
    assert_int_equal(score_of(&c, &w), -1);
}

/* Counters of some month: none of a denominator in one of four. */
static struct counters some_month(uint32_t *seed)
{
    struct counters c = {0};
    for (int i = 0; i < COUNTERS; i++) {
        *seed = *seed * 1664525U + 1013904223U;
        c.c[i] = *seed >> 30 ? *seed >> 8 & 0x3ff : 0;
    }
    c.c[C_events_timely] = c.c[C_events_timely] % (c.c[C_events] + 1);
    return c;
}

/* What is lost is exactly what the score lacks. */
static void what_is_lost_adds_up(void **state)
{
    (void)state;
    uint32_t seed = 20261126;
    for (int round = 0; round < 20000; round++) {
        struct counters c = some_month(&seed);
        struct score_lost lost;
        int32_t is = score_lost(&c, &weights, &lost), left = 100000 - lost.cards;
        assert_int_equal(is, score(&c));
        for (int i = 0; i < WEIGHTS; i++)
            left -= lost.rate[i];
        assert_true(is < 0 || left == is);
        assert_true(lost.cards >= 0 && lost.cards <= 10000);
    }
    struct counters c = {0};
    struct score_lost lost;
    assert_int_equal(score_lost(&c, &weights, &lost), -1);
    c.c[C_events] = c.c[C_limited] = 3, c.c[C_events_timely] = 3, c.c[C_on_time] = 2, c.c[C_c_yellow] = 1;
    assert_int_equal(score_lost(&c, &weights, &lost), 76193 - 10000);
    assert_int_equal(lost.rate[WEIGHT_on_time], 100000 - 76193); /* 3333 of 10000 bp * 25 / 35 */
    assert_int_equal(lost.rate[WEIGHT_timely], 0);
    assert_int_equal(lost.rate[WEIGHT_delivery], 0); /* not known */
    assert_int_equal(lost.cards, 10000);
}

static void the_least_that_lifts(void **state)
{
    (void)state;
    uint32_t seed = 7;
    int lifted = 0;
    for (int round = 0; round < 20000; round++) {
        struct counters c = some_month(&seed), d = c;
        int32_t wanted = score(&c) + round % 3000;
        int64_t more = score_lift(&c, &weights, WEIGHT_timely, wanted);
        d.c[C_events_timely] = more < 0 ? c.c[C_events] : c.c[C_events_timely] + more;
        assert_true(d.c[C_events_timely] <= c.c[C_events]);
        assert_int_equal(score(&d) > wanted, more >= 0);
        if (more < 0)
            continue;
        d.c[C_events_timely]--; /* one fewer does not */
        assert_true(score(&d) <= wanted);
        lifted++;
    }
    assert_true(lifted > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores),
        cmocka_unit_test(deductions),
        cmocka_unit_test(silence_about_visits_does_not_pay),
        cmocka_unit_test(weights_of_zero),
        cmocka_unit_test(what_is_lost_adds_up),
        cmocka_unit_test(the_least_that_lifts),
    };
    return cmocka_run_group_tests(tests, load, NULL);
}

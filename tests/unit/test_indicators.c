/* Rates, percentiles, scores, ranks, bottom places and streaks (contract sections 6 and 7), figure by figure.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/indicators.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static struct weights weights;

static int load(void **state)
{
    (void)state;
    weights_default(&weights);
    return 0;
}

static void rates_round_half_up(void **state)
{
    (void)state;
    static const struct {
        int64_t num, den;
        int32_t bp;
    } row[] = {
        {0, 1, 0},
        {1, 1, 10000},
        {1, 3, 3333},
        {2, 3, 6667},
        {1, 8, 1250},
        {1, 20000, 1},
        {1, 20001, 0},
        {3, 20000, 2},
        {19999, 20000, 10000},
        {39997, 40000, 9999},
        {0, 0, BP_NULL},
        {5, 0, BP_NULL},
        {-1, 1, -10000},
        {-1, 3, -3333},
        {-2, 3, -6667},
        {-1, 20000, 0},
        {-3, 20000, -1},
        {-2, 20000, -1},
        {2, 1, 20000},
        {461145543106334, 461145543106334, 10000},
        {-461145543106333, 461145543106334, -10000}, /* the largest that 64 bits hold */
    };
    for (size_t i = 0; i < COUNT(row); i++)
        if (rate_bp(row[i].num, row[i].den) != row[i].bp)
            fail_msg("%lld/%lld gives %d, wanted %d", (long long)row[i].num, (long long)row[i].den,
                     rate_bp(row[i].num, row[i].den), row[i].bp);
}

/* Each counter has a number of its own, so that each rate shows which it is made of. */
static void rates_are_made_of_their_counters(void **state)
{
    (void)state;
    struct counters c;
    for (int i = 0; i < COUNTERS; i++)
        c.c[i] = ((int64_t)1 << i % 40) + i;
#define V(name) c.c[C_##name]
    const struct {
        const char *name;
        int64_t num, den;
    } row[] = {
        {"on_time_rate", V(on_time), V(limited) + V(late_exit) + V(overdue_open)},
        {"early_rate", V(early), V(limited)},
        {"notice_rate", V(notice_on_time), V(notice_due)},
        {"delivery_rate", V(delivery_on_time), V(delivery_due)},
        {"procedure_rate", V(completed) - V(procedure_bad), V(completed)},
        {"document_rate", V(completed) - V(document_bad), V(completed)},
        {"instant_rate", V(completed_instant), V(completed)},
        {"same_day_rate", V(same_day), V(completed)},
        {"online_rate", V(submitted_online), V(submitted)},
        {"full_online_rate", V(full_online), V(completed)},
        {"done_once_rate", V(done_once), V(once_known)},
        {"one_visit_rate", V(one_visit), V(visits_known)},
        {"zero_visit_rate", V(zero_visit), V(visits_known)},
        {"satisfaction_rate", V(r1) + V(r2) + V(r3), V(r1) + V(r2) + V(r3) + V(r4) + V(r5)},
        {"rating_rate", V(r1) + V(r2) + V(r3) + V(r4) + V(r5), V(completed)},
        {"rectify_rate", V(bad_on_time), V(bad_due)},
        {"step_rate", V(steps_on_time), V(steps_due)},
        {"order_rate", V(orders_on_time), V(orders_due)},
        {"speedup_rate", V(statutory_days) - V(used_days), V(statutory_days)},
        {"compression_rate", V(statutory_days) - V(promise_days), V(statutory_days)},
        {"timely_rate", V(events_timely), V(events)},
    };
#undef V
    assert_int_equal(RATES, COUNT(row));
    for (int i = 0; i < RATES; i++) {
        struct rate_value v = rate_of(&c, (enum rate)i);
        assert_string_equal(rate_name[i], row[i].name);
        assert_true(v.num == row[i].num && v.den == row[i].den);
    }
}

static void names_and_stocks(void **state)
{
    (void)state;
    for (int i = 0; i < COUNTERS; i++)
        assert_int_equal(counter_find(counter_name[i]), i);
    assert_int_equal(counter_find("nope"), -1);
    assert_string_equal(counter_name[0], "submitted");
    assert_string_equal(counter_name[COUNTERS - 1], "events_timely");
    int stocks = 0;
    for (int i = 0; i < COUNTERS; i++)
        stocks += counter_is_stock((enum counter)i);
    assert_int_equal(stocks, 3);
    assert_true(counter_is_stock(C_open_end) && counter_is_stock(C_overdue_open) &&
                counter_is_stock(C_overdue_open_statutory));
}

static void percentiles(void **state)
{
    (void)state;
    int64_t n[HIST_BUCKETS] = {0};
    assert_int_equal(hist_percentile(n, 50), -1);
    n[7] = 1;
    assert_int_equal(hist_percentile(n, 50), 7);
    assert_int_equal(hist_percentile(n, 90), 7);
    n[8] = 1; /* 7 8: nearest rank, so the lower of two */
    assert_int_equal(hist_percentile(n, 50), 7);
    assert_int_equal(hist_percentile(n, 90), 8);
    memset(n, 0, sizeof n);
    for (int i = 1; i <= 10; i++)
        n[i] = 1;
    assert_int_equal(hist_percentile(n, 50), 5);
    assert_int_equal(hist_percentile(n, 90), 9);
    assert_int_equal(hist_percentile(n, 100), 10);
    n[11] = 1; /* eleven values: ranks 6 and 10 */
    assert_int_equal(hist_percentile(n, 50), 6);
    assert_int_equal(hist_percentile(n, 90), 10);
    n[0] = 100;
    assert_int_equal(hist_percentile(n, 50), 0);
    n[HIST_BUCKETS - 1] = 100000;
    assert_int_equal(hist_percentile(n, 90), HIST_BUCKETS - 1); /* 256 days and more */
}

/* ---- ranks ---- */

/* A unit with 100 completed cases and a score by how many of 100 events came in time. */
static struct standing unit(int32_t number, int64_t timely, int64_t red, int64_t yellow, int64_t completed)
{
    struct standing s = {.unit = number};
    int64_t *c = s.counters.c;
    c[C_completed] = completed;
    c[C_events] = 100;
    c[C_events_timely] = timely;
    c[C_c_red] = red;
    c[C_c_yellow] = yellow;
    c[C_completed_instant] = completed;
    return s;
}

static void check_order(const struct standing *in, size_t n, const char *wanted)
{
    struct standing s[8];
    char is[9] = "";
    memcpy(s, in, n * sizeof *s);
    rank_league(s, n, &weights);
    for (size_t i = 0; i < n; i++)
        is[i] = (char)((s[i].rank ? 'A' : 'a') + s[i].unit);
    assert_string_equal(is, wanted);
}

static void the_ladder_rung_by_rung(void **state)
{
    (void)state;
    struct weights w = weights;
    weights.deduction_unit = 0; /* cards then only break ties */
    check_order((struct standing[]){unit(0, 50, 0, 0, 900), unit(1, 51, 9, 9, 30)}, 2,
                "BA"); /* score first */
    check_order((struct standing[]){unit(0, 50, 2, 0, 900), unit(1, 50, 1, 9, 30)}, 2,
                "BA"); /* then fewer red */
    check_order((struct standing[]){unit(0, 50, 1, 2, 900), unit(1, 50, 1, 1, 30)}, 2,
                "BA"); /* then fewer yellow */
    check_order((struct standing[]){unit(0, 50, 1, 1, 100), unit(1, 50, 1, 1, 101)}, 2,
                "BA"); /* then more completed */
    check_order((struct standing[]){unit(1, 50, 1, 1, 100), unit(0, 50, 1, 1, 100)}, 2,
                "AB"); /* then the reference file's order */
    check_order((struct standing[]){unit(3, 99, 0, 0, 29), unit(2, 10, 0, 0, 30), unit(1, 99, 0, 0, 0),
                                    unit(0, 20, 0, 0, 31)},
                4, "ACbd"); /* the floor */
    weights = w;
    struct standing s[2] = {unit(0, 100, 0, 0, 29), unit(1, 100, 0, 0, 30)};
    rank_league(s, 2, &weights);
    assert_true(s[0].unit == 1 && s[0].rank == 1 && s[0].score == 100000);
    assert_true(s[1].unit == 0 && s[1].rank == 0 && s[1].score == -1);
}

static int bottom_of(struct standing *s, size_t n)
{
    rank_league(s, n, &weights);
    int i = rank_bottom(s, n, &weights);
    return i < 0 ? -1 : s[i].unit;
}

static void bottom_places(void **state)
{
    (void)state;
    assert_int_equal(
        bottom_of((struct standing[]){unit(0, 90, 0, 0, 100), unit(1, 50, 0, 0, 100), unit(2, 70, 0, 0, 100)},
                  3),
        1);
    /* three must be ranked */
    assert_int_equal(
        bottom_of((struct standing[]){unit(0, 90, 0, 0, 100), unit(1, 50, 0, 0, 100), unit(2, 10, 0, 0, 29)},
                  3),
        -1);
    assert_int_equal(bottom_of((struct standing[]){unit(0, 90, 0, 0, 100), unit(1, 50, 0, 0, 100)}, 2), -1);
    assert_int_equal(bottom_of(NULL, 0), -1);
    assert_int_equal(bottom_of((struct standing[]){unit(0, 90, 0, 0, 100), unit(1, 50, 0, 0, 100),
                                                   unit(2, 70, 0, 0, 100), unit(3, 10, 0, 0, 29)},
                               4),
                     1);
    /* a score of 95.000 is good enough: procedure, document, instant full (25), timely 10 of 35 */
    struct standing good[3] = {unit(0, 100, 0, 0, 100), unit(1, 100, 0, 0, 100), unit(2, 83, 0, 0, 100)};
    assert_int_equal(bottom_of(good, 3), -1);
    assert_int_equal(good[2].score, 95143);
    struct standing worse[3] = {unit(0, 100, 0, 0, 100), unit(1, 100, 0, 0, 100), unit(2, 82, 0, 0, 100)};
    assert_int_equal(bottom_of(worse, 3), 2);
    assert_int_equal(worse[2].score, 94857);
    /* only the canonical order puts it behind the one before it */
    assert_int_equal(
        bottom_of((struct standing[]){unit(0, 90, 0, 0, 100), unit(1, 50, 0, 0, 100), unit(2, 50, 0, 0, 100)},
                  3),
        -1);
    /* one case completed less does */
    assert_int_equal(
        bottom_of((struct standing[]){unit(0, 90, 0, 0, 100), unit(1, 50, 0, 0, 99), unit(2, 50, 0, 0, 100)},
                  3),
        1);
}

static void exactly_95000_is_no_bottom(void **state)
{
    (void)state;
    struct standing s[3] = {unit(0, 100, 0, 0, 200), unit(1, 100, 0, 0, 200),
                            unit(2, 100, 0, 100, 200)}; /* 100 yellow on 200: 5000 off */
    assert_int_equal(bottom_of(s, 3), -1);
    assert_int_equal(s[2].score, 95000);
    s[2].counters.c[C_c_yellow] = 101;
    assert_int_equal(bottom_of(s, 3), 2);
}

/* The actions of a row of ranked months: '1' in the bottom place, '0' not; r d h: remind, deputy, head; '-'
 * none. */
static void check_streak(const char *months, const char *wanted)
{
    struct streak s = {0};
    char is[64] = "";
    for (size_t i = 0; months[i]; i++)
        is[i] = "-rdh"[streak_add(&s, months[i] == '1', &weights)];
    assert_string_equal(is, wanted);
}

static void streaks(void **state)
{
    (void)state;
    check_streak("1", "r");
    check_streak("11", "rd");
    check_streak("1111", "rdhh");
    check_streak("1101", "rd-r");
    check_streak("10101010", "r-r-r-h-"); /* the fourth within 12 ranked months */
    check_streak("11011", "rd-rh"); /* likewise */
    check_streak("100100100001", "r--r--r----h"); /* the first is 11 months back: just within 12 */
    check_streak("1001001000001", "r--r--r-----r"); /* 12 back: out */
    check_streak("1111000000000001", "rdhh-----------r");
    struct streak s = {0};
    for (int i = 0; i < 40; i++)
        streak_add(&s, true, &weights);
    assert_int_equal(s.run, 40); /* runs are longer than the months remembered */
    assert_string_equal(bottom_action_word[streak_add(&s, true, &weights)], "interview_head");
    assert_string_equal(bottom_action_word[BOTTOM_REMIND], "remind");
    assert_string_equal(bottom_action_word[BOTTOM_DEPUTY], "interview_deputy");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_round_half_up),        cmocka_unit_test(rates_are_made_of_their_counters),
        cmocka_unit_test(names_and_stocks),           cmocka_unit_test(percentiles),
        cmocka_unit_test(the_ladder_rung_by_rung),    cmocka_unit_test(bottom_places),
        cmocka_unit_test(exactly_95000_is_no_bottom), cmocka_unit_test(streaks),
    };
    return cmocka_run_group_tests(tests, load, NULL);
}

/* Arithmetic of orders, self-reports and longer periods that the golden cases do not show: instants for the
 * clock, figures of any size, settings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analyzer/order.h"
#include "analyzer/periods.h"
#include "analyzer/proposals.h"
#include "analyzer/self_reports.h"
#include "tests/unit/fixture.h"

static instant at(const char *text)
{
    instant t;
    assert_true(instant_parse(text, strlen(text), &t));
    return t;
}

static struct order issued(const char *when, int days)
{
    struct act a;
    struct order o = {.state = IS_none};
    act_clear(&a);
    a.type = ACT_issue;
    a.order = "2026-1";
    a.at = at(when);
    a.reply_days = days;
    a.region = a.dept = 0;
    order_apply(&o, &a, &ref);
    return o;
}

static void act_on(struct order *o, enum act_type type, const char *when, int days)
{
    struct act a;
    act_clear(&a);
    a.type = (uint8_t)type;
    a.order = o->order;
    a.at = at(when);
    a.reply_days = days;
    order_apply(o, &a, &ref);
}

#define ASSERT_AT(t, text)                                   \
    do {                                                     \
        char buf_[INSTANT_TEXT];                             \
        assert_string_equal(instant_text_us(t, buf_), text); \
    } while (0)

/* Due 2026-03-05, a Thursday; the third working day after it is the 10th. */
static void test_next_change(void **state)
{
    (void)state;
    struct order o = issued("2026-03-02T09:00:00+08:00", 3);
    instant now = o.issued_at;
    ASSERT_AT(order_due_soon(&o, &ref), "2026-03-04T00:00:00+08:00");
    ASSERT_AT(now = order_next_change(&o, &ref, now), "2026-03-06T00:00:00+08:00");
    ASSERT_AT(now = order_next_change(&o, &ref, now), "2026-03-11T00:00:00+08:00");
    assert_true(order_next_change(&o, &ref, now) == INSTANT_MAX);
    /* answered, even closed: the month's count of due orders still waits for the day */
    act_on(&o, ACT_reply, "2026-03-03T09:00:00+08:00", 0);
    act_on(&o, ACT_close, "2026-03-03T10:00:00+08:00", 0);
    ASSERT_AT(now = order_next_change(&o, &ref, o.closed_at), "2026-03-06T00:00:00+08:00");
    assert_true(order_next_change(&o, &ref, now) == INSTANT_MAX);
    assert_true(order_due_soon(&o, &ref) == INSTANT_NONE);
    /* cancelled: nothing any more */
    o = issued("2026-03-02T09:00:00+08:00", 3);
    act_on(&o, ACT_cancel, "2026-03-03T09:00:00+08:00", 0);
    assert_true(order_next_change(&o, &ref, o.closed_at) == INSTANT_MAX);
    /* a second round: its own days, and one step is left to red */
    o = issued("2026-03-02T09:00:00+08:00", 1);
    act_on(&o, ACT_reply, "2026-03-04T09:00:00+08:00", 0);
    act_on(&o, ACT_return, "2026-03-04T10:00:00+08:00", 2);
    assert_int_equal(order_color(&o, &ref, at("2026-03-06T23:59:59+08:00")), COLOR_ORANGE);
    ASSERT_AT(now = order_next_change(&o, &ref, at("2026-03-04T10:00:00+08:00")),
              "2026-03-07T00:00:00+08:00");
    assert_int_equal(order_color(&o, &ref, now), COLOR_RED);
    assert_true(order_next_change(&o, &ref, now) == INSTANT_MAX);
}

/* A due day that reaches into a year without a calendar file was counted by plain weeks. */
static void test_provisional(void **state)
{
    (void)state;
    struct order o = issued("2026-12-29T09:00:00+08:00", 2);
    assert_false(order_provisional(&o, &ref));
    act_on(&o, ACT_extend, "2026-12-30T09:00:00+08:00", 3);
    assert_int_equal(o.due, day_make(2027, 1, 4));
    assert_true(order_provisional(&o, &ref));
}

static void test_number(void **state)
{
    (void)state;
    static const struct {
        const char *format, *order, *want;
    } row[] = {
        {"临审督〔%Y〕%n号", "2026-17", "临审督〔2026〕17号"},
        {"%n/%Y/%n", "2026-1", "1/2026/1"},
        {"督%n", "2026-012", "督012"},
        {"督%n", "2026-", "2026-"},
        {"督%n", "26-1", "26-1"},
        {"督%n", "2026-1a", "2026-1a"},
        {"督%n", "a", "a"},
    };
    struct order_settings s;
    order_settings_default(&s);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct str out = {0};
        s.number = row[i].format;
        order_settings_number(&out, &s, row[i].order);
        assert_string_equal(out.p, row[i].want);
        str_release(&out);
    }
}

/* 100·|r−s| ≤ max(s, 500), 10·|r−s| > max(s, 500), without overflow. */
static void test_verdicts(void **state)
{
    (void)state;
    static const struct {
        int64_t r, s;
        enum self_verdict want;
    } row[] = {
        {5, 0, SELF_AGREE},
        {6, 0, SELF_EXPLAIN},
        {50, 0, SELF_EXPLAIN},
        {51, 0, SELF_CONFLICT},
        {505, 500, SELF_AGREE},
        {494, 500, SELF_EXPLAIN},
        {495, 500, SELF_AGREE},
        {599, 599, SELF_AGREE},
        {604, 599, SELF_AGREE},
        {605, 599, SELF_EXPLAIN},
        {606, 600, SELF_AGREE},
        {607, 600, SELF_EXPLAIN},
        {660, 600, SELF_EXPLAIN},
        {661, 600, SELF_CONFLICT},
        {540, 600, SELF_EXPLAIN},
        {539, 600, SELF_CONFLICT},
        {0, -5, SELF_AGREE},
        {0, -6, SELF_EXPLAIN},
        {0, -50, SELF_EXPLAIN},
        {0, -51, SELF_CONFLICT},
        {INT64_MAX, 0, SELF_CONFLICT},
        {INT64_MAX, -1, SELF_CONFLICT},
        {0, INT64_MAX, SELF_CONFLICT},
        {INT64_MAX, INT64_MAX, SELF_AGREE},
        {INT64_MAX / 100 * 99 + 7, INT64_MAX, SELF_AGREE},
        {INT64_MAX / 100 * 98, INT64_MAX, SELF_EXPLAIN},
        {INT64_MAX / 10 * 9 - 1, INT64_MAX, SELF_CONFLICT},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (self_reports_judge(row[i].r, row[i].s) != row[i].want)
            fail_msg("%lld %lld: %s", (long long)row[i].r, (long long)row[i].s,
                     self_verdict_word[self_reports_judge(row[i].r, row[i].s)]);
}

/* The mean, half up, and who is ranked: 2n against the months begun. */
static void test_periods(void **state)
{
    (void)state;
    static const struct {
        int64_t scores;
        int months, begun;
        int32_t want;
    } row[] = {
        {5, 2, 2, 3},  {3, 2, 2, 2},   {4, 3, 3, 1},           {5, 3, 3, 2},
        {0, 1, 1, 0},  {0, 0, 1, -1},  {7, 1, 2, 7},           {7, 1, 3, -1},
        {14, 2, 3, 7}, {14, 2, 4, 7},  {14, 2, 5, -1},         {700000, 7, 12, 100000},
        {6, 6, 12, 1}, {5, 5, 12, -1}, {299999, 3, 3, 100000}, {299998, 3, 3, 99999},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct period_standing p = {.months = row[i].months, .scores = row[i].scores};
        periods_standings(&p, 1, row[i].begun);
        assert_int_equal(p.standing.score, row[i].want);
        assert_int_equal(p.standing.rank, row[i].want >= 0);
    }
}

/* Each rule once, in the order in which the alerts stand; how many there are. */
static void test_text(void **state)
{
    (void)state;
    struct candidate c[] = {{.case_no = "a", .subject = "", .rule = R401},
                            {.case_no = "b", .subject = "#1", .rule = R501},
                            {.case_no = "c", .subject = "", .rule = R401}};
    const struct proposal red = {.level = LEVEL_RED, .alerts = c, .n = 1},
                          yellow = {.level = LEVEL_YELLOW, .alerts = c, .n = 3};
    struct str text = {0};
    proposals_text(&text, &red);
    assert_string_equal(text.p,
                        "该办件因“缺受理通知书”出示红牌（共1张），请核查原因、及时整改，并在期限内反馈。");
    str_clear(&text);
    proposals_text(&text, &yellow);
    assert_string_equal(
        text.p,
        "该单位的办件因“缺受理通知书”、“违规收费”出示黄牌（共3张），请核查原因、及时整改，并在期限内反馈。");
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_next_change), cmocka_unit_test(test_provisional), cmocka_unit_test(test_number),
        cmocka_unit_test(test_verdicts),    cmocka_unit_test(test_periods),     cmocka_unit_test(test_text),
    };
    return cmocka_run_group_tests_name("orders", tests, load, unload);
}

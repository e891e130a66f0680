/* The base room: days and instants, strings, bytes, maps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"

static void test_days(void **state)
{
    (void)state;
    static const struct {
        int year, mon, mday;
        day want;
        int weekday;
    } c[] = {{1970, 1, 1, 0, 3},
             {2000, 2, 29, 11016, 1},
             {2026, 10, 13, 20739, 1},
             {1969, 12, 31, -1, 2},
             {2100, 3, 1, 47541, 0}};
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        int y, m, d;
        assert_int_equal(day_make(c[i].year, c[i].mon, c[i].mday), c[i].want);
        assert_int_equal(day_weekday(c[i].want), c[i].weekday);
        day_split(c[i].want, &y, &m, &d);
        assert_true(y == c[i].year && m == c[i].mon && d == c[i].mday);
    }
    for (day d = day_make(1999, 12, 31), last = d; d < day_make(2032, 1, 1);
         last = d++) { /* every day is its own text and the one after the last */
        char buf[DAY_TEXT];
        day back;
        assert_true(day_parse(day_text(d, buf), 10, &back));
        assert_int_equal(back, d);
        assert_true(d == last || day_weekday(d) == (day_weekday(last) + 1) % 7);
        assert_true(month_first(day_month(d)) <= d && d < month_first(day_month(d) + 1));
    }
}

static void test_day_texts(void **state)
{
    (void)state;
    static const char *const bad[] = {"",           "2026-1-01",  "2026-13-01",  "2026-02-29", "2026-00-10",
                                      "2026-04-31", "2026/04/01", "2026-04-01 ", "2026-04-0a", "-026-04-01"};
    day d;
    month m;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(day_parse(bad[i], strlen(bad[i]), &d));
    assert_true(month_parse("2026-10", 7, &m) && m == 12 * 2026 + 9);
    assert_false(month_parse("2026-13", 7, &m) || month_parse("2026-1", 6, &m) ||
                 month_parse("2026-10-", 8, &m));
}

static void test_instants(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want, *us; /* want NULL: unreadable */
    } c[] = {
        {"2026-10-13T09:12:45+08:00", "2026-10-13T09:12:45+08:00", "2026-10-13T09:12:45+08:00"},
        {"2026-10-13T01:12:45Z", "2026-10-13T09:12:45+08:00", "2026-10-13T09:12:45+08:00"},
        {"2026-10-12T20:12:45-05:00", "2026-10-13T09:12:45+08:00", "2026-10-13T09:12:45+08:00"},
        {"2026-12-31T16:00:00Z", "2027-01-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00"},
        {"2026-10-13T09:12:45.5+08:00", "2026-10-13T09:12:45+08:00", "2026-10-13T09:12:45.500000+08:00"},
        {"2026-10-13T09:12:45.1234567+08:00", "2026-10-13T09:12:45+08:00",
         "2026-10-13T09:12:45.123456+08:00"},
        {"2026-10-13T09:12:45", NULL, NULL},
        {"2026-10-13T24:00:00+08:00", NULL, NULL},
        {"2026-10-13T09:60:00+08:00", NULL, NULL},
        {"2026-10-13T09:12+08:00", NULL, NULL},
        {"2026-10-13T09:12:45.+08:00", NULL, NULL},
        {"2026-10-13T09:12:45+0800", NULL, NULL},
        {"2026-10-13T09:12:45+08:00 ", NULL, NULL},
        {"2026-02-30T09:12:45Z", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        char buf[INSTANT_TEXT];
        instant t;
        assert_int_equal(instant_parse(c[i].in, strlen(c[i].in), &t), c[i].want != NULL);
        if (!c[i].want)
            continue;
        assert_string_equal(instant_text(t, buf), c[i].want);
        assert_string_equal(instant_text_us(t, buf), c[i].us);
        assert_true(day_start(instant_day(t)) <= t && t < day_start(instant_day(t) + 1));
    }
}

static void test_escapes(void **state)
{
    (void)state;
    struct str s = {0};
    assert_string_equal(str_text(&s), "");
    str_json(&s, "a\"\\\n\t\r\b\f\x01临");
    assert_string_equal(str_text(&s), "\"a\\\"\\\\\\n\\t\\r\\b\\f\\u0001临\"");
    str_clear(&s);
    str_json(&s, NULL);
    assert_string_equal(str_text(&s), "null");
    str_clear(&s);
    str_html(&s, "<a href=\"x\">'&'</a>");
    assert_null(strpbrk(str_text(&s), "<>\"'"));
    str_clear(&s);
    str_html(&s, "临\t\n\x01\x7f\xc2\x9b\xc2\xa0\xe2\x80\xae\xe2\x80\xa6\xef\xbf\xbf\xef\xbf\xbd");
    assert_string_equal(str_text(&s), "临\t\n���\xc2\xa0�…��");
    str_clear(&s);
    str_url(&s, "a b/临-_.~");
    assert_string_equal(str_text(&s), "a%20b%2F%E4%B8%B4-_.~");
    str_clear(&s);
    assert_int_equal(str_fit("临沂", 6), 6);
    assert_int_equal(str_fit("临沂", 5), 3);
    assert_int_equal(str_fit("临沂", 2), 0);
    assert_int_equal(str_fit("ab", 1), 1);
    str_int(&s, INT64_MIN);
    assert_string_equal(str_text(&s), "-9223372036854775808");
    str_clear(&s);
    for (int i = 0; i < 1000; i++)
        str_printf(&s, "%d,", i % 10);
    assert_int_equal(s.len, 2000);
    str_release(&s);
}

static void test_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
    } c[] = {
        {"", true},
        {"abc", true},
        {"临沂", true},
        {"\xf0\x9f\x8f\x9b", true},
        {"\xed\x9f\xbf", true},
        {"\xf4\x8f\xbf\xbf", true},
        {"\x80", false},
        {"\xc0\xaf", false},
        {"\xe4\xb8", false},
        {"\xed\xa0\x80", false},
        {"\xf4\x90\x80\x80", false},
        {"\xe0\x80\xaf", false},
        {"\xff", false},
    };
    for (size_t i = 0; i < sizeof c / sizeof *c; i++)
        assert_int_equal(str_utf8(c[i].text, strlen(c[i].text)), c[i].good);
    assert_int_equal(str_points("a临沂"), 3);
}

static void test_bytes(void **state)
{
    (void)state;
    static const int64_t v[] = {0,   1,     -1,    63,        -64,       64,        127,
                                128, 16383, 16384, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};
    enum { N = sizeof v / sizeof *v };
    struct str s = {0};
    struct arena a = {0};
    for (int i = 0; i < N; i++) {
        bytes_put_i(&s, v[i]);
        bytes_put_u(&s, (uint64_t)v[i]);
    }
    bytes_put_text(&s, "临沂");
    for (size_t cut = 0; cut <= s.len; cut++) { /* a cut buffer is told, whole it gives what was put in */
        struct bytes b = {(const uint8_t *)s.p, (const uint8_t *)s.p + cut, false};
        bool same = true;
        for (int i = 0; i < N; i++) {
            same = bytes_i(&b) == v[i] && same;
            same = bytes_u(&b) == (uint64_t)v[i] && same;
        }
        same = !strcmp(bytes_text(&b, &a), "临沂") && same;
        assert_int_equal(b.bad, cut < s.len);
        assert_int_equal(same, cut == s.len);
    }
    str_release(&s);
    arena_release(&a);
}

static void test_map(void **state)
{
    (void)state;
    enum { N = 5000 };
    struct map m = {0};
    struct arena a = {0};
    char key[16];
    assert_int_equal(map_get(&m, "x", 1), MAP_NONE);
    for (uint32_t i = 0; i < N; i++) {
        int n = snprintf(key, sizeof key, "k%u", i);
        assert_int_equal(map_put(&m, arena_strdup(&a, key), (size_t)n, i), i);
        assert_int_equal(map_put(&m, key, (size_t)n, i + 1), i); /* the first stays */
    }
    for (uint32_t i = 0; i < N; i++)
        assert_int_equal(map_get(&m, key, (size_t)snprintf(key, sizeof key, "k%u", i)), i);
    assert_int_equal(map_get(&m, "k5000", 5), MAP_NONE);
    assert_int_equal(map_get(&m, "k4999x", 5), 4999); /* length counts, not a NUL */
    map_release(&m);
    arena_release(&a);
}

static void test_errors(void **state)
{
    (void)state;
    struct err e;
    assert_int_equal(err_set(&e, "row %d", 7), -1);
    assert_true(e.kind == ERR_WORK && !strcmp(e.text, "row 7"));
    assert_int_equal(err_prefix(&e, "%s", "items.csv"), -1);
    assert_string_equal(e.text, "items.csv: row 7");
    char big[3000];
    memset(big, 'x', sizeof big - 1);
    big[sizeof big - 1] = 0;
    assert_int_equal(err_env(&e, "%s", big), -1);
    assert_true(e.kind == ERR_ENV && strlen(e.text) < sizeof e.text);
    assert_int_equal(err_prefix(&e, "%s", big), -1);
    assert_int_equal(err_usage(NULL, "nobody listens"), -1);
}

static void periods(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        month first, last;
    } good[] = {
        {"2026-10", 12 * 2026 + 9, 12 * 2026 + 9},  {"2026-Q1", 12 * 2026, 12 * 2026 + 2},
        {"2026-Q4", 12 * 2026 + 9, 12 * 2026 + 11}, {"2026-H1", 12 * 2026, 12 * 2026 + 5},
        {"2026-H2", 12 * 2026 + 6, 12 * 2026 + 11}, {"2026", 12 * 2026, 12 * 2026 + 11},
    };
    static const char *const bad[] = {"",       "2026-",    "2026-Q0", "2026-Q5", "2026-H3", "2026-q1",
                                      "2026Q1", "2026-Q1 ", "202",     "0000",    "2026-13", "2026/Q1"};
    char buf[DAY_TEXT];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        month first, last;
        assert_true(period_parse(good[i].text, strlen(good[i].text), &first, &last));
        assert_int_equal(first, good[i].first);
        assert_int_equal(last, good[i].last);
        assert_string_equal(period_text(first, last, buf), good[i].text);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        month first, last;
        assert_false(period_parse(bad[i], strlen(bad[i]), &first, &last));
    }
}

/* The units: milliseconds and microseconds of one clock that never goes back, and the civil time. */
static void test_clock(void **state)
{
    (void)state;
    int64_t us = clock_us(), ms = clock_ms(), later = clock_us();
    assert_true(us > 0 && us / 1000 <= ms && ms <= later / 1000);
    assert_true(clock_wall() > day_start(day_make(2026, 1, 1)));
    assert_true(clock_wall() < day_start(day_make(2200, 1, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods),       cmocka_unit_test(test_days),    cmocka_unit_test(test_day_texts),
        cmocka_unit_test(test_instants), cmocka_unit_test(test_escapes), cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_bytes),    cmocka_unit_test(test_map),     cmocka_unit_test(test_errors),
        cmocka_unit_test(test_clock),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}

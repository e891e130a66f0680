/* What pages say, and where their links lead: terms, the month before as old as this one, rows, numbers of
 * cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reports/names.h"
#include "reports/same_period.h"
#include "reports/terms.h"
#include "reports/web/html.h"
#include "reports/web/routes.h"
#include "tests/unit/expect.h"

/* the number of a case as an address that nobody on the way changes, and as text that can be seen */
static void cases_are_reachable(void **state)
{
    (void)state;
    static const struct {
        const char *no, *href, *text;
    } want[] = {
        {"A-1", "/cases/A-1", "A-1"},
        {"甲 1", "/cases/%E7%94%B2%201", "甲 1"},
        {".", "/cases?no=.", "."},
        {"..", "/cases?no=..", ".."},
        {"...", "/cases/...", "..."},
        {"../..", "/cases?no=..%2F..", "../.."},
        {"a/b", "/cases?no=a%2Fb", "a/b"},
        {"\\", "/cases?no=%5C", "\\"},
        {"%2e%2e", "/cases/%252e%252e", "%2e%2e"},
        {"?", "/cases/%3F", "?"},
        {"#", "/cases/%23", "#"},
        {" ", "/cases/%20", "\" \""},
        {"a ", "/cases/a%20", "\"a \""},
        {"\xc2\xa0", "/cases/%C2%A0", "\"\\u00a0\""},
        {"\xe3\x80\x80", "/cases/%E3%80%80", "\"\\u3000\""},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        struct request rq = {0};
        struct err e;
        assert_string_equal(html_case_href(&a, want[i].no), want[i].href);
        assert_string_equal(html_case_text(&a, want[i].no), want[i].text);
        assert_int_equal(request_parse(&rq, want[i].href, &a, &e), 0);
        const struct route *r = route_find(&rq, &a);
        assert_non_null(r);
        assert_string_equal(request_get(&rq, "no") ? request_get(&rq, "no") : rq.arg, want[i].no);
    }
    arena_release(&a);
}

/* every counter, and every term that a page explains, once */
static void terms_are_defined(void **state)
{
    (void)state;
    for (int i = 0; i < COUNTERS; i++)
        assert_non_null(terms_meaning(counter_zh[i]));
    assert_non_null(terms_meaning("件次"));
    assert_null(terms_meaning("件"));
    struct str s = {0};
    html_terms(&s, "张", "件次", NULL);
    assert_non_null(strstr(s.p, "<dfn>件次</dfn>："));
    str_release(&s);
}

static instant at(int year, int mon, int mday, int hour, int minute)
{
    return day_start(day_make(year, mon, mday)) + (hour * 60 + minute) * (HOUR / 60);
}

/* a month to date is compared with as many whole hours of the month before, at most with all of it */
static void the_month_before_as_old(void **state)
{
    (void)state;
    static const struct {
        int now[5], then[5];
        const char *words;
    } want[] = {
        {{2026, 11, 26, 9, 12}, {2026, 10, 26, 9, 0}, "10月1日至26日9时"},
        {{2026, 11, 26, 0, 59}, {2026, 10, 26, 0, 0}, "10月1日至25日"},
        {{2026, 11, 1, 0, 0}, {2026, 10, 1, 0, 0}, "10月1日至1日"},
        {{2026, 1, 1, 1, 30}, {2025, 12, 1, 1, 0}, "12月1日至1日1时"},
        {{2026, 3, 31, 23, 59}, {2026, 3, 1, 0, 0}, "2月1日至28日"},
        {{2026, 3, 28, 23, 59}, {2026, 2, 28, 23, 0}, "2月1日至28日23时"},
        {{2024, 3, 30, 5, 0}, {2024, 3, 1, 0, 0}, "2月1日至29日"},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const int *n = want[i].now, *t = want[i].then;
        instant now = at(n[0], n[1], n[2], n[3], n[4]), then = same_period_instant(now);
        assert_true(then == at(t[0], t[1], t[2], t[3], t[4]));
        struct same_period s = {.month = day_month(instant_day(now)) - 1, .as_of = then};
        EXPECT(same_period_words(out, &s), want[i].words);
    }
}

/* what belongs to the city's own departments is not the city */
static void the_citys_own_row(void **state)
{
    (void)state;
    struct region regions[] = {
        {"1", "某市", LEAGUE_NONE}, {"2", "甲县", LEAGUE_COUNTY}, {"3", "某岛", LEAGUE_NONE}};
    struct dept depts[] = {{.code = "D", .name = "市某局", .region = 0, .league = LEAGUE_DEPARTMENT},
                           {.code = "E", .name = "甲县某局", .region = 1}};
    struct refdata ref = {.regions = regions, .n_regions = 3, .depts = depts, .n_depts = 2};
    assert_string_equal(names_region_row(&ref, 0), "市直");
    assert_string_equal(names_region_row(&ref, 1), "甲县");
    assert_string_equal(names_region_row(&ref, 2), "某岛");
}

/* the store's statement for what counts once takes a rule's hundred for its dimension */
static void a_hundred_is_a_dimension(void **state)
{
    (void)state;
    for (int i = 0; i < RULE_COUNT; i++)
        for (int k = 0; k < RULE_COUNT; k++)
            assert_int_equal(rule_table[i].dimension == rule_table[k].dimension,
                             rule_table[i].no / 100 == rule_table[k].no / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_are_reachable),      cmocka_unit_test(terms_are_defined),
        cmocka_unit_test(the_month_before_as_old),  cmocka_unit_test(the_citys_own_row),
        cmocka_unit_test(a_hundred_is_a_dimension),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What a page is asked for: targets, parameters, cursors, routes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reports/filter.h"
#include "reports/web/asked.h"
#include "reports/web/html.h"
#include "reports/web/routes.h"
#include "tests/unit/expect.h"
#include "store/read_cases.h"

static int parse(struct request *rq, const char *target, struct arena *a)
{
    struct err e = {.text = ""};
    int rc = request_parse(rq, target, a, &e);
    assert_int_equal(rc != 0, e.text[0] != 0);
    return rc;
}

static void targets(void **state)
{
    (void)state;
    struct arena a = {0};
    struct request rq = {0};
    assert_int_equal(parse(&rq, "/cases/A%2FB%20%E4%B8%B4?x=1&y=%E9%BB%84+%2B&&z&q=", &a), 0);
    assert_string_equal(rq.path, "/cases/A/B 临");
    assert_string_equal(request_get(&rq, "x"), "1");
    assert_string_equal(request_get(&rq, "y"), "黄 +");
    assert_null(request_get(&rq, "z"));
    assert_null(request_get(&rq, "q"));
    assert_null(request_get(&rq, "none"));
    assert_int_equal(parse(&rq, "/a..b/...", &a), 0);
    assert_int_equal(parse(&rq, "/cases/a%2F..%2Fb", &a), 0); /* a slash in a name divides nothing */
    assert_string_equal(rq.path, "/cases/a/../b");
    assert_int_equal(parse(&rq, "/cases/%2E.", &a), 0); /* behind what says what it is, it is a name */
    assert_string_equal(rq.path, "/cases/..");
    static const char *const bad[] = {
        "",         "x",       "*",        "http://x/", "/%",        "/%4",
        "/%4g",     "/%00",    "/a%0Ab",   "/..",       "/../",      "/a/../b",
        "/%2e%2e/", "/./a",    "/a?x=%zz", "/%ff",      "/?a=1&a=2", "/?a=%ED%A0%80",
        "/a?x=%7f", "/a/%2E/", "/%2e",     "/a?x=%c2",  "/a%ff"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(parse(&rq, bad[i], &a), -1);
    struct str many = {0};
    str_puts(&many, "/?");
    for (int i = 0; i <= REQUEST_PARAMS; i++)
        str_printf(&many, "&p%d=1", i);
    assert_int_equal(parse(&rq, many.p, &a), -1);
    str_clear(&many);
    str_puts(&many, "/?");
    for (int i = 0; i < 2000; i++)
        str_puts(&many, i % 3 ? "%9A" : "%E4");
    str_puts(&many, "=1");
    assert_int_equal(parse(&rq, many.p, &a), -1);
    str_release(&many);
    arena_release(&a);
}

static void parameters(void **state)
{
    (void)state;
    struct arena a = {0};
    struct request rq = {0};
    struct err e;
    month m = 7;
    int64_t n = 7;
    const char *w = NULL;
    static const char *const words[] = {"red", "yellow", NULL};
    parse(&rq, "/?month=2026-10&n=12&w=yellow&badm=2026-13&neg=-1&big=99999999999999999999", &a);
    assert_int_equal(request_month(&rq, "month", &m, &e), 0);
    assert_int_equal(m, 2026 * 12 + 9);
    assert_int_equal(request_month(&rq, "badm", &m, &e), -1);
    assert_int_equal(request_int(&rq, "n", 1, 12, &n, &e), 0);
    assert_int_equal(n, 12);
    assert_int_equal(request_int(&rq, "n", 1, 11, &n, &e), -1);
    assert_int_equal(request_int(&rq, "neg", 0, 10, &n, &e), -1);
    assert_int_equal(request_int(&rq, "big", 0, INT64_MAX, &n, &e), -1);
    assert_int_equal(request_int(&rq, "absent", 0, 1, &n, &e), 0);
    assert_int_equal(request_word(&rq, "w", words, &w, &e), 0);
    assert_string_equal(w, "yellow");
    assert_int_equal(request_word(&rq, "month", words, &w, &e), -1);
    static const char *const no_month[] = {"/?m=9999-12", "/?m=9000-01", "/?m=1999-12", "/?m=0001-01",
                                           "/?m=2026-1"};
    for (size_t i = 0; i < sizeof no_month / sizeof *no_month; i++) {
        month first, last;
        parse(&rq, no_month[i], &a);
        assert_int_equal(request_month(&rq, "m", &m, &e), -1);
        assert_int_equal(request_period(&rq, "m", &first, &last, &e), -1);
    }
    parse(&rq, "/?y=8999&z=9999-Q4&first=2000-01&last=8999-12", &a);
    month first, last;
    assert_int_equal(request_period(&rq, "y", &first, &last, &e), 0);
    assert_int_equal(request_period(&rq, "z", &first, &last, &e), -1);
    assert_int_equal(request_month(&rq, "first", &m, &e), 0);
    assert_int_equal(request_month(&rq, "last", &m, &e), 0);
    parse(&rq, "/alerts?region=371302&cursor=1.2&item=%E7%94%B2%26", &a);
    EXPECT(request_query_with(out, &rq, "cursor", "9.8"), "?region=371302&item=%E7%94%B2%26&cursor=9.8");
    EXPECT(request_query_anew(out, &rq, "region", "371311"), "?item=%E7%94%B2%26&region=371311");
    EXPECT(request_query_with(out, &rq, "region", NULL), "?cursor=1.2&item=%E7%94%B2%26");
    arena_release(&a);
}

static void cursors(void **state)
{
    (void)state;
    struct arena a = {0};
    struct request rq = {0};
    struct asked_cursor c;
    struct err e;
    struct read_alert last = {.raised = 1760000000123456, .id = 42};
    parse(&rq, html_href(&a, "/alerts", "cursor", asked_cursor_text(&last, &a), NULL), &a);
    assert_int_equal(asked_cursor_read(&rq, &c, &e), 0);
    assert_true(c.raised == last.raised && c.id == 42);
    static const char *const bad[] = {"/?cursor=x",
                                      "/?cursor=1",
                                      "/?cursor=1.",
                                      "/?cursor=1.2x",
                                      "/?cursor=11111111111111111111111111111111111111111.1",
                                      "/?cursor=9223372036854775807.1",
                                      "/?cursor=-9223372036854775808.1",
                                      "/?cursor=1760000000123456.9223372036854775808",
                                      "/?cursor=1760000000123456.-1",
                                      "/?cursor=.1",
                                      "/?cursor=1.1.1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        parse(&rq, bad[i], &a);
        assert_int_equal(asked_cursor_read(&rq, &c, &e), -1);
    }
    arena_release(&a);
}

/* What the address and the command line say becomes what the store takes, or a fault that names it. */
static void filters(void **state)
{
    (void)state;
    struct region regions[] = {{"1", "甲", LEAGUE_COUNTY}};
    struct refdata ref = {.regions = regions, .n_regions = 1};
    struct read_filter f;
    struct filter_fault fault;
    refdata_index(&ref);
    struct filter_words w = {.region = "1", .kept = (char[]){"overdue"}, .phase = (char[]){"paused"}};
    assert_true(filter_cases(&w, &ref, &f, &fault));
    assert_string_equal(f.region, "1");
    assert_ptr_equal(f.kept, read_verdict_word[2]);
    assert_ptr_equal(f.phase, phase_word[PHASE_PAUSED]);
    assert_null(f.light);
    w = (struct filter_words){
        .level = "red", .state = "open", .rule = "102", .month = "2026-10", .item = "x"};
    assert_true(filter_alerts(&w, &ref, &f, &fault));
    assert_string_equal(f.level, "red");
    assert_string_equal(f.item, "x");
    assert_int_equal(f.rule, 102);
    assert_true(f.from == day_start(day_make(2026, 10, 1)) && f.to == day_start(day_make(2026, 11, 1)));
    const struct {
        struct filter_words w;
        const char *name;
        int wanted;
    } bad[] = {
        {{.region = "2"}, "region", FILTER_REGION},  {{.dept = "2"}, "dept", FILTER_DEPT},
        {{.level = "purple"}, "level", FILTER_WORD}, {{.level = ""}, "level", FILTER_WORD},
        {{.state = "shut"}, "state", FILTER_WORD},   {{.rule = "0"}, "rule", FILTER_NUMBER},
        {{.rule = "1000"}, "rule", FILTER_NUMBER},   {{.month = "2026-13"}, "month", FILTER_MONTH},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(filter_alerts(&bad[i].w, &ref, &f, &fault));
        assert_string_equal(fault.name, bad[i].name);
        assert_int_equal(fault.wanted, bad[i].wanted);
    }
    w = (struct filter_words){.light = ""}; /* the word of a case without a light cannot be said */
    assert_false(filter_cases(&w, &ref, &f, &fault));
    map_release(&ref.region_map);
}

static void routes_match(void **state)
{
    (void)state;
    static const struct {
        const char *target, *pattern, *arg;
    } want[] = {
        {"/", "/", ""},
        {"/cases", "/cases", ""},
        {"/cases/A/B", "/cases/*", "A/B"},
        {"/charts/2026-10/trend.svg", "/charts/*", "2026-10/trend.svg"},
        {"/api/v1/bulletins/2026-10", "/api/v1/bulletins/*", "2026-10"},
        {"/cases/", NULL, NULL},
        {"/charts/", NULL, NULL},
        {"/alerts/", NULL, NULL},
        {"/style.css/x", NULL, NULL},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        struct request rq = {0};
        assert_int_equal(parse(&rq, want[i].target, &a), 0);
        const struct route *r = route_find(&rq, &a);
        assert_int_equal(r != NULL, want[i].pattern != NULL);
        if (r) {
            assert_string_equal(r->pattern, want[i].pattern);
            assert_string_equal(rq.arg, want[i].arg);
        }
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets), cmocka_unit_test(parameters),   cmocka_unit_test(cursors),
        cmocka_unit_test(filters), cmocka_unit_test(routes_match),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

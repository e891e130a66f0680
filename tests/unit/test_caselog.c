/* The case log gives back what was put into it: each case's events in the order of arrival, the first of two
 * that are the same; whatever stands between them, however many and however long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/caselog.h"
#include "tests/unit/history.h"
#include "tests/unit/message.h"

static struct caselog log_of(void) { return (struct caselog){.ref = &ref}; }

static struct event event_of(const char *case_no, const char *source, const char *id)
{
    struct event ev = taken("submitted", "");
    ev.case_no = case_no;
    ev.source = source;
    ev.event_id = id;
    return ev;
}

/* The case's event ids, joined. */
static void has_case(const struct caselog *log, size_t i, const char *case_no, const char *ids,
                     size_t duplicates)
{
    struct case_events c = caselog_case(log, i, &arena);
    struct str got = {0};
    for (size_t k = 0; k < c.n; k++) {
        assert_string_equal(c.v[k].case_no, case_no);
        str_printf(&got, "%s%s", k ? " " : "", c.v[k].event_id);
    }
    assert_string_equal(c.case_no, case_no);
    assert_string_equal(str_text(&got), ids);
    assert_int_equal(c.duplicates, duplicates);
    str_release(&got);
}

static void cases_in_order_events_as_they_came(void **state)
{
    (void)state;
    static const char *const row[][2] = {{"b", "2"},  {"a", "9"}, {"b", "1"},
                                         {"ab", "x"}, {"b", "2"}, {"a", "8"}};
    struct caselog log = log_of();
    for (size_t i = 0; i < COUNT(row); i++) {
        struct event ev = event_of(row[i][0], "s", row[i][1]);
        assert_true(caselog_add(&log, &ev));
    }
    assert_int_equal(log.cases.n, 3);
    caselog_sort(&log);
    has_case(&log, 0, "a", "9 8", 0);
    has_case(&log, 1, "ab", "x", 0);
    has_case(&log, 2, "b", "2 1", 1);
    caselog_release(&log);
}

static void of_two_the_first_counts(void **state)
{
    (void)state;
    struct caselog log = log_of();
    struct event first = event_of("c", "s", "e"), second = first, other = event_of("c", "t", "e");
    second.occurred += HOUR;
    second.channel = CHANNEL_WEB;
    caselog_add(&log, &first);
    caselog_add(&log, &second);
    caselog_add(&log, &other);
    struct case_events c = caselog_case(&log, 0, &arena);
    assert_int_equal(c.n, 2);
    assert_int_equal(c.duplicates, 1);
    assert_true(c.v[0].occurred == first.occurred && c.v[0].channel == CHANNEL_NONE);
    assert_string_equal(c.v[1].source, "t"); /* another source is another event */
    caselog_release(&log);
}

/* Many of one case, with a duplicate of each, beside others, over several blocks. */
static void a_case_of_thousands(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    struct caselog log = log_of();
    char id[16], text[1000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    for (int i = 0; i < 2 * MANY; i++) {
        snprintf(id, sizeof id, "%d", i % MANY);
        struct event ev = event_of("long", "s", id), beside = event_of(id, "s", "e");
        ev.type = EV_visited;
        ev.data.purpose = text;
        caselog_add(&log, &ev);
        caselog_add(&log, &beside);
    }
    assert_true(log.block.n > 4);
    struct case_events c = caselog_case(&log, 0, &arena);
    assert_int_equal(c.n, MANY);
    assert_int_equal(c.duplicates, MANY);
    for (int i = 0; i < MANY; i++) {
        snprintf(id, sizeof id, "%d", i);
        assert_string_equal(c.v[i].event_id, id);
        assert_string_equal(c.v[i].data.purpose, text);
    }
    assert_int_equal(log.cases.n, MANY + 1);
    caselog_release(&log);
}

/* Histories of every kind, mixed: what comes back is written as what was put in. */
static void every_kind_of_event(void **state)
{
    (void)state;
    enum { CASES = 300 };
    struct refdata shipped;
    assert_int_equal(history_load(&shipped), 0);
    struct caselog log = {.ref = &shipped};
    static struct event ev[CASES][HISTORY_MOST];
    static size_t n[CASES];
    char(*no)[8] = arena_alloc(&arena, sizeof *no * CASES);
    for (size_t c = 0; c < CASES; c++) {
        n[c] = history_make(c + 1, &shipped, day_make(2026, 1, 20), &arena, ev[c]);
        snprintf(no[c], sizeof no[c], "%03zu", c);
        for (size_t i = 0; i < n[c]; i++)
            ev[c][i].case_no = no[c];
    }
    for (size_t i = 0; i < HISTORY_MOST; i++)
        for (size_t c = 0; c < CASES; c++)
            if (i < n[c])
                caselog_add(&log, &ev[c][i]);
    caselog_sort(&log);
    for (size_t c = 0; c < CASES; c++) {
        struct case_events got = caselog_case(&log, c, &arena);
        assert_int_equal(got.n + got.duplicates, n[c]);
        for (size_t i = 0; i < got.n && !got.duplicates; i++) {
            struct str want = {0}, is = {0};
            event_write(&want, &ev[c][i], &shipped);
            event_write(&is, &got.v[i], &shipped);
            assert_string_equal(is.p, want.p);
            str_release(&want);
            str_release(&is);
        }
    }
    caselog_release(&log);
    refdata_release(&shipped);
}

static void reports_belong_to_no_case(void **state)
{
    (void)state;
    struct caselog log = log_of();
    struct event r = taken("monthly_report",
                           "case_no=|dept=|item=|data={\"month\":\"2026-02\",\"counters\":{}}"),
                 named = r;
    named.case_no = "x";
    assert_true(caselog_add(&log, &r));
    assert_false(caselog_add(&log, &r));
    assert_true(caselog_add(&log, &named)); /* its case is part of the key */
    assert_int_equal(log.cases.n, 0);
    caselog_release(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_in_order_events_as_they_came),
        cmocka_unit_test(of_two_the_first_counts),
        cmocka_unit_test(a_case_of_thousands),
        cmocka_unit_test(every_kind_of_event),
        cmocka_unit_test(reports_belong_to_no_case),
    };
    return cmocka_run_group_tests(tests, message_load, message_unload);
}

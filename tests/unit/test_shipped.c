/* What is shipped in config/: calendars, rules, indicators (run at the top of the tree). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/ini.h"
#include "config/check.h"
#include "config/refdata_load.h"
#include "tests/unit/folder.h"

static struct refdata ref;

/* Small tables of its own, beside the shipped files. */
static const struct {
    const char *name, *text; /* NULL: the shipped one */
} part[] = {
    {"regions.csv", "code,name,league\n"},
    {"departments.csv", "code,name,region,league\n"},
    {"items.csv", "item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,basis\n"},
    {"calendar", NULL},
    {"rules.conf", NULL},
    {"indicators.conf", NULL},
};
enum { PARTS = sizeof part / sizeof *part };

static int put_part(int i)
{
    if (part[i].text) {
        folder_write(part[i].name, part[i].text);
        return 0;
    }
    struct str path = folder_path(part[i].name), from = {0};
    str_printf(&from, "config/%s", part[i].name);
    char *full = realpath(from.p, NULL);
    int rc = full ? symlink(full, path.p) : -1;
    free(full);
    str_release(&from);
    str_release(&path);
    return rc;
}

static int load_shipped(void **state)
{
    struct str findings = {0};
    struct err e;
    int rc = folder_make(state);
    for (int i = 0; rc == 0 && i < PARTS; i++)
        rc = put_part(i);
    if (rc == 0)
        rc = refdata_load(&ref, folder, &findings, &e);
    fputs(str_text(&findings), stderr);
    str_release(&findings);
    return rc;
}

static int release(void **state)
{
    refdata_release(&ref);
    return folder_remove(state);
}

/* Working days of each month, counted from the State Council's notices; 2024-02 and 2025-01 show make-up days
 * and the longer New Year. */
static void test_working_days(void **state)
{
    (void)state;
    enum { FIRST = 2019, LAST = 2026 };
    static const int want[LAST - FIRST + 1][12] = {
        {22, 17, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22}, {17, 20, 22, 22, 19, 21, 23, 21, 23, 17, 21, 23},
        {20, 17, 23, 22, 19, 21, 22, 22, 22, 17, 22, 23}, {21, 16, 23, 21, 20, 21, 21, 23, 21, 18, 22, 22},
        {18, 20, 23, 20, 21, 21, 21, 23, 20, 19, 22, 21}, {22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22},
        {19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23}, {21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23},
    };
    for (int y = FIRST; y <= LAST; y++)
        for (int m = 1; m <= 12; m++) {
            day last = (m == 12 ? day_make(y + 1, 1, 1) : day_make(y, m + 1, 1)) - 1;
            assert_int_equal(calendar_count(&ref.cal, last) - calendar_count(&ref.cal, day_make(y, m, 1) - 1),
                             want[y - FIRST][m - 1]);
        }
    assert_true(calendar_covers(&ref.cal, day_make(FIRST, 1, 1), day_make(LAST, 12, 31)));
}

/* Limits that run over holidays: day, working days, last day. */
static void test_due_days(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int n;
        const char *to;
    } due[] = {
        {"2019-04-26", 5, "2019-05-06"}, {"2019-09-27", 20, "2019-10-30"}, {"2020-01-22", 20, "2020-02-27"},
        {"2021-02-07", 5, "2021-02-19"}, {"2022-12-30", 1, "2023-01-03"},  {"2023-09-28", 5, "2023-10-11"},
        {"2024-02-18", 1, "2024-02-19"}, {"2024-09-30", 20, "2024-11-01"}, {"2025-01-26", 5, "2025-02-08"},
        {"2025-12-31", 1, "2026-01-04"}, {"2026-02-14", 5, "2026-02-28"},  {"2026-09-30", 20, "2026-11-03"},
    };
    for (size_t i = 0; i < sizeof due / sizeof *due; i++) {
        day d;
        char text[DAY_TEXT];
        assert_true(day_parse(due[i].from, 10, &d));
        assert_string_equal(day_text(calendar_add(&ref.cal, d, due[i].n), text), due[i].to);
    }
}

/* A second, independent table of every day, where one lies beside the tree (date,is_workday,…). */
static void test_against_other_source(void **state)
{
    (void)state;
    struct str text = {0};
    struct arena a = {0};
    struct csv c;
    struct err e;
    enum csv_step step = CSV_ROW;
    if (file_read(&text, "../shared/data/calendar/cn_workdays_2013_2026.csv", &e) != 0)
        return; /* nothing to compare with: the two tests above stand alone */
    csv_open(&c, text.p, text.len, &a);
    int compared = 0;
    for (csv_next(&c); (step = csv_next(&c)) == CSV_ROW;) {
        day d;
        assert_true(day_parse(c.row.v[0].text, strlen(c.row.v[0].text), &d));
        if (!calendar_covers(&ref.cal, d, d))
            continue;
        assert_int_equal(calendar_working(&ref.cal, d), c.row.v[1].text[0] == '1');
        compared++;
    }
    assert_int_equal(step, CSV_END);
    assert_int_equal(compared, 2922);
    csv_close(&c);
    str_release(&text);
    arena_release(&a);
}

/* Nothing in the shipped folder looks wrong; that its items are examples is said. */
static void test_no_doubts(void **state)
{
    (void)state;
    struct refdata whole;
    struct str findings = {0}, warnings = {0};
    struct err e;
    assert_int_equal(refdata_check(&whole, "config", &findings, &warnings, &e), 0);
    assert_string_equal(str_text(&findings), "");
    assert_string_equal(str_text(&warnings), "");
    check_warnings(&warnings, &whole, 2026);
    char examples[60];
    snprintf(examples, sizeof examples, "warning: items.csv: %d of %d items are the examples", whole.n_items,
             whole.n_items);
    assert_memory_equal(warnings.p, examples, strlen(examples));
    refdata_release(&whole);
    str_release(&findings);
    str_release(&warnings);
}

static void count_entry(void *ctx, const struct ini_entry *en) { *(int *)ctx += en->key.text != NULL; }
static void no_fault(void *ctx, uint32_t line, uint32_t column, const char *what)
{
    (void)ctx;
    fail_msg("%u:%u: %s", line, column, what);
}

static int settings_in(const char *file)
{
    struct str text = {0};
    struct arena a = {0};
    struct err e;
    int n = 0;
    assert_int_equal(file_read(&text, file, &e), 0);
    ini_read(text.p, text.len, &a, &(struct ini_taker){count_entry, no_fault, &n});
    str_release(&text);
    arena_release(&a);
    return n;
}

/* The shipped rules.conf and indicators.conf name every setting, with its default. */
static void test_defaults(void **state)
{
    (void)state;
    struct rules rules;
    struct weights weights;
    int settings = 0;
    rules_default(&rules);
    weights_default(&weights);
    assert_memory_equal(&weights, &ref.weights, sizeof weights);
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct rule_setting *a = &rules.set[i], *b = &ref.rules.set[i];
        assert_true(a->on == b->on && a->level == b->level && a->other == b->other);
        assert_true(a->days == b->days && a->share == b->share && a->auto_issue == b->auto_issue);
        settings += 3 + (a->other != LEVEL_NONE) + (a->days >= 0) + (a->share >= 0);
    }
    struct order_settings orders;
    order_settings_default(&orders);
#define SETTING(key, dflt, min, max, what)        \
    assert_int_equal(ref.orders.key, orders.key); \
    settings++;
#include "analyzer/order_settings.def"
    assert_string_equal(ref.orders.number, orders.number);
    settings++;
    assert_int_equal(settings_in("config/rules.conf"), settings);
    assert_int_equal(settings_in("config/indicators.conf"), sizeof weights / sizeof(int32_t));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_working_days),
        cmocka_unit_test(test_due_days),
        cmocka_unit_test(test_against_other_source),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_no_doubts),
    };
    return cmocka_run_group_tests_name("shipped", tests, load_shipped, release);
}

/* The reference-data loader: what a good folder gives, its version, which years its calendar covers. What
 * each fault says is in test_refdata_faults.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/refdata_folder.h"

static void test_good(void **state)
{
    (void)state;
    struct refdata ref;
    write_base();
    load_good(&ref);
    assert_int_equal(ref.n_regions, 3);
    assert_string_equal(ref.regions[2].code, "LY-SC");
    assert_int_equal(ref.regions[0].league, LEAGUE_NONE);
    assert_int_equal(ref.regions[1].league, LEAGUE_COUNTY);
    assert_int_equal(ref.regions[2].league, LEAGUE_ZONE);
    assert_int_equal(refdata_region(&ref, "371302001"), 1);
    assert_int_equal(ref.depts[0].region, 1);
    assert_int_equal(ref.depts[0].league, LEAGUE_NONE);
    assert_int_equal(ref.depts[1].region, -1);
    assert_int_equal(ref.depts[1].league, LEAGUE_DEPARTMENT);
    assert_string_equal(ref.depts[1].name, "乙局");
    assert_string_equal(ref.regions[2].name, "LY-SC"); /* without a name */
    assert_int_equal(refdata_item(&ref, "I1"), 1);
    assert_int_equal(refdata_item(&ref, "abcdefghijklmnopqrstuvwxyz0123456"),
                     3); /* 33 characters: the first 31 */
    assert_int_equal(refdata_item(&ref, "abcdefghijklmnopqrstuvwxyz01234中文"), 3);
    assert_int_equal(refdata_item(&ref, "abcdefghijklmnopqrstuvwxyz012345"), -1);

    const struct item *any = &ref.items[0], *it = &ref.items[1], *now = &ref.items[2];
    assert_string_equal(any->name, "事项,二");
    assert_true(any->type == 20 && any->kind == KIND_NONE && any->unit == UNIT_NONE &&
                any->fee == FEE_UNKNOWN && any->dept == -1 && !any->n_regions);
    assert_true(any->statutory_days == DAYS_NONE && any->promised_days == DAYS_NONE && !any->n_steps);
    assert_true(it->type == 1 && it->kind == KIND_PROMISED && it->unit == UNIT_WD && it->fee == FEE_CHARGED &&
                it->dept == 1);
    assert_true(it->n_regions == 2 && it->regions[0] == 2 && it->regions[1] == 1 &&
                it->statutory_days == 20 && it->promised_days == 8);
    assert_string_equal(it->basis, "行政许可法");
    assert_true(now->type == 10 && now->kind == KIND_INSTANT && now->unit == UNIT_D &&
                now->statutory_days == 0 && now->promised_days == 36500);

    assert_int_equal(it->n_steps, 4); /* by order; those of one order as they stand in the file */
    assert_string_equal(it->steps[0].name, "收件");
    assert_true(it->steps[0].order == 0 && !it->steps[0].mandatory && it->steps[0].limit_days == 36500);
    assert_string_equal(it->steps[1].name, "审查");
    assert_string_equal(it->steps[2].name, "勘验");
    assert_true(it->steps[3].order == 10 && it->steps[3].mandatory && it->steps[3].limit_days == DAYS_NONE);
    assert_int_equal(now->n_steps, 1);
    assert_int_equal(now->steps[0].limit_days, 0);
    refdata_release(&ref);
}

static void test_good_settings(void **state)
{
    (void)state;
    struct refdata ref;
    write_base();
    load_good(&ref);
    struct rules rules;
    rules_default(&rules);
    rules.set[R102].on = false;
    rules.set[R102].level = LEVEL_RED;
    rules.set[R111].other = LEVEL_WARNING;
    rules.set[R111].days = 7;
    rules.set[R111].auto_issue = true;
    rules.set[R101].share = 75;
    struct weights weights;
    weights_default(&weights);
    weights.weight[WEIGHT_on_time] = 30;
    weights.weight[WEIGHT_timely] = 0;
    weights.floor = 5;
    weights.head_within = 32;
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct rule_setting *a = &rules.set[i], *b = &ref.rules.set[i];
        assert_true(a->on == b->on && a->level == b->level && a->other == b->other);
        assert_true(a->days == b->days && a->share == b->share && a->auto_issue == b->auto_issue);
    }
    assert_memory_equal(&weights, &ref.weights, sizeof weights);
    assert_int_equal(ref.orders.propose_days, 10);
    assert_int_equal(ref.orders.reply_days, 5);
    assert_string_equal(ref.orders.number, "督%n");

    day d = day_make(2026, 1, 1);
    static const bool working[] = {false, true, false, true, true}; /* Thursday 1 January to Monday 5 */
    for (int i = 0; i < 5; i++)
        assert_int_equal(calendar_working(&ref.cal, d + i), working[i]);
    assert_int_equal(calendar_count(&ref.cal, d + 4) - calendar_count(&ref.cal, d - 1), 3);
    assert_true(calendar_covers(&ref.cal, d, day_make(2026, 12, 31)));
    assert_false(calendar_covers(&ref.cal, d - 1, d - 1));
    refdata_release(&ref);
}

static void version_of(char version[17])
{
    struct refdata ref;
    load_good(&ref);
    memcpy(version, ref.version, 17);
    refdata_release(&ref);
}

/* The version changes with any byte of any file, and with nothing else: not with the folder's name. */
static void test_version(void **state)
{
    (void)state;
    char first[17], now[17], moved[300], link[320];
    write_base();
    version_of(first);
    assert_int_equal(strspn(first, "0123456789abcdef"), 16);
    version_of(now);
    assert_string_equal(first, now);
    for (size_t i = 0; i + 1 < COUNT(base); i++) {
        struct str text = {0};
        str_printf(&text, "%s\n", base[i].text);
        folder_write(base[i].name, text.p);
        version_of(now);
        assert_string_not_equal(first, now);
        folder_write(base[i].name, base[i].text);
        str_release(&text);
    }
    folder_write("calendar/2027.csv", "date,kind,name\n");
    version_of(now);
    assert_string_not_equal(first, now);
    write_base();
    snprintf(moved, sizeof moved, "%s", folder);
    snprintf(link, sizeof link, "%s-link", folder);
    assert_int_equal(symlink(moved, link), 0);
    char *kept = folder;
    folder = link;
    version_of(now);
    folder = kept;
    assert_int_equal(unlink(link), 0);
    assert_string_equal(first, now);
}

/* Byte order mark, CRLF, and the files that need not be there. */
static void test_lenient(void **state)
{
    (void)state;
    struct refdata ref;
    write_base();
    folder_write("regions.csv", "\xef\xbb\xbf"
                                "code,name,league\r\n371302,,county\r\n\r\nLY-SC,,zone");
    for (size_t i = 3; i < COUNT(base); i++)
        folder_write(base[i].name, NULL);
    load_good(&ref);
    struct weights weights;
    weights_default(&weights);
    assert_memory_equal(&weights, &ref.weights, sizeof weights);
    assert_true(ref.rules.set[R102].on);
    for (int i = 0; i < RULE_COUNT; i++)
        assert_false(ref.rules.set[i].auto_issue); /* contract section 5: by default no rule */
    assert_int_equal(ref.items[1].n_steps, 0);
    assert_int_equal(calendar_year(&ref.cal, 2026), YEAR_WITHOUT_FILE);
    assert_int_equal(ref.n_regions, 2);
    assert_string_equal(ref.regions[1].code, "LY-SC");
    refdata_release(&ref);
}

/* What was read is kept, and gives the same again (contract section 2); a file that lacks is a finding. */
static void test_kept(void **state)
{
    (void)state;
    struct refdata ref, again;
    struct str findings = {0};
    struct err e;
    write_base();
    load_good(&ref);
    assert_int_equal(refdata_load_kept(&again, "kept", &ref.files, &findings, &e), 0);
    assert_string_equal(again.version, ref.version);
    assert_int_equal(again.files.n, ref.files.n);
    for (size_t i = 0; i < ref.files.n; i++) {
        assert_string_equal(again.files.v[i].name, ref.files.v[i].name);
        assert_int_equal(again.files.v[i].n, ref.files.v[i].n);
        assert_memory_equal(again.files.v[i].bytes, ref.files.v[i].bytes, ref.files.v[i].n);
    }
    assert_int_equal(again.rules.set[R111].days, 7);
    assert_int_equal(calendar_year(&again.cal, 2026), calendar_year(&ref.cal, 2026));
    const struct refdata_files none = {ref.files.v, 0};
    struct refdata bad;
    assert_int_equal(refdata_load_kept(&bad, "kept", &none, &findings, &e), -1);
    assert_non_null(strstr(findings.p, "kept/regions.csv:1:1: no such file"));
    str_release(&findings);
    refdata_release(&again);
    refdata_release(&ref);
}

/* Contract section 2: what covers a year. Without a day off its rows count for nothing. */
static void test_calendar_years(void **state)
{
    (void)state;
    static const char six[] =
        "2027-01-01,holiday,\n2027-02-05,holiday,\n2027-02-08,holiday,\n2027-02-09,holiday,\n"
        "2027-02-10,holiday,\n2027-02-11,holiday,\n",
                      workday[] = "2027-02-06,workday,\n";
    static const struct {
        const char *rows, *more;
        enum calendar_year year;
        bool saturday, friday; /* 2027-02-06 and 2027-02-05 are working days */
    } c[] = {
        {"", "", YEAR_WITHOUT_HOLIDAY, false, true},
        {"", workday, YEAR_WITHOUT_HOLIDAY, false, true},
        {"2027-02-05,holiday,\n", workday, YEAR_INCOMPLETE, true, false},
        {six, workday, YEAR_INCOMPLETE, true, false},
        {six, "2027-02-12,holiday,\n", YEAR_WHOLE, false, false},
    };
    day saturday = day_make(2027, 2, 6);
    write_base();
    for (size_t i = 0; i < COUNT(c); i++) {
        struct refdata ref;
        struct str text = {0};
        str_printf(&text, "date,kind,name\n%s%s", c[i].rows, c[i].more);
        folder_write("calendar/2027.csv", text.p);
        load_good(&ref);
        assert_int_equal(calendar_year(&ref.cal, 2027), c[i].year);
        assert_int_equal(calendar_working(&ref.cal, saturday), c[i].saturday);
        assert_int_equal(calendar_working(&ref.cal, saturday - 1), c[i].friday);
        assert_int_equal(calendar_count(&ref.cal, saturday) - calendar_count(&ref.cal, saturday - 2),
                         c[i].saturday + c[i].friday);
        assert_int_equal(calendar_covers(&ref.cal, saturday - 60, saturday), c[i].year >= YEAR_INCOMPLETE);
        assert_int_equal(calendar_year(&ref.cal, 2028), YEAR_WITHOUT_FILE);
        assert_int_equal(calendar_year(&ref.cal, 1999), YEAR_WITHOUT_FILE);
        assert_int_equal(calendar_year(&ref.cal, 2100), YEAR_WITHOUT_FILE);
        refdata_release(&ref);
        str_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),    cmocka_unit_test(test_good_settings),  cmocka_unit_test(test_version),
        cmocka_unit_test(test_lenient), cmocka_unit_test(test_calendar_years), cmocka_unit_test(test_kept),
    };
    return cmocka_run_group_tests_name("refdata", tests, make_folder, folder_remove);
}

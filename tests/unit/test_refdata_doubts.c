/* The reference-data loader: what `check` alone says of a folder that is good. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/refdata_folder.h"

/* What check says of a folder that is good: findings that one can do without, and what looks wrong. `%`
 * stands for the folder. */
static void assert_doubts(int rc, const char *want_findings, const char *want_warnings)
{
    struct refdata ref;
    struct str findings = {0}, warnings = {0};
    struct err e;
    const char *want[] = {want_findings, want_warnings};
    assert_int_equal(refdata_check(&ref, folder, &findings, &warnings, &e), rc);
    for (int i = 0; i < 2; i++) {
        struct str all = {0};
        for (const char *p = want[i]; *p; p++)
            str_printf(&all, *p == '%' ? "%s" : "%.1s", *p == '%' ? folder : p);
        assert_string_equal(str_text(i ? &warnings : &findings), str_text(&all));
        str_release(&all);
    }
    refdata_release(&ref);
    str_release(&findings);
    str_release(&warnings);
}

static void test_doubts(void **state)
{
    (void)state;
    write_base();
    folder_write("regions.csv",
                 "code,name,league\n371300,市,\n371302,甲\xe2\x80\x8b区,county\nLY-SC,商　城,zone\n");
    folder_write("departments.csv", DEPARTMENTS "11350000003591037R,甲局,371302,\nD2,,,department\n");
    folder_write("items.csv", ITEMS "I1,事,01,,*,*,,,,,法\xc2\xa0\nI3,,20,,*,*,,,,,\n");
    folder_write("calendar/2026.csv",
                 "date,kind,name\n2026-10-09,workday,\xef\xbf\xbd\n2026-10-10,workday,\n");
    assert_doubts(
        0, "",
        "warning: %/regions.csv:3:8: U+200B (zero-width character) in the text: nobody sees it\n"
        "warning: %/regions.csv:4:7: U+3000 (ideographic space) in the text: nobody sees it\n"
        "warning: %/departments.csv:3:4: department D2 has no name: the pages show its code\n"
        "warning: %/departments.csv:3:5: department D2 lies in no region: it stands in the lists of all\n"
        "warning: %/items.csv:2:20: U+00A0 (no-break space) in the text: nobody sees it\n"
        "warning: %/items.csv:3:4: item I3 has no name: the pages show its code\n"
        "warning: %/calendar/2026.csv:2:12: 2026-10-09 is a working day anyway: Monday to Friday\n"
        "warning: %/calendar/2026.csv:2:20: U+FFFD (sign of a character that was lost) in the text: nobody "
        "sees it\n");
}

static void test_weights_far_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } c[] = {
        {"[weights]\non_time = 50\n", ""}, /* five times the next */
        {"[weights]\non_time = 51\n", "warning: %/indicators.conf:2:11: the weight of on_time is 51, that of "
                                      "every other rate at most 10\n"},
        {"[weights]\nonline = 250\n", "warning: %/indicators.conf:2:10: the weight of online is 250, that of "
                                      "every other rate at most 25\n"},
        {"[bottom]\nstreak_deputy = 4\nhead_count = 13\n",
         "warning: %/indicators.conf:2:17: after 3 months the head, after 4 the deputy: expected the deputy "
         "first\n"
         "warning: %/indicators.conf:3:14: 13 of the last 12 months can never be\n"},
        {"[bottom]\nstreak_deputy = 3\nhead_within = 4\n", ""},
        {"[weights]\nprocedure = 1\ndocument = 1\ndone_once = 1\n\ntimely = 1\n", ""},
        {"[weights]\nprocedure=4\ndocument=4\ndone_once=4\ntimely=4\nnotice=4\ndelivery=4\nonline=4\ninstant="
         "4\n"
         "satisfaction=4\nrectify=4\norder=4\n", /* the largest is a default: the last one stands for the file
                                                  */
         "warning: %/indicators.conf:12:7: the weight of on_time is 25, that of every other rate at most "
         "4\n"},
    };
    for (size_t i = 0; i < COUNT(c); i++) {
        write_base();
        folder_write("departments.csv", DEPARTMENTS "11350000003591037R,甲局,371302,\nD2,乙局,371300,\n");
        folder_write("regions.csv", "code,name,league\n371300,市,\n371302,甲区,county\nLY-SC,商城,zone\n");
        folder_write("items.csv", ITEMS "I1,事,01,,*,*,,,,,\nI3,事,20,,*,*,,,,,\n");
        folder_write("calendar/2026.csv", NULL);
        folder_write("indicators.conf", c[i].text);
        assert_doubts(0, "", c[i].want);
    }
}

/* A region without a name is one that check objects to, and nothing else. */
static void test_nameless_region(void **state)
{
    (void)state;
    struct refdata ref;
    write_base();
    folder_write("departments.csv", DEPARTMENTS "11350000003591037R,甲局,371302,\nD2,乙局,371300,\n");
    folder_write("items.csv", ITEMS "I1,事,01,,*,*,,,,,\nI3,事,20,,*,*,,,,,\n");
    folder_write("calendar/2026.csv", NULL);
    assert_doubts(1, "%/regions.csv:4:7: a region without a name, expected one: the pages show its code\n",
                  "");
    load_good(&ref);
    refdata_release(&ref);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_doubts),
        cmocka_unit_test(test_weights_far_apart),
        cmocka_unit_test(test_nameless_region),
    };
    return cmocka_run_group_tests_name("refdata doubts", tests, make_folder, folder_remove);
}

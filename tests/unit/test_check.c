/* `jiancha check`: its warnings, its last line, its exit codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/command.h"
#include "config/check.h"
#include "base/file.h"
#include "config/refdata_load.h"
#include "tests/unit/folder.h"

#define DEPARTMENTS "code,name,region,league\n"
#define ITEMS "item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,basis\n"
#define PROCEDURES "item,order,step,mandatory,limit_days\n"

static void write_base(void)
{
    folder_write("regions.csv", "code,name,league\n371300,市,\n371302,甲区,county\nLY-SC,商城,zone\n");
    folder_write("departments.csv", DEPARTMENTS "D1,,371302,\nD2,,,\nD3,,LY-SC,\n");
    folder_write("items.csv", ITEMS "I1,,01,,*,*,,,,,\n");
    folder_write("procedures.csv", PROCEDURES "I1,1,a,1,\n");
    folder_write("calendar/2026.csv",
                 "date,kind,name\n2026-01-01,holiday,元旦\n2026-01-02,holiday,元旦\n"
                 "2026-01-03,holiday,元旦\n2026-02-16,holiday,春节\n2026-02-17,holiday,春节\n"
                 "2026-02-18,holiday,春节\n2026-02-19,holiday,春节\n");
    folder_write("calendar/2027.csv", NULL);
    folder_write("jiancha.conf", NULL);
    folder_write("bulletin.conf", NULL);
}

static int make_folder(void **state)
{
    int rc = folder_make(state);
    return rc ? rc : folder_subfolder("calendar");
}

static void assert_warnings(int until, const char *want)
{
    struct refdata ref;
    struct str got = {0}, findings = {0};
    struct err e;
    assert_int_equal(refdata_load(&ref, folder, &findings, &e), 0);
    check_warnings(&got, &ref, until);
    assert_string_equal(str_text(&got), want);
    refdata_release(&ref);
    str_release(&got);
    str_release(&findings);
}

static void test_item_warnings(void **state)
{
    (void)state;
    write_base();
    folder_write("items.csv", ITEMS "I1,,01,,D2,*,5,6,wd,,\nI2,,01,,D3,371302,5,5,d,,\nI3,,01,,D3,LY-SC,5,5,"
                                    "wd,,\nI4,,01,,*,371300,,9,,,\n");
    folder_write("procedures.csv", PROCEDURES "I1,1,a,0,5\nI1,2,b,1,\nI2,1,a,0,9\nI3,1,a,1,3\nI3,2,b,1,3\n");
    assert_warnings(2018, "warning: item I1: 6 days are promised, 5 are the statutory limit\nwarning: item "
                          "I1: its department D2 lies in no region\n"
                          "warning: item I2: its department D3 lies in none of its regions\nwarning: item "
                          "I2: all its steps are optional\n"
                          "warning: item I3: its steps may take 6 working days, its statutory limit is 5\n"
                          "warning: item I3: its steps may take 6 working days, 5 are promised\n"
                          "warning: department D1: there is no item that it could handle\n");
}

/* Limits against each other and against the steps: exactly full is fine, and so is what cannot be compared.
 */
static void test_limits(void **state)
{
    (void)state;
    write_base();
    folder_write("items.csv", ITEMS "I1,,01,instant,*,*,5,1,wd,,\nI2,,01,instant,*,*,5,0,wd,,\nI3,,01,"
                                    "promised,*,*,20,5,wd,,\nI4,,01,,*,*,,4,,,\n");
    folder_write("procedures.csv", PROCEDURES "I3,1,a,1,3\nI3,2,b,1,2\nI3,3,c,1,\nI4,1,a,1,3\nI4,2,b,1,2\n");
    assert_warnings(2018, "warning: item I1: it is done at once (instant), yet 1 days are promised\n"
                          "warning: item I4: its steps may take 5 working days, 4 are promised\n");
}

static void test_idle_units(void **state)
{
    (void)state;
    write_base();
    folder_write("departments.csv",
                 DEPARTMENTS "D1,,371302,\nD2,,LY-SC,\nD3,,LY-SC,\nD4,,371300,department\n");
    folder_write("items.csv", ITEMS "I1,,01,,D1,371302,,,,,\nI2,,01,,D2,LY-SC,,,,,\n");
    assert_warnings(2018, "warning: department D3: there is no item that it could handle\nwarning: "
                          "department D4: there is no item that it could handle\n"
                          "warning: region 371300: there is no item that could be handled in it\n");
    /* an item of any unit: those of its regions and those of the city */
    folder_write("items.csv", ITEMS "I1,,01,,*,371302;371300,,,,,\n");
    assert_warnings(2018, "warning: department D2: there is no item that it could handle\nwarning: "
                          "department D3: there is no item that it could handle\n"
                          "warning: region LY-SC: there is no item that could be handled in it\n");
}

/* Steps side by side are allowed; more often it is a slip. */
static void test_same_order(void **state)
{
    (void)state;
    write_base();
    folder_write("procedures.csv", PROCEDURES "I1,1,a,1,\nI1,2,c,1,\nI1,1,b,1,\n");
    assert_warnings(2018,
                    "warning: item I1: the steps a and b have the same order 1, so either may come first\n");
}

/* An item of 371300 alone: a unit of the city's league works everywhere, one of another region does not. */
static void test_nobody_handles(void **state)
{
    (void)state;
    write_base();
    folder_write("items.csv",
                 ITEMS "I1,,01,,*,371300,,,,,\nI2,,01,,*,*,,,,,\n"); /* the other: so that no unit is idle */
    folder_write("departments.csv", DEPARTMENTS "D1,,371302,\nD3,,LY-SC,department\n");
    assert_warnings(2018, "");
    folder_write("departments.csv", DEPARTMENTS "D1,,371302,\nD3,,LY-SC,\n");
    assert_warnings(2018, "warning: item I1: no department lies in any of its regions\n");
    folder_write("departments.csv", DEPARTMENTS "D1,,371302,\nD3,,371300,\n");
    assert_warnings(2018, "");
}

/* Contract section 2: a year without a file, one whose file names no day off, one that names few. */
static void test_year_warnings(void **state)
{
    (void)state;
    write_base();
    folder_write("calendar/2026.csv", NULL);
    assert_warnings(2020, "warning: no calendar/2019.csv: due dates that reach into 2019 are provisional\n"
                          "warning: no calendar/2020.csv: due dates that reach into 2020 are provisional\n");
    folder_write("calendar/2027.csv", "date,kind,name\n2027-02-06,workday,\n");
    assert_warnings(
        2018, "warning: calendar/2027.csv names no holiday: it does not count, due dates that reach into "
              "2027 are provisional\n");
    folder_write("calendar/2027.csv", "date,kind,name\n2027-01-02,holiday,\n");
    assert_warnings(2018, "warning: calendar/2027.csv names fewer than 7 days off: it looks incomplete\n");
}

static void test_examples(void **state)
{
    (void)state;
    write_base();
    folder_write("items.csv", ITEMS "11371300MB0000019T7000101001000,,01,,*,*,,,,,\nI1,,01,,*,*,,,,,\n");
    assert_warnings(2018,
                    "warning: items.csv: 1 of 2 items are the examples that come with jiancha; codes, units, "
                    "days and steps are made up (config/SOURCES.md)\n");
    write_base();
    folder_write("departments.csv", DEPARTMENTS "11371300MB0000019T,局,371300,department\n");
    assert_warnings(
        2018, "warning: departments.csv has codes of the examples that come with jiancha; they are made up "
              "(config/SOURCES.md)\n");
}

static void test_empty_tables(void **state)
{
    (void)state;
    write_base();
    folder_write("regions.csv", "code,name,league\n");
    folder_write("departments.csv", DEPARTMENTS);
    folder_write("items.csv", ITEMS);
    folder_write("procedures.csv", NULL);
    assert_warnings(
        2018, "warning: regions.csv has no rows\nwarning: departments.csv has no rows\nwarning: items.csv "
              "has no rows\n");
}

/* A name that is slightly wrong means that defaults, or no calendar, stand in the place of what was written.
 */
static void test_files(void **state)
{
    (void)state;
    static const char *const names[] = {"rule.conf",       "Rules.conf",          "region.csv",
                                        "items.csv.txt",   "notes.txt",           ".items.csv",
                                        "items.csv~",      "calendar/2028.csv",   "calendar/2028.CSV",
                                        "calendar/28.csv", "calendar/2028年.csv", "calendar/1999.csv"};
    struct str got = {0};
    write_base();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        folder_write(names[i], "");
    check_files(&got, folder);
    assert_string_equal(got.p, "warning: Rules.conf is not read: no file has this name\n"
                               "warning: items.csv.txt is not read: no file has this name\n"
                               "warning: region.csv is not read: no file has this name\n"
                               "warning: rule.conf is not read: no file has this name\n"
                               "warning: calendar/1999.csv is not read: no file has this name\n"
                               "warning: calendar/2028.CSV is not read: no file has this name\n"
                               "warning: calendar/2028年.csv is not read: no file has this name\n"
                               "warning: calendar/28.csv is not read: no file has this name\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        folder_write(names[i], NULL);
    str_clear(&got);
    check_files(&got, folder);
    assert_int_equal(got.len, 0);
    str_clear(&got);
    check_files(&got, "config"); /* the shipped one */
    assert_int_equal(got.len, 0);
    str_release(&got);
}

/* Runs check on the folder with its two outputs in files; gives the exit code. */
static int run(const char *word, struct str *out, struct str *errors)
{
    int saved[2] = {dup(1), dup(2)};
    struct str path[2] = {folder_path("out"), folder_path("errors")};
    struct err e;
    char *argv[] = {(char[]){"check"}, (char[]){"--config"}, folder, (char *)(uintptr_t)word, NULL};
    fflush(NULL);
    assert_non_null(freopen(path[0].p, "w", stdout));
    assert_non_null(freopen(path[1].p, "w", stderr));
    int code = command_run(&check_command, word ? 4 : 3, argv);
    fflush(NULL);
    for (int i = 0; i < 2; i++) {
        dup2(saved[i], i + 1);
        close(saved[i]);
        assert_int_equal(file_read(i ? errors : out, path[i].p, &e), 0);
        str_release(&path[i]);
    }
    return code;
}

static void test_main(void **state)
{
    (void)state;
    static const struct {
        const char *file, *text, *word;
        int code;
        const char *out, *error; /* how standard output begins; what stands in the errors */
    } c[] = {
        {NULL, NULL, NULL, 0, "regions 3 departments 3 items 1 steps 1 calendar 2026-2026 version ",
         "warning: no calendar/2019.csv"},
        {"calendar/2026.csv", NULL, NULL, 0, "regions 3 departments 3 items 1 steps 1 calendar none version ",
         "warning: no calendar/2026.csv"},
        {"regions.csv", "code,name,league\n371300,市,\n371302,,county\nLY-SC,商城,zone\n", NULL, 1,
         "regions 3 ", "/regions.csv:3:8: a region without a name, expected one: the pages show its code\n"},
        {"departments.csv", DEPARTMENTS "D1,局,371302,\nD2,局,,\nD3,局,LY-SC,\n", NULL, 0, "regions 3 ",
         "/departments.csv:3:8: department D2 lies in no region: it stands in the lists of all\n"},
        {"regions.csv", "code\n", NULL, 1, "",
         "/regions.csv:1:1: \"code\", expected the column name behind it (code,name,league)\n"},
        {"jiancha.conf", "x=1\n", NULL, 1, "regions 3 ",
         "/jiancha.conf:1:1: \"x\", expected the name of an option (--help lists them)\n"},
        {"jiancha.conf", "x=1\ny=2\nlisten = 8080\n", NULL, 1, "regions 3 ",
         "/jiancha.conf:2:1: \"y\", expected the name of an option (--help lists them)\n"},
        {"jiancha.conf", "x=1\ny=2\nlisten = 8080\n", NULL, 1, "regions 3 ",
         "/jiancha.conf:3:10: listen: \"8080\" is no host:port\n"},
        {"bulletin.conf", "x=1\n", NULL, 1, "regions 3 ", "/bulletin.conf:1:1: \"x\", expected a setting"},
        {NULL, NULL, "--y", 2, "", "jiancha check: error: unknown flag --y"},
        {NULL, NULL, "y", 2, "", "jiancha check: error: y: check takes no arguments\n"},
        {NULL, NULL, "--help", 0, "usage: jiancha check", ""},
    };
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        struct str out = {0}, errors = {0};
        write_base();
        if (c[i].file)
            folder_write(c[i].file, c[i].text);
        assert_int_equal(run(c[i].word, &out, &errors), c[i].code);
        assert_memory_equal(str_text(&out), c[i].out, strlen(c[i].out));
        assert_true(*c[i].out || !out.len);
        assert_non_null(strstr(str_text(&errors), c[i].error));
        str_release(&out);
        str_release(&errors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_item_warnings), cmocka_unit_test(test_nobody_handles),
        cmocka_unit_test(test_year_warnings), cmocka_unit_test(test_main),
        cmocka_unit_test(test_limits),        cmocka_unit_test(test_idle_units),
        cmocka_unit_test(test_same_order),    cmocka_unit_test(test_examples),
        cmocka_unit_test(test_empty_tables),  cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests_name("check", tests, make_folder, folder_remove);
}

/* The reference-data loader: what each fault says and where; what `check` alone says of a folder that is
 * good. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/refdata_folder.h"

/* A file that is not as it should be, and what is said of it: `line:column: …`, without the file's name.
 * NULL: the file is not there. */
static const struct {
    const char *file, *text, *want;
} fault_case[] = {
    {"regions.csv", NULL, "1:1: no such file, expected the reference data of contract section 2\n"},
    {"regions.csv", "", "1:1: \"\", expected the header code,name,league\n"},
    {"regions.csv", "code,nam,league\n", "1:6: \"nam\", expected the column name (code,name,league)\n"},
    {"regions.csv", "code,name\n",
     "1:6: \"name\", expected the column league behind it (code,name,league)\n"},
    {"regions.csv", "code,name,league,x\n", "1:18: \"x\", expected no further column (code,name,league)\n"},
    /* what the other tables miss of it is not said */
    {"regions.csv", "code,name,league\n371302\nLY-SC,,zone\n", "2:1: 1 fields, expected 3\n"},
    {"regions.csv", "code,name,league\n371302,,\nLY-SC,,\nLY-SC,,county\n",
     "4:1: \"LY-SC\", expected it once (it stands on line 3)\n"},
    {"regions.csv", "code,name,league\n371302,,department\nLY-SC,,\n",
     "2:9: \"department\", expected county, zone or nothing\n"},
    {"regions.csv", "code,name,league\n371302,,\nLY-SC,,\n,x,\n", "4:1: \"\", expected a code\n"},
    {"regions.csv", "code,name,league\n371302,,\nLY-SC,,\na;b,,\n",
     "4:1: \"a;b\", expected a code without any of *;\n"},
    {"regions.csv", "code,name,league\n371302,,\nLY-SC,,\n x,,\ny ,,\n",
     "4:1: \" x\", expected a code without blanks around it\n5:1: \"y \", expected a code without blanks "
     "around it\n"},
    {"regions.csv", "code,name,league\n371302,,\nLY-SC,\"a\nb\",\n",
     "3:7: \"a\\nb\", expected no line break in a field\n"},
    {"regions.csv", "code,name,league\n371302,,\nLY-SC,,\nx,\n", "4:3: 2 fields, expected 3\n"},
    {"calendar/2026.csv", "da\"te\n2026-01-01\n",
     "1:3: a quote inside a field, expected the whole field in quotes and the quote doubled\n"},
    {"regions.csv",
     "code,name,league\n371302,,\nLY-SC,,\n371303\xc2\xa0,,\n37\xe2\x80\x8b,,\n\xe3\x80\x80,,\n3.71302E+05,,"
     "\n371e+3,,\n３７,,\n",
     "4:1: \"371303\\u00a0\", expected a code without U+00A0 (no-break space)\n"
     "5:1: \"37\\u200b\", expected a code without U+200B (zero-width character)\n"
     "6:1: \"\\u3000\", expected a code without U+3000 (ideographic space)\n"
     "7:1: \"3.71302E+05\", expected a code; Excel has made a power of ten of a long number: make the column "
     "a "
     "text column before the codes go into it\n"
     "8:1: \"371e+3\", expected a code; Excel has made a power of ten of a long number: make the column a "
     "text column before the codes go into it\n"
     "9:1: \"３７\", expected a code without U+FF13 (a full-width letter or digit)\n"},
    {"regions.csv", "code,name,league\n371302,\xc0\xbc\xc9\xbd\xc7\xf8,\nLY-SC,\xc9\xcc\xb3\xc7,\n",
     "2:8: the file seems to be written in GBK, expected UTF-8: save it again, in Excel as \"CSV UTF-8\", in "
     "an "
     "editor with the encoding UTF-8\n"},
    {"regions.csv", "code,name,league\n371302,\xff,\nLY-SC,\x81,\n",
     "2:8: byte 0xff, expected UTF-8\n3:7: byte 0x81, expected UTF-8\n"},
    {"regions.csv", "name,code,league\n", "1:1: \"name\", expected the column code (code,name,league)\n"},
    {"regions.csv", "code,code,league\n", "1:6: \"code\", expected the column name (code,name,league)\n"},
    {"regions.csv", "code;name;league\n",
     "1:1: \"code;name;league\", expected the column code (code,name,league)\n"},
    {"regions.csv", "code,name,league\xc2\xa0\n",
     "1:11: \"league\\u00a0\", expected the column league (code,name,league)\n"},
    {"regions.csv", "code,name,league\n371302,,\nLY-SC,,\nx,,,\n", "4:5: 4 fields, expected 3\n"},
    {"departments.csv", DEPARTMENTS "11350000003591037R,,3.71302E+05,\nD2,,371302 ,\n",
     "2:21: \"3.71302E+05\", expected a code of regions.csv; Excel has made a power of ten of a long number: "
     "make the "
     "column a text column before the codes go into it\n3:5: \"371302 \", expected a code of regions.csv\n"},
    {"departments.csv", DEPARTMENTS "11350000003591037R,,,\nD2,,371301,\n",
     "3:5: \"371301\", expected a code of regions.csv\n"},
    {"departments.csv", DEPARTMENTS "11350000003591037R,,,\nD2,,,county\n",
     "3:6: \"county\", expected department or nothing\n"},
    {"departments.csv", DEPARTMENTS "11350000003591037R,,,\nD2,,,\nD2,,,\n",
     "4:1: \"D2\", expected it once (it stands on line 3)\n"},
    {"departments.csv", DEPARTMENTS "11350000003591037R,,,\nD2,,,\n*,,,\n",
     "4:1: \"*\", expected a code without any of *\n"},
    {"departments.csv", DEPARTMENTS "11350000003591037R,,,\nD2,,,\n11370000MB284651XM,,,\n",
     "4:1: \"11370000MB284651XM\", expected L as the check digit (GB 32100-2015)\n"},
    {"items.csv", ITEMS "I1,,01,,*,*,,,,,\nI3,,20,,*,*,,,,,\nI1,,01,,*,*,,,,,\n",
     "4:1: \"I1\", expected it once (it stands on line 2)\n"},
    {"items.csv", ITEMS "I1,,1,,*,*,,,,,\nI3,,,,*,*,,,,,\n",
     "2:5: \"1\", expected 01, 05, 07, 09, 10, 20\n"
     "3:5: \"\", expected 01, 05, 07, 09, 10, 20\n"},
    {"items.csv", ITEMS "I1,,01,x,*,*,,,,,\nI3,,01,,*,*,,,,,\n,,01,,*,*,,,,,\n",
     "2:8: \"x\", expected instant, promised or nothing\n"
     "4:1: \"\", expected a code\n"},
    {"items.csv", ITEMS "I1,,01,,D3,*,,,,,\nI3,,01,,,*,,,,,\n",
     "2:9: \"D3\", expected a code of departments.csv, or * for any\n3:9: \"\", expected a code of "
     "departments.csv, or * for any\n"},
    {"items.csv", ITEMS "I1,,01,,*,LY-SC;LY-XX;LY-SC,,,,,\nI3,,01,,*,,,,,,\n",
     "2:11: \"LY-XX\", expected a code of regions.csv (codes are joined by ;, * is all)\n2:11: \"LY-SC\", "
     "expected a region once\n"
     "3:11: \"\", expected a code of regions.csv (codes are joined by ;, * is all)\n"},
    {"items.csv", ITEMS "I1,,01,,*,*,36501,,,,\nI3,,01,,*,*,,-1,,,\n",
     "2:13: \"36501\", expected days 0…36500 or nothing\n"
     "3:14: \"-1\", expected days 0…36500 or nothing\n"},
    {"items.csv", ITEMS "I1,,01,,*,*,,,h,,\nI3,,01,,*,*,,,,2,\n",
     "2:15: \"h\", expected wd, d or nothing\n3:16: \"2\", expected 0, 1 or nothing\n"},
    {"procedures.csv", PROCEDURES "I9,1,a,1,\nI1,1,,1,\n",
     "2:1: \"I9\", expected a code of items.csv\n3:6: \"\", expected the name of a step\n"},
    {"procedures.csv", PROCEDURES "I1,1,审查\xc2\xa0,1,\nI1,2, b,1,\n",
     "2:6: \"审查\\u00a0\", expected the name of a step without U+00A0 (no-break space)\n"
     "3:6: \" b\", expected the name of a step without blanks around it\n"},
    {"procedures.csv", PROCEDURES "I1,-1,a,1,\nI1,x,b,1,\nI1,10000,c,1,\n",
     "2:4: \"-1\", expected an integer 0…9999\n3:4: \"x\", expected an integer 0…9999\n4:4: \"10000\", "
     "expected an integer 0…9999\n"},
    {"procedures.csv", PROCEDURES "I1,1,a,1,\nI3,01,a,1,\nI1,01,b,1,\nI1,2,a,1,\n",
     "5:6: \"a\", expected it once (it stands on line 2)\n"},
    {"procedures.csv", PROCEDURES "I1,1,a,,\nI1,2,b,2,\nI1,3,c,1,36501\n",
     "2:8: \"\", expected 0, 1\n3:8: \"2\", expected 0, 1\n4:10: \"36501\", expected days 0…36500 or "
     "nothing\n"},
    {"calendar/2027.csv", "date,name\n", "1:6: \"name\", expected the column kind (date,kind,name)\n"},
    {"calendar/2027.csv",
     "date,kind,name\n2026-12-31,holiday,\n2028-01-01,holiday,\n2027-02-29,holiday,\n2027-1-1,holiday,\n2027-"
     "01-01,free,\n",
     "2:1: \"2026-12-31\", expected a day YYYY-MM-DD of 2027\n3:1: \"2028-01-01\", expected a day YYYY-MM-DD "
     "of 2027\n"
     "4:1: \"2027-02-29\", expected a day YYYY-MM-DD of 2027\n5:1: \"2027-1-1\", expected a day YYYY-MM-DD "
     "of 2027\n"
     "6:12: \"free\", expected holiday, workday\n"},
    {"calendar/2027.csv",
     "date,kind,name\n2027/1/1,holiday,\n2027-2-3,holiday,\n２０２７-01-01,holiday,\n2027-01-02,Holiday,\n",
     "2:1: \"2027/1/1\", expected a day YYYY-MM-DD of 2027\n3:1: \"2027-2-3\", expected a day YYYY-MM-DD of "
     "2027\n"
     "4:1: \"２０２７-01-01\", expected a day YYYY-MM-DD of 2027\n5:12: \"Holiday\", expected holiday, "
     "workday\n"},
    {"calendar/2027.csv", "date,kind,name\n2027-01-01,holiday,\n2027-01-01,workday,\n",
     "3:1: \"2027-01-01\", expected it once (it stands on line 2)\n"},
    {"rules.conf", "on = 1\n[999]\non = 2\n[x]\n",
     "1:1: \"on\", expected a section such as [101] before it\n2:2: \"999\", expected the number of a rule "
     "of contract section 5, or orders\n"
     "4:2: \"x\", expected the number of a rule of contract section 5, or orders\n"},
    {"rules.conf", "[orders]\nreply_days = 61\nappeals = 1\nnumber = 督〔%Y〕号\non = 1\n",
     "2:14: \"61\", expected an integer 1…60\n3:1: \"appeals\", expected propose_days, yellow_group, "
     "reply_days, "
     "reply_days_red, escalate_days, appeal_days, auto_issue_max, number\n"
     "4:10: \"督〔%Y〕号\", expected a text of at most 60 characters with %n, and %Y for the year\n"
     "5:1: \"on\", expected propose_days, yellow_group, reply_days, reply_days_red, escalate_days, "
     "appeal_days, "
     "auto_issue_max, number\n"},
    {"rules.conf", "[orders]\nnumber = %n %d\n[orders2]\n",
     "2:10: \"%n %d\", expected a text of at most 60 characters with %n, and %Y for the year\n"
     "3:2: \"orders2\", expected the number of a rule of contract section 5, or orders\n"},
    {"rules.conf", "[102]\ndays = 3\n[104]\nshare = 3\nother = red\n[111]\nshare = 1\n",
     "2:1: \"days\", expected on, level, auto_issue\n4:1: \"share\", expected on, level, days, auto_issue\n"
     "5:1: \"other\", expected on, level, days, auto_issue\n"
     "7:1: \"share\", expected on, level, other, days, auto_issue\n"},
    {"rules.conf",
     "[111]\non = yes\nlevel = blue\nother =\ndays = 0\nauto_issue = 2\n[101]\nshare = 101\ndays = 3651\n",
     "2:6: \"yes\", expected 0, 1\n3:9: \"blue\", expected notice, warning, yellow, red\n4:8: \"\", expected "
     "notice, warning, yellow, red\n"
     "5:8: \"0\", expected an integer 1…3650\n6:14: \"2\", expected 0, 1\n8:9: \"101\", expected an integer "
     "1…100\n"
     "9:8: \"3651\", expected an integer 1…3650\n"},
    {"rules.conf", "[102]\non = 1\non = 0\nx\n",
     "3:1: \"on\" a second time, expected it once (it stands on line 2)\n"
     "4:1: a line without =, expected name = value\n"},
    {"indicators.conf", "floor = 1\n[rank]\nfloor = 1\n[ranking]\nred = 2\nfloor = -1\n",
     "1:1: \"floor\", expected a section such as [weights] before it\n2:2: \"rank\", expected weights, "
     "ranking, bottom\n"
     "5:1: \"red\", expected floor, red_factor, deduction_max, deduction_unit\n6:9: \"-1\", expected an "
     "integer 0…1000000\n"},
    {"indicators.conf",
     "[bottom]\nmin_ranked = 1\nscore = 100002\nstreak_deputy = 0\nhead_count = 33\nhead_within = 33\n",
     "2:14: \"1\", expected an integer 2…1000\n3:9: \"100002\", expected an integer 0…100001\n4:17: \"0\", "
     "expected an integer 1…1000\n"
     "5:14: \"33\", expected an integer 1…32\n6:15: \"33\", expected an integer 1…32\n"},
    {"indicators.conf",
     "[weights]\non_time = -1\nnotice = 10001\ndelivery = 5\xc2\xa0\nprocedure = １\norder = 1.5\n",
     "2:11: \"-1\", expected an integer 0…10000\n3:10: \"10001\", expected an integer 0…10000\n"
     "4:12: \"5\\u00a0\", expected an integer 0…10000\n5:13: \"１\", expected an integer 0…10000\n"
     "6:9: \"1.5\", expected an integer 0…10000\n"},
    {"indicators.conf",
     "[weights]\non_time=0\nnotice=0\ndelivery=0\nprocedure=0\ndocument=0\ndone_once=0\nonline=0\ninstant=0\n"
     "satisfaction=0\nrectify=0\norder=0\n timely = 0\n",
     "13:11: \"0\", expected a weight above 0 somewhere: the sum is 0\n"},
};

/* Every line of `findings` without "folder/file:"; the name must be the right one. Findings in other files
 * that follow from it are left out. */
static void strip(struct str *out, const char *findings, const char *file)
{
    struct str head = {0};
    str_printf(&head, "%s/%s:", folder, file);
    for (const char *p = findings, *next; *p; p = next) {
        next = strchr(p, '\n') + 1;
        if (!strncmp(p, head.p, head.len))
            str_put(out, p + head.len, (size_t)(next - p) - head.len);
    }
    str_release(&head);
}

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(fault_case); i++) {
        struct refdata ref;
        struct str findings = {0}, got = {0};
        struct err e = {0};
        write_base();
        folder_write(fault_case[i].file, fault_case[i].text);
        assert_int_equal(refdata_load(&ref, folder, &findings, &e), -1);
        strip(&got, str_text(&findings), fault_case[i].file);
        assert_string_equal(str_text(&got), fault_case[i].want);
        assert_int_equal(e.kind, ERR_WORK);
        assert_memory_equal(e.text, findings.p,
                            strlen(e.text)); /* the first finding, without its line feed */
        assert_int_equal(findings.p[strlen(e.text)], '\n');
        str_release(&findings);
        str_release(&got);
    }
}

/* 18 characters that are no unified social credit code (an I, a small letter) are just a code. */
static void test_code_of_18(void **state)
{
    (void)state;
    struct refdata ref;
    write_base();
    folder_write("departments.csv",
                 DEPARTMENTS "11350000003591037R,,,\nD2,,,\n11370000MI284651XM,,,\n11370000mb284651XM,,,\n"
                             "11370000MB284651X,,,\n11370000MB284651XL,,,\n");
    load_good(&ref);
    assert_int_equal(ref.n_depts, 6);
    refdata_release(&ref);
}

static void test_many_findings(void **state)
{
    (void)state;
    struct refdata ref;
    struct str text = {0}, findings = {0};
    struct err e;
    write_base();
    str_puts(&text, "code,name,league\n371302,,\nLY-SC,,\n");
    for (int i = 0; i < 300; i++)
        str_puts(&text, ",,\n");
    folder_write("regions.csv", text.p);
    assert_int_equal(refdata_load(&ref, folder, &findings, &e), -1);
    int lines = 0;
    for (const char *p = findings.p; *p; p++)
        lines += *p == '\n';
    assert_int_equal(lines, LOAD_FINDINGS);
    str_release(&text);
    str_release(&findings);
}

/* A file or a link to nothing in the place of the folder is no missing folder. */
static void test_no_calendar_folder(void **state)
{
    (void)state;
    struct str path = folder_path("calendar"), aside = folder_path("aside");
    write_base();
    assert_int_equal(rename(path.p, aside.p), 0);
    for (int i = 0; i < 2; i++) {
        struct refdata ref;
        struct str findings = {0}, got = {0};
        struct err e;
        if (i)
            assert_int_equal(symlink("nowhere", path.p), 0);
        else
            folder_write("calendar", "x");
        assert_int_equal(refdata_load(&ref, folder, &findings, &e), -1);
        strip(&got, findings.p, "calendar");
        assert_string_equal(got.p, i ? "1:1: No such file or directory\n"
                                     : "1:1: no folder, expected one with a file YYYY.csv for each year\n");
        assert_int_equal(unlink(path.p), 0);
        str_release(&findings);
        str_release(&got);
    }
    assert_int_equal(rename(aside.p, path.p), 0);
    str_release(&path);
    str_release(&aside);
}

/* A file that is there but cannot be read is no missing one. */
static void test_unreadable(void **state)
{
    (void)state;
    struct refdata ref;
    struct str findings = {0}, got = {0};
    struct err e;
    write_base();
    folder_write("procedures.csv", NULL);
    assert_int_equal(folder_subfolder("procedures.csv"), 0);
    assert_int_equal(refdata_load(&ref, folder, &findings, &e), -1);
    strip(&got, findings.p, "procedures.csv");
    assert_string_equal(str_text(&got), "1:1: a folder, expected a file\n");
    struct str path = folder_path("procedures.csv");
    assert_int_equal(rmdir(path.p), 0);
    str_release(&path);
    str_release(&findings);
    str_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_code_of_18),
        cmocka_unit_test(test_many_findings),
        cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_no_calendar_folder),
    };
    return cmocka_run_group_tests_name("refdata faults", tests, make_folder, folder_remove);
}

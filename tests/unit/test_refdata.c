/* The reference-data loader: what a good folder gives, what each fault says and where, and the calendars,
 * rules and settings that are shipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "config/load.h"
#include "config/refdata_load.h"
#include "tests/unit/folder.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define DEPARTMENTS "code,name,region,league\n"
#define ITEMS "item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,basis\n"
#define PROCEDURES "item,order,step,mandatory,limit_days\n"

/* The files of a good folder, and all that a case may write. */
static const struct {
    const char *name, *text;
} base[] = {
    {"regions.csv", "code,name,league\n371300,市,\n371302,甲区,county\nLY-SC,,zone\n"},
    {"departments.csv", DEPARTMENTS "11350000003591037R,甲局,371302,\nD2,乙局,,department\n"},
    {"items.csv",
     ITEMS "I2,\"事项,二\",20,,*,*,,,,,\nI1,事项一,01,promised,D2,LY-SC;371302,20,8,wd,1,行政许可法\n"
           "I3,,10,instant,11350000003591037R,*,0,36500,d,0,\n"
           "abcdefghijklmnopqrstuvwxyz01234,,20,,*,*,,,,,\n"},
    {"procedures.csv",
     PROCEDURES "I1,10,决定,1,\nI3,1,审查,0,0\nI1,2,审查,1,3\nI1,0,收件,0,36500\nI1,2,勘验,1,3\n"},
    {"calendar/2026.csv", "date,kind,name\n2026-01-01,holiday,元旦\n2026-01-04,workday,元旦\n2026-01-03,"
                          "holiday,\n2026-01-05,workday,\n"},
    {"rules.conf", "[102]\non = 0\nlevel = red\n[111]\nother = warning\ndays = 7\nauto_issue = "
                   "1\n[101]\nshare = 75\n[orders]\npropose_days = 10\nnumber = 督%n\n"},
    {"indicators.conf",
     "[weights]\non_time = 30\ntimely = 0\n[ranking]\nfloor = 5\n[bottom]\nhead_within = 32\n"},
    {"calendar/2027.csv", NULL},
};

static void write_base(void)
{
    for (size_t i = 0; i < COUNT(base); i++)
        folder_write(base[i].name, base[i].text);
}

static int make_folder(void **state)
{
    int rc = folder_make(state);
    return rc ? rc : folder_subfolder("calendar");
}

static void load_good(struct refdata *ref)
{
    struct str findings = {0};
    struct err e;
    refdata_load(ref, folder, &findings, &e);
    assert_string_equal(str_text(&findings), "");
    str_release(&findings);
}

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
    assert_false(ref.cal.covered[2026 - CALENDAR_FIRST]);
    assert_int_equal(ref.n_regions, 2);
    assert_string_equal(ref.regions[1].code, "LY-SC");
    refdata_release(&ref);
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
    assert_memory_equal(str_text(&got), "1:1: ", 5);
    struct str path = folder_path("procedures.csv");
    assert_int_equal(rmdir(path.p), 0);
    str_release(&path);
    str_release(&findings);
    str_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),          cmocka_unit_test(test_good_settings),
        cmocka_unit_test(test_faults),        cmocka_unit_test(test_code_of_18),
        cmocka_unit_test(test_many_findings), cmocka_unit_test(test_version),
        cmocka_unit_test(test_lenient),       cmocka_unit_test(test_unreadable),
    };
    return cmocka_run_group_tests_name("refdata", tests, make_folder, folder_remove);
}

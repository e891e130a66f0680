/* `jiancha compare`: what it says about two folders, and what it refuses. */
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
#include "cli/compare.h"
#include "base/file.h"
#include "tests/unit/folder.h"

static const char *const files[] = {"cases", "alerts", "indicators", "rankings", "bottom"};

static int make_folders(void **state)
{
    int rc = folder_make(state);
    return rc || folder_subfolder("a") ? -1 : folder_subfolder("b");
}

static void write_side(const char *side, const char *name, const char *text)
{
    struct str path = {0};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        str_clear(&path);
        str_printf(&path, "%s/%s.jsonl", side, files[i]);
        folder_write(str_text(&path), strcmp(files[i], name) ? "" : text);
    }
    str_release(&path);
}

/* Runs `compare a b [flag value]` with standard output in a file; gives the exit code. */
static int run(const char *limit, struct str *out)
{
    struct str a = folder_path("a"), b = folder_path("b"), path = folder_path("out");
    struct err e;
    char *argv[] = {(char[]){"compare"}, a.p, b.p, (char[]){"--limit"}, (char *)(uintptr_t)limit, NULL};
    int saved = dup(1);
    fflush(NULL);
    assert_non_null(freopen(path.p, "w", stdout));
    int code = command_run(&compare_command, limit ? 5 : 3, argv);
    fflush(NULL);
    dup2(saved, 1);
    close(saved);
    assert_int_equal(file_read(out, path.p, &e), 0);
    str_release(&a);
    str_release(&b);
    str_release(&path);
    return code;
}

static void assert_compared(const char *name, const char *a, const char *b, const char *limit, int code,
                            const char *want)
{
    struct str out = {0};
    write_side("a", name, a);
    write_side("b", name, b);
    assert_int_equal(run(limit, &out), code);
    const char *from = strstr(str_text(&out), want);
    if (!from || (from != out.p && from[-1] != '\n'))
        assert_string_equal(str_text(&out), want); /* shows both */
    str_release(&out);
}

static void assert_refused(const char *text)
{
    struct str a = folder_path("a"), b = folder_path("b");
    struct err e;
    bool differ;
    assert_int_equal(compare_folders(a.p, b.p, 0, &differ, &e), -1);
    assert_non_null(strstr(e.text, text));
    str_release(&a);
    str_release(&b);
}

static void test_same(void **state)
{
    (void)state;
    const char *rows = "{\"case_no\":\"1\",\"visits\":1}\n{\"case_no\":\"2\",\"visits\":null}\n";
    assert_compared("cases", rows, rows, NULL, 0,
                    "cases: 0 changed, 0 only left, 0 only right, 2 the same\nalerts: 0 changed, 0 only "
                    "left, 0 only right, 0 the same\n"
                    "indicators: 0 changed, 0 only left, 0 only right, 0 the same\nrankings: 0 changed, 0 "
                    "only left, 0 only right, 0 the same\n"
                    "bottom: 0 changed, 0 only left, 0 only right, 0 the same\n");
    /* other bytes, the same row */
    assert_compared("cases", rows, "{ \"case_no\":\"1\",\"visits\":1}\n{\"case_no\":\"2\",\"visits\":null}",
                    NULL, 0, "cases: 0 changed, 0 only left, 0 only right, 2 the same\n");
}

static void test_cases(void **state)
{
    (void)state;
    assert_compared("cases",
                    "{\"case_no\":\"1\",\"promise\":{\"n\":5,\"due\":\"2026-10-13\"}}\n{\"case_no\":\"2\"}\n{"
                    "\"case_no\":\"案3\"}\n",
                    "{\"case_no\":\"1\",\"promise\":{\"n\":3,\"due\":\"2026-10-11\"},\"light\":\"red\"}\n{"
                    "\"case_no\":\"10\"}\n{\"case_no\":\"案3\"}\n",
                    NULL, 1,
                    "~ cases \"1\" promise.n 5 → 3 promise.due \"2026-10-13\" → \"2026-10-11\" light absent "
                    "→ \"red\"\n+ cases \"10\"\n- cases \"2\"\n"
                    "cases: 1 changed, 1 only left, 1 only right, 1 the same\n");
    assert_compared("cases", "{\"case_no\":\"1\"}\n{\"case_no\":\"2\"}\n", "", "1", 1,
                    "- cases \"1\"\n… 1 more\ncases: 0 changed, 2 only left, 0 only right, 0 the same\n");
    assert_compared("cases", "", "{\"case_no\":\"1\"}\n", "0", 1,
                    "cases: 0 changed, 0 only left, 1 only right, 0 the same\n");
}

/* rules are numbers, and the words of `by` have an order of their own */
static void test_keys(void **state)
{
    (void)state;
    assert_compared("alerts",
                    "{\"case_no\":\"1\",\"rule\":102,\"subject\":\"\",\"state\":\"open\"}\n{\"case_no\":"
                    "\"1\",\"rule\":1000,\"subject\":\"\"}\n",
                    "{\"case_no\":\"1\",\"rule\":102,\"subject\":\"\",\"state\":\"cleared\"}\n{\"case_no\":"
                    "\"1\",\"rule\":111,\"subject\":\"#2\"}\n"
                    "{\"case_no\":\"1\",\"rule\":1000,\"subject\":\"\"}\n",
                    NULL, 1,
                    "~ alerts \"1\" 102 \"\" state \"open\" → \"cleared\"\n+ alerts \"1\" 111 \"#2\"\n"
                    "alerts: 1 changed, 0 only left, 1 only right, 1 the same\n");
    assert_compared("indicators",
                    "{\"month\":\"2026-01\",\"by\":\"region\",\"unit\":\"3\",\"counters\":{\"late\":1},"
                    "\"rates\":{\"x\":{\"num\":1,\"den\":4,\"bp\":2500}}}\n"
                    "{\"month\":\"2026-01\",\"by\":\"dept\",\"unit\":\"1\"}\n{\"month\":\"2026-01\",\"by\":"
                    "\"all\",\"unit\":\"*\"}\n",
                    "{\"month\":\"2026-01\",\"by\":\"region\",\"unit\":\"3\",\"counters\":{\"late\":2},"
                    "\"rates\":{\"x\":{\"num\":2,\"den\":4,\"bp\":5000}}}\n"
                    "{\"month\":\"2026-01\",\"by\":\"all\",\"unit\":\"*\"}\n",
                    NULL, 1,
                    "~ indicators \"2026-01\" \"region\" \"3\" counters.late 1 → 2 rates.x 1/4 → 2/4\n- "
                    "indicators \"2026-01\" \"dept\" \"1\"\n"
                    "indicators: 1 changed, 1 only left, 0 only right, 1 the same\n");
}

/* rows of a league's month are told apart by their unit, whatever their ranks */
static void test_groups(void **state)
{
    (void)state;
#define ROW(league, rank, unit) \
    "{\"month\":\"2026-01\",\"league\":\"" league "\",\"rank\":" rank ",\"unit\":\"" unit "\"}\n"
    assert_compared("rankings", ROW("county", "1", "B") ROW("county", "2", "A") ROW("zone", "1", "Z"),
                    ROW("county", "1", "A") ROW("county", "2", "B") ROW("county", "null", "C")
                        ROW("zone", "1", "Z"),
                    NULL, 1,
                    "~ rankings \"2026-01\" \"county\" \"A\" rank 2 → 1\n~ rankings \"2026-01\" \"county\" "
                    "\"B\" rank 1 → 2\n"
                    "+ rankings \"2026-01\" \"county\" \"C\"\nrankings: 2 changed, 0 only left, 1 only "
                    "right, 1 the same\n");
    assert_compared("bottom", ROW("zone", "1", "A"), ROW("zone", "1", "B"), NULL, 1,
                    "- bottom \"2026-01\" \"zone\" \"A\"\n+ bottom \"2026-01\" \"zone\" \"B\"\nbottom: 0 "
                    "changed, 1 only left, 1 only right, 0 the same\n");
#undef ROW
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *rows, *text;
    } bad[] = {
        {"cases", "{\"case_no\":\"2\"}\n{\"case_no\":\"1\"}\n", "cases.jsonl:2: the rows are not in order"},
        {"cases", "{\"case_no\":\"1\"}\n{\"case_no\":\"1\"}\n", "cases.jsonl:2: the rows are not in order"},
        {"cases", "{\"case_no\":1}\n", "cases.jsonl:1: not a row of cases"},
        {"cases", "[]\n", "cases.jsonl:1: not a row"},
        {"cases", "x\n", "cases.jsonl:1: not a row"},
        {"cases", "\n", "cases.jsonl:1: not a row"},
        {"alerts", "{\"case_no\":\"1\",\"rule\":\"102\",\"subject\":\"\"}\n", "alerts.jsonl:1: not a row"},
        {"indicators", "{\"month\":\"2026-01\",\"by\":\"town\",\"unit\":\"\"}\n",
         "indicators.jsonl:1: not a row"},
        {"rankings", "{\"month\":\"2026-01\",\"league\":\"county\"}\n", "rankings.jsonl:1: not a row"},
        {"rankings",
         "{\"month\":\"2026-01\",\"league\":\"zone\",\"unit\":\"\"}\n{\"month\":\"2026-01\",\"league\":"
         "\"county\",\"unit\":\"\"}\n",
         "rankings.jsonl:2: the rows are not in order"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        write_side("a", bad[i].name, bad[i].rows);
        write_side("b", bad[i].name, "");
        assert_refused(bad[i].text);
    }
    folder_write("a/cases.jsonl", NULL);
    assert_refused("cases.jsonl: No such file");
    struct str out = {0};
    assert_int_equal(run("-1", &out), 2);
    str_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same),   cmocka_unit_test(test_cases),   cmocka_unit_test(test_keys),
        cmocka_unit_test(test_groups), cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests_name("compare", tests, make_folders, folder_remove);
}

/* The pages of docs/ that are made from tables are those of these tables (`make docs` writes them), and what
 * they point to is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "analyzer/act.h"
#include "analyzer/event.h"
#include "analyzer/event_fields.h"
#include "analyzer/indicators.h"
#include "analyzer/rules.h"
#include "base/file.h"
#include "cli/docs.h"

static void test_fresh(void **state)
{
    (void)state;
    for (int i = 0; i < DOCS; i++) {
        struct str want = {0}, got = {0}, path = {0};
        struct err e;
        docs_page[i].write(&want);
        str_printf(&path, "docs/%s", docs_page[i].file);
        assert_int_equal(file_read(&got, path.p, &e), 0);
        if (strcmp(str_text(&got), str_text(&want)) != 0)
            fail_msg("%s is stale: run `make docs`", path.p);
        str_release(&want);
        str_release(&got);
        str_release(&path);
    }
}

static void assert_names(const struct str *page, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        char cell[64];
        snprintf(cell, sizeof cell, "`%s`", names[i]);
        if (!strstr(str_text(page), cell))
            fail_msg("%s is missing", cell);
    }
}

static void test_complete(void **state)
{
    (void)state;
    struct str rules = {0}, events = {0}, acts = {0}, glossary = {0};
    docs_rules(&rules);
    docs_events(&events);
    docs_acts(&acts);
    docs_glossary(&glossary);
    for (int i = 0; i < RULE_COUNT; i++) {
        assert_non_null(strstr(str_text(&rules), rule_table[i].basis));
        assert_non_null(strstr(str_text(&rules), rule_table[i].purpose));
        assert_non_null(strstr(str_text(&glossary), rule_table[i].title));
    }
    assert_names(&rules, weight_name, WEIGHTS);
    assert_names(&events, event_type_name, EV_TYPES);
    for (const struct event_field *f = event_field; f->name; f++)
        assert_names(&events, &f->name, 1);
    for (int i = 0; i < ACTS; i++)
        assert_names(&acts, &act_table[i].name, 1);
    for (const struct act_field *f = act_field; f->name; f++)
        if (f->form != AF_ALERT)
            assert_names(&acts, &f->name, 1);
    assert_names(&acts, act_verdict_word + VERDICT_bad_form, VERDICTS - VERDICT_bad_form);
    assert_names(&glossary, counter_name, COUNTERS);
    assert_names(&glossary, rate_name, RATES);
    str_release(&rules);
    str_release(&events);
    str_release(&acts);
    str_release(&glossary);
}

/* Files that the glossary names, such as analyzer/clock.h, exist. */
static void test_places(void **state)
{
    (void)state;
    struct str page = {0};
    int files = 0;
    docs_glossary(&page);
    for (const char *p = str_text(&page); (p = strpbrk(p, " |;,(")); p++) {
        char path[80];
        int n = 0;
        if (sscanf(p + 1, "%79[a-z/_A-Z.]%n", path, &n) != 1 || !strchr(path, '/') || !strchr(path, '.'))
            continue;
        path[n - (path[n - 1] == '.')] = 0;
        if (access(path, R_OK))
            fail_msg("there is no %s", path);
        files++;
    }
    assert_true(files > 10);
    str_release(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fresh), cmocka_unit_test(test_complete),
                                       cmocka_unit_test(test_places)};
    return cmocka_run_group_tests_name("docs", tests, NULL, NULL);
}

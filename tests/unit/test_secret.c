/* Random ids, passwords and their rules. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "base/secret.h"

static void test_ids(void **state)
{
    char a[SECRET_TEXT], b[SECRET_TEXT];
    (void)state;
    assert_true(secret_formed(secret_new(a)) && secret_formed(secret_new(b)));
    assert_string_not_equal(a, b);
    assert_false(secret_formed(NULL));
    assert_false(secret_formed(""));
    a[10] = 'G';
    assert_false(secret_formed(a));
    b[SECRET_TEXT - 2] = 0;
    assert_false(secret_formed(b));
}

static void test_same(void **state)
{
    (void)state;
    assert_true(secret_same("abc", "abc"));
    assert_true(secret_same("", ""));
    assert_false(secret_same("abc", "abd"));
    assert_false(secret_same("xbc", "abc"));
    assert_false(secret_same("abc", "abcd"));
    assert_false(secret_same("abc", ""));
}

static void test_password(void **state)
{
    char one[SECRET_HASH], two[SECRET_HASH];
    struct err e;
    (void)state;
    assert_int_equal(secret_hash("Zhongwen 密码 9", one, &e), 0);
    assert_int_equal(secret_hash("Zhongwen 密码 9", two, &e), 0);
    assert_memory_equal(one, "$y$", 3);
    assert_string_not_equal(one, two); /* a salt of its own */
    assert_true(secret_matches("Zhongwen 密码 9", one));
    assert_false(secret_matches("Zhongwen 密码 8", one));
    assert_false(secret_matches("", one));
    assert_false(secret_matches("Zhongwen 密码 9", NULL));
    assert_false(secret_matches("Zhongwen 密码 9", "")); /* no hash matches nothing */
    assert_false(secret_matches("Zhongwen 密码 9", "*0"));
}

static void test_rule(void **state)
{
    static const struct {
        const char *password;
        size_t least;
        int kinds;
        const char *fault; /* NULL: it may be */
    } row[] = {
        {"abcdefgH1j", 10, 3, NULL},
        {"abcdefgH1", 10, 3, "fewer than 10 characters"},
        {"密码密码密码密码aB", 10, 3, NULL}, /* characters are counted, not bytes */
        {"密码密码密码", 10, 1, "fewer than 10 characters"},
        {"abcdefghij", 10, 2, "fewer than 2 kinds"},
        {"abcdefghi1", 10, 2, NULL},
        {"abcd efghi", 10, 2, NULL},
        {"ABCDEFGHI1", 10, 3, "fewer than 3 kinds"},
        {"wang.reviewer", 10, 2, "is the login"},
        {"abcdefgH1\n", 10, 3, "control characters"},
        {"abcdefgH1\xff", 10, 3, "UTF-8"},
    };
    struct err e;
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        int rc = secret_rule(row[i].password, "wang.reviewer", row[i].least, row[i].kinds, &e);
        assert_int_equal(rc, row[i].fault ? -1 : 0);
        if (rc) {
            assert_non_null(strstr(e.text, row[i].fault));
            assert_null(strstr(e.text, row[i].password)); /* no message quotes it */
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ids), cmocka_unit_test(test_same),
                                       cmocka_unit_test(test_password), cmocka_unit_test(test_rule)};
    return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}

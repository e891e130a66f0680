/* Pictures within a page: where lines and dots lie, and what is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reports/rate_class.h"
#include "reports/web/spark.h"

static int times(const char *text, const char *part)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, part)); p += strlen(part))
        n++;
    return n;
}

static void lines(void **state)
{
    (void)state;
    struct str s = {0};
    const int64_t v[] = {0, 10, SPARK_NONE, 5, 10};
    spark_line(&s, v, 5, true, "a \"b\" <c>");
    assert_non_null(strstr(s.p, "aria-label=\"a &quot;b&quot; &lt;c&gt;\""));
    assert_int_equal(times(s.p, "<line "), 2); /* broken where there is none */
    assert_int_equal(times(s.p, "class=\"part\""), 2); /* the running month: its stretch and its point */
    assert_non_null(strstr(s.p, "y1=\"24.0\" x2=\"32\" y2=\"4.0\"/>")); /* from the least to the largest */
    str_clear(&s);
    spark_line(&s, v, 5, false, "");
    assert_null(strstr(s.p, "part"));
    str_clear(&s);
    const int64_t none[] = {SPARK_NONE, SPARK_NONE}, same[] = {7, 7};
    spark_line(&s, none, 2, true, "");
    assert_null(strstr(s.p, "<line"));
    assert_null(strstr(s.p, "<circle"));
    str_clear(&s);
    spark_line(&s, same, 2, false, "");
    assert_non_null(strstr(s.p, "y1=\"14.0\""));
    str_clear(&s);
    spark_line(&s, NULL, 0, true, "");
    assert_non_null(strstr(s.p, "</svg>"));
    str_release(&s);
}

static void dots(void **state)
{
    (void)state;
    struct str s = {0};
    spark_dot(&s, 9000, 8000, 10000, 8000);
    assert_non_null(strstr(s.p, "x1=\"97.00%\" x2=\"97.00%\"")); /* the whole */
    assert_non_null(strstr(s.p, "class=\"was\" cy=\"50%\" r=\"5\" cx=\"3.00%\""));
    assert_non_null(strstr(s.p, "cx=\"50.00%\""));
    str_clear(&s);
    spark_dot(&s, BP_NULL, BP_NULL, BP_NULL, 8000);
    assert_null(strstr(s.p, "<circle"));
    assert_null(strstr(s.p, "whole"));
    str_clear(&s);
    spark_dot(&s, 100, BP_NULL, BP_NULL, 8000); /* below the scale: at its edge */
    assert_non_null(strstr(s.p, "cx=\"3.00%\""));
    str_release(&s);
}

static void classes(void **state)
{
    (void)state;
    static const struct {
        int64_t bp;
        int class;
    } want[] = {{10000, 0}, {9900, 0}, {9899, 1}, {9700, 1}, {9699, 2},
                {9500, 2},  {9499, 3}, {8999, 4}, {0, 4}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_int_equal(rate_class(want[i].bp), want[i].class);
    assert_string_equal(rate_class_zh(0), "99%以上");
    assert_int_equal(spark_share(0, 10), 0);
    assert_int_equal(spark_share(1, 10), 1);
    assert_int_equal(spark_share(9, 10), 4);
    assert_int_equal(spark_share(10, 10), 4);
    assert_int_equal(spark_share(3, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(dots),
        cmocka_unit_test(classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

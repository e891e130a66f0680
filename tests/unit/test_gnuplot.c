/* Charts: labels and scripts that nothing from outside can leave, and gnuplot itself under hostile input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "reports/chart.h"
#include "reports/gnuplot.h"
#include "tests/unit/expect.h"
#include "tests/unit/folder.h"
#include "tests/unit/hostile.h"

static void labels(void **state)
{
    (void)state;
    EXPECT(chart_label(out, "兰山区"), "\"兰山区\"");
    EXPECT(chart_label(out, "a\"b'c`d\\e\tf\ng"), "\"a”b”c”d＼e f g\"");
    EXPECT(chart_label(out, "\xff\xfe"), "\"\"");
    EXPECT(chart_label(out, "]]>\x01\xe2\x80\xae\xef\xbf\xbf"), "\"]]＞   \"");
    struct str s = {0};
    chart_label(&s, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三");
    assert_int_equal(str_points(s.p), 42);
    str_release(&s);
}

static void a_script_holds_no_foreign_line(void **state)
{
    (void)state;
    struct chart_row row[HOSTILE];
    for (int i = 0; i < HOSTILE; i++)
        row[i] = (struct chart_row){.label = hostile[i], .v = {i, 2, 3, 4}};
    for (enum chart_form form = CHART_DOTS; form <= CHART_LINES; form++) {
        struct chart c = {.form = form,
                          .series = {"甲", "乙", "丙", "丁"},
                          .n_series = form == CHART_DOTS ? 1 : 4,
                          .unit = "件",
                          .row = row,
                          .n = HOSTILE};
        struct str s = {0};
        chart_script(&s, &c);
        char *data = strstr(s.p, "$D << XEOD_7b0c52e19d3f\n"), *end = strstr(s.p, "\nXEOD_7b0c52e19d3f\n");
        assert_true(data && end && data < end);
        int lines = 0;
        for (char *p = strchr(data, '\n'); p && p < end; p = strchr(p + 1, '\n'), lines++)
            assert_int_equal(p[1], '"');
        assert_int_equal(lines, HOSTILE);
        assert_null(strchr(s.p, '`'));
        str_release(&s);
    }
    struct str s = {0};
    chart_script(&s, &(struct chart){.form = CHART_DOTS});
    assert_int_equal(s.len, 0);
}

static void gnuplot_draws_hostile_labels(void **state)
{
    (void)state;
    struct chart_row row[HOSTILE];
    for (int i = 0; i < HOSTILE; i++)
        row[i] = (struct chart_row){.label = hostile[i], .v = {i, 2, 3, 4}, .null = i == 3};
    struct gnuplot *g = gnuplot_new(NULL);
    for (enum chart_form form = CHART_DOTS; form <= CHART_LINES; form++) {
        struct chart c = {.form = form,
                          .series = {"甲", "乙", "丙", "丁"},
                          .n_series = form == CHART_DOTS ? 1 : 4,
                          .unit = "件",
                          .row = row,
                          .n = HOSTILE};
        struct str s = {0};
        struct err e = {.text = ""};
        chart_script(&s, &c);
        struct str svg = {0};
        assert_int_equal(gnuplot_svg(g, &s, "标题 <1>", 0, &svg, &e), 0);
        assert_non_null(strstr(svg.p, "<title>标题 &lt;1&gt;</title>"));
        assert_null(strstr(svg.p, "GNUPLOT"));
        assert_no_foreign_byte(&svg);
        assert_null(strstr(svg.p, "<script"));
        str_release(&svg);
        str_release(&s);
    }
    assert_int_equal(access("canary", F_OK), -1);
    gnuplot_free(g);
}

static void gnuplot_fails_clean(void **state)
{
    (void)state;
    static const struct {
        const char *program, *script;
    } bad[] = {{"no-such-program", "x"},
               {"false", "x"},
               {"true", "x"},
               {NULL, "plot nothing\n"},
               {NULL, "set terminal svg\n$D << E\n1\n"},
               {NULL, ""}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct gnuplot *g = gnuplot_new(bad[i].program);
        struct str s = {0};
        struct err e = {.text = ""};
        str_puts(&s, bad[i].script);
        struct str svg = {0};
        assert_int_equal(gnuplot_svg(g, &s, "x", 0, &svg, &e), -1);
        assert_true(e.text[0]);
        assert_int_equal(gnuplot_svg(g, &s, "x", 1, &svg, &e), -1); /* remembered */
        assert_int_equal(svg.len, 0);
        str_release(&s);
        gnuplot_free(g);
    }
}

/* A chart is drawn once; one that failed is tried again after a minute. */
static void gnuplot_draws_once(void **state)
{
    struct str program = {0}, runs = {0}, script = {0}, count = {0};
    struct err e = {.text = ""};
    folder_make(state);
    str_printf(&runs, "%s/runs", folder);
    str_printf(&program, "#!/bin/sh\necho x >>%s\nexec gnuplot \"$@\"\n", runs.p);
    folder_write("counted", program.p);
    str_clear(&program);
    str_printf(&program, "%s/counted", folder);
    assert_int_equal(chmod(program.p, 0755), 0);
    chart_script(&script, &(struct chart){.series = {"甲"},
                                          .n_series = 1,
                                          .unit = "件",
                                          .row = &(struct chart_row){.label = "a", .v = {1}},
                                          .n = 1});
    struct gnuplot *g = gnuplot_new(program.p);
    static const struct {
        const char *script;
        long now;
        int rc, runs;
    } want[] = {{NULL, 0, 0, 1},
                {NULL, 1000, 0, 1},
                {"plot nothing\n", 0, -1, 2},
                {"plot nothing\n", 59, -1, 2},
                {"plot nothing\n", 60, -1, 3},
                {NULL, 2000, 0, 3}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        struct str svg = {0}, other = {0};
        str_puts(&other, want[i].script ? want[i].script : script.p);
        assert_int_equal(gnuplot_svg(g, &other, "x", want[i].now, &svg, &e), want[i].rc);
        assert_int_equal(svg.len == 0, want[i].rc != 0);
        str_clear(&count);
        assert_int_equal(file_read(&count, runs.p, &e), 0);
        assert_int_equal(count.len, 2 * want[i].runs);
        str_release(&svg);
        str_release(&other);
    }
    gnuplot_free(g);
    str_release(&program);
    str_release(&runs);
    str_release(&script);
    str_release(&count);
    folder_remove(state);
}

/* It stops reading while it is alive: what is left of a script longer than a pipe holds is written to nobody.
 */
static void gnuplot_stops_reading(void **state)
{
    struct str program = {0}, script = {0};
    struct err e = {.text = ""};
    folder_make(state);
    folder_write("deaf", "#!/bin/sh\nexec <&-\nexec sleep 1\n");
    str_puts(&program, folder);
    str_puts(&program, "/deaf");
    assert_int_equal(chmod(program.p, 0755), 0);
    for (int i = 0; i < 1 << 17; i++)
        str_puts(&script, "# line\n");
    struct gnuplot *g = gnuplot_new(program.p);
    struct str svg = {0};
    assert_int_equal(gnuplot_svg(g, &script, "x", 0, &svg, &e), -1);
    assert_true(e.text[0]);
    gnuplot_free(g);
    str_release(&program);
    str_release(&script);
    folder_remove(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels),
        cmocka_unit_test(a_script_holds_no_foreign_line),
        cmocka_unit_test(gnuplot_draws_hostile_labels),
        cmocka_unit_test(gnuplot_fails_clean),
        cmocka_unit_test(gnuplot_draws_once),
        cmocka_unit_test(gnuplot_stops_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

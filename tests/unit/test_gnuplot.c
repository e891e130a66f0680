/* gnuplot as a child: it fails clean, and draws once what is asked for again. */
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
#include "reports/gnuplot.h"
#include "tests/unit/folder.h"

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
    str_puts(&script, "set terminal svg\nplot '-'\n1\n2\ne\n");
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
        cmocka_unit_test(gnuplot_fails_clean),
        cmocka_unit_test(gnuplot_draws_once),
        cmocka_unit_test(gnuplot_stops_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

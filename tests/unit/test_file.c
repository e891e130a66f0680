/* Files appear whole or not at all: an old one stays where the new one fails, and nothing stays beside it. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "cli/sinks.h"
#include "tests/unit/folder.h"

static void holds(const char *name, const char *wanted)
{
    struct str path = folder_path(name), text = {0};
    struct err e;
    assert_int_equal(file_read(&text, path.p, &e), wanted ? 0 : 1);
    if (wanted)
        assert_string_equal(str_text(&text), wanted);
    str_release(&path);
    str_release(&text);
}

/* No file may grow beyond so many bytes: as on a full disk, writing fails. */
static void limit_files(rlim_t bytes)
{
    struct rlimit r;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &r), 0);
    r.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &r), 0);
}

static void replaced_whole_or_not(void **state)
{
    (void)state;
    struct str path = folder_path("a");
    struct err e = {0};
    assert_int_equal(file_replace(path.p, "one\n", 4, &e), 0);
    holds("a", "one\n");
    assert_int_equal(file_replace(path.p, "two", 3, &e), 0);
    holds("a", "two");
    limit_files(10);
    assert_int_equal(file_replace(path.p, "longer than that", 16, &e), -1);
    limit_files(RLIM_INFINITY);
    assert_non_null(strstr(e.text, "/a.part: File too large"));
    holds("a", "two");
    holds("a.part", NULL);
    str_release(&path);
}

static void what_is_not_ours_stays(void **state)
{
    (void)state;
    struct err e = {0};
    struct str path = folder_path("b"), part = folder_path("b.part"), none = folder_path("none/c");
    assert_int_equal(mkdir(part.p, 0700), 0);
    assert_int_equal(file_replace(path.p, "x", 1, &e), -1);
    assert_non_null(strstr(e.text, "/b.part: Is a directory"));
    assert_int_equal(rmdir(part.p), 0); /* still there */
    assert_int_equal(mkdir(path.p, 0700), 0);
    assert_int_equal(file_replace(path.p, "x", 1, &e), -1);
    holds("b.part", NULL);
    assert_int_equal(rmdir(path.p), 0);
    assert_int_equal(file_replace(none.p, "x", 1, &e), -1);
    assert_non_null(strstr(e.text, "/none/c.part: No such file or directory"));
    str_release(&path);
    str_release(&part);
    str_release(&none);
}

static void put_lines(struct sinks *s, const char *name, int n)
{
    struct err e;
    struct str line = {0};
    struct file_draft *d = sinks_open(s, name, &e);
    assert_non_null(d);
    for (int i = 0; i < n; i++) {
        str_int(&line, i);
        sinks_line(d, &line);
    }
    str_release(&line);
}

static void all_of_a_folder_or_none(void **state)
{
    (void)state;
    struct err e = {0};
    struct str path = folder_path("out");
    struct sinks s = {.folder = path.p};
    put_lines(&s, "x", 2);
    put_lines(&s, "y", 1);
    holds("out/x", NULL); /* not before all are whole */
    assert_int_equal(sinks_commit(&s, &e), 0);
    sinks_release(&s);
    holds("out/x", "0\n1\n");
    holds("out/y", "0\n");

    put_lines(&s, "x", 3);
    limit_files(100000);
    put_lines(&s, "y", 100000);
    assert_int_equal(sinks_commit(&s, &e), -1);
    limit_files(RLIM_INFINITY);
    assert_non_null(strstr(e.text, "/out/y.part: File too large"));
    sinks_release(&s);
    holds("out/x", "0\n1\n");
    holds("out/y", "0\n");
    holds("out/x.part", NULL);
    holds("out/y.part", NULL);
    str_release(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replaced_whole_or_not),
        cmocka_unit_test(what_is_not_ours_stays),
        cmocka_unit_test(all_of_a_folder_or_none),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

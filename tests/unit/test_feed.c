/* The lines of event files: what is a line, what is passed over, and files that are none of such lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "codec/feed.h"
#include "tests/unit/folder.h"

static void write_file(const char *bytes, size_t n)
{
    struct str path = folder_path("f");
    FILE *f = fopen(path.p, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    str_release(&path);
}

/* The lines that are given, as NUMBER:BYTES, joined by |. */
static void gives(const char *bytes, size_t n, const char *wanted)
{
    struct str path = folder_path("f"), got = {0};
    struct linefile f;
    struct line l;
    struct err e;
    int rc;
    write_file(bytes, n);
    assert_int_equal(linefile_open(&f, path.p, &e), 0);
    assert_int_equal(f.size, n);
    while ((rc = feed_next(&f, &l, &e)) > 0) {
        str_printf(&got, "%s%d:", got.len ? "|" : "", (int)f.number);
        str_put(&got, l.p, l.n);
    }
    assert_int_equal(rc, 0);
    assert_int_equal(f.bytes, n);
    assert_int_equal(got.len, strlen(wanted));
    assert_string_equal(str_text(&got), wanted);
    linefile_close(&f);
    str_release(&got);
    str_release(&path);
}

#define GIVES(bytes, wanted) gives(bytes, sizeof(bytes) - 1, wanted)

static void lines(void **state)
{
    (void)state;
    GIVES("", "");
    GIVES("\n", "");
    GIVES("a", "1:a");
    GIVES("a\n", "1:a");
    GIVES("a\nb", "1:a|2:b");
    GIVES("a\r\nb\r\n", "1:a|2:b");
    GIVES("a\rb\r", "1:a\rb\r"); /* CR alone ends no line */
    GIVES("\n \n\t \r\n\v\f\n a \n  ", "5: a ");
    GIVES("\xef\xbb\xbf{}\n\xef\xbb\xbf{}\n", "1:{}|2:\xef\xbb\xbf{}");
    GIVES("\xef\xbb\xbf\n{}\n", "2:{}");
    GIVES("\n\xef\xbb\xbf{}\n", "2:\xef\xbb\xbf{}"); /* it is no mark there */
    GIVES("\xef\xbb\xbf", "");
    GIVES("\xef\xbb", "1:\xef\xbb");
    GIVES("\xe3\x80\x80\n", "1:\xe3\x80\x80"); /* not a blank of JSON */
}

static void bytes_stay(void **state)
{
    (void)state;
    struct str path = folder_path("f");
    struct linefile f;
    struct line l;
    struct err e;
    write_file("a\0b\n\0\n", 6);
    assert_int_equal(linefile_open(&f, path.p, &e), 0);
    assert_int_equal(feed_next(&f, &l, &e), 1);
    assert_int_equal(l.n, 3);
    assert_memory_equal(l.p, "a\0b", 3);
    assert_int_equal(feed_next(&f, &l, &e), 1);
    assert_int_equal(l.n, 1);
    assert_int_equal(feed_next(&f, &l, &e), 0);
    assert_int_equal(feed_next(&f, &l, &e), 0);
    linefile_close(&f);
    str_release(&path);
}

/* Lengths around what is read at once, each line of one letter. */
static void lines_of_any_length(void **state)
{
    (void)state;
    static const int length[] = {1, 65534, 65535, 65536, 65537, 1, 200000, 3, 131072, 700000, 2};
    enum { LINES = sizeof length / sizeof *length };
    struct str text = {0}, path = folder_path("f");
    struct linefile f;
    struct line l;
    struct err e;
    for (int i = 0; i < LINES; i++) {
        for (int k = 0; k < length[i]; k++)
            str_putc(&text, (char)('a' + i));
        str_putc(&text, '\n');
    }
    write_file(text.p, text.len);
    assert_int_equal(linefile_open(&f, path.p, &e), 0);
    for (int i = 0; i < LINES; i++) {
        assert_int_equal(feed_next(&f, &l, &e), 1);
        assert_int_equal(l.n, length[i]);
        for (int k = 0; k < length[i]; k++)
            assert_int_equal(l.p[k], 'a' + i);
    }
    assert_int_equal(feed_next(&f, &l, &e), 0);
    linefile_close(&f);
    str_release(&text);
    str_release(&path);
}

static void failures_are_no_ends(void **state)
{
    (void)state;
    struct linefile f;
    struct line l;
    struct err e;
    assert_int_equal(linefile_open(&f, "/none/such", &e), -1);
    assert_string_equal(e.text, "/none/such: No such file or directory");
    linefile_close(&f);
    assert_int_equal(linefile_open(&f, folder, &e), 0);
    assert_int_equal(feed_next(&f, &l, &e), -1);
    assert_non_null(strstr(e.text, ":1: Is a directory"));
    linefile_close(&f);
}

/* What feed_check says, NULL: nothing; the lines are then all still there. */
static void checked(const char *bytes, size_t n, const char *wanted)
{
    struct str path = folder_path("f");
    struct linefile f;
    struct err e = {0};
    write_file(bytes, n);
    assert_int_equal(linefile_open(&f, path.p, &e), 0);
    int rc = feed_check(&f, &e);
    if ((rc != 0) != (wanted != NULL) || (wanted && !strstr(e.text, wanted)))
        fail_msg("%s: %d %s", bytes, rc, e.text);
    if (wanted)
        assert_memory_equal(e.text, path.p, path.len);
    assert_int_equal(f.number, 0);
    assert_int_equal(f.from, 0);
    linefile_close(&f);
    str_release(&path);
}

#define CHECKED(bytes, wanted) checked(bytes, sizeof(bytes) - 1, wanted)

static void files_of_another_kind(void **state)
{
    (void)state;
    CHECKED("\xff\xfe{\0\"\0v\0\"\0", "UTF-16");
    CHECKED("\xfe\xff\0{\0\"\0v\0\"", "UTF-16");
    CHECKED("{\0\"\0v\0\"\0:\0"
            "1\0}\0\n\0",
            "UTF-16");
    CHECKED("\0{\0\"\0v\0\"\0:\0"
            "1\0}\0\n",
            "UTF-16");
    CHECKED("\x1f\x8b\x08\0\0\0\0\0\0\3", "compressed");
    CHECKED("PK\3\4\x14\0\6\0", "ZIP");
    CHECKED("[{\"v\":1},{\"v\":1}]\n", "one JSON array");
    CHECKED("[\n  {\n    \"v\": 1\n  }\n]\n", "one JSON array");
    CHECKED("\xef\xbb\xbf\n  [{\"v\":1}]", "one JSON array");
    CHECKED("{\n  \"v\": 1\n}\n", "several lines");
    CHECKED("{ \"v\": 1,\r\n\r\n  \"data\": {} }\r\n", "several lines");
    CHECKED("{\"v\":1,\"data\":{\n\"a\":\"}\"}}\n", "several lines");
    CHECKED("{\"v\":1},\n{\"v\":1}\n", "joined by commas");
    CHECKED("{\"v\":1}, \r\n\r\n {\"v\":1}\r\n", "joined by commas");
    CHECKED("{\"v\":1}\r{\"v\":1}\r", "carriage return alone");
    CHECKED("\x1e{\"v\":1}\n\x1e{\"v\":1}\n", "text sequence");
}

/* Lines that are wrong, in a file of lines. */
static void files_of_lines(void **state)
{
    (void)state;
    CHECKED("", NULL);
    CHECKED("\n\n", NULL);
    CHECKED("\xef\xbb\xbf{\"v\":1}\n", NULL);
    CHECKED("{\"v\":1}\n[1]\n", NULL);
    CHECKED("{\"v\":1},\n", NULL);
    CHECKED("{\"v\":1},\nx\n", NULL);
    CHECKED("{\"v\":\"},\n{\"v\":1}\n", NULL); /* cut off within a text */
    CHECKED("{\"v\":1,\n", NULL); /* cut off, and the only one */
    CHECKED("{\"v\":1,\n{\"v\":1}\n", NULL); /* cut off */
    CHECKED("{\"v\":1,\"data\":\"{\nx\n", NULL); /* cut off within a text */
    CHECKED("{\"v\":\"{\\\"\"}\nx\n", NULL);
    CHECKED("x\n{\"v\":1}\n", NULL);
    CHECKED("\"a\"\n", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(bytes_stay),
        cmocka_unit_test(lines_of_any_length),
        cmocka_unit_test(failures_are_no_ends),
        cmocka_unit_test(files_of_another_kind),
        cmocka_unit_test(files_of_lines),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

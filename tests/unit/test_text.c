/* Text from outside: what nobody sees in it, other encodings, files that are none; and the log, which takes
 * any text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unicode.h"
#include "tests/unit/folder.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void test_unseen(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t c;
        const char *what;
    } c[] = {
        {"临沂 市-A1。（）", 0, NULL},
        {"a\xc2\xa0", 0xa0, "no-break space"},
        {"临\xe3\x80\x80沂", 0x3000, "ideographic space"},
        {"\xe2\x80\x8b", 0x200b, "zero-width character"},
        {"a\xe2\x80\xae", 0x202e, "mark of direction"},
        {"\xef\xbb\xbf", 0xfeff, "byte order mark"},
        {"a\x01", 1, "control character"},
        {"\xc2\x85", 0x85, "control character"},
        {"\xef\xbf\xbd", 0xfffd, "sign of a character that was lost"},
        {"𠮷\xf3\xa0\x84\x80", 0xe0100, "zero-width character"},
    };
    for (size_t i = 0; i < COUNT(c); i++) {
        const char *what = NULL;
        assert_int_equal(unicode_unseen(c[i].text, &what), c[i].c);
        if (c[i].what)
            assert_string_equal(what, c[i].what);
    }
    assert_int_equal(unicode_wide("371302（）－A"), 0);
    assert_int_equal(unicode_wide("37１"), 0xff11);
    assert_int_equal(unicode_wide("ａ"), 0xff41);
}

/* What a person is shown: no character that acts, hides or turns; blanks and forms of characters stay. */
static void test_shown(void **state)
{
    (void)state;
    static const struct {
        const char *text, *line, *lines, *html;
    } c[] = {
#define FFFD "\xef\xbf\xbd"
        {"", "", "", ""},
        {"临沂 \xe3\x80\x80\xc2\xa0x", "临沂 \xe3\x80\x80\xc2\xa0x", "临沂 \xe3\x80\x80\xc2\xa0x",
         "临沂 \xe3\x80\x80\xc2\xa0x"},
        {"a\x1b[31m\x7f", "a" FFFD "[31m" FFFD, "a" FFFD "[31m" FFFD, "a" FFFD "[31m" FFFD},
        {"a\tb\nc\r\n", "a" FFFD "b" FFFD "c" FFFD FFFD, "a" FFFD "b\nc" FFFD "\n", "a\tb\nc\r\n"},
        {"\xc2\x9b\xc2\x85\xc2\xad", FFFD FFFD FFFD, FFFD FFFD FFFD, FFFD FFFD FFFD},
        {"\xe2\x80\x8b\xe2\x80\x8d\xe2\x80\x8f", FFFD FFFD FFFD, FFFD FFFD FFFD, FFFD FFFD FFFD},
        {"\xe2\x80\xa8\xe2\x80\xae\xe2\x80\xaf", FFFD FFFD "\xe2\x80\xaf", FFFD FFFD "\xe2\x80\xaf",
         FFFD FFFD "\xe2\x80\xaf"},
        {"\xe2\x81\xa0\xe2\x81\xa6\xe2\x81\xa9", FFFD FFFD FFFD, FFFD FFFD FFFD, FFFD FFFD FFFD},
        {"\xd8\x9c\xef\xbb\xbf\xe3\x85\xa4", FFFD FFFD FFFD, FFFD FFFD FFFD, FFFD FFFD FFFD},
        {"\xf3\xa0\x80\x81\xe6\x96\xb9\xf3\xa0\x84\x80", FFFD "\xe6\x96\xb9\xf3\xa0\x84\x80",
         FFFD "\xe6\x96\xb9\xf3\xa0\x84\x80", FFFD "\xe6\x96\xb9\xf3\xa0\x84\x80"},
        {"\xff\xe4\xb8", FFFD FFFD FFFD, FFFD FFFD FFFD, FFFD FFFD FFFD},
        {"<&>\"'", "<&>\"'", "<&>\"'", "&lt;&amp;&gt;&quot;&#39;"},
#undef FFFD
    };
    for (size_t i = 0; i < COUNT(c); i++) {
        struct str line = {0}, lines = {0}, html = {0};
        unicode_safe(&line, c[i].text, strlen(c[i].text));
        unicode_safe_lines(&lines, c[i].text);
        str_html(&html, c[i].text);
        assert_string_equal(str_text(&line), c[i].line);
        assert_string_equal(str_text(&lines), c[i].lines);
        assert_string_equal(str_text(&html), c[i].html);
        str_release(&line);
        str_release(&lines);
        str_release(&html);
    }
}

static void test_quote(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } c[] = {
        {"", "\"\""},
        {"临沂\"\\\n", "\"临沂\\\"\\\\\\n\""},
        {"371302\xc2\xa0", "\"371302\\u00a0\""},
        {"\xf3\xa0\x84\x80x", "\"\\U000e0100x\""},
    };
    for (size_t i = 0; i < COUNT(c); i++) {
        struct str got = {0};
        text_quote(&got, c[i].text);
        assert_string_equal(got.p, c[i].want);
        str_release(&got);
    }
    struct str longer = {0}, got = {0};
    for (int i = 0; i < 40; i++)
        str_puts(&longer, "市");
    text_quote(&got, longer.p);
    assert_int_equal(got.len, 2 + 34 * 3 + 3); /* cut behind the character that passes 100 bytes, and a … */
    assert_true(str_utf8(got.p, got.len));
    str_release(&longer);
    str_release(&got);
}

/* "code,name\n371302,兰山区\n" as other programs write it, and what only looks like it. */
static void test_foreign(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n; /* 0: to its end */
        uint32_t line, column; /* 0: it is none */
        const char *what;
    } c[] = {
        {"code,name\n371302,\xc0\xbc\xc9\xbd\xc7\xf8\n", 0, 2, 8, "written in GBK, expected UTF-8: save it"},
        {"\xc0\xbc\xc9\xbd\xc7\xf8", 0, 1, 1, "GBK"},
        {"\xff\xfe"
         "c\0o\0d\0e\0",
         10, 1, 1, "written in UTF-16, expected UTF-8: save it"},
        {"\xfe\xff\0c\0o", 6, 1, 1, "UTF-16"},
        {"c\0o\0d\0e\0,\0n\0", 12, 1, 1, "UTF-16"},
        {"code,name\n371302,兰山区\n", 0, 0, 0, NULL},
        {"", 0, 0, 0, NULL},
        {"caf\xe9,x\n", 0, 0, 0, NULL}, /* Latin-1 */
        {"兰山\xe5\x8c,\n", 0, 0, 0, NULL}, /* UTF-8 with a character cut off */
        {"临沂市兰山区人民\xff\n", 0, 0, 0, NULL},
        {"x\0y", 3, 0, 0, NULL},
    };
    for (size_t i = 0; i < COUNT(c); i++) {
        struct text_at at;
        bool foreign = text_foreign(c[i].text, c[i].n ? c[i].n : strlen(c[i].text), &at);
        assert_int_equal(foreign, c[i].line > 0);
        if (!foreign)
            continue;
        assert_int_equal(at.line, c[i].line);
        assert_int_equal(at.column, c[i].column);
        assert_non_null(strstr(at.text, c[i].what));
    }
}

static void refused(const char *name, const char *want)
{
    struct str path = folder_path(name), text = {0};
    struct err e = {.text = ""};
    assert_int_equal(file_read(&text, path.p, &e), -1);
    assert_memory_equal(e.text, path.p, path.len);
    assert_string_equal(e.text + path.len, want);
    str_release(&path);
    str_release(&text);
}

/* Never waits, never takes more than it may; a file that is not there is no fault. */
static void test_no_files(void **state)
{
    (void)state;
    struct str fifo = folder_path("fifo"), zero = folder_path("zero"), nothing = folder_path("nothing"),
               big = folder_path("big"), text = {0};
    struct err e = {.text = "untouched"};
    assert_int_equal(folder_subfolder("sub"), 0);
    assert_int_equal(mkfifo(fifo.p, 0600), 0);
    assert_int_equal(symlink("/dev/zero", zero.p), 0);
    assert_int_equal(symlink("nowhere", nothing.p), 0);
    folder_write("big", "x");
    assert_int_equal(truncate(big.p, FILE_READ_MAX), 0);
    assert_int_equal(file_read(&text, big.p, &e), 0);
    assert_int_equal(text.len, FILE_READ_MAX);
    str_release(&text);
    assert_int_equal(truncate(big.p, FILE_READ_MAX + 1), 0);
    refused("sub", ": a folder, expected a file");
    refused("fifo", ": a pipe or a device, expected a file");
    refused("zero", ": a pipe or a device, expected a file");
    refused("nothing", ": a link to nothing, expected a file");
    refused("big", ": more than 64 MiB, expected a smaller file");
    refused("big/in", ": Not a directory");
    str_puts(&nothing, "-at-all");
    assert_int_equal(file_read(&text, nothing.p, &e), 1);
    assert_string_equal(e.text, "untouched");
    str_release(&fifo);
    str_release(&zero);
    str_release(&nothing);
    str_release(&big);
}

/* What the log writes with stderr in a file; `journal`: the file is said to be journald's stream. */
static void logged(struct str *out, bool journal, int wrong)
{
    struct str path = folder_path("log");
    struct stat st;
    struct err e;
    char stream[64];
    int saved = dup(2);
    assert_non_null(freopen(path.p, "w", stderr));
    assert_int_equal(fstat(2, &st), 0);
    snprintf(stream, sizeof stream, "%llu:%llu", (unsigned long long)st.st_dev,
             (unsigned long long)st.st_ino + (unsigned)wrong);
    if (journal)
        setenv("JOURNAL_STREAM", stream, 1);
    log_name("collect 0");
    log_error("broken: %s", "a\nb\x1b[31m\xe2\x80\xae\xff兰");
    log_warn("w");
    log_info("i");
    unsetenv("JOURNAL_STREAM");
    fflush(stderr);
    dup2(saved, 2);
    close(saved);
    assert_int_equal(file_read(out, path.p, &e), 0);
    str_release(&path);
}

#define LOST "\xef\xbf\xbd"
static void test_log(void **state)
{
    (void)state;
    static const char plain[] = "collect 0: error: broken: a" LOST "b" LOST "[31m" LOST LOST "兰\n"
                                "collect 0: warning: w\ncollect 0: i\n";
    static const char to_journal[] = "<3>collect 0: broken: a" LOST "b" LOST "[31m" LOST LOST "兰\n"
                                     "<4>collect 0: w\n<6>collect 0: i\n";
    for (int i = 0; i < 3; i++) {
        struct str got = {0};
        logged(&got, i > 0, i == 2); /* the last: stderr was sent elsewhere than to the journal */
        assert_string_equal(got.p, i == 1 ? to_journal : plain);
        assert_string_equal(mem_last_words,
                            i == 1 ? "<2>collect 0: out of memory" : "collect 0: error: out of memory");
        str_release(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unseen),  cmocka_unit_test(test_shown),    cmocka_unit_test(test_quote),
        cmocka_unit_test(test_foreign), cmocka_unit_test(test_no_files), cmocka_unit_test(test_log),
    };
    return cmocka_run_group_tests_name("text", tests, folder_make, folder_remove);
}

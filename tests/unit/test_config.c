/* The options and their four sources. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "config/bulletin_conf.h"
#include "config/conf.h"
#include "base/file.h"
#include "tests/unit/folder.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* --- options --- */

static void write_conf(const char *text) { folder_write("jiancha.conf", text); }

/* Words of a command line, `@` for --config and the folder. */
static int read_line(struct conf *c, const char *words, char **argv, int *n_args,
                     const struct conf_extra *extra, struct err *e)
{
    static char copy[2000], config_flag[] = "--config";
    int argc = 0;
    snprintf(copy, sizeof copy, "cmd %s", words);
    for (char *save, *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
        if (!strcmp(w, "@")) {
            argv[argc++] = config_flag;
            w = folder;
        }
        argv[argc++] = w;
    }
    return conf_read(c, argc, argv, n_args, extra, "usage: cmd", e);
}

/* What the four sources give, as `workers batch_events brokers topic_events : arguments`, or the error. */
static const struct {
    const char *file, *env, *line, *want;
    int kind;
} conf_case[] = {
    {NULL, NULL, "@", "2 40000 127.0.0.1:9092 case-events :", 0},
    {"workers = 3\ntopic_events = x\n", NULL, "@", "3 40000 127.0.0.1:9092 x :", 0},
    {"workers = 3\n", "WORKERS=4", "@", "4 40000 127.0.0.1:9092 case-events :", 0},
    {"workers = 3\n", "WORKERS=4", "@ --workers 5", "5 40000 127.0.0.1:9092 case-events :", 0},
    {"workers = 3\n", "WORKERS=", "@", "3 40000 127.0.0.1:9092 case-events :", 0},
    {"brokers =\n", NULL, "a @ --batch-events=7 b --batch_events 8 - --topic-events= -- --c",
     "2 8   : a b - --c", 0},
    {"topic-events = y\n", NULL, "@ --topic_events z --topic-events w", "2 40000 127.0.0.1:9092 w :", 0},
    {"# c\n\nworker = 3\n", NULL, "@",
     "%/jiancha.conf:3:1: \"worker\", expected the name of an option (--help lists them)", ERR_WORK},
    {"workers = 65\n", NULL, "@", "%/jiancha.conf:1:11: \"65\", expected an integer 1…64", ERR_WORK},
    {"workers =\n", NULL, "@", "%/jiancha.conf:1:10: \"\", expected an integer 1…64", ERR_WORK},
    {"[x]\n", NULL, "@", "%/jiancha.conf:1:2: \"x\", expected no [section] in this file", ERR_WORK},
    {"config = x\n", NULL, "@",
     "%/jiancha.conf:1:1: \"config\", expected any other option: this one says where this file is", ERR_WORK},
    {"slot = 1\nslot = 1\nx\n", NULL, "@",
     "%/jiancha.conf:2:1: \"slot\" a second time, expected it once (it stands on line 1)", ERR_WORK},
    {"group = a\xc2\xa0\n", NULL, "@",
     "%/jiancha.conf:1:9: \"a\\u00a0\", expected text without U+00A0 (no-break space)", ERR_WORK},
    {"workers = 3\xe2\x80\x8b\n", NULL, "@", "%/jiancha.conf:1:11: \"3\\u200b\", expected an integer 1…64",
     ERR_WORK},
    {"database = \xc2\xa0\nport_file = \xe4\xb8\xad\n", NULL, "@", "2 40000 127.0.0.1:9092 case-events :", 0},
    {"group = \xc1\xd9\xd2\xca\n", NULL, "@",
     "%/jiancha.conf:1:9: the file seems to be written in GBK, expected UTF-8: save it again, in Excel as "
     "\"CSV "
     "UTF-8\", in an editor with the encoding UTF-8",
     ERR_WORK},
    {NULL, "GROUP=\xe2\x80\x8b", "@",
     "JIANCHA_GROUP \\u200b: expected text without U+200B (zero-width character)", ERR_USAGE},
    {NULL, "PORT_FILE=/tmp/\xc1\xd9", "@",
     "2 40000 127.0.0.1:9092 case-events :", 0}, /* a name need not be UTF-8 */
    {NULL, "WORKER=3", "@", "JIANCHA_WORKER: no option has this variable (--help lists them)", ERR_USAGE},
    {NULL, "WORKER=", "@", "2 40000 127.0.0.1:9092 case-events :", 0},
    {NULL, "WORKERSS=3", "@", "JIANCHA_WORKERSS: no option has this variable (--help lists them)", ERR_USAGE},
    {NULL, "PORT=8080", "@", "JIANCHA_PORT: no option has this variable (--help lists them)", ERR_USAGE},
    {NULL, "DATABSE=postgresql://h/d", "@",
     "JIANCHA_DATABSE: no option has this variable (--help lists them)", ERR_USAGE},
    /* a Kubernetes service of this name puts these into every container */
    {NULL, "PORT=tcp://10.0.0.1:8080", "@", "2 40000 127.0.0.1:9092 case-events :", 0},
    {NULL, "PORT_8080_TCP_ADDR=10.0.0.1", "@", "2 40000 127.0.0.1:9092 case-events :", 0},
    {NULL, "WEB_SERVICE_HOST=10.0.0.1", "@", "2 40000 127.0.0.1:9092 case-events :", 0},
    {NULL, "SERVICE_PORT_HTTP=80", "@", "2 40000 127.0.0.1:9092 case-events :", 0},
    {NULL, "SLOT=64", "@", "JIANCHA_SLOT 64: expected an integer 0…63", ERR_USAGE},
    {NULL, NULL, "@ --slot -1", "--slot -1: expected an integer 0…63", ERR_USAGE},
    {NULL, NULL, "@ --slot", "--slot: a value is missing behind it", ERR_USAGE},
    {NULL, NULL, "@ --wrong=1", "unknown flag --wrong=1 (--help lists them)", ERR_USAGE},
    {NULL, NULL, "@ -x", "unknown flag -x (--help lists them)", ERR_USAGE},
    {NULL, NULL, "@ --sure=1", "--sure=1: --sure takes no value", ERR_USAGE},
    {NULL, NULL, "--config @missing", "--config @missing: no such folder", ERR_USAGE},
};

static void test_conf(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(conf_case); i++) {
        struct conf c;
        struct err e = {0};
        struct str got = {0}, want = {0};
        bool sure = false;
        const struct conf_extra extra[] = {{"sure", "really", NULL, &sure}, {0}};
        char *argv[40], env[80] = "JIANCHA_", *eq;
        int n_args;
        snprintf(env + 8, sizeof env - 8, "%s", conf_case[i].env ? conf_case[i].env : "X=");
        eq = strchr(env, '=');
        *eq = 0;
        setenv(env, eq + 1, 1);
        write_conf(conf_case[i].file);
        int rc = read_line(&c, conf_case[i].line, argv, &n_args, extra, &e);
        unsetenv(env);
        assert_int_equal(rc, conf_case[i].kind ? -1 : 0);
        assert_int_equal(e.kind, conf_case[i].kind);
        if (rc == 0)
            str_printf(&got, "%d %d %s %s :", (int)c.workers, (int)c.batch_events, c.brokers, c.topic_events);
        for (int k = 1; rc == 0 && k <= n_args; k++)
            str_printf(&got, " %s", argv[k]);
        for (const char *p = conf_case[i].want; *p; p++) /* % is the folder */
            str_printf(&want, *p == '%' ? "%s" : "%.1s", *p == '%' ? folder : p);
        assert_string_equal(rc ? e.text : str_text(&got), want.p);
        str_release(&got);
        str_release(&want);
    }
}

static void test_conf_extra(void **state)
{
    (void)state;
    struct conf c;
    struct err e;
    const char *as_of = NULL;
    bool sure = false;
    const struct conf_extra extra[] = {
        {"as_of", "an instant", &as_of, NULL}, {"sure", "really", NULL, &sure}, {0}};
    char *argv[40];
    int n_args;
    write_conf(NULL);
    assert_int_equal(read_line(&c, "@ x --as-of 2026 --sure y", argv, &n_args, extra, &e), 0);
    assert_string_equal(as_of, "2026");
    assert_true(sure);
    assert_int_equal(n_args, 2);
    assert_string_equal(argv[2], "y");
    assert_string_equal(c.config, folder);
}

/* The folder: the command line's before the environment's; a text that does not fit is refused, not cut. */
static void test_conf_folder(void **state)
{
    (void)state;
    struct conf c;
    struct err e;
    char *argv[40], longer[620];
    int n_args;
    write_conf("slot = 9\n");
    setenv("JIANCHA_CONFIG", folder, 1);
    assert_int_equal(read_line(&c, "", argv, &n_args, NULL, &e), 0);
    assert_int_equal(c.slot, 9);
    setenv("JIANCHA_CONFIG", "missing", 1);
    assert_int_equal(read_line(&c, "@", argv, &n_args, NULL, &e), 0);
    assert_int_equal(read_line(&c, "", argv, &n_args, NULL, &e), -1);
    assert_string_equal(e.text, "JIANCHA_CONFIG missing: no such folder");
    unsetenv("JIANCHA_CONFIG");
    memset(longer, 'x', sizeof longer);
    memcpy(longer, "@ --group ", 10);
    longer[10 + 511] = 0;
    assert_int_equal(read_line(&c, longer, argv, &n_args, NULL, &e), 0);
    longer[10 + 511] = 'x';
    longer[10 + 512] = 0;
    assert_int_equal(read_line(&c, longer, argv, &n_args, NULL, &e), -1);
    assert_int_equal(e.kind, ERR_USAGE);
    assert_non_null(strstr(e.text, "expected at most 511 bytes"));
}

/* Every fault of the file, a line each; the other sources are read all the same. */
static void test_conf_faults(void **state)
{
    (void)state;
    struct conf c;
    struct err e;
    struct str got = {0}, want = {0};
    char *argv[40];
    int n_args;
    write_conf("workers = 0\nx = 1\n[y]\nz\nslot = 3\n");
    assert_int_equal(read_line(&c, "@ --group g", argv, &n_args, NULL, &e), -1);
    assert_int_equal(e.kind, ERR_WORK);
    assert_string_equal(c.group, "g");
    assert_int_equal(c.slot, 3);
    conf_faults(&got, folder);
    str_printf(&want,
               "%s/jiancha.conf:1:11: \"0\", expected an integer 1…64\n"
               "%s/jiancha.conf:2:1: \"x\", expected the name of an option (--help lists them)\n"
               "%s/jiancha.conf:3:2: \"y\", expected no [section] in this file\n"
               "%s/jiancha.conf:4:1: a line without =, expected name = value\n",
               folder, folder, folder, folder);
    assert_string_equal(got.p, want.p);
    write_conf(NULL);
    str_clear(&got);
    conf_faults(&got, folder);
    assert_int_equal(got.len, 0);
    str_release(&got);
    str_release(&want);
}

/* What is printed reads back as the same; the shipped jiancha.conf is what is printed of the defaults. */
static void test_conf_print(void **state)
{
    (void)state;
    struct conf c, again;
    struct err e;
    struct str text = {0}, second = {0}, shipped = {0};
    char *argv[40];
    int n_args;
    write_conf(NULL);
    assert_int_equal(
        read_line(&c, "@ --workers 7 --database host=/x;y#z --kafka-conf=a=b", argv, &n_args, NULL, &e), 0);
    conf_print(&text, &c);
    write_conf(text.p);
    assert_int_equal(read_line(&again, "@", argv, &n_args, NULL, &e), 0);
    conf_print(&second, &again);
    assert_string_equal(text.p, second.p);
    assert_int_equal(again.workers, 7);
    assert_string_equal(again.database, "host=/x;y#z");

    write_conf(NULL);
    assert_int_equal(read_line(&c, "@", argv, &n_args, NULL, &e), 0);
    c.config[0] = 0;
    str_clear(&text);
    conf_print(&text, &c);
    assert_int_equal(file_read(&shipped, "config/jiancha.conf", &e), 0);
    assert_string_equal(text.p, shipped.p);
    str_release(&text);
    str_release(&second);
    str_release(&shipped);
}

/* bulletin.conf by the same reader. */
static void test_bulletin_conf(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want; /* NULL: fine */
    } c[] = {
        {"\xef\xbb\xbfsignatory = 张　三\r\n", NULL},
        {"signatory = 张\xe2\x80\x8b三\nfreeze_hour = 24\nx = 1\n",
         "%/bulletin.conf:1:13: \"张\\u200b三\", expected text without U+200B (zero-width character)\n"
         "%/bulletin.conf:2:15: \"24\", expected an integer 0…23\n"
         "%/bulletin.conf:3:1: \"x\", expected a setting of bulletin.conf (docs/OPERATIONS.md lists them)\n"},
        {"signatory = 张　\xc2\xa0三\n",
         "%/bulletin.conf:1:13: \"张\\u3000\\u00a0三\", expected text without U+00A0 (no-break space)\n"},
        {"issuer = \xc1\xd9\xd2\xca\n", "%/bulletin.conf:1:10: the file seems to be written in GBK, expected "
                                        "UTF-8: save it again, in Excel as \"CSV "
                                        "UTF-8\", in an editor with the encoding UTF-8\n"},
    };
    for (size_t i = 0; i < COUNT(c); i++) {
        struct bulletin_conf b;
        struct str got = {0}, want = {0};
        struct err e = {.text = ""};
        folder_write("bulletin.conf", c[i].text);
        assert_int_equal(bulletin_conf_faults(&got, folder), c[i].want ? -1 : 0);
        for (const char *p = c[i].want ? c[i].want : ""; *p; p++)
            str_printf(&want, *p == '%' ? "%s" : "%.1s", *p == '%' ? folder : p);
        assert_string_equal(str_text(&got), str_text(&want));
        assert_int_equal(bulletin_conf_load(&b, folder, &e), c[i].want ? -1 : 0);
        assert_memory_equal(e.text, str_text(&want), strlen(e.text));
        if (!c[i].want)
            assert_string_equal(b.signatory, "张　三");
        str_release(&got);
        str_release(&want);
    }
    folder_write("bulletin.conf", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conf),        cmocka_unit_test(test_conf_extra),
        cmocka_unit_test(test_conf_folder), cmocka_unit_test(test_conf_faults),
        cmocka_unit_test(test_conf_print),  cmocka_unit_test(test_bulletin_conf),
    };
    return cmocka_run_group_tests_name("config", tests, folder_make, folder_remove);
}

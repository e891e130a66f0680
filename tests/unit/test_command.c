/* The runner of commands: what it gets ready, in which order, and the exit codes of contract section 9. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/command.h"

static struct {
    const char *text;
    bool flag;
} flag;
static const struct conf_extra flags[] = {
    {"text", "a text", &flag.text, NULL}, {"flag", "a flag", NULL, &flag.flag}, {0}};

/* What the commands below do, and what they met. */
static int result, judged, ran;
static enum err_kind kind;
static struct call seen;

static int give(struct call *c, struct err *e)
{
    seen = *c;
    ran++;
    if (result >= 0)
        return result;
    return kind == ERR_WORK    ? err_set(e, "work")
           : kind == ERR_USAGE ? err_usage(e, "use")
                               : err_env(e, "env");
}

static int good(struct call *c, struct err *e)
{
    (void)c, (void)e;
    return judged++, 0;
}

static int bad(struct call *c, struct err *e)
{
    (void)c;
    judged++;
    return err_usage(e, "no");
}

static int without_database(struct call *c, struct err *e)
{
    (void)e;
    c->needs = NEEDS_REFDATA;
    return 0;
}

/* The exit code of `NAME words…`; words joined by blanks. */
static int run_words(const struct command *command, const char *words)
{
    static char text[400];
    char *argv[20] = {(char[]){"try"}};
    int n = 1;
    snprintf(text, sizeof text, "%s", words);
    for (char *w = strtok(text, " "); w; w = strtok(NULL, " "))
        argv[n++] = w;
    judged = ran = 0;
    return command_run(command, n, argv);
}

static void exit_codes(void **state)
{
    (void)state;
    static const struct {
        int result, kind, code;
    } c[] = {{0, 0, 0}, {1, 0, 1}, {-1, ERR_WORK, 1}, {-1, ERR_USAGE, 2}, {-1, ERR_ENV, 111}};
    const struct command command = {"try", NULL, "usage: try\n", flags, NEEDS_NOTHING, 0, 0, NULL, give};
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        result = c[i].result;
        kind = (enum err_kind)c[i].kind;
        assert_int_equal(run_words(&command, ""), c[i].code);
        assert_int_equal(ran, 1);
    }
    result = 0;
}

static void words(void **state)
{
    (void)state;
    const struct command command = {"try", NULL, "usage: try\n", flags, NEEDS_NOTHING, 1, 2, NULL, give};
    assert_int_equal(run_words(&command, ""), 2);
    assert_int_equal(run_words(&command, "a b c"), 2);
    assert_int_equal(run_words(&command, "a --none"), 2);
    assert_int_equal(run_words(&command, "a --text"), 2);
    assert_int_equal(ran, 0);
    assert_int_equal(run_words(&command, "a --text x --flag b"), 0);
    assert_int_equal(ran, 1);
    assert_int_equal(seen.n_args, 2);
    assert_string_equal(seen.args[1], "b");
    assert_int_equal(seen.argc, 6); /* as it was given, too */
    assert_string_equal(flag.text, "x");
    assert_true(flag.flag);
    assert_int_equal(run_words(&command, "a"), 0); /* nothing is left of the run before */
    assert_null(flag.text);
    assert_false(flag.flag);
    assert_int_equal(run_words(&command, "--help"), 0);
    assert_int_equal(ran, 0);
}

/* Flags are judged with the reference data at hand, and before the database is asked. */
static void needs(void **state)
{
    (void)state;
    static const char nowhere[] = "--config config --database host=/nonexistent";
    struct command command = {"try", NULL, "usage: try\n", flags, NEEDS_DATABASE, 0, 0, bad, give};
    assert_int_equal(run_words(&command, nowhere), 2);
    assert_int_equal(judged, 1);
    command.judge = good;
    assert_int_equal(run_words(&command, nowhere), 111);
    assert_int_equal(judged, 1);
    assert_int_equal(ran, 0);
    command.judge = without_database;
    assert_int_equal(run_words(&command, nowhere), 0);
    assert_int_equal(ran, 1);
    assert_true(seen.ref.n_regions > 0);
    command.needs = NEEDS_REFDATA;
    assert_int_equal(run_words(&command, "--config /nonexistent"), 2);
    assert_int_equal(ran, 0);
    command.needs = NEEDS_BROKER;
    command.judge = NULL;
    assert_int_equal(run_words(&command, "--kafka_conf no.such=1"), 2);
    assert_int_equal(ran, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exit_codes),
        cmocka_unit_test(words),
        cmocka_unit_test(needs),
    };
    return cmocka_run_group_tests_name("command", tests, NULL, NULL);
}

/* decode: bytes that are no message, their limits, and sentences that stay text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/message.h"

static void check_text(const char *text, const char *code, const char *reason)
{
    static const char start[] = "the message is not one JSON object: ";
    struct event ev;
    struct reject rj = {"nothing", ""};
    int rc = decode(text, strlen(text), &ref, INSTANT_NONE, clock_is, &arena, &ev, &rj);
    if (rc != -1 || strcmp(rj.code, code) ||
        (reason ? strcmp(rj.reason, reason) : strncmp(rj.reason, start, strlen(start))))
        fail_msg("%s gives %d %s: %s", text, rc, rj.code, rj.reason);
}

/* What is no object, byte for byte. */
static void what_is_no_object(void **state)
{
    (void)state;
    static const char other[] = "the message is not one JSON object but another JSON value",
                      *const broken[] =
                          {
                              "",
                              "{\"v\":1",
                              "{\"v\":1} x",
                              "{\"v\":1}{}",
                              "{\"v\":01}",
                              "{\"v\":+1}",
                              "{\"v\":.5}",
                              "{\"v\":1.}",
                              "{\"v\":1e}",
                              "{\"v\":-}",
                              "{v:1}",
                              "{'v':1}",
                              "{\"v\":1,}",
                              "{,}",
                              "{\"a\":[1,]}",
                              "{\"v\":1,\"v\":1}",
                              "{\"v\":1,\"\\u0076\":1}",
                              "{\"a\":{\"b\":1,\"b\":null}}",
                              "{\"a\":\"\\ud800\"}",
                              "{\"a\":\"\\ud800x\"}",
                              "{\"a\":\"\\udc00\"}",
                              "{\"a\":\"\\ud83d\\ud83d\"}",
                              "{\"\\ud800\":1}",
                              "{\"\\u0000\":1}",
                              "{\"data\":{\"a\\u0000b\":1}}",
                              "{\"a\":\"\\x\"}",
                              "{\"a\":\"\\u12g4\"}",
                              "{\"a\":\"\t\"}",
                              "\xef\xbb\xbf{}",
                              "{\"a\":tru}",
                              "{\"a\":NaN}",
                              "{\"a\":1 2}",
                              "{\"a\" 1}",
                              "// {}",
                              /* a number that is too large does not make up for another fault */
                              "{\"a\":1e999,\"b\":01}",
                              "{\"a\":01e999}",
                              "{\"a\":1e999.5}",
                              "{\"a\":1.e999}",
                              "{\"a\":--1e999}",
                              "{\"a\":1e999-}",
                              "{\"a\":1e+}",
                              "[1e999",
                          },
                      *const not_utf8[] =
                          {
                              "{\"v\":\"\xff\"}",
                              "{\"v\":\"\xc0\x80\"}",
                              "{\"v\":\"\xed\xa0\x80\"}",
                              "{\"v\":\"\xe4\xb8\"}",
                              "{\"v\":\"\xf4\x90\x80\x80\"}",
                              "\x80",
                              "{}\xf8",
                          },
                      *const values[] = {"[]", "null", "\"{}\"", "1", " true ", "[{}]", "1e999"};
    for (size_t i = 0; i < COUNT(values); i++)
        check_text(values[i], "not_json", other);
    for (size_t i = 0; i < COUNT(not_utf8); i++)
        check_text(not_utf8[i], "not_utf8", "the message is not valid UTF-8");
    for (size_t i = 0; i < COUNT(broken); i++)
        check_text(broken[i], "not_json", NULL); /* the sentence goes on with Jansson's words */
    struct event ev;
    struct reject rj;
    assert_int_equal(decode(NULL, 0, &ref, INSTANT_NONE, INSTANT_NONE, &arena, &ev, &rj),
                     -1); /* a tombstone of Kafka */
    assert_string_equal(rj.code, "not_json");
}

static void size_is_limited(void **state)
{
    (void)state;
    struct str m = message("submitted", "");
    m.p[m.len - 1] = ' ';
    while (m.len < DECODE_MAX - 1)
        str_putc(&m, ' ');
    str_putc(&m, '}');
    struct event ev;
    struct reject rj;
    assert_int_equal(decode_text(&m, &ev, &rj), 0);
    str_putc(&m, '\xff'); /* too large comes before all else */
    check_refused(&m, "too_large", "the message has 262145 bytes: at most 262144 are wanted");
    str_release(&m);
}

/* `levels` arrays within each other, in a field that is dropped. */
static struct str nested(int levels)
{
    struct str m = message("submitted", "");
    m.len--;
    str_puts(&m, ",\"x\":");
    for (int i = 0; i < levels; i++)
        str_putc(&m, '[');
    for (int i = 0; i < levels; i++)
        str_putc(&m, ']');
    str_putc(&m, '}');
    return m;
}

static void nesting_is_limited(void **state)
{
    (void)state;
    enum { DEEPEST = 2048 }; /* of them the object is one */
    struct event ev;
    struct reject rj;
    struct str m = nested(DEEPEST - 1);
    assert_int_equal(decode_text(&m, &ev, &rj), 0);
    str_release(&m);
    for (int levels = DEEPEST; levels < DEEPEST * 32; levels *= 4) {
        m = nested(levels);
        check_text(m.p, "not_json", NULL);
        str_release(&m);
    }
}

/* A sentence is stored as text: it is cut between characters. */
static void sentences_are_text(void **state)
{
    (void)state;
    for (size_t pad = 0; pad < 6; pad++) {
        struct str change = {0};
        struct event ev;
        struct reject rj;
        str_puts(&change, "channel=\"");
        for (size_t i = 0; i < pad; i++)
            str_putc(&change, 'x');
        for (int i = 0; i < 300; i++)
            str_puts(&change, i % 2 ? "\xf0\x9f\x98\x80" : "\\u0001");
        str_putc(&change, '"');
        struct str m = message("submitted", change.p);
        assert_int_equal(decode_text(&m, &ev, &rj), -1);
        assert_true(str_utf8(rj.reason, strlen(rj.reason)) && strlen(rj.reason) > 80);
        str_release(&m);
        str_release(&change);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_object),
        cmocka_unit_test(size_is_limited),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(sentences_are_text),
    };
    return cmocka_run_group_tests(tests, message_load, message_unload);
}

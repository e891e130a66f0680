/* A line on its way to Kafka: its recording in front, all other bytes as they were; the sender's bytes are
 * judged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "codec/outgoing.h"
#include "tests/unit/message.h"

static const instant at = 1760317200 * SECOND + 500000; /* 2025-10-13T09:00:00.5+08:00 */
#define STAMP "{ \"recorded_at\":\"2025-10-13T09:00:00.500000+08:00\","

static void stamped(const char *line, const char *rest)
{
    struct str out = {0};
    outgoing_stamp(&out, line, strlen(line), at);
    if (strncmp(out.p, STAMP, sizeof STAMP - 1) || strcmp(out.p + sizeof STAMP - 1, rest))
        fail_msg("%s\n  becomes %s\n  wanted " STAMP "%s", line, out.p, rest);
    str_release(&out);
}

static void the_rest_stays(void **state)
{
    (void)state;
    stamped("{\"v\":1}", "\"v\":1}");
    stamped(" \t{ \"v\" : 1e999 } \r", " \"v\" : 1e999 } \r");
    stamped("{\"x\":\"a\\u0000\\\"\\\\\",\"n\":12345678901234567890}",
            "\"x\":\"a\\u0000\\\"\\\\\",\"n\":12345678901234567890}");
    stamped("{\"data\":{\"recorded_at\":null},\"a\":[{\"recorded_at\":null}],\"b\":\"recorded_at\"}",
            "\"data\":{\"recorded_at\":null},\"a\":[{\"recorded_at\":null}],\"b\":\"recorded_at\"}");
}

static void a_null_gives_way(void **state)
{
    (void)state;
    stamped("{\"recorded_at\":null,\"v\":1}", "                   \"v\":1}");
    stamped("{\"v\":1,\"recorded_at\":null}", "\"v\":1                   }");
    stamped("{\"v\":1,\"recorded_at\":null,\"b\":2}", "\"v\":1,                   \"b\":2}");
    stamped("{\"v\":[1,{}],\"a\":true , \"recorded\\u005fat\" : null , \"b\":\"}\"}",
            "\"v\":[1,{}],\"a\":true ,                             \"b\":\"}\"}");
    stamped("{\"a\":\"\\\\\" , \"recorded_at\" : null }", "\"a\":\"\\\\\"                        }");
}

/* What is made is an event again, recorded as said; of each form of the envelope. */
static void it_is_an_event(void **state)
{
    (void)state;
    static const char *const change[] = {"", "recorded_at=null", "note=99999999999999999999",
                                         "note=\"\\u0000\"", "recorded_at=null|note={\"a\":[]}"};
    for (size_t i = 0; i < COUNT(change); i++) {
        struct str m = message("submitted", change[i]), out = {0};
        struct event ev;
        struct reject rj;
        outgoing_stamp(&out, m.p, m.len, at);
        assert_int_equal(decode_text(&out, &ev, &rj), 0);
        assert_true(ev.recorded == at);
        assert_int_equal(outgoing_stamp_length(out.p, out.len), sizeof STAMP - 2);
        assert_int_equal(outgoing_stamp_length(m.p, m.len), 0);
        str_release(&m);
        str_release(&out);
    }
}

static struct str message_of(size_t bytes)
{
    struct str m = message("submitted", "");
    m.len--;
    str_puts(&m, ",\"note\":\"");
    while (m.len < bytes - 2)
        str_putc(&m, 'x');
    str_puts(&m, "\"}");
    return m;
}

static void the_senders_bytes_are_judged(void **state)
{
    (void)state;
    struct event ev;
    struct reject rj;
    struct str fits = message_of(DECODE_MAX), over = message_of(DECODE_MAX + 1), out = {0};
    assert_int_equal(decode_text(&fits, &ev, &rj), 0);
    outgoing_stamp(&out, fits.p, fits.len, at);
    assert_true(out.len > DECODE_MAX);
    assert_int_equal(decode_text(&out, &ev, &rj), 0);
    assert_true(ev.recorded == at);

    check_refused(&over, "too_large", "the message has 262145 bytes: at most 262144 are wanted");
    str_clear(&out);
    outgoing_stamp(&out, over.p, over.len, at);
    check_refused(&out, "too_large", "the message has 262145 bytes: at most 262144 are wanted");
    /* a sender's own recording is the sender's */
    str_clear(&out);
    str_puts(&out, "{\"recorded_at\":\"2026-03-01T09:00:00+08:00\",");
    str_puts(&out, fits.p + 1);
    struct str wanted = {0};
    str_printf(&wanted, "the message has %zu bytes: at most 262144 are wanted", out.len);
    check_refused(&out, "too_large", wanted.p);
    str_release(&wanted);
    str_release(&fits);
    str_release(&over);
    str_release(&out);
}

static void no_stamp(void **state)
{
    (void)state;
    static const char *const bytes[] = {
        "",
        "{",
        STAMP,
        "{ \"recorded_at\":\"",
        "[ \"recorded_at\":\"x\",\"v\":1}",
        "{ \"recorded_at\":\"2025\" ,\"v\":1}                                             "
        "                                                       "};
    for (size_t i = 0; i < COUNT(bytes); i++)
        assert_int_equal(outgoing_stamp_length(bytes[i], strlen(bytes[i])), 0);
}

static void goes_to(const char *bytes, const char *case_no, bool report)
{
    struct outgoing_address to = outgoing_address(bytes, strlen(bytes), &arena);
    assert_int_equal(to.report, report);
    if (case_no)
        assert_string_equal(to.case_no, case_no);
    else
        assert_null(to.case_no);
}

static void addresses(void **state)
{
    (void)state;
    goes_to("{\"case_no\":\"案\",\"type\":\"born\"}", "案", false);
    goes_to("{\"case_no\":\"a\",\"n\":12345678901234567890,\"x\":\"\\u0000\"}", "a", false);
    goes_to("{\"type\":\"monthly_report\",\"n\":1e999}", NULL, true);
    goes_to("{\"type\":\"monthly_report\",\"case_no\":\"x\"}", "x", true);
    goes_to("{\"case_no\":7}", NULL, false);
    goes_to("{\"case_no\":\"a\\u0000\"}", NULL, false);
    goes_to("[\"case_no\"]", NULL, false);
    goes_to("{\"case_no\":\"a\"", NULL, false);
    goes_to("{\"case_no\":\"\xff\"}", NULL, false);
    goes_to("", NULL, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rest_stays), cmocka_unit_test(a_null_gives_way),
        cmocka_unit_test(it_is_an_event), cmocka_unit_test(the_senders_bytes_are_judged),
        cmocka_unit_test(no_stamp),       cmocka_unit_test(addresses),
    };
    return cmocka_run_group_tests(tests, message_load, message_unload);
}

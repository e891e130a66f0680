/* decode: every form at its limits, defaults, codes, what is dropped (contract section 1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "collector/batch.h"
#include "tests/unit/message.h"
#include "analyzer/event_fields.h"

static void texts_at_their_limits(void **state)
{
    (void)state;
    assert_string_equal(taken("submitted", "event_id=\"" A64 "\"").event_id, A64);
    assert_string_equal(taken("submitted", "event_id=\"Az09._:-\"").event_id, "Az09._:-");
    assert_string_equal(taken("submitted", "source=\"a2345678901234567890123456789-12\"").source,
                        "a2345678901234567890123456789-12");
    assert_string_equal(taken("submitted", "case_no=\"" FIFTY "\"").case_no, FIFTY);
    assert_string_equal(taken("submitted", "case_no=\"a\\u00a0b\"").case_no, "a\xc2\xa0"
                                                                             "b"); /* the first behind C1 */
    assert_string_equal(taken("submitted", "case_no=\"\\ud83d\\ude00\\/\"").case_no, "\xf0\x9f\x98\x80/");
    assert_string_equal(taken("submitted", "officer=\"" TEN TEN TEN "一二\"").officer, TEN TEN TEN "一二");
    assert_null(taken("submitted", "officer=null").officer);
    assert_string_equal(taken("not_accepted", "data={\"reason\":\"\"}").data.reason,
                        ""); /* there, and empty */
    assert_null(taken("not_accepted", "data={\"reason\":null}").data.reason);
    struct texts t = taken("supplement_requested", "data={\"items\":[]}").data.items;
    assert_true(t.given && t.n == 0);
    t = taken("supplement_requested", "data={\"items\":[\"身份证\",\"\"]}").data.items;
    assert_true(t.n == 2 && !strcmp(t.v[0], "身份证") && !*t.v[1]);
    assert_false(taken("supplement_requested", "data=null").data.items.given);
}

static void every_channel_is_taken(void **state)
{
    (void)state;
    for (uint8_t i = 1; event_channel_word[i]; i++) {
        struct str change = {0};
        str_printf(&change, "channel=\"%s\"", event_channel_word[i]);
        assert_int_equal(taken("submitted", change.p).channel, i);
        str_release(&change);
    }
    assert_int_equal(taken("submitted", "channel=null").channel, CHANNEL_NONE);
}

static void numbers_at_their_limits(void **state)
{
    (void)state;
    assert_int_equal(taken("accepted", "data={\"promised_days\":0}").data.promised_days, 0);
    assert_int_equal(taken("accepted", "data={\"promised_days\":-0}").data.promised_days, 0);
    assert_int_equal(taken("accepted", "data={\"statutory_days\":36500}").data.statutory_days, 36500);
    assert_int_equal(taken("accepted", "data={\"statutory_days\":null}").data.statutory_days, DAYS_NONE);
    assert_int_equal(taken("extended", "data={\"days\":-36500}").data.days, -36500);
    assert_int_equal(taken("extended", "data={\"days\":36500}").data.days, 36500);
    assert_true(taken("fee_charged", "data={\"amount_fen\":0}").data.amount_fen == 0);
    assert_true(taken("fee_charged", "data={\"amount_fen\":9223372036854775807}").data.amount_fen ==
                INT64_MAX);
    assert_true(taken("fee_charged", "data={\"amount_fen\":9223372036854775807}|note=18446744073709551616")
                    .data.amount_fen == INT64_MAX);
    assert_int_equal(taken("rated", "data={\"score\":1}").data.score, 1);
    assert_int_equal(taken("rated", "data={\"score\":5}").data.score, 5);
    assert_int_equal(taken("submitted", "data={\"joint\":false}").data.joint, 0);
    assert_int_equal(taken("submitted", "data={\"joint\":true}").data.joint, 1);
    assert_int_equal(taken("submitted", "data={}").data.joint, -1);
}

static void instants_at_their_limits(void **state)
{
    (void)state;
    static const struct {
        const char *text, *is; /* is: as instant_text_us writes it; NULL: unreadable */
    } in[] = {
        {"2026-03-01T09:00:00+08:00", "2026-03-01T09:00:00+08:00"},
        {"2026-03-01T01:00:00Z", "2026-03-01T09:00:00+08:00"},
        {"2026-03-01t01:00:00z", "2026-03-01T09:00:00+08:00"},
        {"2026-02-28T20:30:00-04:30", "2026-03-01T09:00:00+08:00"},
        {"2026-03-01T09:00:00-00:00", "2026-03-01T17:00:00+08:00"},
        {"2026-03-02T00:59:00+23:59", "2026-03-01T09:00:00+08:00"},
        {"2026-03-01T09:00:00.1+08:00", "2026-03-01T09:00:00.100000+08:00"},
        {"2026-03-01T09:00:00.123456+08:00", "2026-03-01T09:00:00.123456+08:00"},
        {"2026-03-01T09:00:00.1234569999999999999999+08:00", "2026-03-01T09:00:00.123456+08:00"},
        {"2026-03-01T09:00:00.000+08:00", "2026-03-01T09:00:00+08:00"},
        {"2000-01-01T00:00:00+08:00", "2000-01-01T00:00:00+08:00"},
        {"1999-12-31T16:00:00Z", "2000-01-01T00:00:00+08:00"},
        {"2024-02-29T23:59:59+08:00", "2024-02-29T23:59:59+08:00"},
        {"2026-03-16T08:00:00+08:00", "2026-03-16T08:00:00+08:00"}, /* 24 h ahead of the clock, not more */
        {"2026-03-01T09:00:60+08:00", NULL},
        {"2016-12-31T23:59:60Z", NULL},
        {"2026-03-01T24:00:00+08:00", NULL},
        {"2026-03-01T09:60:00+08:00", NULL},
        {"2026-02-29T09:00:00+08:00", NULL},
        {"2026-03-01T09:00:00", NULL},
        {"2026-03-01T09:00+08:00", NULL},
        {"2026-03-01 09:00:00+08:00", NULL},
        {"2026-03-01T09:00:00+24:00", NULL},
        {"2026-03-01T09:00:00+08:60", NULL},
        {"2026-03-01T09:00:00+0800", NULL},
        {"2026-03-01T09:00:00+08", NULL},
        {"2026-03-01T09:00:00.+08:00", NULL},
        {"2026-03-01T09:00:00,5+08:00", NULL},
        {"2026-03-01T09:00:00+08:00 ", NULL},
        {" 2026-03-01T09:00:00Z", NULL},
        {"2026-3-01T09:00:00+08:00", NULL},
        {"02026-03-01T09:00:00Z", NULL},
        {"-2026-03-01T09:00:00Z", NULL},
        {"2026-03-01T09:00:00Zz", NULL},
        {"2026-03-01T+9:00:00+08:00", NULL},
        {"2026-W09-7T09:00:00Z", NULL},
        {"", NULL},
        {"1772326800", NULL},
    };
    char buf[INSTANT_TEXT];
    for (size_t i = 0; i < COUNT(in); i++) {
        struct str change = {0}, reason = {0};
        str_printf(&change, "occurred_at=\"%s\"", in[i].text);
        str_printf(&reason, "field occurred_at is \"%s\": " INSTANT_WANTED, in[i].text);
        if (in[i].is)
            assert_string_equal(instant_text_us(taken("submitted", change.p).occurred, buf), in[i].is);
        else
            refused("submitted", change.p, "bad_time", reason.p);
        str_release(&change);
        str_release(&reason);
    }
    /* a promise may lie anywhere that can be written in +08:00 */
    assert_string_equal(
        instant_text_us(
            taken("accepted", "data={\"promise_due\":\"0001-01-01T00:00:00+08:00\"}").data.promise_due, buf),
        "0001-01-01T00:00:00+08:00");
    assert_string_equal(
        instant_text_us(taken("accepted", "data={\"promise_due\":\"9999-12-31T15:59:59Z\"}").data.promise_due,
                        buf),
        "9999-12-31T23:59:59+08:00");
    refused("accepted", "data={\"promise_due\":\"0001-01-01T00:00:00+08:01\"}", "bad_field",
            "field data.promise_due is \"0001-01-01T00:00:00+08:01\": " INSTANT_WANTED);
}

static void no_clock_lets_the_future_be(void **state)
{
    (void)state;
    struct event ev;
    struct reject rj;
    struct str m = message("submitted", "occurred_at=\"2999-01-01T00:00:00Z\"");
    assert_int_equal(decode(m.p, m.len, &ref, INSTANT_NONE, INSTANT_NONE, &arena, &ev, &rj), 0);
    assert_true(ev.recorded == INSTANT_NONE);
    str_release(&m);
}

/* From 9000 on there is none, also without a clock: the day is that of +08:00. */
static void time_ends(void **state)
{
    (void)state;
    static const struct {
        const char *at;
        bool taken;
    } row[] = {
        {"8999-12-31T23:59:59.999999+08:00", true},
        {"9000-01-01T00:00:00+09:00", true},
        {"8999-12-31T16:00:00Z", false},
        {"9000-01-01T00:00:00+08:00", false},
        {"9999-12-31T23:59:59+08:00", false},
    };
    for (size_t i = 0; i < COUNT(row); i++)
        for (int recorded = 0; recorded < 2; recorded++) {
            struct event ev;
            struct reject rj = {"", ""};
            struct str change = {0};
            str_printf(&change, "%s=\"%s\"", recorded ? "recorded_at" : "occurred_at", row[i].at);
            struct str m = message("submitted", change.p);
            int rc = decode(m.p, m.len, &ref, INSTANT_NONE, INSTANT_NONE, &arena, &ev, &rj);
            if (row[i].taken)
                assert_int_equal(rc, 0);
            else
                assert_string_equal(rj.code, "bad_time");
            str_release(&change);
            str_release(&m);
        }
}

static void recorded_has_a_default(void **state)
{
    (void)state;
    struct event ev;
    struct reject rj;
    struct str m = message("submitted", "recorded_at=null"),
               given = message("submitted", "recorded_at=\"2026-03-02T00:00:00+08:00\"");
    assert_int_equal(decode(m.p, m.len, &ref, 12345, clock_is, &arena, &ev, &rj), 0);
    assert_true(ev.recorded == 12345);
    assert_int_equal(decode(given.p, given.len, &ref, 12345, clock_is, &arena, &ev, &rj), 0);
    assert_true(ev.recorded == day_start(day_make(2026, 3, 2)));
    str_release(&m);
    str_release(&given);
}

/* A producer's timestamp of 1970 or of next year is none: the clock stands in for it. */
static void nonsense_timestamps_are_not_taken(void **state)
{
    (void)state;
    const instant sent[] = {0, clock_is + DAY_LENGTH + SECOND, INSTANT_NONE, clock_is - HOUR},
                  want[] = {clock_is, clock_is, clock_is, clock_is - HOUR};
    struct str m = message("submitted", "recorded_at=");
    for (size_t i = 0; i < COUNT(sent); i++) {
        struct batch b = {0};
        const struct kafka_message km = {.at = sent[i], .bytes = m.p, .n = m.len};
        const struct ledger_message *it = batch_add(&b, &km, 0, &ref, clock_is);
        assert_null(it->reject);
        assert_true(it->ev.recorded == want[i] && it->sent == want[i]);
        b.messages.n = b.handles.n = 0; /* there are no messages to give back */
        batch_release(&b);
    }
    str_release(&m);
}

/* What was accepted can be read back from the log, though the instant that it was given makes it longer than
 * a message may be. */
static void stored_events_may_be_longer(void **state)
{
    (void)state;
    struct event ev, back;
    struct reject rj;
    struct str change = {0}, m, body = {0};
    str_puts(&change, "recorded_at=|data={\"reason\":\"");
    while (change.len < DECODE_MAX - 150)
        str_putc(&change, 'x');
    str_puts(&change, "\"}");
    m = message("paused", str_text(&change));
    assert_int_equal(decode(m.p, m.len, &ref, clock_is, clock_is, &arena, &ev, &rj), 0);
    event_write(&body, &ev, &ref);
    assert_true(body.len > DECODE_MAX);
    assert_int_equal(decode_stored(body.p, body.len, &ref, &arena, &back, &rj), 0);
    assert_true(back.recorded == clock_is);
    str_release(&change);
    str_release(&m);
    str_release(&body);
}

static void codes_are_looked_up(void **state)
{
    (void)state;
    assert_int_equal(taken("submitted", "region=\"371302\"").region, 1);
    assert_int_equal(taken("submitted", "region=\"371302001\"").region, 2); /* in the file */
    assert_int_equal(taken("submitted", "region=\"371302009\"").region, 1); /* its first 6 digits */
    assert_int_equal(taken("submitted", "region=\"371302001201\"").region, 2); /* its first 9 */
    assert_int_equal(taken("submitted", "region=\"371302009201\"").region, 1);
    assert_int_equal(taken("submitted", "region=\"LY-SC\"").region, 3);
    static const char *const unknown[] = {"3713020",       "37130200",  "3713020011", "37130200120",
                                          "3713020012011", "37130200a", "371399001",  "371302001 "};
    for (size_t i = 0; i < COUNT(unknown); i++) {
        struct str change = {0}, reason = {0};
        str_printf(&change, "region=\"%s\"", unknown[i]);
        str_printf(&reason, "field region is \"%s\": a code of regions.csv is wanted", unknown[i]);
        refused("submitted", change.p, "unknown_region", reason.p);
        str_release(&change);
        str_release(&reason);
    }
    struct event ev = taken("submitted", "item=\"" ITEM31 "99\"");
    assert_int_equal(ev.item_index, 1);
    assert_string_equal(ev.item, ITEM31);
    ev = taken("submitted", "item=\"" ITEM31 "999\"");
    assert_int_equal(ev.item_index, -1);
    assert_string_equal(ev.item, ITEM31 "999");
    assert_int_equal(taken("submitted", "item=\"\"").item_index, -1);
    ev = taken("step_started",
               "data={\"step\":\"审\",\"dept\":\"D2\",\"region\":\"371302009\",\"limit_days\":3}");
    assert_true(ev.dept == 0 && ev.region == 1 && ev.data.dept == 1 && ev.data.region == 1 &&
                ev.data.limit_days == 3);
    ev = taken("step_finished", "data={\"step\":\"审\",\"region\":\"nowhere\"}"); /* has no region: dropped */
    assert_true(ev.data.dept == -1 && ev.data.region == -1);
}

static void unknown_fields_are_dropped(void **state)
{
    (void)state;
    struct str out = {0};
    struct event ev = taken("submitted", "name=\"张三\"|id_card={\"deep\":[[[[[[1.5e-3,1e999]]]]]]}|data={"
                                         "\"joint\":true,\"phone\":\"13800000000\",\"score\":99}");
    event_write(&out, &ev, &ref);
    assert_string_equal(out.p,
                        "{\"v\":1,\"event_id\":\"e1\",\"source\":\"s1\",\"type\":\"submitted\",\"case_no\":"
                        "\"案-1\",\"occurred_at\":\"2026-03-01T09:00:00+08:00\","
                        "\"region\":\"371302\",\"dept\":\"D1\",\"item\":\"I1\",\"data\":{\"joint\":true}}");
    str_release(&out);
}

static void monthly_reports(void **state)
{
    (void)state;
    struct event ev = taken("monthly_report", "case_no=|dept=|item=|data={\"month\":\"2026-02\",\"counters\":"
                                              "{\"completed\":0,\"accepted\":9223372036854775807}}");
    assert_string_equal(ev.case_no, "");
    assert_int_equal(ev.dept, -1);
    assert_int_equal(ev.data.month, 12 * 2026 + 1);
    assert_int_equal(ev.data.n_counters, 2);
    assert_true(ev.data.counters[0].counter == C_accepted &&
                ev.data.counters[0].value == INT64_MAX); /* in the contract's order */
    assert_true(ev.data.counters[1].counter == C_completed && ev.data.counters[1].value == 0);
    assert_int_equal(taken("monthly_report", "data={\"month\":\"2026-02\",\"counters\":{}}").data.n_counters,
                     0);
    ev = taken("monthly_report",
               "dept=\"D2\"|data={\"month\":\"2026-02\",\"counters\":{}}"); /* it has no case: what names one
                                                                               is checked, then dropped */
    assert_true(!strcmp(ev.case_no, "案-1") && ev.dept == -1 && !ev.item && ev.item_index == -1);
    for (enum counter c = 0; c < COUNTERS; c++) { /* every name of section 6 */
        struct str change = {0};
        str_printf(&change, "data={\"month\":\"2026-02\",\"counters\":{\"%s\":7}}", counter_name[c]);
        ev = taken("monthly_report", change.p);
        assert_true(ev.data.n_counters == 1 && ev.data.counters[0].counter == (int32_t)c);
        str_release(&change);
    }
    static const char *const wrong[] = {"{\"granted\":-1}",
                                        "{\"granted\":1.0}",
                                        "{\"granted\":\"1\"}",
                                        "{\"granted\":null}",
                                        "{\"granted\":9223372036854775808}",
                                        "{\"granted\":1,\"nope\":1}",
                                        "{\"on_time_rate\":1}"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct str change = {0}, reason = {0};
        str_printf(&change, "data={\"month\":\"2026-02\",\"counters\":%s}", wrong[i]);
        str_printf(&reason,
                   "field data.counters is an object of %d: an object of counter names and integers of "
                   "at least 0 is wanted",
                   i == 5 ? 2 : 1);
        refused("monthly_report", change.p, "bad_field", reason.p);
        str_release(&change);
        str_release(&reason);
    }
    refused("monthly_report", "dept=7|data={\"month\":\"2026-02\",\"counters\":{}}", "bad_field",
            "field dept is 7: a code is wanted");
    refused("monthly_report", "dept=\"D9\"|data={\"month\":\"2026-02\",\"counters\":{}}", "unknown_dept",
            "field dept is \"D9\": a code of departments.csv is wanted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_at_their_limits),       cmocka_unit_test(every_channel_is_taken),
        cmocka_unit_test(numbers_at_their_limits),     cmocka_unit_test(instants_at_their_limits),
        cmocka_unit_test(no_clock_lets_the_future_be), cmocka_unit_test(time_ends),
        cmocka_unit_test(recorded_has_a_default),      cmocka_unit_test(nonsense_timestamps_are_not_taken),
        cmocka_unit_test(stored_events_may_be_longer), cmocka_unit_test(codes_are_looked_up),
        cmocka_unit_test(unknown_fields_are_dropped),  cmocka_unit_test(monthly_reports),
    };
    return cmocka_run_group_tests(tests, message_load, message_unload);
}

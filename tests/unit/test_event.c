/* Events: the tables, writing and reading again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "codec/decode.h"
#include "tests/unit/events.h"
#include "analyzer/event_fields.h"

/* The order of contract section 1 is the lifecycle rank. */
static void types_stand_in_order(void **state)
{
    (void)state;
    static const char *const name[] = {
        "submitted",
        "prechecked",
        "supplement_requested",
        "supplement_received",
        "accepted",
        "missing_supplied",
        "not_accepted",
        "step_started",
        "step_finished",
        "paused",
        "resumed",
        "extended",
        "decided",
        "delivered",
        "withdrawn",
        "terminated",
        "visited",
        "fee_charged",
        "rated",
        "rating_rectified",
        "complained",
        "complaint_closed",
        "voided",
        "monthly_report",
    };
    assert_int_equal(EV_TYPES, sizeof name / sizeof *name);
    for (int i = 0; i < EV_TYPES; i++) {
        assert_string_equal(event_type_name[i], name[i]);
        assert_int_equal(event_type_find(name[i]), i);
        assert_true(*event_type_zh[i]);
    }
    assert_int_equal(event_type_find("Submitted"), -1);
    assert_int_equal(event_type_find(""), -1);
}

static void fields_of_types(void **state)
{
    (void)state;
    int required = 0;
    for (int type = 0; type < EV_TYPES; type++) {
        int n = 0;
        for (const struct event_field *f = event_first_field((enum event_type)type);
             f->name && f->type == type; f++, n++)
            required += event_required(f);
        assert_true(n <= 8); /* the mask of a packed event is one byte */
    }
    assert_int_equal(required, 8);
    const struct event_field *f = event_first_field(EV_monthly_report);
    assert_string_equal(f->name, "month");
    assert_string_equal(f[1].name, "counters");
    assert_null(f[2].name);
    f = event_first_field(EV_decided);
    assert_string_equal(f->name, "outcome");
    assert_true(event_required(f) && !event_required(f + 1));
    assert_int_not_equal(event_first_field(EV_resumed)->type, EV_resumed); /* has none */
}

static void words_of_enumerations(void **state)
{
    (void)state;
    static const char *const word[][4] = {
        {NULL, "instant", "promised"},
        {NULL, "wd", "d"},
        {NULL, "granted", "denied"},
        {NULL, "agree", "disagree", "done"},
        {NULL, "applicant", "authority"},
        {NULL, "accept", "review", "deliver"},
        {NULL, "active", "invited", "default"},
        {NULL, "rectified", "invalid"},
    };
    for (int form = FORM_KIND; form <= FORM_RECTIFIED; form++) {
        const char *const *is = event_words((enum form)form), *const *wanted = word[form - FORM_KIND];
        assert_null(is[0]);
        for (int i = 1; i < 4 && wanted[i]; i++)
            assert_string_equal(is[i], wanted[i]);
        assert_null(is[wanted[3] ? 4 : 3]);
    }
    assert_string_equal(event_words(FORM_KIND)[KIND_PROMISED], "promised");
    assert_string_equal(event_words(FORM_OUTCOME)[OUTCOME_DENIED], "denied");
    assert_string_equal(event_words(FORM_ORIGIN)[ORIGIN_DEFAULT], "default");
    assert_string_equal(event_words(FORM_RECTIFIED)[RECTIFIED_INVALID], "invalid");
    assert_string_equal(event_channel_word[CHANNEL_WINDOW], "window");
    assert_string_equal(event_channel_word[12], "other");
    assert_null(event_channel_word[13]);
}

static void order_of_events(void **state)
{
    (void)state;
    struct event a, b;
    event_clear(&a);
    a.occurred = 1;
    a.type = EV_accepted;
    a.event_id = "e1";
    a.source = "s";
    b = a;
    assert_int_equal(event_compare(&a, &b), 0);
    b.source = "t"; /* each field decides only where those before it are equal */
    assert_true(event_compare(&a, &b) < 0 && event_compare(&b, &a) > 0);
    a.event_id = "e2";
    assert_true(event_compare(&a, &b) > 0 && event_compare(&b, &a) < 0);
    b.type = EV_decided;
    assert_true(event_compare(&a, &b) < 0 && event_compare(&b, &a) > 0);
    a.occurred = 2;
    assert_true(event_compare(&a, &b) > 0 && event_compare(&b, &a) < 0);
}

static void written_whole(void **state)
{
    (void)state;
    struct event ev;
    struct str out = {0};
    const char *item[] = {"身份证", "a\"b\\\n\x01"};
    event_clear(&ev);
    ev.type = EV_accepted;
    ev.event_id = "e1";
    ev.source = "s";
    ev.case_no = "案";
    ev.occurred = day_start(day_make(2026, 3, 1)) + 1;
    ev.recorded = ev.occurred + SECOND - 1;
    ev.region = ev.dept = 0;
    ev.item = "没有的";
    ev.officer = "o";
    ev.channel = CHANNEL_WEB;
    ev.data = (struct event_data){
        .kind = KIND_INSTANT,
        .doc_no = "",
        .promised_days = 0,
        .statutory_days = DAYS_NONE,
        .unit = UNIT_D,
        .promise_due = INSTANT_NONE,
        .missing = {item, 2, true},
        .missing_due = day_make(2026, 3, 9),
    };
    event_write(&out, &ev, &ref);
    struct str wanted = {0};
    str_printf(&wanted,
               "{\"v\":1,\"event_id\":\"e1\",\"source\":\"s\",\"type\":\"accepted\",\"case_no\":\"案\","
               "\"occurred_at\":\"2026-03-01T00:00:00.000001+08:00\","
               "\"recorded_at\":\"2026-03-01T00:00:01+08:00\",\"region\":\"%s\",\"dept\":\"%s\",\"item\":"
               "\"没有的\",\"officer\":\"o\",\"channel\":\"web\","
               "\"data\":{\"kind\":\"instant\",\"doc_no\":\"\",\"promised_days\":0,\"unit\":\"d\","
               "\"missing\":[\"身份证\",\"a\\\"b\\\\\\n\\u0001\"],"
               "\"missing_due\":\"2026-03-09\"}}",
               ref.regions[0].code, ref.depts[0].code);
    assert_string_equal(out.p, wanted.p);
    str_release(&wanted);
    str_release(&out);
}

static void writing_and_reading_is_the_identity(void **state)
{
    (void)state;
    struct event ev[HISTORY_MOST], back;
    struct reject rj;
    struct str one = {0}, other = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        arena_reset(&arena);
        size_t n = history_make(seed, &ref, day_make(2026, 1, 20), &arena, ev);
        for (size_t i = 0; i < n; i++) {
            str_clear(&one);
            str_clear(&other);
            event_write(&one, &ev[i], &ref);
            if (decode(one.p, one.len, &ref, INSTANT_NONE, INSTANT_NONE, &arena, &back, &rj))
                fail_msg("seed %llu: %s is refused: %s", (unsigned long long)seed, one.p, rj.reason);
            event_write(&other, &back, &ref);
            CHECK(one.len == other.len && !strcmp(one.p, other.p), seed);
            CHECK(back.item_index == ev[i].item_index && event_compare(&back, &ev[i]) == 0, seed);
        }
    }
    str_release(&one);
    str_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_stand_in_order),  cmocka_unit_test(fields_of_types),
        cmocka_unit_test(words_of_enumerations), cmocka_unit_test(order_of_events),
        cmocka_unit_test(written_whole),         cmocka_unit_test(writing_and_reading_is_the_identity),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

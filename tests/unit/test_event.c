/* Events: the tables, writing and reading again, packed bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "codec/decode.h"
#include "tests/unit/history.h"
#include "analyzer/event_pack.h"
#include "analyzer/event_fields.h"

enum { SEEDS = 3000 };

static struct refdata ref;
static struct arena arena;

static int load(void **state)
{
    (void)state;
    return history_load(&ref);
}

static int unload(void **state)
{
    (void)state;
    arena_release(&arena);
    refdata_release(&ref);
    return 0;
}

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

#define CHECK(condition, seed)                                                 \
    do                                                                         \
        if (!(condition))                                                      \
            fail_msg("seed %llu: %s", (unsigned long long)(seed), #condition); \
    while (0)

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

/* ---- packed bytes ---- */

static size_t pack_history(uint64_t seed, struct str *out)
{
    struct event ev[HISTORY_MOST];
    size_t n = history_make(seed, &ref, day_make(2026, 1, 20), &arena, ev);
    str_clear(out);
    for (size_t i = 0; i < n; i++)
        event_pack(out, &ev[i], i ? &ev[i - 1] : NULL, &ref);
    return n;
}

/* Cut anywhere, or with any byte changed, the bytes are damaged or give events that can be evaluated and
 * packed again. */
static void damaged_bytes_do_no_harm(void **state)
{
    (void)state;
    struct str packed = {0}, again = {0};
    struct event ev[HISTORY_MOST];
    size_t refused = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        uint64_t s = seed;
        arena_reset(&arena);
        size_t most = pack_history(seed, &packed), n = 0, len = packed.len;
        if (history_below(&s, 3) == 0)
            len = (size_t)history_below(&s, (int)len);
        else
            packed.p[history_below(&s, (int)len)] = (char)history_below(&s, 256);
        const uint8_t *p = (const uint8_t *)packed.p, *end = p + len;
        while (p < end && n < most &&
               event_unpack(&p, end, n ? &ev[n - 1] : NULL, "案", &ref, &arena, &ev[n]))
            n++;
        refused += p < end;
        struct evaluation e = {0};
        eval(&e, ev, n, NULL, &ref, day_start(day_make(2026, 4, 1)), &arena);
        str_clear(&again);
        for (size_t i = 0; i < n; i++) {
            event_write(&again, &ev[i], &ref);
            event_pack(&again, &ev[i], i ? &ev[i - 1] : NULL, &ref);
        }
        eval_release(&e);
    }
    assert_true(refused > SEEDS / 4);
    str_release(&packed);
    str_release(&again);
}

static bool unpacks(const struct str *b)
{
    struct event ev;
    const uint8_t *p = (const uint8_t *)b->p;
    return event_unpack(&p, p + b->len, NULL, "案", &ref, &arena, &ev);
}

/* Values that no event has: the offset of the byte in a packed event without a predecessor, and what is put
 * there. */
static void impossible_values_are_damage(void **state)
{
    (void)state;
    struct event ev;
    struct str b = {0};
    event_clear(&ev);
    ev.event_id = "e";
    ev.source = "s";
    ev.item = "i";
    ev.case_no = "案";
    ev.occurred = day_start(day_make(2026, 3, 1));
    ev.region = ev.dept = 0;
    ev.type = EV_rated;
    ev.channel = 12;
    ev.data.score = 5;
    ev.data.origin = ORIGIN_DEFAULT;
    event_pack(&b, &ev, NULL, &ref);
    assert_true(unpacks(&b));
    size_t last = b.len - 1;
    const struct {
        size_t at;
        int value;
    } bad[] = {
        {0, EV_monthly_report},
        {0, 255},
        {1, 13},
        {2, 1},
        {2, 16},
        {3, 4},
        {3, 255},
        {last, 0},
        {last, 4},
        {last - 1, 0},
        {last - 1, 6},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char was = b.p[bad[i].at];
        b.p[bad[i].at] = (char)bad[i].value;
        if (unpacks(&b))
            fail_msg("byte %zu = %d is taken", bad[i].at, bad[i].value);
        b.p[bad[i].at] = was;
    }
    static const struct {
        uint8_t type;
        int32_t days;
        instant occurred;
        const char *reason;
    } absurd[] = {
        {EV_paused, 36501, 0, NULL},
        {EV_extended, -36501, 0, NULL},
        {EV_paused, 5, INSTANT_MAX, NULL},
        {EV_paused, 5, INT64_MIN + 1, NULL},
        {EV_paused, 5, INSTANT_LAST + 1, NULL},
        {EV_extended, DAYS_NONE, 0, NULL},
        {EV_voided, 5, 0, NULL},
        {EV_step_started, 5, 0, NULL},
    };
    for (size_t i = 0; i < sizeof absurd / sizeof *absurd; i++) {
        ev.type = absurd[i].type;
        ev.data.days = absurd[i].days;
        ev.occurred = absurd[i].occurred;
        str_clear(&b);
        event_pack(&b, &ev, NULL, &ref);
        if (unpacks(&b))
            fail_msg("absurd event %zu is taken", i);
    }
    str_release(&b);
}

/* What was packed when a long item code was not known is of the known item later. */
static void items_become_known(void **state)
{
    (void)state;
    struct event ev, back;
    struct str b = {0}, code = {0};
    event_clear(&ev);
    ev.event_id = ev.source = "s";
    ev.occurred = 0;
    ev.region = ev.dept = 0;
    assert_int_equal(str_points(ref.items[0].code), 31);
    str_printf(&code, "%s07", ref.items[0].code);
    ev.item = code.p;
    event_pack(&b, &ev, NULL, &ref);
    const uint8_t *p = (const uint8_t *)b.p;
    assert_true(event_unpack(&p, p + b.len, NULL, "案", &ref, &arena, &back));
    assert_int_equal(back.item_index, 0);
    assert_string_equal(back.item, ref.items[0].code);
    str_release(&b);
    str_release(&code);
}

/* The same for what was written of a case. */
static void damaged_evaluations_do_no_harm(void **state)
{
    (void)state;
    struct str packed = {0}, again = {0};
    struct event ev[HISTORY_MOST];
    size_t refused = 0;
    struct evaluation e = {0}, back = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        uint64_t s = seed;
        arena_reset(&arena);
        size_t n = history_make(seed, &ref, day_make(2026, 1, 20), &arena, ev);
        eval(&e, ev, n, NULL, &ref, day_start(day_make(2026, 4, 1)), &arena);
        str_clear(&packed);
        eval_pack(&packed, &e, &ref);
        assert_true(eval_unpack((const uint8_t *)packed.p, packed.len, &ref, &arena, &back));
        packed.p[history_below(&s, (int)packed.len)] = (char)history_below(&s, 256);
        if (eval_unpack((const uint8_t *)packed.p, packed.len, &ref, &arena, &back)) {
            str_clear(&again);
            eval_pack(&again, &back, &ref);
        } else {
            refused++;
        }
        assert_false(eval_unpack((const uint8_t *)packed.p, (size_t)history_below(&s, (int)packed.len), &ref,
                                 &arena, &back));
    }
    assert_true(refused > SEEDS / 10);
    eval_release(&e);
    eval_release(&back);
    str_release(&packed);
    str_release(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_stand_in_order),
        cmocka_unit_test(fields_of_types),
        cmocka_unit_test(words_of_enumerations),
        cmocka_unit_test(order_of_events),
        cmocka_unit_test(written_whole),
        cmocka_unit_test(writing_and_reading_is_the_identity),
        cmocka_unit_test(damaged_bytes_do_no_harm),
        cmocka_unit_test(impossible_values_are_damage),
        cmocka_unit_test(items_become_known),
        cmocka_unit_test(damaged_evaluations_do_no_harm),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

/* Events and evaluations as packed bytes: read back whole, and damage does no harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analyzer/event_pack.h"
#include "tests/unit/events.h"

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
        cmocka_unit_test(damaged_bytes_do_no_harm),
        cmocka_unit_test(impossible_values_are_damage),
        cmocka_unit_test(items_become_known),
        cmocka_unit_test(damaged_evaluations_do_no_harm),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

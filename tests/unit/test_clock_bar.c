/* The bars of a case's two limits: what each day is, and that the picture has as many used days as the
 * figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reports/web/clock_bar.h"

#include "tests/unit/by_hand.h"
#include "tests/unit/fixture.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* A letter a day. */
static const char *days(const struct clock_bar *b)
{
    char *z = arena_zalloc(&arena, b->n + 1);
    for (size_t i = 0; i < b->n; i++)
        z[i] = ".#!-~"[b->of[i]];
    return z;
}

static struct event paused(instant t, const char *reason, const char *id)
{
    struct event ev = event_of("没有的", EV_paused, t, id);
    ev.data.reason = reason;
    return ev;
}

/* From Monday 2 March 2026: 4 promised days, 8 by law; paused without a legal reason from Wednesday to
 * Friday. */
static void each_day(void **state)
{
    (void)state;
    struct event ev[] = {event_of("没有的", EV_accepted, at(3, 2, 9), "a"),
                         paused(at(3, 4, 9), "等待材料", "p"),
                         event_of("没有的", EV_resumed, at(3, 6, 9), "r")};
    ev[0].data.kind = KIND_PROMISED;
    ev[0].data.promised_days = 4;
    ev[0].data.statutory_days = 8;
    struct explanation x;
    struct clock_bar b;
    assert_true(explain(&x, ev, COUNT(ev), &ref, at(3, 13, 12), &arena));
    clock_bar_make(&b, &x, day_make(2026, 3, 13), false, &arena);
    assert_string_equal(days(&b), ".##~~..##!!!"); /* due on Tuesday the 10th; today is Friday the 13th */
    assert_int_equal(b.used, x.promise.used);
    assert_int_equal(b.paused, 2);
    assert_int_equal(b.due, 8);
    assert_int_equal(b.stop, 11);
    clock_bar_make(&b, &x, day_make(2026, 3, 13), true, &arena);
    assert_string_equal(days(&b), ".####..####!"); /* due on Thursday the 12th */
    assert_int_equal(b.used, x.statutory.used);
    assert_int_equal(b.paused, 0);
    explain_release(&x);

    assert_true(explain(&x, ev, COUNT(ev), &ref, at(3, 9, 12), &arena));
    clock_bar_make(&b, &x, day_make(2026, 3, 9), true, &arena);
    assert_string_equal(days(&b), ".####..#---"); /* three are left of the eight */
    explain_release(&x);
}

static void as_a_picture(void **state)
{
    (void)state;
    uint8_t of[] = {BAR_OFF, BAR_USED, BAR_USED, BAR_PAUSED, BAR_OVER, BAR_LEFT};
    struct clock_bar b = {.of = of, .n = COUNT(of), .due = 2, .stop = 4};
    struct str s = {0};
    clock_bar_put(&s, &b, "<x>");
    assert_non_null(strstr(s.p, "aria-label=\"&lt;x&gt;\""));
    assert_non_null(strstr(s.p, "class=\"used\" x=\"10\" y=\"6\" width=\"20\"")); /* a run is one piece */
    assert_non_null(strstr(s.p, "class=\"paused\" d=\"M30 12h10\""));
    assert_non_null(strstr(s.p, "class=\"over\" x=\"40\" y=\"2\" width=\"10\""));
    assert_non_null(strstr(s.p, "class=\"left\" d=\"M50 6h10M50 18h10\""));
    assert_non_null(strstr(s.p, "class=\"due\" d=\"M30 0v24\"")); /* where its day ends */
    assert_non_null(strstr(s.p, "class=\"stop\" d=\"M50 0v24\""));
    str_clear(&s);
    b.due = b.stop = -1;
    clock_bar_put(&s, &b, "");
    assert_null(strstr(s.p, "due"));
    assert_null(strstr(s.p, "stop"));
    str_release(&s);
}

/* Whatever happened: as many used days as the clock says. */
static void as_many_as_the_figures(void **state)
{
    (void)state;
    int seen = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        uint64_t s = seed;
        struct event ev[HISTORY_MOST];
        size_t n = history_make(seed, &ref, day_make(2026, 3, 2), &arena, ev);
        instant as_of = history_instant(&s, day_make(2026, 3, 2), ev, n);
        struct evaluation e = {0};
        struct explanation x;
        eval(&e, ev, n, NULL, &ref, as_of, &arena);
        if (!e.empty && explain(&x, ev, n, &ref, as_of, &arena)) {
            struct clock_bar b;
            for (int legal = 0; legal < 2 && x.days.n && !x.cut && instant_day(e.row.end) >= x.start;
                 legal++, seen++) {
                clock_bar_make(&b, &x, instant_day(e.row.end), legal, &arena);
                assert_int_equal(b.used, (legal ? x.statutory : x.promise).used);
                assert_true(b.stop >= 0);
            }
            explain_release(&x);
        }
        eval_release(&e);
    }
    assert_true(seen > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_day),
        cmocka_unit_test(as_a_picture),
        cmocka_unit_test(as_many_as_the_figures),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

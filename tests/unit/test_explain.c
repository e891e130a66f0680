/* How due days came about, on the calendar of 2026: off days, make-up days, pauses, windows (contract section
 * 3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/explain.h"
#include "config/refdata_load.h"

#include "tests/unit/by_hand.h"
#include "tests/unit/fixture.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static struct event event(enum event_type type, instant t, const char *id)
{
    return event_of("没有的", type, t, id); /* unknown: the event's limits alone count */
}

static struct event accepted(instant t, int32_t promised, int32_t statutory)
{
    struct event ev = event(EV_accepted, t, "a");
    ev.data.kind = KIND_PROMISED;
    ev.data.promised_days = promised;
    ev.data.statutory_days = statutory;
    return ev;
}

static struct event paused(instant t, const char *reason, const char *id)
{
    struct event ev = event(EV_paused, t, id);
    ev.data.reason = reason;
    ev.data.days = 3;
    return ev;
}

static struct explanation explained(const struct event *ev, size_t n, instant as_of)
{
    struct explanation x;
    assert_true(explain(&x, ev, n, &ref, as_of, &arena));
    return x;
}

static const struct explain_day *day_of(const struct explanation *x, int mon, int mday)
{
    for (size_t i = 0; i < x->days.n; i++)
        if (x->days.v[i].day == day_make(2026, mon, mday))
            return &x->days.v[i];
    fail_msg("2026-%02d-%02d is not there", mon, mday);
    return NULL;
}

/* Off 15-23 February, working Saturdays 14 and 28. */
static void spring_festival(void **state)
{
    (void)state;
    struct event ev[] = {accepted(at(2, 12, 10), 3, 8)};
    struct explanation x = explained(ev, 1, at(2, 20, 0));
    assert_int_equal(x.start_by, START_ACCEPTED);
    assert_int_equal(x.start, day_make(2026, 2, 12));
    assert_int_equal(x.promise.due, day_make(2026, 2, 24)); /* 13, 14, 24 */
    assert_int_equal(x.statutory.due, day_make(2026, 3, 2)); /* and 25, 26, 27, 28, then Monday */
    assert_int_equal(x.days.n, 19);
    const struct explain_day *d = day_of(&x, 2, 12);
    assert_true(d->working && !d->rest && !d->makeup && d->used_book == 0);
    d = day_of(&x, 2, 14);
    assert_true(d->working && d->makeup && !d->rest && d->used_book == 2);
    d = day_of(&x, 2, 15); /* a Sunday off as ever */
    assert_true(!d->working && !d->rest && !d->makeup && d->used_book == 2);
    d = day_of(&x, 2, 16);
    assert_true(!d->working && d->rest && !d->makeup && d->used_book == 2);
    d = day_of(&x, 2, 24);
    assert_true(d->working && !d->rest && d->used_book == 3 && d->used_legal == 3);
    assert_true(day_of(&x, 2, 28)->makeup && day_of(&x, 2, 28)->used_legal == 7);
    assert_int_equal(x.pauses.n, 0);
    assert_int_equal(x.windows.n, 0);
    explain_release(&x);
}

/* Unit d counts every day. */
static void civil_days(void **state)
{
    (void)state;
    struct event ev[] = {accepted(at(2, 12, 10), 10, DAYS_NONE)};
    ev[0].data.unit = UNIT_D;
    struct explanation x = explained(ev, 1, at(2, 13, 0));
    assert_true(x.every_day);
    assert_int_equal(x.promise.due, day_make(2026, 2, 22));
    assert_int_equal(x.statutory.due, DAY_NONE);
    assert_true(day_of(&x, 2, 16)->working && day_of(&x, 2, 16)->rest && day_of(&x, 2, 16)->used_book == 4);
    explain_release(&x);
}

/* The book clock stops for every pause, the legal one only for those of article 45. */
static void pauses(void **state)
{
    (void)state;
    struct event ev[] = {
        accepted(at(3, 2, 9), 5, 5),          paused(at(3, 3, 9), "等待材料", "p1"),
        event(EV_resumed, at(3, 5, 9), "r1"), paused(at(3, 6, 9), "expert_review", "p2"),
        event(EV_resumed, at(3, 9, 9), "r2"),
    };
    struct explanation x = explained(ev, COUNT(ev), at(3, 10, 0));
    assert_int_equal(x.pauses.n, 2);
    assert_true(!x.pauses.v[0].statutory && x.pauses.v[0].from == at(3, 3, 9) &&
                x.pauses.v[0].to == at(3, 5, 9) && x.pauses.v[0].days == 3);
    assert_true(x.pauses.v[1].statutory && !strcmp(x.pauses.v[1].reason, "expert_review"));
    /* book: used 1 on the 3rd, the 4th and 5th paused, 2 on the 6th, the 9th paused, 3, 4, 5 on 10, 11, 12 */
    assert_int_equal(x.promise.due, day_make(2026, 3, 12));
    /* legal: 1, 2, 3, 4 on the 3rd to the 6th, the 9th paused, 5 on the 10th */
    assert_int_equal(x.statutory.due, day_make(2026, 3, 10));
    const struct explain_day *d = day_of(&x, 3, 3);
    assert_true(!d->paused_book && d->used_book == 1); /* the day it begins counts */
    d = day_of(&x, 3, 5);
    assert_true(d->paused_book && !d->paused_legal && d->used_book == 1 && d->used_legal == 3);
    d = day_of(&x, 3, 9);
    assert_true(d->paused_book && d->paused_legal && d->used_book == 2 && d->used_legal == 4);
    assert_false(x.promise.projected);
    explain_release(&x);
}

static void an_open_pause_projects(void **state)
{
    (void)state;
    struct event ev[] = {accepted(at(3, 2, 9), 5, DAYS_NONE), paused(at(3, 4, 9), "hearing", "p")};
    struct explanation x = explained(ev, COUNT(ev), at(3, 10, 12));
    assert_true(x.promise.projected && x.pauses.v[0].to == INSTANT_NONE);
    assert_int_equal(x.promise.due, day_make(2026, 3, 13)); /* as if it ended today: 3 days are left */
    explain_release(&x);
}

static void windows_and_deeming(void **state)
{
    (void)state;
    int32_t permit = 0;
    while (ref.items[permit].type != 1 || ref.items[permit].kind != KIND_PROMISED)
        permit++;
    struct event ev[] = {event(EV_submitted, at(3, 2, 9), "s"),
                         event(EV_supplement_requested, at(3, 9, 23), "q"),
                         event(EV_supplement_received, at(3, 11, 9), "r")};
    struct event notice = ev[1];
    const char *item[] = {"照片"};
    for (size_t i = 0; i < COUNT(ev); i++) {
        ev[i].item_index = permit;
        ev[i].item = ref.items[permit].code;
    }
    ev[1].data.items = (struct texts){item, 1, true};
    struct explanation x = explained(ev, COUNT(ev), at(3, 12, 0));
    assert_int_equal(x.windows.n, 2);
    assert_string_equal(x.windows.v[0].subject, "");
    assert_int_equal(x.windows.v[0].last, day_make(2026, 3, 9));
    assert_true(x.windows.v[0].in_time &&
                x.windows.v[0].answered == at(3, 9, 23)); /* an hour before it was over */
    assert_string_equal(x.windows.v[1].subject, "#1");
    assert_int_equal(x.windows.v[1].last, day_make(2026, 3, 18));
    assert_true(!x.windows.v[1].in_time && x.windows.v[1].answered == INSTANT_NONE);
    assert_int_equal(x.start_by, START_NONE);
    assert_int_equal(x.days.n, 0);
    explain_release(&x);

    ev[1].occurred = at(3, 10, 0); /* at 00:00 after it: too late, accepted by law */
    x = explained(ev, COUNT(ev), at(3, 12, 0));
    assert_int_equal(x.start_by, START_DEEMED);
    assert_int_equal(x.start, day_make(2026, 3, 2));
    assert_int_equal(x.windows.n, 1); /* none opens after that */
    assert_false(x.windows.v[0].in_time);
    explain_release(&x);

    ev[1] = notice; /* a notice that names no item is no answer */
    x = explained(ev, COUNT(ev), at(3, 12, 0));
    assert_int_equal(x.start_by, START_DEEMED);
    explain_release(&x);
}

static void instant_cases_start_when_submitted(void **state)
{
    (void)state;
    int32_t at_once = 0;
    while (ref.items[at_once].kind != KIND_INSTANT)
        at_once++;
    struct event ev[] = {event(EV_submitted, at(3, 2, 9), "s"), event(EV_decided, at(3, 2, 10), "d")};
    for (size_t i = 0; i < COUNT(ev); i++)
        ev[i].item_index = at_once;
    ev[1].data.outcome = OUTCOME_GRANTED;
    struct explanation x = explained(ev, COUNT(ev), at(3, 12, 0));
    assert_int_equal(x.start_by, START_SUBMITTED);
    assert_int_equal(x.promise.kept, 1);
    explain_release(&x);
}

static void extensions(void **state)
{
    (void)state;
    struct event ev[] = {accepted(at(3, 2, 9), 5, 5), event(EV_extended, at(3, 9, 23), "x")};
    ev[1].data.days = 10;
    ev[1].data.approver = "局长";
    ev[1].data.doc_no = "1号";
    struct explanation x = explained(ev, COUNT(ev), at(3, 12, 0));
    assert_int_equal(x.extension_days, 10);
    assert_int_equal(x.promise.n, 15);
    assert_int_equal(x.statutory.due, day_make(2026, 3, 23));
    explain_release(&x);
    ev[1].occurred = at(3, 10, 0); /* the due day is over */
    x = explained(ev, COUNT(ev), at(3, 12, 0));
    assert_int_equal(x.extension_days, 0);
    assert_int_equal(x.promise.n, 5);
    explain_release(&x);
}

static void long_cases_are_cut(void **state)
{
    (void)state;
    struct event ev[] = {accepted(at(3, 2, 9), 36500, DAYS_NONE)};
    struct explanation x = explained(ev, 1, at(3, 3, 0));
    assert_true(x.cut && x.promise.provisional);
    assert_int_equal(x.days.n, EXPLAIN_DAYS);
    explain_release(&x);
    assert_false(explain(&x, ev, 1, &ref, at(3, 1, 0), &arena)); /* nothing is there yet */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spring_festival),
        cmocka_unit_test(civil_days),
        cmocka_unit_test(pauses),
        cmocka_unit_test(an_open_pause_projects),
        cmocka_unit_test(windows_and_deeming),
        cmocka_unit_test(instant_cases_start_when_submitted),
        cmocka_unit_test(extensions),
        cmocka_unit_test(long_cases_are_cut),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

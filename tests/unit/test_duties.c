/* What is due next: each kind, its last instant, and that a duty which nobody does becomes an alert at the
 * very instant at which it is over. On the calendar of 2026. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/duties.h"
#include "analyzer/rules.h"
#include "tests/unit/by_hand.h"
#include "tests/unit/mixes.h"

enum { MOST = 40, HISTORIES = 6000, OF_EACH_MIX = 20, SEEDS = HISTORIES + MIXES * OF_EACH_MIX };

static struct refdata ref;
static struct arena arena;
static struct evaluation ev;

static int load(void **state)
{
    (void)state;
    return history_load(&ref);
}

static int unload(void **state)
{
    (void)state;
    eval_release(&ev);
    arena_release(&arena);
    refdata_release(&ref);
    return 0;
}

static struct event event(enum event_type type, instant t, const char *id)
{
    return event_of("没有的", type, t, id); /* unknown: the event's limits alone count */
}

static struct event accepted(instant t, int32_t promised, int32_t statutory)
{
    struct event e = event(EV_accepted, t, "a");
    e.data.kind = KIND_PROMISED;
    e.data.doc_no = "1";
    e.data.promised_days = promised;
    e.data.statutory_days = statutory;
    return e;
}

/* The next duty of these events; its kind is DUTY_NONE where there is none. */
static struct duty next(const struct event *e, size_t n, instant as_of)
{
    eval(&ev, e, n, NULL, &ref, as_of, &arena);
    assert_true(eval_sane(&ev, &ref, as_of));
    const struct duty *d = eval_next_duty(&ev, -1, -1);
    return d ? *d : (struct duty){.kind = DUTY_NONE};
}

static void check(struct duty d, enum duty_kind kind, instant due)
{
    assert_int_equal(d.kind, kind);
    assert_int_equal(d.due, due);
}

/* Five working days for an answer; a request for more stops them, what comes in opens five more. */
static void an_answer(void **state)
{
    struct event e[] = {event(EV_submitted, at(11, 2, 9), "s"),
                        event(EV_supplement_requested, at(11, 4, 9), "q"),
                        event(EV_supplement_received, at(11, 6, 9), "r")};
    const char *items[] = {"照片"};
    (void)state;
    e[1].data.items = (struct texts){items, 1, true};
    check(next(e, 1, at(11, 2, 9)), DUTY_ANSWER, at(11, 10, 0)); /* 3, 4, 5, 6, 9 */
    check(next(e, 1, at(11, 20, 9)), DUTY_ANSWER, at(11, 10, 0)); /* and stays, overdue */
    check(next(e, 2, at(11, 4, 9)), DUTY_NONE, 0);
    check(next(e, 3, at(11, 6, 9)), DUTY_ANSWER, at(11, 14, 0)); /* 9 to 13 */
}

static void a_decision(void **state)
{
    struct event e[] = {accepted(at(11, 2, 9), 3, 5), event(EV_decided, at(11, 5, 24) - 1, "d")};
    (void)state;
    e[1].data.outcome = OUTCOME_DENIED;
    check(next(e, 1, at(11, 2, 9)), DUTY_DECISION, at(11, 6, 0)); /* 3, 4, 5 */
    assert_int_equal(ev.row.level, LEVEL_NONE);
    assert_int_equal(ev.row.level_at, INSTANT_NONE);
    check(next(e, 1, at(11, 6, 0)), DUTY_DECISION, at(11, 6, 0));
    assert_int_equal(ev.row.level, LEVEL_YELLOW);
    assert_int_equal(ev.row.level_at, at(11, 6, 0));
    check(next(e, 1, at(11, 20, 0)), DUTY_DECISION, at(11, 6, 0));
    assert_int_equal(ev.row.level, LEVEL_RED);
    assert_int_equal(ev.row.level_at, at(11, 10, 0)); /* of two, the first */
    check(next(e, 2, at(11, 20, 0)), DUTY_NONE, 0);
    assert_int_equal(ev.row.level, LEVEL_NONE);

    struct event hour = accepted(at(11, 2, 9), DAYS_NONE, 1); /* the statutory limit is over first */
    hour.data.promise_due = at(11, 4, 17);
    check(next(&hour, 1, at(11, 2, 9)), DUTY_DECISION, at(11, 4, 0));
    hour.data.statutory_days = 20;
    check(next(&hour, 1, at(11, 2, 9)), DUTY_DECISION, at(11, 4, 17));
    hour.data.promise_due = INSTANT_NONE;
    hour.data.statutory_days = DAYS_NONE;
    hour.data.kind = KIND_NONE;
    check(next(&hour, 1, at(11, 2, 9)), DUTY_NONE, 0); /* no limit at all */
}

/* While a pause is open the limits wait, and its declared end is due. */
static void a_pause(void **state)
{
    struct event e[] = {accepted(at(11, 2, 9), 3, 5), event(EV_paused, at(11, 3, 9), "p"),
                        event(EV_resumed, at(11, 9, 9), "r")};
    (void)state;
    e[1].data.reason = "hearing";
    check(next(e, 2, at(11, 3, 9)), DUTY_NONE, 0); /* it does not say how long */
    e[1].data.days = 2;
    check(next(e, 2, at(11, 3, 9)), DUTY_PAUSE, at(11, 6, 0));
    check(next(e, 3, at(11, 9, 9)), DUTY_DECISION, at(11, 12, 0)); /* 3, 10, 11 */
}

static void a_delivery(void **state)
{
    struct event e[] = {accepted(at(11, 2, 9), 3, 5), event(EV_decided, at(11, 3, 9), "d"),
                        event(EV_delivered, at(11, 4, 9), "v")};
    (void)state;
    e[1].data.outcome = OUTCOME_GRANTED;
    check(next(e, 2, at(11, 3, 9)), DUTY_DELIVERY, at(11, 18, 0)); /* ten working days after the 3rd */
    check(next(e, 3, at(11, 4, 9)), DUTY_NONE, 0);
    ref.rules.set[R112].on = false;
    check(next(e, 2, at(11, 3, 9)), DUTY_NONE, 0);
    ref.rules.set[R112].on = true;
}

/* A step is its own unit's; the case's unit has it in its list, too. */
static void a_step(void **state)
{
    struct event e[] = {accepted(at(11, 2, 9), 10, 20), event(EV_step_started, at(11, 3, 9), "b"),
                        event(EV_step_finished, at(11, 4, 9), "f")};
    (void)state;
    e[1].data.step = e[2].data.step = "现场踏勘";
    e[1].data.dept = e[2].data.dept = 1;
    e[1].data.limit_days = 2;
    struct duty d = next(e, 2, at(11, 3, 9));
    check(d, DUTY_STEP, at(11, 6, 0));
    assert_string_equal(d.subject, "现场踏勘");
    assert_int_equal(d.dept, 1);
    check(*eval_next_duty(&ev, -1, 0), DUTY_DECISION, at(11, 17, 0));
    check(*eval_next_duty(&ev, -1, 1), DUTY_STEP, at(11, 6, 0));
    assert_null(eval_next_duty(&ev, 0, 2));
    check(next(e, 3, at(11, 4, 9)), DUTY_DECISION, at(11, 17, 0));
}

static void what_is_missing(void **state)
{
    struct event e[] = {accepted(at(11, 2, 9), 10, 20), event(EV_missing_supplied, at(11, 4, 9), "m")};
    const char *missing[] = {"场地证明"};
    (void)state;
    e[0].data.missing = (struct texts){missing, 1, true};
    check(next(e, 1, at(11, 2, 9)), DUTY_DECISION, at(11, 17, 0)); /* no day is named */
    e[0].data.missing_due = day_make(2026, 11, 6);
    check(next(e, 1, at(11, 2, 9)), DUTY_SUPPLY, at(11, 7, 0));
    check(next(e, 2, at(11, 4, 9)), DUTY_DECISION, at(11, 17, 0));
}

/* Also of a case that has ended. */
static void ratings_and_complaints(void **state)
{
    struct event e[] = {accepted(at(11, 2, 9), 3, 5),
                        event(EV_decided, at(11, 3, 9), "d"),
                        event(EV_complained, at(11, 4, 9), "c"),
                        event(EV_rated, at(11, 5, 9), "r"),
                        event(EV_complaint_closed, at(11, 6, 9), "cc"),
                        event(EV_rating_rectified, at(11, 7, 9), "rr")};
    (void)state;
    e[1].data.outcome = OUTCOME_DENIED;
    e[3].data.score = 5;
    check(next(e, 3, at(11, 4, 9)), DUTY_COMPLAINT, at(11, 12, 0));
    check(next(e, 4, at(11, 5, 9)), DUTY_COMPLAINT, at(11, 12, 0));
    check(next(e, 5, at(11, 6, 9)), DUTY_RATING, at(11, 13, 0));
    e[3].data.origin = ORIGIN_DEFAULT;
    check(next(e, 5, at(11, 6, 9)), DUTY_NONE, 0);
    e[3].data.origin = 0;
    e[5].data.result = RECTIFIED_RECTIFIED;
    check(next(e, 6, at(11, 7, 9)), DUTY_NONE, 0);
}

/* Wednesday 11 November 2026, 10:00; the 14th and 15th are days off. */
static void days_left(void **state)
{
    const instant now = at(11, 11, 10);
    const struct {
        instant due;
        int left;
        enum due_when when;
    } want[] = {
        {at(11, 5, 0), -5, DUE_OVER},  {at(11, 11, 0), -1, DUE_OVER},  {at(11, 11, 9), 0, DUE_OVER},
        {at(11, 11, 10), 0, DUE_OVER}, {at(11, 11, 11), 0, DUE_TODAY}, {at(11, 12, 0), 0, DUE_TODAY},
        {at(11, 12, 1), 1, DUE_NEXT},  {at(11, 13, 0), 1, DUE_NEXT},   {at(11, 14, 0), 2, DUE_SOON},
        {at(11, 15, 0), 2, DUE_SOON},  {at(11, 17, 0), 3, DUE_SOON},   {at(11, 18, 0), 4, DUE_LATER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        assert_int_equal(duties_days_left(&ref.cal, now, want[i].due), want[i].left);
        assert_int_equal(duties_when(&ref.cal, now, want[i].due), want[i].when);
    }
    /* on a Sunday, Monday is the next day; what Friday left undone is over by no working day yet */
    assert_int_equal(duties_when(&ref.cal, at(11, 15, 12), at(11, 17, 0)), DUE_NEXT);
    assert_int_equal(duties_days_left(&ref.cal, at(11, 15, 12), at(11, 14, 0)), 0);
}

/* Every due instant is in just one piece, and it is the one that its days left say. */
static void pieces_cover_all(void **state)
{
    (void)state;
    uint64_t s = 7;
    for (int i = 0; i < 4000; i++) {
        instant now = at(9, 1, 0) + history_below(&s, 60 * 24) * HOUR,
                due = now + (history_below(&s, 40 * 24) - 20 * 24) * HOUR;
        for (int w = 0; w < DUE_WHENS; w++) {
            instant after, by;
            duties_piece(&ref.cal, now, (enum due_when)w, &after, &by);
            bool in = (after == INSTANT_NONE || due > after) && (by == INSTANT_NONE || due <= by);
            assert_int_equal(in, duties_when(&ref.cal, now, due) == (enum due_when)w);
        }
    }
}

static size_t make(uint64_t seed, struct arena *a, struct event e[MOST])
{
    if (seed <= HISTORIES)
        return history_make(seed, &ref, day_make(2026, 1, 20), a, e);
    uint64_t s = seed;
    size_t n = 4 + (size_t)history_below(&s, MOST - 3);
    mix_make((int)((seed - HISTORIES - 1) / OF_EACH_MIX), e, n, history_below(&s, 2), &ref, a);
    return n;
}

static enum duty_kind kind_of(int rule)
{
    switch (rule_table[rule].no) {
    case 101:
    case 102:
    case 103:
    case 104: return DUTY_DECISION;
    case 111: return DUTY_ANSWER;
    case 112: return DUTY_DELIVERY;
    case 113: return DUTY_STEP;
    case 114: return DUTY_PAUSE;
    case 115: return DUTY_SUPPLY;
    case 116: return DUTY_RATING;
    case 118: return DUTY_COMPLAINT;
    default: return DUTY_NONE;
    }
}

static bool has_duty(const struct evaluation *e, enum duty_kind kind, instant by)
{
    for (size_t i = 0; i < e->duties.n; i++)
        if (e->duties.v[i].kind == kind && e->duties.v[i].due <= by)
            return true;
    return false;
}

/* Whatever is open and warns of something not done has its duty: overdue, but for a warning ahead. */
static void what_is_open_is_due(uint64_t seed, const struct evaluation *e, instant as_of)
{
    for (size_t i = 0; i < e->alerts.n; i++) {
        const struct alert *al = &e->alerts.v[i];
        enum duty_kind kind = kind_of(al->rule);
        bool ahead = rule_table[al->rule].no == 101;
        if (al->state != STATE_OPEN || kind == DUTY_NONE)
            continue;
        /* an open pause lets the limit wait that was warned of */
        if (ahead && (e->row.phase == PHASE_PAUSED || e->row.promise.projected))
            continue;
        if (!has_duty(e, kind, ahead ? INSTANT_MAX : as_of))
            fail_msg("seed %llu: %d is open without a duty", (unsigned long long)seed,
                     rule_table[al->rule].no);
    }
}

/* Whether an alert of its kind was raised at the instant at which the duty is over; of a step any before,
 * too, since the first breach alone is told. */
static bool alerted(const struct evaluation *e, const struct duty *d)
{
    for (size_t i = 0; i < e->alerts.n; i++) {
        const struct alert *al = &e->alerts.v[i];
        if (kind_of(al->rule) == (enum duty_kind)d->kind &&
            (al->raised == d->due || (d->kind == DUTY_STEP && al->raised < d->due)))
            return true;
    }
    return false;
}

static size_t there_by(struct event *e, size_t n, instant as_of)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (e[i].occurred <= as_of)
            e[m++] = e[i];
    return m;
}

static void a_duty_not_done_becomes_an_alert(void **state)
{
    struct event e[MOST];
    struct evaluation then = {0};
    struct arena a = {0};
    int seen[DUTIES] = {0};
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        arena_reset(&a);
        size_t n = make(seed, &a, e);
        uint64_t s = seed;
        instant as_of = seed > HISTORIES ? mix_as_of(e, n, 1)
                                         : day_start(day_make(2026, 1, 20) + history_below(&s, 70));
        n = there_by(e, n, as_of);
        eval(&ev, e, n, NULL, &ref, as_of, &a);
        what_is_open_is_due(seed, &ev, as_of);
        for (size_t i = 0; i < ev.duties.n; i++) {
            const struct duty *d = &ev.duties.v[i];
            if (d->due <= as_of)
                continue;
            seen[d->kind]++;
            eval(&then, e, n, NULL, &ref, d->due, &a);
            if (!alerted(&then, d))
                fail_msg("seed %llu: nothing comes of %s", (unsigned long long)seed, duty_word[d->kind]);
        }
    }
    for (int k = DUTY_NONE + 1; k < DUTIES; k++)
        assert_true(seen[k] > 20);
    eval_release(&then);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer),
        cmocka_unit_test(a_decision),
        cmocka_unit_test(a_pause),
        cmocka_unit_test(a_delivery),
        cmocka_unit_test(a_step),
        cmocka_unit_test(what_is_missing),
        cmocka_unit_test(ratings_and_complaints),
        cmocka_unit_test(days_left),
        cmocka_unit_test(pieces_cover_all),
        cmocka_unit_test(a_duty_not_done_becomes_an_alert),
    };
    return cmocka_run_group_tests_name("duties", tests, load, unload);
}

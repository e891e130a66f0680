/* Properties of acts over random histories of them, beside events. A failing seed is printed:
 * decisions_next() makes the same acts again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analyzer/acts_fold.h"
#include "analyzer/proposals.h"
#include "codec/act_decode.h"
#include "codec/objects.h"
#include "tests/unit/decisions.h"
#include "tests/unit/fixture.h"

enum { SEEDS = 3000, ACTS_EACH = 60, CASES = 3 };

static bool same(const struct str *a, const struct str *b)
{
    return a->len == b->len && !memcmp(str_text(a), str_text(b), a->len);
}

static struct decisions begin(uint64_t seed)
{
    return (struct decisions){seed, &ref, 0, day_start(first_day) + 9 * HOUR};
}

/* Everything that the acts have made, as of an instant. */
static void all_of(struct str *out, const struct acts_fold *f, instant as_of)
{
    char buf[INSTANT_TEXT];
    str_clear(out);
    str_puts(out, f->log.at == INSTANT_NONE ? "none" : instant_text_us(f->log.at, buf));
    for (size_t i = 0; i < f->orders.n; i++)
        object_order(out, &f->orders.v[i], &ref, as_of);
    for (size_t i = 0; i < f->interviews.n; i++)
        object_interview(out, &f->interviews.v[i], BOTTOM_NONE, &ref, as_of);
    for (size_t i = 0; i < f->appeals.n; i++) {
        const struct appeal *p = &f->appeals.v[i];
        act_alert_key(out, &p->alert);
        str_printf(out, " %s %d %d %lld %lld\n", act_state_word[p->state], p->region, p->dept,
                   (long long)p->opened_at, (long long)p->ended_at);
    }
    str_printf(out, "%zu named", f->names.list.n);
}

static bool is_state_of(uint8_t state, enum act_about about)
{
    return state > IS_none && state < ACT_STATES && act_state_about[state] == about;
}

/* No refused act, and none that lies after the as-of instant, changes a byte; what is there is in one of its
 * states, and ended orders stay ended. */
static void refused_acts_change_nothing(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str before = {0}, after = {0};
    size_t verdicts[VERDICTS] = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct decisions d = begin(seed);
        struct acts_fold f;
        instant as_of = day_start(first_day + 12);
        acts_fold_init(&f, &ref, as_of);
        for (int i = 0; i < ACTS_EACH; i++) {
            struct act act;
            arena_reset(&a);
            decisions_next(&d, &a, &act);
            all_of(&before, &f, as_of);
            enum act_verdict v = acts_fold_add(&f, &act);
            all_of(&after, &f, as_of);
            verdicts[v]++;
            CHECK(v == VERDICT_done || same(&before, &after), seed);
            CHECK((v == VERDICT_later) == (act.at > as_of), seed);
        }
        for (size_t i = 0; i < f.orders.n; i++)
            CHECK(is_state_of(f.orders.v[i].state, ABOUT_ORDER), seed);
        for (size_t i = 0; i < f.appeals.n; i++)
            CHECK(is_state_of(f.appeals.v[i].state, ABOUT_APPEAL), seed);
        for (size_t i = 0; i < f.interviews.n; i++)
            CHECK(is_state_of(f.interviews.v[i].state, ABOUT_INTERVIEW), seed);
        acts_fold_release(&f);
    }
    for (int v = 0; v < VERDICTS; v++) /* bad_form is the decoder's */
        if (v != VERDICT_bad_form && !verdicts[v])
            fail_msg("%s never came", act_verdict_word[v] ? act_verdict_word[v] : "done or later");
    str_release(&before);
    str_release(&after);
    arena_release(&a);
}

/* The acts that the table does not know leave no state: from a state in which an act does not start it is
 * refused, and one that is done leads where the table says. */
static void states_go_by_the_table(void **state)
{
    (void)state;
    struct arena a = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct decisions d = begin(seed);
        struct act act;
        arena_reset(&a);
        decisions_next(&d, &a, &act);
        const struct act_row *row = &act_table[act.type];
        struct order o = {.region = act.region,
                          .dept = act.dept,
                          .state = (uint8_t)history_below(&d.s, IS_cancelled + 1),
                          .due = instant_day(act.at),
                          .first_due = instant_day(act.at),
                          .rounds = 1,
                          .round_end = INSTANT_NONE,
                          .replied_at = INSTANT_NONE};
        struct appeal p = {.region = act.region, .dept = act.dept};
        p.state = (uint8_t)(history_below(&d.s, 2) ? IS_none : IS_open + history_below(&d.s, 3));
        struct interview v = interview_proposed(act.month, act.league, act.unit);
        v.state = (uint8_t)(IS_proposed + history_below(&d.s, 7));
        struct act_things t = {&o, &p, &v};
        uint8_t *is = row->about == ABOUT_ORDER    ? &o.state
                      : row->about == ABOUT_APPEAL ? &p.state
                                                   : &v.state,
                was = *is;
        enum act_verdict verdict = act_step_judge(&act, &t, &ref);
        CHECK(verdict != VERDICT_done || row->about == ABOUT_NOTHING || row->from >> was & 1, seed);
        if (verdict != VERDICT_done)
            continue;
        act_step_apply(&act, &t, &ref);
        CHECK(row->about == ABOUT_NOTHING || *is == (row->to == IS_stay ? was : row->to), seed);
    }
    arena_release(&a);
}

/* Nothing differs just before an order's or an interview's next_change, something does at it. */
static void what_an_order_is(struct str *out, const struct order *o, instant as_of)
{
    struct order_count c[ORDER_COUNTS];
    str_clear(out);
    object_order(out, o, &ref, as_of);
    int n = order_counts(o, as_of, c);
    for (int i = 0; i < n; i++)
        str_printf(out, " %d %d", c[i].month, c[i].counter);
}

static void what_an_interview_is(struct str *out, const struct interview *v, instant as_of)
{
    str_clear(out);
    object_interview(out, v, BOTTOM_NONE, &ref, as_of);
}

static void next_change_is_exact(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str was = {0}, at = {0};
    int changes = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct decisions d = begin(seed);
        struct acts_fold f;
        acts_fold_init(&f, &ref, INSTANT_MAX);
        for (int i = 0; i < ACTS_EACH; i++) {
            struct act act;
            arena_reset(&a);
            decisions_next(&d, &a, &act);
            acts_fold_add(&f, &act);
        }
        for (size_t i = 0; i < f.orders.n; i++)
            for (instant t = f.log.at, next; t != INSTANT_MAX; t = next) {
                const struct order *o = &f.orders.v[i];
                next = order_next_change(o, &ref, t);
                CHECK(next > t, seed);
                what_an_order_is(&was, o, t);
                what_an_order_is(&at, o, next == INSTANT_MAX ? t + 3000 * DAY_LENGTH : next - 1);
                CHECK(same(&was, &at), seed);
                what_an_order_is(&at, o, next == INSTANT_MAX ? t : next);
                CHECK(same(&was, &at) == (next == INSTANT_MAX), seed);
                changes += next != INSTANT_MAX;
            }
        for (size_t i = 0; i < f.interviews.n; i++)
            for (instant t = f.log.at, next; t != INSTANT_MAX; t = next) {
                const struct interview *v = &f.interviews.v[i];
                next = interview_next_change(v, t);
                what_an_interview_is(&was, v, t);
                what_an_interview_is(&at, v, next == INSTANT_MAX ? t + 3000 * DAY_LENGTH : next - 1);
                CHECK(same(&was, &at), seed);
                what_an_interview_is(&at, v, next == INSTANT_MAX ? t : next);
                CHECK(same(&was, &at) == (next == INSTANT_MAX), seed);
            }
        acts_fold_release(&f);
    }
    assert_true(changes > SEEDS / 10);
    str_release(&was);
    str_release(&at);
    arena_release(&a);
}

/* An act is written, read and written again the same. */
static void writing_loses_nothing(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str one = {0}, other = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct decisions d = begin(seed);
        struct act act, back;
        struct reject rj;
        arena_reset(&a);
        decisions_next(&d, &a, &act);
        act.at += history_below(&d.s, 2) * 123;
        act.signer = history_below(&d.s, 2) ? "签发人" : NULL;
        act.person = "张\"三\"";
        if (act.role == ACTOR_REGION || act.role == ACTOR_DEPARTMENT)
            act.own = act.own < 0 ? 0 : act.own;
        str_clear(&one);
        str_clear(&other);
        act_write(&one, &act, &ref);
        if (act.seq < 1)
            continue;
        if (act_decode(one.p, one.len, &ref, &a, &back, &rj))
            fail_msg("seed %llu: %s: %s", (unsigned long long)seed, one.p, rj.reason);
        act_write(&other, &back, &ref);
        CHECK(same(&one, &other), seed);
    }
    str_release(&one);
    str_release(&other);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refused_acts_change_nothing),
        cmocka_unit_test(states_go_by_the_table),
        cmocka_unit_test(next_change_is_exact),
        cmocka_unit_test(writing_loses_nothing),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

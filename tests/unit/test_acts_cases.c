/* A case with upheld appeals: what is revoked, and when that changes. Seeds are printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/decisions.h"
#include "tests/unit/fixture.h"

enum { SEEDS = 3000, DAYS = 50, APPEALS = 6 };

/* Revoked is what an appeal upheld by the as-of instant names. */
static void check_revoked(const struct evaluation *e, const struct upheld_list *list, instant t,
                          uint64_t seed)
{
    for (size_t i = 0; !e->empty && i < e->alerts.n; i++) {
        bool revoked = false;
        for (size_t k = 0; k < list->n; k++)
            revoked = revoked || (list->v[k].at <= t &&
                                  decisions_names(&list->v[k].alert, e->row.case_no, &e->alerts.v[i]));
        CHECK(revoked == (e->alerts.v[i].state == STATE_REVOKED), seed);
    }
}

/* A case's next_change knows of appeals that are upheld after the instant it is evaluated as of: nothing
 * differs just before, something does at it. */
static void next_change_knows_appeals(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str was = {0}, at = {0};
    struct event ev[HISTORY_MOST];
    size_t by_appeal = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct decisions d = {seed, &ref, 0, 0};
        struct upheld u[APPEALS];
        struct evaluation e = {0};
        arena_reset(&a);
        size_t n = history_make(seed, &ref, first_day, &a, ev);
        for (int i = 0; i < APPEALS; i++) {
            u[i].alert = decisions_alert(&d, &a);
            u[i].alert.case_no = ev[0].case_no;
            u[i].at = day_start(first_day + history_below(&d.s, DAYS)) + history_below(&d.s, 2) * HOUR;
            for (int k = 0; k < i; k++) /* each alert once, as it is named */
                if (decisions_same(&u[k].alert, &u[i].alert))
                    u[i].at = u[k].at;
        }
        struct upheld_list list = {u, APPEALS};
        instant t = day_start(first_day + history_below(&d.s, DAYS));
        for (int step = 0; step < 5; step++) {
            str_clear(&was);
            eval(&e, ev, n, &list, &ref, t, &a);
            check_revoked(&e, &list, t, seed);
            instant next = e.next_change;
            if (!e.empty)
                eval_pack(&was, &e, &ref);
            CHECK(next > t, seed);
            if (next == INSTANT_MAX)
                break;
            str_clear(&at);
            eval(&e, ev, n, &list, &ref, next - 1, &a);
            if (!e.empty)
                eval_pack(&at, &e, &ref);
            CHECK(at.len == was.len && !memcmp(str_text(&at), str_text(&was), at.len), seed);
            for (int i = 0; i < APPEALS; i++)
                if (u[i].at == next && !e.empty) {
                    str_clear(&at);
                    eval(&e, ev, n, &list, &ref, next, &a);
                    eval_pack(&at, &e, &ref);
                    by_appeal += at.len != was.len || memcmp(str_text(&at), str_text(&was), at.len) != 0;
                    break;
                }
            t = next;
        }
        eval_release(&e);
    }
    assert_true(by_appeal > 50);
    str_release(&was);
    str_release(&at);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(next_change_knows_appeals)};
    return cmocka_run_group_tests(tests, load, unload);
}

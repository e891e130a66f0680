/* A league month by month: runs of bottom places over months without rank, without figures, not yet ended;
 * and that a month leaves nothing behind in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/race.h"

enum { UNITS = 5, MONTHS = 1200 };

static struct region regions[UNITS];
static struct refdata ref = {.regions = regions, .n_regions = UNITS};
static month first;

/* The last unit of the month completes half of its cases in time, the others nearly all; '.': nobody has a
 * figure; '-': all are as good, so that only the canonical order decides; lower case: the one is below the
 * floor. */
static const struct counters *figures(const void *of, int32_t unit, month m)
{
    static struct counters c;
    char letter = ((const char *)of)[m - first];
    memset(&c, 0, sizeof c);
    if (letter == '.')
        return &c;
    c.c[C_completed] = c.c[C_limited] = letter == 'a' + unit ? 10 : 100;
    c.c[C_on_time] = letter == 'A' + unit ? 50 : letter == '-' ? 90 : 90 - unit;
    return &c;
}

static int load(void **state)
{
    (void)state;
    for (int i = 0; i < UNITS; i++)
        regions[i].league = i < 4 ? LEAGUE_COUNTY : LEAGUE_ZONE;
    weights_default(&ref.weights);
    assert_true(month_parse("2026-01", 7, &first));
    return 0;
}

/* want: unit, run and first letter of the action of each month (r, d, h); "." where nothing follows. */
static void assert_race(const char *months, instant as_of, const char *want)
{
    static const char letter[BOTTOMS] = {'.', 'r', 'd', 'h'};
    struct arena a = {0};
    struct race r;
    struct str got = {0};
    race_begin(&r, &ref, LEAGUE_COUNTY, &a);
    for (size_t i = 0; months[i]; i++) {
        bool there = race_month(&r, first + (month)i, as_of, figures, months);
        assert_int_equal(there, months[i] != '.');
        if (r.action == BOTTOM_NONE)
            str_puts(&got, "-- ");
        else
            str_printf(&got, "%c%d%c ", 'A' + r.standing[r.bottom].unit, r.run, letter[r.action]);
    }
    assert_string_equal(str_text(&got), want);
    str_release(&got);
    arena_release(&a);
}

static void runs(void **state)
{
    (void)state;
    instant later = day_start(month_first(first + 100));
    assert_race("AAAB", later, "A1r A2d A3h B1r ");
    assert_race("A.A", later, "A1r -- A2d "); /* a month in which nobody has a figure is none */
    assert_race("A-A", later, "A1r -- A1r "); /* one that only the canonical order decides breaks the run */
    assert_race("DdD", later, "D1r C1r D2d "); /* D had no rank in the second: neither longer nor broken */
    assert_race("AAA", day_start(month_first(first + 2)), "A1r A2d -- "); /* the third has not ended */
    assert_race("AAA", day_start(month_first(first + 3)) - 1, "A1r A2d -- ");
}

static void memory_of_a_thousand_months(void **state)
{
    (void)state;
    char months[MONTHS + 1] = {0};
    struct arena a = {0};
    struct race r;
    for (int i = 0; i < MONTHS; i++)
        months[i] = (char)('A' + i / 7 % 4);
    race_begin(&r, &ref, LEAGUE_COUNTY, &a);
    size_t used = a.used;
    for (month m = first; m < first + MONTHS; m++)
        race_month(&r, m, INSTANT_MAX, figures, months);
    assert_int_equal(a.used, used);
    assert_int_equal(r.run, (MONTHS - 1) % 7 + 1);
    arena_release(&a);
}

/* Units of other leagues are none of its business. */
static void another_league(void **state)
{
    (void)state;
    struct arena a = {0};
    struct race r;
    race_begin(&r, &ref, LEAGUE_ZONE, &a);
    assert_true(race_month(&r, first, INSTANT_MAX, figures, "A"));
    assert_int_equal(r.n, 1);
    assert_int_equal(r.standing[0].unit, 4);
    assert_int_equal(r.bottom, -1); /* one alone is not last */
    arena_release(&a);
}

/* A month with a frozen bulletin stays as that has it: ranks, scores, the bottom place and its streak; who is
 * not in it is not ranked. The months behind it count on from its bottom place. */
static void frozen_months_stay(void **state)
{
    (void)state;
    static const struct race_place place[] = {{3, 1, 99000, 77}, {0, 2, 98000, 78}, {1, 3, 80000, 79}};
    struct race_kept kept[] = {{first + 1, LEAGUE_ZONE, NULL, 0, -1, 0, BOTTOM_NONE},
                               {first + 1, LEAGUE_COUNTY, place, 3, 1, 2, BOTTOM_DEPUTY},
                               {first + 4, LEAGUE_COUNTY, place, 3, -1, 0, BOTTOM_NONE}};
    const struct race_frozen frozen = {kept, 3};
    struct arena a = {0};
    struct race r;
    struct str got = {0};
    race_begin(&r, &ref, LEAGUE_COUNTY, &a);
    r.frozen = &frozen;
    for (month m = first; m < first + 6; m++) {
        assert_true(race_month(&r, m, INSTANT_MAX, figures, "DDDB.B"));
        if (r.bottom < 0)
            str_puts(&got, "- ");
        else
            str_printf(&got, "%c%d ", 'A' + r.standing[r.bottom].unit, r.run);
        if (m == first + 1) {
            const int32_t order[] = {3, 0, 1, 2};
            for (int i = 0; i < 4; i++)
                assert_int_equal(r.standing[i].unit, order[i]);
            assert_int_equal(r.standing[0].score, 99000);
            assert_int_equal(r.standing[0].completed, 77);
            assert_int_equal(r.standing[3].rank, 0);
            assert_int_equal(r.action, BOTTOM_DEPUTY);
        }
    }
    assert_string_equal(str_text(&got), "D1 B2 D1 B1 - B1 ");
    str_release(&got);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs),
        cmocka_unit_test(memory_of_a_thousand_months),
        cmocka_unit_test(another_league),
        cmocka_unit_test(frozen_months_stay),
    };
    return cmocka_run_group_tests_name("race", tests, load, NULL);
}

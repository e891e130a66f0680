/* Silence: what is usual, and what is longer than usual. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/silence.h"
#include "config/refdata_load.h"
#include "store/sending.h"

static struct refdata ref;
static const struct calendar *cal;
static int32_t count[SILENCE_HOURS];
static day until;

static int make(void **state)
{
    struct str findings = {0};
    struct err e;
    (void)state;
    int rc = refdata_load(&ref, "config", &findings, &e);
    str_release(&findings);
    cal = &ref.cal;
    until = day_make(2026, 9,
                     21); /* a Monday; the week's Friday is a day off, the Sunday before was worked */
    return rc;
}

static int clean(void **state)
{
    (void)state;
    refdata_release(&ref);
    return 0;
}

/* n messages in each hour from 9 to 17 of working days. */
static void office(int32_t n)
{
    memset(count, 0, sizeof count);
    for (int d = 0; d < SILENCE_DAYS; d++)
        for (int h = 9; h < 17; h++)
            count[24 * d + h] = calendar_working(cal, until - SILENCE_DAYS + d) ? n : 0;
}

static instant at(int mon, int mday, int hour, int minute)
{
    return day_start(day_make(2026, mon, mday)) + hour * HOUR + minute * 60 * SECOND;
}

static void test_hours(void **state)
{
    struct silence_usual u;
    (void)state;
    office(10);
    silence_learn(&u, count, until, DAY_FIRST, cal);
    assert_int_equal(u.limit, SILENCE_MISSED);
    /* Monday 10:00: two and a half hours of ten each are too many, of what is begun only what is more than
     * half of it */
    assert_false(silence_is(&u, at(9, 21, 10, 0), at(9, 21, 12, 40), cal));
    assert_true(silence_is(&u, at(9, 21, 10, 0), at(9, 21, 12, 45), cal));
    /* a night, a weekend and a holiday count for nothing */
    assert_int_equal(silence_missed(&u, at(9, 21, 17, 0), at(9, 22, 9, 0), cal), 0);
    assert_int_equal(silence_missed(&u, at(9, 25, 0, 0), at(9, 28, 0, 0), cal), 0); /* Mid-Autumn */
    assert_int_equal(silence_missed(&u, at(10, 1, 0, 0), at(10, 8, 0, 0), cal), 0);
    /* a Sunday that is worked is a working day */
    assert_false(calendar_working(cal, day_make(2026, 9, 25)));
    assert_true(calendar_working(cal, day_make(2026, 9, 20)));
    assert_int_equal(silence_missed(&u, at(9, 20, 9, 0), at(9, 20, 17, 0), cal), 80000);
}

/* The first two weeks tell nothing; who is new is judged by what he has sent, not by what was before him. */
static void test_new(void **state)
{
    struct silence_usual u;
    (void)state;
    office(10);
    silence_learn(&u, count, until, until - SILENCE_DAYS_LEAST + 1, cal);
    assert_int_equal(u.limit, 0);
    assert_false(silence_is(&u, at(9, 21, 9, 0), at(12, 21, 9, 0), cal));
    memset(count, 0, 24 * (SILENCE_DAYS - 21) * sizeof *count);
    silence_learn(&u, count, until, until - 21, cal);
    assert_int_equal(silence_missed(&u, at(9, 21, 0, 0), at(9, 22, 0, 0), cal), 80000);
    memset(count, 0, sizeof count);
    silence_learn(&u, count, until, DAY_FIRST, cal);
    assert_false(silence_is(&u, at(9, 21, 9, 0), at(12, 21, 9, 0), cal)); /* who never sends is not missed */
}

/* A year's events imported in an hour are not expected again. */
static void test_import(void **state)
{
    struct silence_usual u;
    (void)state;
    office(10);
    count[24 * (SILENCE_DAYS - 7) + 20] = 300000; /* a Monday, 20:00 */
    silence_learn(&u, count, until, DAY_FIRST, cal);
    assert_true(silence_missed(&u, at(9, 21, 20, 0), at(9, 21, 21, 0), cal) <= 5000);
    assert_false(silence_is(&u, at(9, 21, 17, 0), at(9, 22, 9, 0), cal));
}

/* What sends every third day is not silent between; one long fault teaches nothing. */
static void test_bursts(void **state)
{
    struct silence_usual u;
    (void)state;
    memset(count, 0, sizeof count);
    for (int d = 0; d < SILENCE_DAYS; d += 3)
        count[24 * d + 10] = 100;
    silence_learn(&u, count, until, DAY_FIRST, cal);
    assert_true(u.limit > SILENCE_MISSED);
    instant last = day_start(until) + 10 * HOUR;
    assert_false(silence_is(&u, last, last + 3 * DAY_LENGTH, cal));
    assert_true(silence_is(&u, last, last + 30 * DAY_LENGTH, cal));
    office(10);
    memset(count + 24 * 20, 0, 24 * 7 * sizeof *count);
    silence_learn(&u, count, until, DAY_FIRST, cal);
    assert_int_equal(u.limit, SILENCE_MISSED);
}

/* Whatever the counts: more time is never less missed, and nothing overflows. */
static void test_any(void **state)
{
    struct silence_usual u;
    uint64_t x = 88172645463325252u;
    (void)state;
    for (int round = 0; round < 200; round++) {
        for (int i = 0; i < SILENCE_HOURS; i++) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            count[i] = round % 3 == 0   ? INT32_MAX
                       : round % 3 == 1 ? (int32_t)(x % 3 == 0)
                                        : (int32_t)(x % 1000);
        }
        silence_learn(&u, count, until, until - (int)(x % 80), cal);
        assert_true(u.limit == 0 || u.limit >= SILENCE_MISSED);
        int64_t before = 0;
        for (int h = 0; h < 24 * 14; h++) {
            int64_t missed = silence_missed(&u, day_start(until),
                                            day_start(until) + h * HOUR + 7 * 60 * SECOND, cal);
            assert_true(missed >= before);
            before = missed;
        }
    }
}

/* Rows by hour, source and unit, however many. */
static void test_sending(void **state)
{
    static const char *const source[] = {"a", "b", "c"};
    struct sending s = {0};
    int64_t n = 0;
    (void)state;
    for (int again = 0; again < 2; again++) {
        sending_begin(&s);
        for (int i = 0; i < 60000; i++)
            sending_add(&s, source[i % 3], i % 19, i % 130, at(9, 21, i % 7, i % 60));
        assert_int_equal(
            s.row.n, 3 * 19 * 130 * 7); /* all that 60,000 in turn can make: no two numbers share a divisor */
    }
    for (size_t i = 0; i < s.row.n; i++)
        n += s.row.v[i].n;
    assert_int_equal(n, 60000);
    sending_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_hours),  cmocka_unit_test(test_new),
                                       cmocka_unit_test(test_import), cmocka_unit_test(test_bursts),
                                       cmocka_unit_test(test_any),    cmocka_unit_test(test_sending)};
    return cmocka_run_group_tests(tests, make, clean);
}

/* Days off and make-up days anywhere: counting, adding and walking day by day agree, inside the tables and outside. */
#include "analyzer/clock.h"
#include "tests/fuzz/fuzz.h"

static day take_day(struct fuzz_input *in) { return day_make(1990, 1, 1) + (day)(fuzz_take(in, 2) % 45000); /* to 2113 */ }

static void check_day(const struct calendar *cal, day d, int64_t n)
{
    day at = calendar_add(cal, d, n), next = calendar_next(cal, d);
    MUST(calendar_working(cal, at) && calendar_count(cal, at) - calendar_count(cal, d) == n);
    MUST(calendar_count(cal, d) - calendar_count(cal, d - 1) == calendar_working(cal, d));
    MUST(next >= d && calendar_working(cal, next) && calendar_count(cal, next - 1) == calendar_count(cal, d - 1));
    MUST(calendar_nth(cal, calendar_count(cal, at)) == at);
    for (day x = d + 1; x <= at && x < d + 200; x++)
        MUST(calendar_count(cal, x) - calendar_count(cal, x - 1) == calendar_working(cal, x));
    calendar_covers(cal, d, at);
}

/* The due day by the contract's words, a day at a time. */
static void check_clock(const struct calendar *cal, struct fuzz_input *in)
{
    enum { PAUSES = 4 };
    struct span raw[PAUSES], span[PAUSES];
    struct clock c = {.cal = cal, .every_day = fuzz_take(in, 1) & 1, .span = span, .open_from = DAY_NONE};
    day start = take_day(in), due = DAY_NONE;
    int64_t limit = fuzz_take(in, 1) % 40, used = 0;
    for (int i = 0; i < PAUSES; i++) {
        raw[i].from = start + (day)(fuzz_take(in, 1) % 90) - 10;
        raw[i].to = raw[i].from + (day)(fuzz_take(in, 1) % 40);
        span[i] = raw[i];
    }
    clock_pause(&c, span, PAUSES);
    for (day d = start; due == DAY_NONE; d++) {
        bool working = c.every_day || calendar_working(cal, d), paused = false, covered = false;
        for (int i = 0; i < PAUSES; i++) {
            paused = paused || (d > raw[i].from && d <= raw[i].to);
            covered = covered || (d >= raw[i].from && d < raw[i].to);
        }
        used += d > start && working && !paused;
        MUST(clock_used(&c, start, d) == used);
        if (working && used >= limit && !covered)
            due = d;
    }
    MUST(clock_due(&c, start, limit) == due);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct calendar cal, plain;
    struct fuzz_input in = {data, data + size};
    if (!cal.work) {
        calendar_init(&cal);
        calendar_init(&plain);
    }
    memcpy(cal.work, plain.work, (size_t)(cal.to - cal.from));
    for (uint32_t n = fuzz_take(&in, 1); n && in.p < in.end; n--) {
        day d = take_day(&in);
        for (uint32_t len = fuzz_take(&in, 1), k = 0; k <= len / 2; k++)
            calendar_set(&cal, d + (day)k, len & 1);
    }
    calendar_build(&cal);
    for (int i = 0; i < 8 && in.p < in.end; i++)
        check_day(&cal, take_day(&in), 1 + (int64_t)fuzz_take(&in, 2) % 3000);
    for (int i = 0; i < 8 && in.p < in.end; i++)
        check_clock(&cal, &in);
    return 0;
}

#include "analyzer/duties.h"

const char *const due_when_word[] = {"over", "today", "next", "soon", "later", NULL};
const char *const due_when_zh[] = {"已超期", "今天到期", "还有1天", "还有2–3天", "更晚"};

enum { SOON = 3 }; /* days left of DUE_SOON, at most */

day duties_last_day(instant due) { return instant_day(due - 1); }

int32_t duties_days_left(const struct calendar *cal, instant now, instant due)
{
    return (int32_t)(calendar_count(cal, duties_last_day(due)) - calendar_count(cal, instant_day(now)));
}

instant duties_within(const struct calendar *cal, instant now, int days)
{
    return day_start(calendar_nth(cal, calendar_count(cal, instant_day(now)) + days + 1));
}

void duties_piece(const struct calendar *cal, instant now, enum due_when when, instant *after, instant *by)
{
    static const int most[] = {[DUE_TODAY] = 0, [DUE_NEXT] = 1, [DUE_SOON] = SOON};
    *after = when == DUE_OVER    ? INSTANT_NONE
             : when == DUE_TODAY ? now
                                 : duties_within(cal, now, most[when - 1]);
    *by = when == DUE_OVER ? now : when == DUE_LATER ? INSTANT_NONE : duties_within(cal, now, most[when]);
}

enum due_when duties_when(const struct calendar *cal, instant now, instant due)
{
    int32_t left = duties_days_left(cal, now, due);
    return due <= now     ? DUE_OVER
           : left == 0    ? DUE_TODAY
           : left == 1    ? DUE_NEXT
           : left <= SOON ? DUE_SOON
                          : DUE_LATER;
}

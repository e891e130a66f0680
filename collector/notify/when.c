#include "collector/notify/when.h"

instant when_digest(const struct notify_rule *r, const struct calendar *cal, instant last)
{
    day d = calendar_next(cal, instant_day(last));
    instant t = day_start(d) + r->hour * HOUR;
    return t > last ? t : day_start(calendar_next(cal, d + 1)) + r->hour * HOUR;
}

bool when_open(const struct notify_rule *r, const struct notify_conf *c, const struct calendar *cal,
               instant last, instant now)
{
    day d = instant_day(now);
    instant hour = (now - day_start(d)) / HOUR;
    switch (r->is) {
    case NOTIFY_NOW: return true;
    case NOTIFY_HOURS: return calendar_working(cal, d) && hour >= c->work_from && hour < c->work_until;
    case NOTIFY_DIGEST: return when_digest(r, cal, last) <= now;
    }
    return false;
}

int64_t when_again(unsigned failures, int64_t asked_seconds)
{
    int64_t s = failures > 6 ? 60 : failures ? (int64_t)1 << (failures - 1) : 0;
    s = s > 60 ? 60 : s;
    asked_seconds = asked_seconds > 3600 ? 3600 : asked_seconds;
    return 1000 * (s > asked_seconds ? s : asked_seconds);
}

int64_t when_pace(struct when_pace *p, int32_t per_minute, int64_t now_ms)
{
    enum { MINUTE_MS = 60000 };
    int64_t burst = per_minute / 4 > 1 ? per_minute / 4 : 1,
            rate = per_minute - burst > 1 ? per_minute - burst : 1;
    int64_t credit = p->at ? p->credit + (now_ms - p->at) * rate : burst * MINUTE_MS;
    p->credit = credit < burst * MINUTE_MS ? credit : burst * MINUTE_MS;
    p->at = now_ms;
    if (p->credit < MINUTE_MS)
        return (MINUTE_MS - p->credit + rate - 1) / rate;
    p->credit -= MINUTE_MS;
    return 0;
}

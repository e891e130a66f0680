#include "collector/simulator/sim_time.h"

static const instant MINUTE = 60 * SECOND;

static const struct {
    int16_t from, to;
} session[] = {{9 * 60, 12 * 60}, {13 * 60 + 30, 17 * 60}}; /* minutes of the day */

int sim_time_weight(const struct calendar *cal, day d)
{
    static const uint8_t of_week[7] = {
        118, 104, 100, 98, 92, 96, 96}; /* Monday is the busy day; a Saturday worked in lieu is quieter */
    return calendar_working(cal, d) ? of_week[day_weekday(d)] : 7;
}

instant sim_time_office(struct sim_random *r, day d)
{
    int k = sim_random_chance(r, 480) ? 0 : 1;
    return day_start(d) + sim_random_range(r, session[k].from * 60, session[k].to * 60 - 1) * SECOND;
}

instant sim_time_apply(const struct calendar *cal, struct sim_random *r, day d)
{
    if (calendar_working(cal, d) && sim_random_chance(r, 800))
        return sim_time_office(r, d);
    return day_start(d) + sim_random_range(r, 7 * 3600, 22 * 3600) * SECOND;
}

bool sim_time_open(const struct calendar *cal, instant t)
{
    day d = instant_day(t);
    int64_t minute = (t - day_start(d)) / MINUTE;
    for (int k = 0; k < 2; k++)
        if (minute >= session[k].from && minute < session[k].to)
            return calendar_working(cal, d);
    return false;
}

instant sim_time_soon(struct sim_random *r, instant t, int minutes)
{
    return t + sim_random_range(r, 60, minutes * 60) * SECOND;
}

instant sim_time_after(const struct calendar *cal, struct sim_random *r, instant t, int64_t wd)
{
    day d = instant_day(t);
    if (wd > 0)
        return sim_time_office(r, calendar_add(cal, d, wd));
    if (sim_time_open(cal, t))
        return sim_time_soon(r, t, 40);
    bool early = calendar_working(cal, d) && t < day_start(d) + session[1].from * MINUTE;
    return early ? sim_time_soon(r,
                                 day_start(d) + (t < day_start(d) + session[0].from * MINUTE
                                                     ? session[0].from
                                                     : session[1].from) *
                                                    MINUTE,
                                 60)
                 : sim_time_soon(r, day_start(calendar_add(cal, d, 1)) + session[0].from * MINUTE, 60);
}

/* One case of 2026, its events written down by hand. */
#ifndef TESTS_BY_HAND_H
#define TESTS_BY_HAND_H

#include "analyzer/event.h"

static inline instant at(int mon, int mday, int hour)
{
    return day_start(day_make(2026, mon, mday)) + hour * HOUR;
}

static inline struct event event_of(const char *item, enum event_type type, instant t, const char *id)
{
    struct event ev;
    event_clear(&ev);
    ev.type = (uint8_t)type;
    ev.occurred = ev.recorded = t;
    ev.event_id = id;
    ev.source = "s";
    ev.case_no = "案-1";
    ev.item = item;
    ev.region = ev.dept = 0;
    return ev;
}

#endif

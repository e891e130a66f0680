#include "base/clock.h"

#include <time.h>

static int64_t microseconds(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t clock_us(void) { return microseconds(CLOCK_BOOTTIME); }
int64_t clock_ms(void) { return clock_us() / 1000; }
instant clock_wall(void) { return microseconds(CLOCK_REALTIME); }

#include "store/param.h"

#include <inttypes.h>
#include <stdio.h>

const char *param_int(struct arena *a, int64_t v)
{
    char *z = arena_alloc(a, 24);
    snprintf(z, 24, "%" PRId64, v);
    return z;
}

const char *param_instant(struct arena *a, instant t)
{
    return t == INSTANT_NONE || t == INSTANT_MAX ? NULL : param_int(a, t);
}

const char *param_day(struct arena *a, day d)
{
    return d == DAY_NONE ? NULL : day_text(d, arena_alloc(a, DAY_TEXT));
}

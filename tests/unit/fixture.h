/* What tests over random histories share: their reference data, the day from which on things happen, an
 * arena, a check that names its seed. cmocka.h stands before. */
#ifndef TESTS_UNIT_FIXTURE_H
#define TESTS_UNIT_FIXTURE_H

#include "tests/unit/history.h"

static struct refdata ref;
static struct arena arena;
static day first_day;

static int load(void **state)
{
    (void)state;
    first_day = day_make(2026, 1, 20); /* Spring Festival lies in it */
    return history_load(&ref);
}

static int unload(void **state)
{
    (void)state;
    arena_release(&arena);
    refdata_release(&ref);
    return 0;
}

#define CHECK(condition, seed)                                                 \
    do                                                                         \
        if (!(condition))                                                      \
            fail_msg("seed %llu: %s", (unsigned long long)(seed), #condition); \
    while (0)

#endif

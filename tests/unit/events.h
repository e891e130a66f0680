/* What tests of events share: reference data of random histories, an arena, a check that names its seed.
 * cmocka.h stands before. */
#ifndef TESTS_UNIT_EVENTS_H
#define TESTS_UNIT_EVENTS_H

#include "tests/unit/history.h"

enum { SEEDS = 3000 };

static struct refdata ref;
static struct arena arena;

static int load(void **state)
{
    (void)state;
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

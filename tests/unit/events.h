/* What tests of events share: reference data of random histories, an arena, a check that names its seed.
 * cmocka.h stands before. */
#ifndef TESTS_UNIT_EVENTS_H
#define TESTS_UNIT_EVENTS_H

#include "tests/unit/fixture.h"

enum { SEEDS = 3000 };

#define CHECK(condition, seed)                                                 \
    do                                                                         \
        if (!(condition))                                                      \
            fail_msg("seed %llu: %s", (unsigned long long)(seed), #condition); \
    while (0)

#endif

/* What tests over random histories share: their reference data, and an arena. cmocka.h stands before. */
#ifndef TESTS_UNIT_FIXTURE_H
#define TESTS_UNIT_FIXTURE_H

#include "tests/unit/history.h"

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

#endif

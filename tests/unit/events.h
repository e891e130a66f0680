/* What tests of events share. cmocka.h stands before. */
#ifndef TESTS_UNIT_EVENTS_H
#define TESTS_UNIT_EVENTS_H

#include "tests/unit/fixture.h"

enum { SEEDS = 3000 };

#endif

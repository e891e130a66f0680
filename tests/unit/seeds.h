/* The cases of seeds: random histories, and mixes that are the worst for some list. A failing seed is
 * printed: make() makes the same case again. cmocka.h stands before. */
#ifndef TESTS_UNIT_SEEDS_H
#define TESTS_UNIT_SEEDS_H

#include "tests/unit/mixes.h"

#include "tests/unit/fixture.h"

enum { HISTORIES = 6000, OF_EACH_MIX = 20, SEEDS = HISTORIES + MIXES * OF_EACH_MIX, MOST = 40 };

/* The case of a seed: a random history, or up to MOST events of a mix. */
static size_t make(uint64_t seed, struct arena *a, struct event ev[MOST])
{
    if (seed <= HISTORIES)
        return history_make(seed, &ref, first_day, a, ev);
    uint64_t s = seed;
    size_t n = 4 + (size_t)history_below(&s, MOST - 3);
    mix_make((int)((seed - HISTORIES - 1) / OF_EACH_MIX), ev, n, history_below(&s, 2), &ref, a);
    return n;
}

#endif

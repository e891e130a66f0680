/* The simulation's dice: splitmix64 (Steele, Lea, Flood 2014). Integers only, so that a seed gives the same
 * bytes everywhere. */
#ifndef COLLECTOR_SIMULATOR_SIM_RANDOM_H
#define COLLECTOR_SIMULATOR_SIM_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct sim_random {
    uint64_t state;
};

static inline uint64_t sim_random(struct sim_random *r)
{
    uint64_t z = r->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Dice of their own for the thing `what`: what is drawn for one case does not move another. */
static inline struct sim_random sim_random_of(uint64_t seed, uint64_t what)
{
    struct sim_random r = {seed * 0xd1342543de82ef95u + what};
    r.state = sim_random(&r);
    return r;
}

/* From a to b, both included; a if b < a. */
static inline int64_t sim_random_range(struct sim_random *r, int64_t a, int64_t b)
{
    return b <= a ? a : a + (int64_t)(sim_random(r) % (uint64_t)(b - a + 1));
}

static inline bool sim_random_chance(struct sim_random *r, int permille)
{
    return sim_random_range(r, 0, 999) < permille;
}

#endif

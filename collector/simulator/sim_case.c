#include "collector/simulator/sim_case.h"

#include <stdlib.h>

struct sim_case *sim_case_empty(uint64_t serial)
{
    struct sim_case *k = mem_alloc(sizeof *k);
    k->serial = serial;
    return k;
}

void sim_case_release(struct sim_case *k)
{
    if (k)
        vec_release(&k->events);
    free(k);
}

/* The months of all units of a kind, one after the other, each unit with what it did in the month and what
 * stands at its end (the stocks). Pure; keeps no month. */
#ifndef REPORTS_RUNNING_H
#define REPORTS_RUNNING_H

#include "base/vec.h"
#include "store/read.h"

struct running {
    VEC(struct read_sum) stock; /* all units so far, by code; only the stocks count */
    VEC(struct read_sum) row; /* of the month at hand, by code; units with nothing but zeros are left out */
    struct arena codes;
};

/* The next month, of its n flows by unit (read_flows), which may be none. Fills r->row. */
void running_month(struct running *r, month m, const struct read_sum *flows, size_t n);
void running_release(struct running *r);

#endif

/* A supervision order (督办单, contract section 12): what the acts about it have made of it, and what follows
 * from that at an instant. Rounds are folded into it as they come, so that it fits one row of a table. Pure.
 */
#ifndef ANALYZER_ORDER_H
#define ANALYZER_ORDER_H

#include "analyzer/act.h"
#include "analyzer/indicators.h"

struct order {
    const char *order; /* its number; borrowed */
    int32_t region, dept; /* whose it is: indexes */
    uint32_t alerts; /* how many were named */
    uint8_t state; /* IS_none: there is no such order */
    uint8_t steps; /* of colour, by the rounds before the last one; 2 stands for more */
    instant issued_at, signed_at, replied_at, closed_at; /* replied_at: the first reply; closed_at: also a
                                                            cancel. INSTANT_NONE: not */
    int32_t rounds;
    day first_due, due; /* of the first and of the last round, as extended */
    instant round_end; /* the reply or cancel that ended the last round; INSTANT_NONE: it is open */
};

enum order_color { COLOR_BLUE, COLOR_ORANGE, COLOR_RED, COLORS };
extern const char *const order_color_word[COLORS], *const order_color_zh[COLORS];

/* What an act that may be done makes of the order; `issue` begins it. The act's number must live
 * as long as the order. */
void order_apply(struct order *o, const struct act *a, const struct refdata *ref);
/* May the open round be extended so: is the new due day later, and the old one not over? */
bool order_extendable(const struct order *o, const struct act *a, const struct refdata *ref);

enum order_color order_color(const struct order *o, const struct refdata *ref, instant as_of);
int order_on_time(const struct order *o, instant as_of); /* 1 first reply in time, 0 not, -1 open */
/* What it adds to the counters of its region and department: at most ORDER_COUNTS, returns how many. */
struct order_count {
    month month;
    uint16_t counter; /* enum counter */
};
enum { ORDER_COUNTS = 3 };
int order_counts(const struct order *o, instant as_of, struct order_count out[ORDER_COUNTS]);
/* The next instant after the as-of one at which colour, on_time or counts differ without an act; INSTANT_MAX:
 * never. */
instant order_next_change(const struct order *o, const struct refdata *ref, instant as_of);
/* 00:00 of the working day before the open round's due day (the notice order.due_soon); INSTANT_NONE: no
 * round is open. */
instant order_due_soon(const struct order *o, const struct refdata *ref);
/* A due day was counted through a year without a calendar file. */
bool order_provisional(const struct order *o, const struct refdata *ref);

static inline bool order_ended(const struct order *o)
{
    return o->state == IS_closed || o->state == IS_cancelled;
}

#endif

/* Acts, orders, appeals and interviews as lists, within the snapshot of store/read.h. Everything lives in the
 * arena. */
#ifndef STORE_READ_ACTS_H
#define STORE_READ_ACTS_H

#include "store/acts.h"
#include "store/read.h"

/* Which orders. NULL: any. */
struct read_orders_filter {
    const char *order, *region, *dept, *state, *color;
    bool open; /* neither closed nor cancelled */
    bool doubted; /* an alert that it names may not stand any more; order_void() says whether it does */
};
/* By number as bytes, those behind `after` (NULL: from the first). */
int read_orders(struct read *rd, const struct read_orders_filter *f, const char *after, int limit,
                const struct refdata *ref, struct arena *a, struct order_rows *out, struct err *e);

/* An alert as an order names it. */
struct read_order_alert {
    const char *order;
    struct act_alert alert;
};
struct read_order_alerts {
    struct read_order_alert *v;
    size_t n;
};
/* Of the orders with numbers (as bytes) from `first` to `last`, by order, then as they were named. */
int read_order_alerts(struct read *rd, const char *first, const char *last, struct arena *a,
                      struct read_order_alerts *out, struct err *e);

/* What proposals are made of (contract section 12): cases with yellow or red alerts that stand and were
 * raised at or after `from`, by number; such alerts that were raised before it and found after it; which
 * alerts orders and drops name of all these cases. */
struct read_numbers {
    const char **v;
    size_t n;
};
struct read_late {
    struct act_alert *v;
    size_t n;
};
int read_grave_cases(struct read *rd, instant from, int limit, struct arena *a, struct read_numbers *out,
                     struct err *e);
int read_found_late(struct read *rd, instant from, int limit, struct arena *a, struct read_late *out,
                    struct err *e);
int read_naming(struct read *rd, instant from, const struct refdata *ref, struct acts_names *out,
                struct err *e);

struct read_interviews {
    struct interview *v;
    size_t n;
};
/* Those with an act, by month, league and unit. */
int read_interviews(struct read *rd, const struct refdata *ref, struct arena *a, struct read_interviews *out,
                    struct err *e);

struct read_appeals {
    struct appeal *v;
    size_t n;
};
/* Opened in [from, to), by when. */
int read_appeals(struct read *rd, instant from, instant to, const struct refdata *ref, struct arena *a,
                 struct read_appeals *out, struct err *e);

#endif

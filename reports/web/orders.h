/* Orders as an address asks for them, for the page and the API. */
#ifndef REPORTS_WEB_ORDERS_H
#define REPORTS_WEB_ORDERS_H

#include "reports/web/page.h"
#include "store/acts.h"

/* An order and how many of its alerts do not stand any more. */
struct orders_entry {
    const struct order_row *row;
    uint32_t n_void;
};
struct orders_list {
    struct orders_entry *v; /* in the view's arena */
    size_t n;
};
/* region=&dept=&state=&color=&open=&month=&counted=: those with void alerts that are not ended first, then
 * the newest first. */
int orders_read(struct page *p, struct orders_list *out, struct err *e);
/* /orders/NO in the arena. */
const char *orders_href(struct arena *a, const char *order);

#endif

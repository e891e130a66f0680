/* Orders as an address asks for them, for the page and the API. */
#ifndef REPORTS_WEB_ORDERS_H
#define REPORTS_WEB_ORDERS_H

#include "reports/order_read.h"
#include "reports/web/parts.h"
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
/* region=&dept=&state=&color=&open=&month=&counted=: the newest first; `urgent`: as there is something to
 * be done about them, the open ones with void alerts first. */
int orders_read(struct page *p, bool urgent, struct orders_list *out, struct err *e);
/* cursor=, which names an order of the list of the newest: where what lies behind it begins. -1: it is
 * wrong. */
int orders_after(const struct page *p, const struct orders_list *l, size_t *at, struct err *e);
const char *orders_cursor(const struct orders_entry *last, struct arena *a);
/* The tables of one order that leave as files, /orders.csv?order=NO: its alerts and its acts. `f` and `p`
 * stay where they are. */
struct parts orders_parts(struct page *p, struct order_file *f);
/* /orders/NO in the arena. */
const char *orders_href(struct arena *a, const char *order);

#endif

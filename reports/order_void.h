/* How many of the alerts that an order names do not stand any more: withdrawn by a late event or a void, or
 * revoked by an appeal. An order stands until it is cancelled, so such orders are shown first (contract 12).
 */
#ifndef REPORTS_ORDER_VOID_H
#define REPORTS_ORDER_VOID_H

#include "reports/view.h"
#include "store/read_acts.h"

/* n_void[i] of rows->v[i], which ascend by number as read_orders gives them. Every case that they name is
 * evaluated once, at v->now: its alerts are known by their events, too. */
int order_void(const struct view *v, const struct order_rows *rows, uint32_t *n_void, struct err *e);

#endif

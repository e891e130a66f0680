/* One order with its acts and alerts, out of the database; everything lives in the view's arena. */
#ifndef REPORTS_ORDER_READ_H
#define REPORTS_ORDER_READ_H

#include "reports/draft_order.h"
#include "reports/view.h"
#include "store/acts.h"

struct order_act {
    const char *body;
    struct act act;
};
struct order_file {
    struct order_row row;
    struct order_act *acts; /* in their order, the issue first */
    size_t n_acts;
    int64_t acts_total; /* the log may hold more than are read */
    struct draft_order_alert *alerts;
    size_t n_alerts;
};

/* 1: found, 0: there is no such order, -1. */
int order_read(const struct view *v, const char *order, struct order_file *out, struct err *e);
/* Its paper; the caller frees it. */
struct doc *order_paper(const struct view *v, const struct order_file *f, const struct bulletin_conf *conf);

#endif

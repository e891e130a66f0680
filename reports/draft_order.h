/* The paper of a supervision order (督办单), as a document: 文号, title, addressee, the alerts with item, due
 * day and clause, until when to reply, who signed, who gets a copy. Pure. */
#ifndef REPORTS_DRAFT_ORDER_H
#define REPORTS_DRAFT_ORDER_H

#include "analyzer/act.h"
#include "analyzer/eval.h"
#include "analyzer/order.h"
#include "config/bulletin_conf.h"
#include "reports/doc.h"

/* An alert that the order names, as it stands now; `there` false: nothing is found under that name. */
struct draft_order_alert {
    const char *case_no, *item, *subject;
    uint16_t rule;
    bool there;
    uint8_t level, state;
    instant raised;
    day due;
};

struct draft_order_figures {
    const struct refdata *ref;
    const struct bulletin_conf *conf;
    const struct order *order;
    const struct act *issue; /* what was issued: title, text, signer, cc */
    const struct draft_order_alert *alerts;
    size_t n_alerts;
};

/* Its as-of is when it was issued, or cancelled: a paper that says the same is the same bytes. */
struct doc *draft_order(const struct draft_order_figures *f);
/* Whose it is: 兰陵县自然资源和规划局. Appends. */
void draft_order_unit(struct str *out, const struct refdata *ref, int32_t region, int32_t dept);

#endif

/* Which alerts the orders and drops name (contract section 12): an alert is found by its subject and by the
 * event that its `#k` means now. Pure. */
#ifndef ANALYZER_ACTS_NAMES_H
#define ANALYZER_ACTS_NAMES_H

#include "analyzer/act.h"
#include "analyzer/eval.h"

enum { NAMED_BY_DROP = UINT32_MAX };

struct acts_names {
    VEC(struct named) list; /* each alert of each order or drop, in their order */
    VEC(struct pursuit) pursuits; /* by case and unit */
    VEC(struct naming) orders; /* by order */
    struct map by_alert, by_case_unit;
    struct arena arena; /* keys */
    struct str key;
};

/* Order number `order` (0, 1, 2 …, in that order), or a drop, of that unit names the alerts. */
void acts_names_add(struct acts_names *s, const struct act_alerts *alerts, int32_t region, int32_t dept,
                    uint32_t order);
/* The order is closed or cancelled: it pursues its cases no more. */
void acts_names_end(struct acts_names *s, uint32_t order);
/* Does any order or drop name the alert? */
bool acts_names_has(struct acts_names *s, const char *case_no, const struct alert *al);
/* Does an order of the unit that is not ended name anything of the case? */
bool acts_names_pursued(struct acts_names *s, const char *case_no, int32_t region, int32_t dept);
/* Each alert that stands (neither withdrawn nor revoked) is told once; then an order's others are void. */
void acts_names_stands(struct acts_names *s, const char *case_no, const struct alert *al);
uint32_t acts_names_void(const struct acts_names *s, uint32_t order);
void acts_names_release(struct acts_names *s);

#endif

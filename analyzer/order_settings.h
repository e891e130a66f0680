/* Settings of section [orders] of rules.conf (contract sections 5 and 12): proposals, reply days, appeals. */
#ifndef ANALYZER_ORDER_SETTINGS_H
#define ANALYZER_ORDER_SETTINGS_H

#include <stdint.h>

#include "base/str.h"

struct order_settings {
#define SETTING(key, dflt, min, max, what) int32_t key;
#include "analyzer/order_settings.def"
    const char *number; /* 文号: %Y the year, %n the number in it */
};

void order_settings_default(struct order_settings *s);
/* The order number YYYY-N as a 文号; an order that is not named so keeps its name. */
void order_settings_number(struct str *out, const struct order_settings *s, const char *order);

#endif

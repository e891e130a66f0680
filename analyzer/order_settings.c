#include "analyzer/order_settings.h"

#include <string.h>

void order_settings_default(struct order_settings *s)
{
    *s = (struct order_settings){
#define SETTING(key, dflt, min, max, what) .key = dflt,
#include "analyzer/order_settings.def"
        .number = "临审督〔%Y〕%n号",
    };
}

void order_settings_number(struct str *out, const struct order_settings *s, const char *order)
{
    size_t year = strspn(order, "0123456789");
    const char *n = order + year + 1;
    if (year != 4 || order[year] != '-' || !*n || strspn(n, "0123456789") != strlen(n)) {
        str_puts(out, order);
        return;
    }
    for (const char *p = s->number; *p; p++) {
        if (p[0] == '%' && p[1] == 'Y')
            str_put(out, order, year);
        else if (p[0] == '%' && p[1] == 'n')
            str_puts(out, n);
        else {
            str_putc(out, *p);
            continue;
        }
        p++;
    }
}

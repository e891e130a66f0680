/* A unit's months, and what it is made of: the city, a region, a department, an item, or what they have in
 * common. Everything lives in the view's arena. */
#ifndef REPORTS_UNIT_MONTHS_H
#define REPORTS_UNIT_MONTHS_H

#include "reports/view.h"

struct unit_months {
    month first;
    int n;
    struct counters *c; /* of each month; stocks as they stood at its end */
};
/* The n months up to `last`; `scope` NULL: of all. */
int unit_months_read(const struct view *v, const struct read_scope *scope, month last, int n,
                     struct unit_months *out, struct err *e);
const struct counters *unit_months_last(const struct unit_months *m);

struct unit_part {
    const char *code;
    struct counters c;
};
struct unit_parts {
    struct unit_part *v;
    size_t n;
};
/* The month's figures of the scope's parts by region, department or item: those with any, by what most went
 * wrong in: most cases not in time, then most red and yellow cards, then most of them in work; then by code.
 */
int unit_parts_read(const struct view *v, const struct read_scope *scope, enum by by, month m,
                    struct unit_parts *out, struct err *e);

#endif

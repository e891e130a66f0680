/* Inside store/read*.c: the viewer's cases with an open alert, each once, as case_unit has them: how many
 * there are of each level, and the gravest of them, are pieces of its index. */
#ifndef STORE_OPEN_QUERY_H
#define STORE_OPEN_QUERY_H

#include "store/read_query.h"

/* Whether that is what the filter asks for: all open alerts, of any level or of one. */
bool open_query_serves(const struct read_filter *f);

/* As alert_query_levels() by case: "with levels as (…)", and where `page` is set, `gravest` before it, but
 * only its first $18 + $19 rows of the level $17, the gravest level first, then the newest. `regions`: the
 * parameter (with its dollar) that has the units of all regions (case_query_regions), for a viewer who sees
 * all. */
void open_query_put(struct str *sql, struct read *rd, const char *regions, bool page);

#endif

/* How a unit, or the city, does this month and how it came there: six tiles with a line of thirteen months,
 * and the months as a table. */
#ifndef REPORTS_WEB_TREND_H
#define REPORTS_WEB_TREND_H

#include "reports/unit_months.h"
#include "reports/web/list.h"

enum { TREND_MONTHS = 13 };

struct trend {
    struct page *p;
    struct read_scope scope; /* of what */
    month month; /* the last one */
    struct unit_months months;
    const struct counters *same; /* what the month is compared with; NULL: with nothing */
};

int trend_read(struct trend *t, struct err *e); /* p, scope and month are set */
void trend_tiles(const struct trend *t, struct str *out);
/* The months as a part of /figures, the newest first; the holder closes the list, also after a failure. */
int trend_list(const struct trend *t, struct list *l, struct err *e);
void trend_table(const struct list *months, struct str *out);

/* The cases behind a counter or a rate of the month; `missed`: those that a rate lacks. In the arena. */
const char *trend_cases(const struct page *p, const struct read_scope *s, month m, const char *counted,
                        bool missed);
const char *trend_overdue(const struct page *p, const struct read_scope *s, month m); /* open at its end */
/* The cards of the month that count once; `once` false: each. */
const char *trend_cards(const struct page *p, const struct read_scope *s, month m, enum level level,
                        bool once);
/* The page of a part. */
const char *trend_unit(const struct page *p, const struct read_scope *s, month m);

#endif

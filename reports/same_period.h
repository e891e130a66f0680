/* The month before as it stood when it was as old as the running month is now: a month to date is compared
 * with that, not with a whole month. It is evaluated anew from the events, so it is what `replay --as-of`
 * says of that instant; the process keeps it for an hour. */
#ifndef REPORTS_SAME_PERIOD_H
#define REPORTS_SAME_PERIOD_H

#include "reports/view.h"

struct same_period {
    month month; /* the one before the running month */
    instant as_of; /* in it, or its end; whole hours since its beginning */
    struct counters city;
    struct counters *unit[BYS]; /* of BY_REGION and BY_DEPT, in canonical order; in the view's arena */
};

/* The instant of the month before that lies as far behind its beginning, in whole hours, as `now` lies behind
 * that of its own month; its end where it is shorter. */
instant same_period_instant(instant now);
int same_period_read(const struct view *v, struct same_period *out, struct err *e);
/* 10月1日至26日9时, 10月1日至30日 */
void same_period_words(struct str *out, const struct same_period *s);

#endif

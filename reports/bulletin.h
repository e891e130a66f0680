/* The bulletin of a month: its figures, read once; `bulletin show` is made of it. */
#ifndef REPORTS_BULLETIN_H
#define REPORTS_BULLETIN_H

#include "reports/ranking.h"
#include "reports/same_period.h"
#include "store/read_rows.h"

struct bulletin {
    month month;
    bool ended;
    month first; /* before it there is nothing */
    struct figures regions; /* of the month and the twelve before it */
    struct counters now, before,
        year; /* the city: the month, the month before, the same month a year before */
    struct same_period same; /* of a month that has not ended: what it is compared with */
    struct ranking league[LEAGUES]; /* from LEAGUE_COUNTY on */
    struct read_rules rules; /* alerts of the month by rule and level, neither withdrawn nor revoked */
    struct read_useds used, used_regions; /* used working days: the city, each region */
    int days; /* of the month */
    int64_t accepted[31], completed[31]; /* by day */
};

/* Reads that of the view's (last) month. */
int bulletin_read(const struct view *v, struct bulletin *b, struct err *e);
/* May there be one of that month: neither before the first event nor to come? 1, 0, or -1 with `e`. */
int bulletin_exists(const struct view *v, month m, struct err *e);
/* Is there anything of that month? Before the first event there are no zeros, but no figures. */
bool bulletin_has(const struct bulletin *b, month m);

/* What the month is compared with: the month before, or as much of it as the month has of its own. */
const struct counters *bulletin_compared(const struct bulletin *b);
/* The same of a unit of a league. */
const struct counters *bulletin_compared_unit(const struct bulletin *b, const struct ranking *r,
                                              int32_t unit);

#endif

/* The bulletin of a month: its figures, read once; pages, charts and JSON are made of it. */
#ifndef REPORTS_BULLETIN_H
#define REPORTS_BULLETIN_H

#include "reports/chart.h"
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
/* Only what its charts are drawn from: ranks need all months before, these do not. */
int bulletin_read_charts(const struct view *v, struct bulletin *b, struct err *e);
/* May there be one of that month: neither before the first event nor to come? 1, 0, or -1 with `e`. */
int bulletin_exists(const struct view *v, month m, struct err *e);
/* Is there anything of that month? Before the first event there are no zeros, but no figures. */
bool bulletin_has(const struct bulletin *b, month m);

/* What the month is compared with: the month before, or as much of it as the month has of its own. */
const struct counters *bulletin_compared(const struct bulletin *b);
/* The same of a unit of a league. */
const struct counters *bulletin_compared_unit(const struct bulletin *b, const struct ranking *r,
                                              int32_t unit);

/* The charts: name in the address, title, and a function that fills the data (rows in the arena). */
struct bulletin_chart {
    const char *name, *title;
    void (*fill)(const struct view *v, const struct bulletin *b, struct chart *c);
};
enum { BULLETIN_CHARTS = 4 };
extern const struct bulletin_chart bulletin_chart[BULLETIN_CHARTS];

const struct bulletin_chart *bulletin_chart_find(const char *name); /* NULL: none */
void bulletin_chart_title(struct str *out, const struct bulletin *b,
                          const struct bulletin_chart *k); /* with the month */
/* The script of a chart and its title. */
void bulletin_script(const struct view *v, const struct bulletin *b, const struct bulletin_chart *k,
                     struct str *script, struct str *title);

#endif

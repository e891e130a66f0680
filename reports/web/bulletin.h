/* The bulletin of a month: its figures, read once; pages, charts and JSON are made of it. */
#ifndef REPORTS_WEB_BULLETIN_H
#define REPORTS_WEB_BULLETIN_H

#include "reports/chart.h"
#include "reports/web/ranking.h"

struct bulletin {
    month month;
    bool ended;
    struct figures regions, depts; /* up to the month */
    struct counters now, before,
        year; /* the city: the month, the month before, the same month a year before */
    struct ranking league[LEAGUES]; /* from LEAGUE_COUNTY on */
    struct read_groups rules; /* alerts of the month by rule, not withdrawn */
    struct read_useds used, used_regions; /* used working days: the city, each region */
    int days; /* of the month */
    int64_t accepted[31], completed[31]; /* by day */
};

int bulletin_read(struct page *p, month m, struct bulletin *b, struct err *e);
/* Is there anything of that month? Before the first event there are no zeros, but no figures. */
bool bulletin_has(const struct bulletin *b, month m);

/* The charts: name in the address, title, and a function that fills the data (rows in the arena). */
struct bulletin_chart {
    const char *name, *title;
    void (*fill)(struct page *p, const struct bulletin *b, struct chart *c);
};
enum { BULLETIN_CHARTS = 4 };
extern const struct bulletin_chart bulletin_chart[BULLETIN_CHARTS];

const struct bulletin_chart *bulletin_chart_find(const char *name); /* NULL: none */
void bulletin_chart_title(struct str *out, const struct bulletin *b,
                          const struct bulletin_chart *k); /* with the month */
/* The script of a chart and its title. */
void bulletin_script(struct page *p, const struct bulletin *b, const struct bulletin_chart *k,
                     struct str *script, struct str *title);

/* The month in an address: 200, or the status of its failure (404: there is no bulletin of it). */
int bulletin_month(struct page *p, const char *text, size_t n, month *m, struct err *e);

/* Parts of the page. */
void bulletin_units(struct page *p, struct str *out, const struct ranking *r);
void bulletin_alerts(struct page *p, struct str *out, const struct bulletin *b);
void bulletin_ratings(struct page *p, struct str *out, const struct bulletin *b);
void bulletin_used(struct page *p, struct str *out, const struct bulletin *b);
void bulletin_quality(struct str *out, const struct bulletin *b);
void bulletin_figure(struct page *p, struct str *out, const struct bulletin *b,
                     const struct bulletin_chart *k);

#endif

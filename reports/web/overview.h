/* The parts of the overview (page_overview.c). */
#ifndef REPORTS_WEB_OVERVIEW_H
#define REPORTS_WEB_OVERVIEW_H

#include "reports/figures.h"
#include "reports/ranking.h"
#include "reports/same_period.h"
#include "reports/web/trend.h"
#include "reports/web/waiting.h"
#include "store/read_rows.h"

struct overview {
    struct page *p;
    struct trend city;
    struct figures regions; /* of the same months */
    struct same_period same; /* what the month to date is compared with */
    struct ranking counties; /* of the month to date */
    int64_t open[LEVELS], today[LEVELS]; /* cases by the gravest of their open alerts; alerts found today */
    struct read_groups red, yellow, depts; /* of the county in trouble, this month */
    struct waiting waiting; /* what the bureau has to do */
    int32_t trouble; /* that county; -1: none */
};

int overview_lead_read(struct overview *v, struct err *e);
/* The county in trouble, and why. */
void overview_lead(struct overview *v, struct str *out);

/* Counties by score, with where they stand in time and how they moved. */
void overview_places(struct overview *v, struct str *out);
void overview_map(struct overview *v, struct str *out); /* regions where they lie; nothing without [map] */
void overview_heat(struct overview *v, struct str *out); /* regions by months */
/* What came and went each day of the last weeks. */
int overview_days(struct overview *v, struct str *out, struct err *e);

/* A unit's own figures, for who is no bureau. */
struct read_scope overview_region(const struct overview *v, int32_t region);

#endif

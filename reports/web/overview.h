/* The parts of the overview (page_overview.c). */
#ifndef REPORTS_WEB_OVERVIEW_H
#define REPORTS_WEB_OVERVIEW_H

#include "reports/figures.h"
#include "reports/ranking.h"
#include "reports/same_period.h"
#include "reports/web/parts.h"
#include "reports/web/trend.h"
#include "reports/web/waiting.h"
#include "store/read_rows.h"

enum { OVERVIEW_WEEKS = 6, OVERVIEW_DAYS = 7 * OVERVIEW_WEEKS };

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
    day monday; /* the first of the days of the calendar */
    int64_t accepted[OVERVIEW_DAYS], completed[OVERVIEW_DAYS];
    struct parts parts; /* its tables, and the figures of its pictures */
};

int overview_lead_read(struct overview *v, struct err *e);
/* The county in trouble, and why. */
void overview_lead(struct overview *v, struct str *out);

/* Counties by score, with where they stand in time and how they moved. */
void overview_places(struct overview *v, struct str *out);
void overview_map(struct overview *v, struct str *out); /* regions where they lie; nothing without [map] */
void overview_heat(struct overview *v, struct str *out); /* regions by months */
int overview_days_read(struct overview *v, struct err *e);
void overview_days(struct overview *v, struct str *out); /* what came and went each day of the last weeks */

/* The figures of these pictures (overview_data.c). */
enum { OVERVIEW_PICTURES = 4 };
extern const struct part overview_pictures[OVERVIEW_PICTURES];
bool overview_has_months(const struct overview *v, int32_t region); /* does it stand among the months? */
/* The next place of `map` in jiancha.conf (rows joined by /, places by blanks): its region, -1: none. *row:
 * it is the last of its row. */
int32_t overview_field(const struct overview *v, const char **at, bool *row);

/* A unit's own figures, for who is no bureau. */
struct read_scope overview_region(const struct overview *v, int32_t region);

#endif

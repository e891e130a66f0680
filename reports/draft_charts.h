/* What the charts' tables have in common. Internal to draft_charts*.c. */
#ifndef REPORTS_DRAFT_CHARTS_H
#define REPORTS_DRAFT_CHARTS_H

#include "reports/draft_parts.h"

/* A unit of the charts: a county, a zone, or all departments of the city together. */
struct draft_charted {
    const char *code, *name;
    const struct counters *now;
    const struct rate_value *on_time; /* by month of history */
    int32_t region; /* -1: all that no league has */
    int64_t key[3]; /* the order: ascending, then canonical */
};

struct doc_table *draft_chart_table(struct drafting *g, const char *id, const char *what);
/* A rate with its num and den, which paper shows in the rate's cell; its three cells. */
void draft_rate_column(struct drafting *g, struct doc_table *t, enum rate r);
void draft_put_rate(struct doc_table *t, struct rate_value v);
void draft_unit_columns(struct doc_table *t);
void draft_put_unit(struct drafting *g, struct doc_table *t, const char *code, const char *name);
/* Counties, zones, and 市直 where the city has departments of its own; in the arena. */
struct draft_charted *draft_charted(struct drafting *g, size_t *n);
void draft_sort_charted(struct draft_charted *u, size_t n); /* by their keys */

#endif

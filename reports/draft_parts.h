/* The parts that make a bulletin. Internal to draft*.c. */
#ifndef REPORTS_DRAFT_PARTS_H
#define REPORTS_DRAFT_PARTS_H

#include "reports/doc_make.h"
#include "reports/draft.h"

enum { DRAFT_SMALL = 30 }; /* a count that was below this grows by pieces, not by per cent */

/* What is at hand while a bulletin is made: its tables are there before its sentences. */
struct drafting {
    const struct draft_figures *f;
    struct doc *d;
    int n_tables, n_charts; /* numbered so far: 附表1 …, 附图1 … */
    enum league telling; /* whose units a sentence names */
    struct doc_table *overall, *league[LEAGUES], *standings, *same, *small, *cards, *alerts, *orders,
        *ratings, *quality, *reports, *reported, *differences, *bottom, *pace, *appeals, *problems, *own,
        *reds, *said;
};

/* draft_tables.c: the tables of the contract. draft_lists.c: those with a row for each thing found. */
void draft_tables(struct drafting *g);
void draft_lists(struct drafting *g);
void draft_reds(struct drafting *g); /* the last one: it is a part of the annex of its own */
/* A table of the annex, numbered; `what` follows the number. */
struct doc_table *draft_table(struct drafting *g, const char *id, const char *what);
/* 附表N of a table of the annex, for a sentence that sends there: appends it. */
void draft_table_number(struct str *out, const struct doc_table *t);
/* The row in which the column holds this text; -1: none. */
int64_t draft_row(const struct doc_table *t, const char *column, const char *text);
const char *draft_unit(const struct drafting *g, enum league league, int32_t unit); /* its name */
const char *draft_place(const struct drafting *g, int32_t region,
                        int32_t dept); /* who answers for an alert */

/* draft_problems.c: the table `problems`, what cost most first. */
void draft_problems(struct drafting *g);
/* The unit that an alert counts at: the county or zone, else the city's own department. false: none. */
bool draft_unit_of(const struct drafting *g, const struct draft_cards *c, enum league *league, int32_t *unit);

/* draft_link.c: the lists behind the figures of all tables. */
void draft_links(struct drafting *g);

/* draft_own.c: the table `own` of what each county has to look after, and its paragraphs. */
void draft_own(struct drafting *g);
bool draft_has_own(const struct drafting *g); /* is there a paragraph of any? */
void draft_say_own(struct drafting *g);
/* The item with most yellow and red cards of a rule at a unit; NULL: none, or several have as many. */
const char *draft_item_most(const struct drafting *g, enum league league, int32_t unit, int rule, int64_t *n);

/* draft_charts.c: each puts its chart and the chart's table; nothing where there is nothing to show. */
void draft_chart_trend(struct drafting *g);
void draft_chart_intake(struct drafting *g);
void draft_chart_ranking(struct drafting *g);
void draft_chart_funnel(struct drafting *g);
void draft_chart_levels(struct drafting *g);
void draft_chart_used(struct drafting *g);
void draft_chart_satisfaction(struct drafting *g);
void draft_chart_heat(struct drafting *g);

/* draft_text.c, draft_follow.c: the sections, in their order. */
void draft_overall(struct drafting *g);
void draft_leagues(struct drafting *g);
void draft_warnings(struct drafting *g);
void draft_ratings(struct drafting *g);
void draft_quality(struct drafting *g);
void draft_main_problems(struct drafting *g);
void draft_interviews(struct drafting *g);
void draft_demands(struct drafting *g);

/* Something to be named in a sentence: its row, and by what the sentence goes, largest first. */
struct draft_named {
    size_t row;
    int64_t by;
};
typedef VEC(struct draft_named) draft_names;
enum { DRAFT_LISTED = 5 }; /* so many are named; then 等N个, and where the rest stands */
void draft_names_sort(draft_names *v);
/* Sorts them, and names up to `most`: 甲、乙、丙. */
void draft_name_most(struct drafting *g, draft_names *v, size_t most,
                     void (*one)(struct drafting *, size_t row));
/* Regions by how they reported (按时, 迟报, 未报), in canonical order; false: there are none. */
bool draft_say_reporters(struct drafting *g, const char *how, const char *words);

/* Has the period not ended? Then it is compared with a whole one nowhere. */
bool draft_running(const struct drafting *g);

/* The day so many working days after the paper's instant, as a sentence says it: appends it. */
void draft_due(const struct drafting *g, struct str *out, int days);

/* draft_say.c: a figure with its unit; what stands in a cell. */
void draft_figure(struct drafting *g, const struct doc_table *t, int64_t row, const char *column,
                  const char *unit);
/* A number that no other table has: it gets a row of its own. `about`: what it counts. */
void draft_say_number(struct drafting *g, const char *about, int64_t n, const char *unit);
const struct doc_cell *draft_cell(const struct doc_table *t, int64_t row, const char *column);
int64_t draft_value(const struct doc_table *t, int64_t row, const char *column);
int64_t draft_overall_row(const struct drafting *g, const char *key);
/* A counter of the city; its changes, month on month and year on year; a rate with both. */
void draft_say_count(struct drafting *g, const char *words, enum counter c, const char *unit);
void draft_say_changes(struct drafting *g, enum counter c);
void draft_say_rate(struct drafting *g, enum rate r);

#endif

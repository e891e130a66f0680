/* The parts of a chart's script. Internal to plot*.c. */
#ifndef REPORTS_PLOT_PARTS_H
#define REPORTS_PLOT_PARTS_H

#include "reports/plot.h"
#include "reports/rate_class.h"

/* Colours that stay apart for eyes that see no red or green, and in grey. */
enum { PLOT_CLASSES = RATE_CLASSES };
struct plot_look {
    const char *ink, *soft, *grid; /* letters, letters of less weight, lines */
    const char *first, *second; /* the series; what is compared with */
    const char *red, *yellow, *warning;
    const char *heat[PLOT_CLASSES], *heat_ink[PLOT_CLASSES]; /* from good to bad */
};

struct plot {
    struct str *out;
    const struct doc_table *t;
    const struct plot_look *look;
    size_t n; /* rows to draw; the city's, the last one, is not among them */
    int64_t city; /* its row; -1: none */
};

/* plot_write.c. The terminal and what all charts share. Margins in pixels; 0 right: as gnuplot finds it. */
void plot_frame(const struct plot *p, int height, int left, int right);
int plot_label_width(const struct plot *p, const char *column); /* of the rows' names, in pixels */
bool plot_null(const struct plot *p, size_t row, const char *column);
int64_t plot_int(const struct plot *p, size_t row, const char *column);
const char *plot_text(const struct plot *p, size_t row, const char *column);
void plot_name(const struct plot *p, size_t row, const char *column); /* as a data field */
/* v / 10^scale, scale 0 … 3; ? where it is absent. */
void plot_value(struct str *out, int64_t v, int scale);
void plot_field(const struct plot *p, size_t row, const char *column, int scale);
void plot_open(const struct plot *p, const char *name); /* a data block */
void plot_close(const struct plot *p);
/* The least and the largest value of a column, absent ones left out; false: there is none. */
bool plot_bounds(const struct plot *p, const char *column, int64_t *low, int64_t *high);

/* plot_rows.c: a row a unit. plot_fields.c: time, volume, or both ways. */
void plot_ranking(const struct plot *p);
void plot_levels(const struct plot *p);
void plot_used(const struct plot *p);
void plot_satisfaction(const struct plot *p);
void plot_trend(const struct plot *p);
void plot_intake(const struct plot *p);
void plot_funnel(const struct plot *p);
void plot_heat(const struct plot *p);

#endif

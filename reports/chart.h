/* Charts as gnuplot scripts. Pure: titles are constants of the program, labels pass through chart_label and
 * stand in data rows only, so nothing that came from outside is ever read as gnuplot's language. */
#ifndef REPORTS_CHART_H
#define REPORTS_CHART_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { CHART_SERIES = 4 };

struct chart_row {
    const char *label; /* any text */
    int64_t v[CHART_SERIES];
    int64_t null; /* bit k: v[k] is unknown */
};

enum chart_form {
    CHART_DOTS, /* one point with its value a row, rows from top to bottom: the axis need not begin at 0 */
    CHART_STACK, /* the series stacked in one horizontal bar a row */
    CHART_LINES, /* the series as lines with points, rows from left to right */
};

struct chart {
    enum chart_form form;
    const char *series[CHART_SERIES]; /* constants: names in the key */
    int n_series;
    int scale; /* values are divided by 10^scale: 2 turns basis points into percent */
    const char *unit; /* a constant: the axis */
    int64_t low, high; /* of the value axis, before scaling; equal: gnuplot chooses */
    const struct chart_row *row;
    size_t n;
};

/* The script that writes an SVG to stdout; empty if there is nothing to draw (gnuplot fails on no data). */
void chart_script(struct str *out, const struct chart *c);
/* A label as a quoted data field: valid UTF-8 without control characters, quotes, backslashes or tabs, at
 * most 40 code points. */
void chart_label(struct str *out, const char *text);

#endif

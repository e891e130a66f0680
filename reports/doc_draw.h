/* Pictures of a document's charts: gnuplot draws them as SVG, within its limits, and librsvg turns the one
 * for paper into pixels. Where gnuplot is missing, fails or hangs, a chart has no picture and its table
 * stands for it; the first such failure is logged. The same document gives the same bytes. */
#ifndef REPORTS_DOC_DRAW_H
#define REPORTS_DOC_DRAW_H

#include "reports/doc.h"
#include "reports/gnuplot.h"
#include "reports/plot.h"

/* Fills svg, dark, print and png of every chart. NULL: by the gnuplot of the standard path. */
void doc_draw(struct doc *d, struct gnuplot *g);

/* One picture of one chart, appended; -1: gnuplot gave none, or there is nothing to draw. `now`: seconds of
 * any clock, as gnuplot_svg takes them. */
int doc_draw_svg(const struct doc_chart *c, struct gnuplot *g, enum plot_theme theme, long now,
                 struct str *out, struct err *e);
/* A PNG of an SVG, as wide as the text of a paper at 300 dpi. */
int doc_draw_png(const struct str *svg, struct str *out, int32_t *width, int32_t *height, struct err *e);
/* Writes DIR/PERIOD/NAME.svg and .png of every chart that has a picture, each whole. */
int doc_draw_files(const struct doc *d, const char *dir, struct err *e);
/* NULL: the document has no chart of that name. */
struct doc_chart *doc_draw_find(const struct doc *d, const char *name);

#endif

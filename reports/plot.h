/* A document's chart as a gnuplot script, made of the chart's table alone. Pure: words of ours are constants,
 * every text of a table passes through plot_label and stands in data rows only, so nothing that came from
 * outside is ever read as gnuplot's language. */
#ifndef REPORTS_PLOT_H
#define REPORTS_PLOT_H

#include "reports/doc.h"

enum plot_theme { PLOT_LIGHT, PLOT_DARK, PLOT_PRINT, PLOT_THEMES };
enum { PLOT_WIDTH = 640 };

/* Appends the script that writes an SVG to stdout. False: there is no picture of such a table. */
bool plot_script(struct str *out, const struct doc_chart *c, enum plot_theme theme);

/* A text as a quoted data field: valid UTF-8 without control characters, quotes, backslashes or tabs, at most
 * so many code points, the last of them … where it is longer. */
void plot_label(struct str *out, const char *text, int most);

#endif

/* gnuplot as a child process: a script goes in, an SVG comes out, within limits of time and memory. One
 * `struct gnuplot` for all threads: it remembers what it has drawn. As many children run at once as there are
 * threads that draw. */
#ifndef REPORTS_GNUPLOT_H
#define REPORTS_GNUPLOT_H

#include "base/err.h"
#include "base/str.h"

struct gnuplot;
struct gnuplot *gnuplot_new(const char *program); /* NULL: "gnuplot", found in the standard path */
void gnuplot_free(struct gnuplot *g);
void gnuplot_deadline(struct gnuplot *g, int ms); /* instead of ten seconds */

/* Appends the SVG of a script; `title` replaces gnuplot's own description. -1: gnuplot is missing, failed,
 * hung for ten seconds or wrote something that is no whole SVG; a failure is remembered for a minute. `now`:
 * seconds of any clock. */
int gnuplot_svg(struct gnuplot *g, const struct str *script, const char *title, long now, struct str *svg,
                struct err *e);
/* Several SVGs by one child: the script writes n of them, one after the other; all have the title. Nothing is
 * remembered. ERR_ENV: it hung, or nothing can be started at all. */
int gnuplot_svgs(struct gnuplot *g, const struct str *script, const char *title, int n,
                 struct str *const svg[], struct err *e);

#endif

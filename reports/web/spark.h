/* Small pictures within a line or a cell, as SVG that stands in the page: no script, no colour of its own
 * (style.css gives light, dark and print). Each stands beside the figures that it shows. Pure; integers only.
 */
#ifndef REPORTS_WEB_SPARK_H
#define REPORTS_WEB_SPARK_H

#include "analyzer/indicators.h"
#include "base/str.h"

enum { SPARK_WIDTH = 124, SPARK_HEIGHT = 28, SPARK_NONE = INT32_MIN };

/* A course of values, left to right, from the least to the largest; SPARK_NONE: none, the line is broken.
 * `running`: the last is not over yet, its stretch is dashed. */
void spark_line(struct str *out, const int64_t *v, size_t n, bool running, const char *label);

/* A value among others on a scale from `low` to 100 % (basis points): a dot; a ring, where it was before; a
 * stroke, where the whole stands. BP_NULL: left out. */
void spark_dot(struct str *out, int32_t now, int32_t before, int32_t whole, int32_t low);

/* The class of a count beside the largest: 0 (none) … 4. */
int spark_share(int64_t v, int64_t most);

#endif

/* Making a document, piece by piece, in reading order. Each maker appends; what it returns stays valid until
 * doc_free. */
#ifndef REPORTS_DOC_MAKE_H
#define REPORTS_DOC_MAKE_H

#include "analyzer/indicators.h"
#include "reports/doc.h"

void doc_heading(struct doc *d, int level, const char *text);
void doc_part(struct doc *d, const char *part); /* names the section that the heading made last begins */
void doc_paragraph(struct doc *d); /* an empty one: doc_say and doc_figure fill it */
void doc_say(struct doc *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A figure in the sentence: the cell as paper shows it, followed by its unit where the sentence wants it. */
void doc_figure(struct doc *d, const struct doc_table *t, uint32_t row, const char *column);
/* The same figure in other words ("上升0.50个百分点" for +50 bp), still tied to its cell. */
void doc_figure_as(struct doc *d, const struct doc_table *t, uint32_t row, const char *column,
                   const char *text);
/* A table may be filled before the text says it: doc_put_table sets one of DOC_BODY into its place. */
struct doc_table *doc_table(struct doc *d, const char *id, const char *title, enum doc_place place);
void doc_put_table(struct doc *d, struct doc_table *t);
void doc_column(struct doc_table *t, const char *key, const char *title, const char *unit,
                enum column_use use);
struct doc_chart *doc_chart(struct doc *d, struct doc_table *data); /* of DOC_DATA; named as it */

/* Cells, in the order of the columns. */
void doc_null(struct doc_table *t);
void doc_text(struct doc *d, struct doc_table *t, const char *text);
void doc_count(struct doc_table *t, int64_t v);
void doc_number(struct doc_table *t, enum cell_type type, int64_t v);
void doc_rate(struct doc_table *t, int64_t num, int64_t den); /* null where den = 0 */
/* Change of a count, floor((20000 (now - before) + before) / 2 before) basis points; null where that is 0. */
void doc_growth(struct doc_table *t, int64_t now, int64_t before);
void doc_points(struct doc_table *t, struct rate_value now, struct rate_value before); /* null without both */
void doc_link(struct doc *d, struct doc_table *t, const char *href); /* of the cell made last */

#endif

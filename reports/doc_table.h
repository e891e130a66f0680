/* The tables of a document: cells that know what they hold. Lists of the pages are such tables, too. */
#ifndef REPORTS_DOC_TABLE_H
#define REPORTS_DOC_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/vec.h"

/* What a cell holds decides how paper shows it; JSON and XLSX keep the number. */
enum cell_type {
    CELL_NULL, /* absent: null in JSON, — on paper */
    CELL_TEXT,
    CELL_COUNT, /* a whole number */
    CELL_RATE, /* basis points, with num and den; JSON has bp alone, num and den are columns of their own */
    CELL_POINTS, /* change of a rate in basis points: 百分点 on paper */
    CELL_GROWTH, /* change of a count in basis points: per cent on paper */
    CELL_SCORE, /* milli-points */
    CELL_DAY, /* a day: YYYY-MM-DD */
    CELL_INSTANT /* to the second */
};

struct doc_cell {
    enum cell_type type;
    int64_t v; /* the number, the day or the instant */
    int64_t num, den; /* of CELL_RATE */
    const char *text; /* of CELL_TEXT */
    const char *href; /* the rows behind it, for HTML; NULL: none */
};

enum column_use {
    COLUMN_SHOWN, /* on paper and in data */
    COLUMN_DATA /* in JSON, CSV and XLSX only: codes, and num and den, which paper shows in the rate's own
                   cell */
};

struct doc_column {
    const char *key, *title, *unit; /* unit "": none; "bp" for rates */
    enum column_use use;
    bool figure; /* right-aligned */
};

enum doc_place {
    DOC_BODY, /* stands in the text, between the paragraphs of its section */
    DOC_ANNEX, /* stands in the annex; the section names it */
    DOC_DATA /* what a chart shows: under it in HTML, on paper in its place where there is no picture */
};

struct doc_table {
    const char *id, *title, *note; /* note: what its terms mean, one line below it; NULL: none */
    enum doc_place place;
    bool landscape; /* too wide for an upright page */
    bool withheld; /* left out of what is made public (红牌办件清单) */
    VEC(struct doc_column) columns;
    VEC(struct doc_cell) cells; /* row after row, columns.n each */
};

size_t doc_rows(const struct doc_table *t);
/* The place of a column; asserts that it is there: keys are ours. */
uint32_t doc_column_of(const struct doc_table *t, const char *key);
const struct doc_cell *doc_at(const struct doc_table *t, size_t row, size_t column);

#endif

/* A document: what a bulletin or an order says, before any format. Pure data, made once; the writers (HTML,
 * DOCX, PDF, XLSX, JSON, CSV) add no figure and no sentence of their own. Everything lives in the document's
 * arena; texts given to the makers are copied, codes and constants (keys, ids, units) are borrowed. */
#ifndef REPORTS_DOC_H
#define REPORTS_DOC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/str.h"
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

/* A piece of a paragraph: plain words, or a figure that is a cell of a table of this document. */
struct doc_span {
    const char *text;
    const char *href; /* of a figure: the rows behind it */
    const struct doc_table *table; /* NULL: words. The table and the cell that the figure shows */
    uint32_t cell;
};

enum doc_block_kind {
    DOC_HEADING, /* level 1: 一、 2: （一） */
    DOC_PARAGRAPH,
    DOC_TABLE,
    DOC_CHART
};

/* A picture of one table. The block stands in its section; paper shows it in the annex. */
struct doc_chart {
    const char *name, *title; /* its name is its table's id */
    struct doc_table *table; /* its data, of DOC_DATA */
    struct str svg, dark, print, png; /* three SVGs, and `print` as pixels; len 0: there is none */
    int32_t width, height; /* of the PNG */
};

struct doc_block {
    enum doc_block_kind kind;
    uint8_t level; /* of a heading */
    const char *text; /* of a heading */
    const char *part; /* of a heading: what its section is, where something must find it again; or NULL */
    VEC(struct doc_span) spans; /* of a paragraph */
    struct doc_table *table;
    struct doc_chart *chart;
};

struct doc_partition {
    const char *topic;
    int32_t part;
    int64_t next;
};

struct doc_pair {
    const char *key, *value;
};

enum doc_state { DOC_DRAFT, DOC_FROZEN, DOC_PUBLISHED };

/* 小标宋, 仿宋, 黑体, 楷体, 宋体 */
enum doc_face { DOC_SONG_HEAD, DOC_FANGSONG, DOC_HEI, DOC_KAI, DOC_SONG, DOC_FACES };

/* Head, foot and 版记 of an official paper (GB/T 9704); NULL: not there (yet). */
struct doc_paper {
    const char *issuer; /* 发文机关标志, the red head */
    const char *number; /* 发文字号: 临审服通〔2026〕11号 */
    const char *title, *to; /* 标题; 主送机关, without the colon */
    const char *signatory; /* 落款 */
    day dated; /* 成文日期; DAY_NONE */
    const char *disclosure; /* 主动公开, 依申请公开, 不予公开 */
    const char *copies; /* 抄送, without the full stop */
    const char *printer; /* 印发机关 */
    const char *contact; /* 联系人 and telephone, one line */
    const char *corrects; /* of a revision: what it corrects, one sentence */
    const char *font[DOC_FACES]; /* names by comma, the first one that is installed; NULL: the standard's */
};

struct doc {
    struct arena arena;
    const char *period, *kind; /* 2026-10; month, quarter, half, year, or order */
    enum doc_state state;
    int revision;
    instant as_of;
    struct doc_paper paper;
    VEC(struct doc_block) blocks; /* in reading order; an annex table is not among them */
    VEC(struct doc_table *) tables; /* in reading order, each once */
    VEC(struct doc_chart *) charts;
    VEC(const char *) annexes; /* 附件: their titles, in order */
    VEC(struct doc_partition) cutoff;
    int64_t act; /* number of the last act; 0: none */
    VEC(struct doc_pair) versions, definitions;
    int64_t n_events, n_cases;
    char hash[65]; /* doc_hash; "" before */
};

struct doc *doc_new(void);
bool doc_is_open(const struct doc *d); /* may it be made public, or given out on request? */
void doc_free(struct doc *d);
size_t doc_rows(const struct doc_table *t);
/* The place of a column; asserts that it is there: keys are ours. */
uint32_t doc_column_of(const struct doc_table *t, const char *key);
const struct doc_cell *doc_at(const struct doc_table *t, size_t row, size_t column);
struct doc_table *doc_find(const struct doc *d, const char *id); /* NULL: no such table */

#endif

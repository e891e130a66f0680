/* A document: what a bulletin or an order says, before any format. Pure data, made once; the writers (HTML,
 * DOCX, PDF, XLSX, JSON, CSV) add no figure and no sentence of their own. Everything lives in the document's
 * arena; texts given to the makers are copied, codes and constants (keys, ids, units) are borrowed. */
#ifndef REPORTS_DOC_H
#define REPORTS_DOC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "reports/doc_table.h"

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
struct doc_table *doc_find(const struct doc *d, const char *id); /* NULL: no such table */

#endif

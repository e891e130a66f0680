/* The fixed parts of a DOCX package: styles, settings, content types. Internal to the DOCX writer. */
#ifndef REPORTS_DOC_DOCX_H
#define REPORTS_DOC_DOCX_H

#include "reports/doc_write.h"

/* Lengths in twentieths of a point, as Word counts them (GB/T 9704-2012: 版心 156 × 225 mm). */
enum {
    DOCX_TOP = 2098, /* 天头 37 mm */
    DOCX_LEFT = 1588, /* 订口 28 mm */
    DOCX_RIGHT = 1474, /* 26 mm */
    DOCX_BOTTOM = 1984, /* 35 mm */
    DOCX_WIDTH = 11906, /* A4 */
    DOCX_HEIGHT = 16838,
    DOCX_TEXT = DOCX_WIDTH - DOCX_LEFT - DOCX_RIGHT, /* 版心 */
    DOCX_TEXT_LANDSCAPE = DOCX_HEIGHT - DOCX_TOP - DOCX_BOTTOM,
    DOCX_DATE = 4200, /* the date of printing in the 版记 */
    DOCX_FOOTER = 1304, /* the page number stands 7 mm below the 版心 */
    DOCX_LINE = 580, /* 22 lines in 225 mm */
};

/* doc_docx.c: the pieces of the text. */
void docx_run(struct str *out, const char *text);
void docx_paragraph(struct str *out, const char *style, const char *text);
void docx_title(struct str *out, const char *style, const char *title);
void docx_table(struct str *out, const struct doc_table *t, int32_t total); /* in twentieths of a point */
void docx_chart(struct str *out, const struct doc *d, const struct doc_chart *c); /* one with a PNG */
/* doc_docx_annex.c: what stands behind the signature, with the form of all pages. */
void docx_annex(struct str *out, const struct doc *d, const struct doc_options *o);

/* doc_docx_parts.c: the other files of the package. */
void docx_styles(struct str *out, const struct doc *d);
void docx_settings(struct str *out);
void docx_footer(struct str *out, bool even); /* — 1 —, outside on both sides of a leaf */
void docx_content_types(struct str *out);
void docx_package_rels(struct str *out);
void docx_document_rels(struct str *out, const struct doc *d);
void docx_core(struct str *out, const struct doc *d); /* title, issuer, created = as-of */

#endif

/* Pages of a PDF as they fill: shared by the PDF writer's files. Lengths in points, from the page's upper
 * left. */
#ifndef REPORTS_DOC_PDF_H
#define REPORTS_DOC_PDF_H

#include <pango/pangocairo.h>

#include "reports/doc.h"

/* GB/T 9704-2012 */
#define PDF_MM (72 / 25.4)
#define PDF_PAGE_WIDTH (210 * PDF_MM)
#define PDF_PAGE_HEIGHT (297 * PDF_MM)
#define PDF_TOP (37 * PDF_MM) /* 天头 */
#define PDF_LEFT (28 * PDF_MM) /* 订口 */
#define PDF_TEXT_WIDTH (156 * PDF_MM) /* 版心 */
#define PDF_TEXT_HEIGHT (225 * PDF_MM)
enum { PDF_LINES = 22, PDF_CHARS = 28 };
#define PDF_LINE (PDF_TEXT_HEIGHT / PDF_LINES)
#define PDF_CHAR (PDF_TEXT_WIDTH / PDF_CHARS)

enum pdf_face {
    PDF_SONG_HEAD,
    PDF_FANGSONG,
    PDF_HEI,
    PDF_KAI,
    PDF_SONG
}; /* 小标宋, 仿宋, 黑体, 楷体, 宋体 */

struct pdf {
    const struct doc *doc;
    cairo_surface_t *surface;
    cairo_t *cr;
    int page; /* the one being filled; 0: none yet */
    bool landscape;
    double left, top, width, height; /* the text area of this page */
    double y; /* what is filled of it, from its top */
};

void pdf_page(struct pdf *p, bool landscape); /* begins a page */
double pdf_room(const struct pdf *p); /* what is left of it */
PangoLayout *pdf_layout(struct pdf *p, enum pdf_face face, double size, const char *text, size_t n);
void pdf_table(struct pdf *p, const struct doc_table *t);
void pdf_picture(struct pdf *p, const struct doc_chart *c);

#endif

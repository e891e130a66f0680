/* Pages of a PDF as they fill: shared by the PDF writer's files. Lengths in points, from the page's upper
 * left. */
#ifndef REPORTS_DOC_PDF_H
#define REPORTS_DOC_PDF_H

#include <pango/pangocairo.h>

#include "reports/doc_write.h"

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

enum { PDF_BODY = 16, PDF_TITLE = 22, PDF_COLOPHON = 14 }; /* 三号, 二号, 四号 */

struct pdf {
    const struct doc *doc;
    cairo_surface_t *surface;
    cairo_t *cr;
    int page; /* the one being filled; 0: none yet */
    bool landscape;
    double left, top, width, height; /* the text area of this page */
    double y; /* what is filled of it, from its top */
    bool fallback; /* the head's letters are a font that must stand for 小标宋: in bold it is nearer */
};

/* doc_pdf_page.c */
void pdf_page(struct pdf *p, bool landscape); /* begins a page */
void pdf_end_page(struct pdf *p); /* the last one; pdf_page ends the one before it */
double pdf_room(const struct pdf *p); /* what is left of it */
PangoLayout *pdf_layout(struct pdf *p, enum doc_face face, double size, const char *text);
/* One line of text: x is its left edge, middle or right edge (share 0, 0.5, 1), y its top. */
void pdf_put(struct pdf *p, enum doc_face face, double size, double x, double share, double y,
             const char *text);
void pdf_rule(struct pdf *p, double y, double width);
void pdf_skip(struct pdf *p, int lines); /* to the grid, and so many lines on */
void pdf_title(struct pdf *p, const char *title);

struct pdf_manner {
    enum doc_face face;
    int indent; /* of the first line, in characters */
    bool keep_next; /* stands on one page with two lines of what follows */
};
extern const struct pdf_manner pdf_plain;
void pdf_text(struct pdf *p, struct pdf_manner how, const char *text); /* a paragraph */
/* doc_pdf_table.c, doc_pdf_annex.c */
void pdf_table(struct pdf *p, const struct doc_table *t);
bool pdf_picture(struct pdf *p, const struct doc_chart *c); /* false: there is none in it */
void pdf_annex(struct pdf *p, const struct doc_options *o);
void pdf_colophon(struct pdf *p);

#endif

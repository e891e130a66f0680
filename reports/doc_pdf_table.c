/* Tables and pictures of the PDF. A row is never cut, the head comes again on every page, a caption never
 * stands alone. */
#include <librsvg/rsvg.h>
#include <string.h>

#include "reports/doc_columns.h"
#include "reports/doc_pdf.h"
#include "reports/doc_write.h"

static const double PAD = 2, RULE = 0.5;

struct grid {
    const struct doc_table *table;
    struct doc_columns columns;
    PangoLayout **cell; /* of the row at hand, by column; NULL: not shown */
};

static PangoLayout *cell_layout(struct pdf *p, const struct grid *g, size_t column, const char *text,
                                bool head)
{
    PangoLayout *l = pdf_layout(p, head ? DOC_HEI : DOC_FANGSONG, g->columns.size, text);
    pango_layout_set_width(l, (int)((g->columns.width[column] - 2 * PAD) * PANGO_SCALE));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(l, head                                 ? PANGO_ALIGN_CENTER
                                  : g->table->columns.v[column].figure ? PANGO_ALIGN_RIGHT
                                                                       : PANGO_ALIGN_LEFT);
    return l;
}

static void cell_text(struct str *out, const struct grid *g, size_t row, size_t column, bool head)
{
    str_clear(out);
    if (head)
        doc_column_title(out, &g->table->columns.v[column]);
    else
        doc_columns_text(out, g->table, doc_at(g->table, row, column));
}

/* Lays the row's cells and gives its height. */
static double lay_row(struct pdf *p, struct grid *g, size_t row, bool head)
{
    struct str text = {0};
    double most = 0;
    for (size_t c = 0; c < g->table->columns.n; c++) {
        int h;
        g_clear_object(&g->cell[c]);
        if (g->columns.width[c] <= 0)
            continue;
        cell_text(&text, g, row, c, head);
        g->cell[c] = cell_layout(p, g, c, str_text(&text), head);
        pango_layout_get_size(g->cell[c], NULL, &h);
        most = (double)h / PANGO_SCALE > most ? (double)h / PANGO_SCALE : most;
    }
    str_release(&text);
    return most + 2 * PAD;
}

/* Draws the row that was laid last. */
static void put_row(struct pdf *p, const struct grid *g, double height)
{
    double x = p->left, y = p->top + p->y;
    cairo_set_line_width(p->cr, RULE);
    for (size_t c = 0; c < g->table->columns.n; c++) {
        int h;
        if (!g->cell[c])
            continue;
        cairo_rectangle(p->cr, x, y, g->columns.width[c], height);
        cairo_stroke(p->cr);
        pango_layout_get_size(g->cell[c], NULL, &h);
        cairo_move_to(p->cr, x + PAD, y + (height - (double)h / PANGO_SCALE) / 2);
        pango_cairo_show_layout(p->cr, g->cell[c]);
        x += g->columns.width[c];
    }
    p->y += height;
}

/* One line across the text: the caption above, the note below. */
static double put_line(struct pdf *p, enum doc_face face, double size, PangoAlignment align, const char *text,
                       bool draw)
{
    PangoLayout *l = pdf_layout(p, face, size, text);
    int h;
    pango_layout_set_width(l, (int)(p->width * PANGO_SCALE));
    pango_layout_set_alignment(l, align);
    pango_layout_get_size(l, NULL, &h);
    if (draw) {
        cairo_move_to(p->cr, p->left, p->top + p->y);
        pango_cairo_show_layout(p->cr, l);
        p->y += (double)h / PANGO_SCALE + 2 * PAD;
    }
    g_object_unref(l);
    return (double)h / PANGO_SCALE + 2 * PAD;
}

static void put_note(struct pdf *p, const char *note)
{
    struct str line = {0};
    str_printf(&line, "注：%s", note);
    if (pdf_room(p) < put_line(p, DOC_KAI, 10.5, PANGO_ALIGN_LEFT, line.p, false))
        pdf_page(p, p->landscape);
    put_line(p, DOC_KAI, 10.5, PANGO_ALIGN_LEFT, line.p, true);
    str_release(&line);
}

/* Rows from the second line of the table on; the head comes again on each page. */
static void put_rows(struct pdf *p, struct grid *g)
{
    size_t n = doc_rows(g->table);
    for (size_t r = 0; r < n; r++) {
        double height = lay_row(p, g, r, false);
        if (pdf_room(p) < height) {
            pdf_page(p, p->landscape);
            put_row(p, g, lay_row(p, g, 0, true));
            height = lay_row(p, g, r, false);
        }
        put_row(p, g, height);
    }
    if (!n)
        put_line(p, DOC_FANGSONG, 12, PANGO_ALIGN_CENTER, "无", true);
}

void pdf_table(struct pdf *p, const struct doc_table *t)
{
    struct arena a = {0};
    struct grid g = {.table = t};
    size_t n = doc_rows(t);
    doc_columns(t, p->width, &a, &g.columns);
    g.cell = arena_zalloc(&a, (t->columns.n + 1) * sizeof *g.cell);
    double first = n ? lay_row(p, &g, 0, false) : PDF_LINE, head = n ? lay_row(p, &g, 0, true) : 0,
           caption = put_line(p, DOC_HEI, 12, PANGO_ALIGN_CENTER, t->title, false);
    p->y += PDF_LINE / 3;
    if (pdf_room(p) < caption + head + first)
        pdf_page(p, p->landscape);
    put_line(p, DOC_HEI, 12, PANGO_ALIGN_CENTER, t->title, true);
    if (n)
        put_row(p, &g, head);
    put_rows(p, &g);
    p->y += PAD;
    if (t->note)
        put_note(p, t->note);
    p->y += PDF_LINE / 3;
    for (size_t c = 0; c < t->columns.n; c++)
        g_clear_object(&g.cell[c]);
    arena_release(&a);
}

/* Two pictures fit on a page, each with its title below it. */
#define PICTURE_MOST (PDF_TEXT_HEIGHT / 2 - PDF_LINE)

bool pdf_picture(struct pdf *p, const struct doc_chart *c)
{
    RsvgHandle *svg = rsvg_handle_new_from_data((const guint8 *)c->print.p, c->print.len, NULL);
    gdouble w = 0, h = 0;
    if (!svg || !rsvg_handle_get_intrinsic_size_in_pixels(svg, &w, &h) || w <= 0 || h <= 0) {
        g_clear_object(&svg);
        return false;
    }
    double scale = h * p->width / w > PICTURE_MOST ? PICTURE_MOST / h : p->width / w;
    double caption = put_line(p, DOC_HEI, 12, PANGO_ALIGN_CENTER, c->title, false);
    if (pdf_room(p) < h * scale + caption)
        pdf_page(p, p->landscape);
    RsvgRectangle at = {p->left + (p->width - w * scale) / 2, p->top + p->y, w * scale, h * scale};
    rsvg_handle_render_document(svg, p->cr, &at, NULL);
    g_object_unref(svg);
    cairo_set_source_rgb(p->cr, 0, 0, 0);
    p->y += h * scale;
    put_line(p, DOC_HEI, 12, PANGO_ALIGN_CENTER, c->title, true);
    p->y += PDF_LINE / 3;
    return true;
}

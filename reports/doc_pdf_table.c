/* Tables and pictures of the PDF. A row is never cut, the head comes again on every page, a caption never
 * stands alone. */
#include <string.h>

#include "reports/doc_columns.h"
#include "reports/doc_pdf.h"
#include "reports/doc_write.h"

static const double PAD = 2, RULE = 0.5;

struct grid {
    const struct doc_table *table;
    struct doc_columns columns;
};

static PangoLayout *cell_layout(struct pdf *p, const struct grid *g, size_t column, const char *text,
                                bool head)
{
    PangoLayout *l = pdf_layout(p, head ? PDF_HEI : PDF_FANGSONG, g->columns.size, text, strlen(text));
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

/* The row's height; drawn at the page's y if `draw`. */
static double lay_row(struct pdf *p, const struct grid *g, size_t row, bool head, double height)
{
    struct str text = {0};
    double most = 0, x = p->left;
    bool draw = height > 0;
    for (size_t c = 0; c < g->table->columns.n; c++) {
        double width = g->columns.width[c];
        if (width <= 0)
            continue;
        cell_text(&text, g, row, c, head);
        PangoLayout *l = cell_layout(p, g, c, str_text(&text), head);
        int h;
        pango_layout_get_size(l, NULL, &h);
        double tall = (double)h / PANGO_SCALE;
        most = tall > most ? tall : most;
        if (draw) {
            double y = p->top + p->y;
            cairo_rectangle(p->cr, x, y, width, height);
            cairo_stroke(p->cr);
            cairo_move_to(p->cr, x + PAD, y + (height - tall) / 2);
            pango_cairo_show_layout(p->cr, l);
        }
        g_object_unref(l);
        x += width;
    }
    str_release(&text);
    return most + 2 * PAD;
}

static void put_row(struct pdf *p, const struct grid *g, size_t row, bool head, double height)
{
    cairo_set_line_width(p->cr, RULE);
    lay_row(p, g, row, head, height);
    p->y += height;
}

/* One line across the text: the caption above, the note below. */
static double put_line(struct pdf *p, enum pdf_face face, double size, PangoAlignment align, const char *text,
                       bool draw)
{
    PangoLayout *l = pdf_layout(p, face, size, text, strlen(text));
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

void pdf_table(struct pdf *p, const struct doc_table *t)
{
    struct arena a = {0};
    struct grid g = {.table = t};
    size_t n = doc_rows(t);
    doc_columns(t, p->width, &a, &g.columns);
    double head = lay_row(p, &g, 0, true, 0), first = n ? lay_row(p, &g, 0, false, 0) : 0;
    double caption = put_line(p, PDF_HEI, 12, PANGO_ALIGN_CENTER, t->title, false);
    p->y += PDF_LINE / 3;
    if (pdf_room(p) < caption + head + first)
        pdf_page(p, p->landscape);
    put_line(p, PDF_HEI, 12, PANGO_ALIGN_CENTER, t->title, true);
    put_row(p, &g, 0, true, head);
    for (size_t r = 0; r < n; r++) {
        double height = lay_row(p, &g, r, false, 0);
        if (pdf_room(p) < height) {
            pdf_page(p, p->landscape);
            put_row(p, &g, 0, true, head);
        }
        put_row(p, &g, r, false, height);
    }
    p->y += PAD;
    if (t->note) {
        if (pdf_room(p) < put_line(p, PDF_KAI, 10.5, PANGO_ALIGN_LEFT, t->note, false))
            pdf_page(p, p->landscape);
        put_line(p, PDF_KAI, 10.5, PANGO_ALIGN_LEFT, t->note, true);
    }
    p->y += PDF_LINE / 3;
    arena_release(&a);
}

/* What cairo reads the picture from. */
struct source {
    const struct str *png;
    size_t at;
};

static cairo_status_t read_png(void *closure, unsigned char *to, unsigned n)
{
    struct source *s = closure;
    if (s->png->len - s->at < n)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, s->png->p + s->at, n);
    s->at += n;
    return CAIRO_STATUS_SUCCESS;
}

void pdf_picture(struct pdf *p, const struct doc_chart *c)
{
    struct source source = {&c->png, 0};
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_png, &source);
    if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS) {
        double scale = p->width / cairo_image_surface_get_width(image);
        double height = scale * cairo_image_surface_get_height(image);
        double caption = put_line(p, PDF_HEI, 12, PANGO_ALIGN_CENTER, c->title, false);
        if (pdf_room(p) < height + caption)
            pdf_page(p, p->landscape);
        cairo_save(p->cr);
        cairo_translate(p->cr, p->left, p->top + p->y);
        cairo_scale(p->cr, scale, scale);
        cairo_set_source_surface(p->cr, image, 0, 0);
        cairo_paint(p->cr);
        cairo_restore(p->cr);
        p->y += height;
        put_line(p, PDF_HEI, 12, PANGO_ALIGN_CENTER, c->title, true);
    } else
        pdf_table(p, c->table);
    cairo_surface_destroy(image);
}

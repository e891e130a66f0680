/* The pages of a PDF as they fill: the grid of 22 lines of 28 characters, its text, the page's number; what
 * everything else is laid with. */
#include "reports/doc_pdf.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

#include "base/unicode.h"
#include "reports/doc_annex.h"

PangoLayout *pdf_layout(struct pdf *p, enum doc_face face, double size, const char *z)
{
    struct str shown = {0};
    PangoLayout *l = pango_cairo_create_layout(p->cr);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, doc_fonts(p->doc, face));
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    if (face == DOC_SONG_HEAD && p->fallback)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(l, font);
    pango_font_description_free(font);
    unicode_safe_lines(&shown, z);
    pango_layout_set_text(l, shown.p ? shown.p : "", (int)shown.len);
    str_release(&shown);
    return l;
}

/* Draws a text of one line at x (of its left edge, middle or right edge) and y (its top). */
void pdf_put(struct pdf *p, enum doc_face face, double size, double x, double share, double y,
             const char *text)
{
    PangoLayout *l = pdf_layout(p, face, size, text);
    int w;
    pango_layout_get_size(l, &w, NULL);
    cairo_move_to(p->cr, x - share * w / PANGO_SCALE, y);
    pango_cairo_show_layout(p->cr, l);
    g_object_unref(l);
}

static double page_width(const struct pdf *p) { return p->landscape ? PDF_PAGE_HEIGHT : PDF_PAGE_WIDTH; }
static double page_height(const struct pdf *p) { return p->landscape ? PDF_PAGE_WIDTH : PDF_PAGE_HEIGHT; }

/* How far below the top of its line the dash of a page number lies. */
static double dash_depth(struct pdf *p)
{
    PangoLayout *l = pdf_layout(p, DOC_SONG, PDF_COLOPHON, "—");
    PangoRectangle ink;
    pango_layout_get_extents(l, &ink, NULL);
    g_object_unref(l);
    return (ink.y + ink.height / 2.0) / PANGO_SCALE;
}

/* — 1 —: its dashes 7 mm below the text, outside: right on odd pages, left on even ones, one character from
 * the edge. */
static void put_page_number(struct pdf *p)
{
    char text[24];
    bool odd = p->page % 2;
    double x = odd ? p->left + p->width - PDF_COLOPHON : p->left + PDF_COLOPHON;
    snprintf(text, sizeof text, "— %d —", p->page);
    pdf_put(p, DOC_SONG, PDF_COLOPHON, x, odd, p->top + p->height + 7 * PDF_MM - dash_depth(p), text);
}

static void put_draft_mark(struct pdf *p)
{
    cairo_save(p->cr);
    cairo_set_source_rgb(p->cr, 0.9, 0.9, 0.9);
    cairo_translate(p->cr, page_width(p) / 2, page_height(p) / 2);
    cairo_rotate(p->cr, -M_PI / 4);
    pdf_put(p, DOC_HEI, 120, 0, 0.5, -80, "草　稿");
    cairo_restore(p->cr);
}

void pdf_end_page(struct pdf *p)
{
    if (!p->page)
        return;
    put_page_number(p);
    cairo_show_page(p->cr);
}

void pdf_page(struct pdf *p, bool landscape)
{
    pdf_end_page(p);
    p->page++;
    p->landscape = landscape;
    cairo_pdf_surface_set_size(p->surface, page_width(p), page_height(p));
    /* across, the leaf is turned: its binding edge lies above */
    p->left = landscape ? page_width(p) - PDF_TOP - PDF_TEXT_HEIGHT : PDF_LEFT;
    p->top = landscape ? PDF_LEFT : PDF_TOP;
    p->width = landscape ? PDF_TEXT_HEIGHT : PDF_TEXT_WIDTH;
    p->height = landscape ? PDF_TEXT_WIDTH : PDF_TEXT_HEIGHT;
    p->y = 0;
    if (p->doc->state == DOC_DRAFT)
        put_draft_mark(p);
    cairo_set_source_rgb(p->cr, 0, 0, 0);
}

double pdf_room(const struct pdf *p) { return p->height - p->y + 0.01; }

/* Down to the next line of the grid. */
static void to_grid(struct pdf *p) { p->y = ceil(p->y / PDF_LINE - 0.01) * PDF_LINE; }

void pdf_skip(struct pdf *p, int n)
{
    to_grid(p);
    p->y += n * PDF_LINE;
}

/* Widens a line to the whole width between its Chinese characters only, so that figures stay whole for who
 * reads and who searches. */
static void fill_line(PangoLayoutLine *line, const char *text, double missing)
{
    PangoGlyphInfo *last = NULL;
    int n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (GSList *run = line->runs; run; run = run->next) {
            const PangoGlyphItem *g = run->data;
            for (int i = 0; i < g->glyphs->num_glyphs; i++) {
                PangoGlyphInfo *glyph = &g->glyphs->glyphs[i];
                if (!((unsigned char)text[g->item->offset + g->glyphs->log_clusters[i]] & 0x80))
                    continue;
                if (pass == 0)
                    n++, last = glyph;
                else if (glyph != last && n > 1)
                    glyph->geometry.width += (int)(missing * PANGO_SCALE / (n - 1));
            }
        }
}

/* One line of a paragraph, in the middle of its line of the grid. */
static void put_grid_line(struct pdf *p, PangoLayoutLine *line, double x)
{
    PangoRectangle r;
    pango_layout_line_get_extents(line, NULL, &r);
    double up = -(double)r.y / PANGO_SCALE, tall = (double)r.height / PANGO_SCALE;
    cairo_move_to(p->cr, p->left + x, p->top + p->y + (PDF_LINE - tall) / 2 + up);
    pango_cairo_show_layout_line(p->cr, line);
    p->y += PDF_LINE;
}

/* The next line of a paragraph; all but the last are as wide as the text. */
static void put_text_line(struct pdf *p, PangoLayout *l, PangoLayoutIter *it, int left)
{
    PangoRectangle r;
    PangoLayoutLine *line = pango_layout_iter_get_line(it);
    const char *text = pango_layout_get_text(l);
    pango_layout_iter_get_line_extents(it, NULL, &r);
    double x = (double)r.x / PANGO_SCALE, missing = p->width - x - (double)r.width / PANGO_SCALE;
    bool ends = left == 1 || text[line->start_index + line->length] == '\n';
    if (!ends && missing > 0 && missing < p->width / 4) /* much is missing before a word that cannot be cut */
        fill_line(line, text, missing);
    put_grid_line(p, line, x);
}

/* A paragraph on the grid; no first line alone at a page's foot, no last line alone at its head. */
void pdf_text(struct pdf *p, struct pdf_manner how, const char *text)
{
    PangoLayout *l = pdf_layout(p, how.face, PDF_BODY, text);
    PangoAttrList *attrs = pango_attr_list_new();
    pango_attr_list_insert(attrs, pango_attr_letter_spacing_new((int)((PDF_CHAR - PDF_BODY) * PANGO_SCALE)));
    pango_layout_set_attributes(l, attrs);
    pango_attr_list_unref(attrs);
    pango_layout_set_width(l, (int)(p->width * PANGO_SCALE) + 1);
    pango_layout_set_indent(l, (int)(how.indent * PDF_CHAR * PANGO_SCALE));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    int n = pango_layout_get_line_count(l);
    to_grid(p);
    int room = (int)(pdf_room(p) / PDF_LINE), wanted = how.keep_next ? n + 2 : n < 2 ? n : 2;
    if (room < wanted)
        pdf_page(p, p->landscape);
    PangoLayoutIter *it = pango_layout_get_iter(l);
    for (int i = 0; i < n; i++, pango_layout_iter_next_line(it)) {
        int left = n - i, lines = (int)(pdf_room(p) / PDF_LINE);
        if (lines < 1 || (lines == 1 && left == 2 && i > 0))
            pdf_page(p, p->landscape);
        put_text_line(p, l, it, left);
    }
    pango_layout_iter_free(it);
    g_object_unref(l);
}

const struct pdf_manner pdf_plain = {DOC_FANGSONG, 2, false};

void pdf_rule(struct pdf *p, double y, double width)
{
    cairo_set_line_width(p->cr, width);
    cairo_move_to(p->cr, p->left, y);
    cairo_line_to(p->cr, p->left + p->width, y);
    cairo_stroke(p->cr);
}

/* Centred; a long one in two lines that are alike, without cutting a word. */
void pdf_title(struct pdf *p, const char *title)
{
    size_t at = doc_title_break(title, (int32_t)(2 * p->width / PDF_TITLE));
    struct str text = {0};
    str_put(&text, title, at);
    str_puts(&text, at ? "\n" : "");
    str_puts(&text, title + at);
    PangoLayout *l = pdf_layout(p, DOC_SONG_HEAD, PDF_TITLE, text.p);
    int h;
    pango_layout_set_width(l, (int)(p->width * PANGO_SCALE));
    pango_layout_set_alignment(l, PANGO_ALIGN_CENTER);
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_get_size(l, NULL, &h);
    cairo_move_to(p->cr, p->left, p->top + p->y);
    pango_cairo_show_layout(p->cr, l);
    g_object_unref(l);
    str_release(&text);
    p->y += (double)h / PANGO_SCALE;
    pdf_skip(p, 1);
}

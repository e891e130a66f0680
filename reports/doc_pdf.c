/* PDF: the bulletin as an official paper (GB/T 9704-2012), by pango and cairo. The text stands on a grid of
 * 22 lines of 28 characters; tables and pictures leave it and the next paragraph comes back to it. */
#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

#include "base/unicode.h"
#include "reports/doc_annex.h"
#include "reports/doc_pdf.h"
#include "reports/doc_write.h"

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

static void end_page(struct pdf *p)
{
    if (!p->page)
        return;
    put_page_number(p);
    cairo_show_page(p->cr);
}

void pdf_page(struct pdf *p, bool landscape)
{
    end_page(p);
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

/* The red head: its upper edge 35 mm below the text's, the number two lines below it, the rule 4 mm below the
 * number. */
static void put_red_head(struct pdf *p)
{
    const struct doc_paper *paper = &p->doc->paper;
    double middle = p->left + p->width / 2;
    if (!paper->issuer)
        return;
    PangoLayout *l = pdf_layout(p, DOC_SONG_HEAD, 36, paper->issuer);
    PangoRectangle ink;
    int w;
    pango_layout_get_size(l, &w, NULL);
    double size = w > p->width * PANGO_SCALE ? 36 * p->width * PANGO_SCALE / w : 36;
    g_object_unref(l);
    l = pdf_layout(p, DOC_SONG_HEAD, size, paper->issuer);
    pango_layout_get_extents(l, &ink, NULL);
    pango_layout_get_size(l, &w, NULL);
    cairo_set_source_rgb(p->cr, 1, 0, 0);
    cairo_move_to(p->cr, middle - (double)w / 2 / PANGO_SCALE,
                  p->top + 35 * PDF_MM - (double)ink.y / PANGO_SCALE);
    pango_cairo_show_layout(p->cr, l);
    g_object_unref(l);
    p->y = 35 * PDF_MM + (double)ink.height / PANGO_SCALE;
    pdf_skip(p, 2);
    cairo_set_source_rgb(p->cr, 0, 0, 0);
    if (paper->number)
        pdf_put(p, DOC_FANGSONG, PDF_BODY, middle, 0.5, p->top + p->y + (PDF_LINE - PDF_BODY * 1.4) / 2,
                paper->number);
    p->y += PDF_LINE;
    cairo_set_source_rgb(p->cr, 1, 0, 0);
    pdf_rule(p, p->top + p->y + 4 * PDF_MM, 2);
    cairo_set_source_rgb(p->cr, 0, 0, 0);
    p->y += 4 * PDF_MM;
    pdf_skip(p, 2);
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

static void put_block(struct pdf *p, const struct doc_block *b)
{
    struct str text = {0};
    switch (b->kind) {
    case DOC_HEADING:
        pdf_text(p, (struct pdf_manner){b->level == 1 ? DOC_HEI : DOC_KAI, 2, true}, b->text);
        break;
    case DOC_PARAGRAPH:
        for (size_t i = 0; i < b->spans.n; i++)
            str_puts(&text, b->spans.v[i].text);
        pdf_text(p, pdf_plain, str_text(&text));
        break;
    case DOC_TABLE: pdf_table(p, b->table); break;
    case DOC_CHART: break; /* in the annex */
    }
    str_release(&text);
}

static void put_annex_list(struct pdf *p)
{
    const struct doc *d = p->doc;
    struct str line = {0};
    if (d->annexes.n)
        pdf_skip(p, 1);
    for (size_t i = 0; i < d->annexes.n; i++) {
        str_clear(&line);
        str_puts(&line, i ? "　　　" : "附件：");
        if (d->annexes.n > 1)
            str_printf(&line, "%zu. ", i + 1);
        str_puts(&line, d->annexes.v[i]);
        pdf_text(p, pdf_plain, str_text(&line));
    }
    str_release(&line);
}

/* The date four characters from the right, the signatory in the middle above it; one page with the text's
 * end. */
static void put_signature(struct pdf *p)
{
    const struct doc_paper *paper = &p->doc->paper;
    struct str line = {0};
    if (paper->dated == DAY_NONE && !paper->signatory)
        return;
    pdf_skip(p, 1);
    if (pdf_room(p) < 3 * PDF_LINE)
        pdf_page(p, false);
    double right = p->left + p->width - 4 * PDF_CHAR, middle = right - 5 * PDF_CHAR;
    double nudge = (PDF_LINE - PDF_BODY * 1.4) / 2;
    if (paper->signatory)
        pdf_put(p, DOC_FANGSONG, PDF_BODY, middle, 0.5, p->top + p->y + nudge, paper->signatory);
    p->y += PDF_LINE;
    if (paper->dated != DAY_NONE) {
        doc_day_zh(&line, paper->dated);
        pdf_put(p, DOC_FANGSONG, PDF_BODY, middle, 0.5, p->top + p->y + nudge, str_text(&line));
    }
    p->y += PDF_LINE;
    if (paper->disclosure) {
        str_clear(&line);
        str_printf(&line, "（此件%s）", paper->disclosure);
        pdf_text(p, pdf_plain, str_text(&line));
    }
    str_release(&line);
}

/* Is there no font by any of the names for 小标宋 but the last, which stands for them? */
static bool head_falls_back(struct pdf *p)
{
    const char *names = doc_fonts(p->doc, DOC_SONG_HEAD), *last = strrchr(names, ',');
    PangoLayout *l = pdf_layout(p, DOC_SONG_HEAD, PDF_TITLE, "文");
    PangoFont *font = pango_context_load_font(pango_layout_get_context(l),
                                              pango_layout_get_font_description(l));
    PangoFontDescription *found = font ? pango_font_describe(font) : NULL;
    const char *family = found ? pango_font_description_get_family(found) : NULL;
    bool falls = !family || !strcmp(family, last ? last + 1 : names);
    pango_font_description_free(found);
    g_clear_object(&font);
    g_object_unref(l);
    return falls;
}

static void put_document(struct pdf *p, const struct doc_options *o)
{
    const struct doc *d = p->doc;
    struct str line = {0};
    p->fallback = head_falls_back(p);
    pdf_page(p, false);
    put_red_head(p);
    pdf_title(p, d->paper.title);
    if (d->paper.to) {
        str_printf(&line, "%s：", d->paper.to);
        pdf_text(p, (struct pdf_manner){DOC_FANGSONG, 0, false}, str_text(&line));
    }
    str_release(&line);
    if (d->paper.corrects)
        pdf_text(p, pdf_plain, d->paper.corrects);
    for (size_t i = 0; i < d->blocks.n; i++)
        put_block(p, &d->blocks.v[i]);
    put_annex_list(p);
    put_signature(p);
    pdf_annex(p, o);
    pdf_colophon(p);
    end_page(p);
}

static cairo_status_t take_bytes(void *closure, const unsigned char *p, unsigned n)
{
    str_put(closure, p, n);
    return CAIRO_STATUS_SUCCESS;
}

static int write_pdf(const struct doc *d, const struct doc_options *o, struct str *out, struct err *e)
{
    char at[INSTANT_TEXT];
    struct pdf p = {.doc = d};
    p.surface = cairo_pdf_surface_create_for_stream(take_bytes, out, PDF_PAGE_WIDTH, PDF_PAGE_HEIGHT);
    /* not the clock's: two exports of one cut-off are the same bytes */
    cairo_pdf_surface_set_metadata(p.surface, CAIRO_PDF_METADATA_CREATE_DATE, instant_text(d->as_of, at));
    cairo_pdf_surface_set_metadata(p.surface, CAIRO_PDF_METADATA_TITLE, d->paper.title);
    p.cr = cairo_create(p.surface);
    put_document(&p, o);
    cairo_status_t rc = cairo_status(p.cr);
    cairo_destroy(p.cr);
    cairo_surface_finish(p.surface);
    rc = rc ? rc : cairo_surface_status(p.surface);
    cairo_surface_destroy(p.surface);
    return rc ? err_set(e, "the PDF could not be made: %s", cairo_status_to_string(rc)) : 0;
}

const struct doc_writer doc_pdf = {"pdf", "application/pdf", write_pdf};

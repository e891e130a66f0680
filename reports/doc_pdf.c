/* PDF: the bulletin as an official paper (GB/T 9704-2012), by pango and cairo. The text stands on a grid of
 * 22 lines of 28 characters; tables and pictures leave it and the next paragraph comes back to it. */
#include <cairo-pdf.h>
#include <string.h>

#include "reports/doc_annex.h"
#include "reports/doc_pdf.h"
#include "reports/doc_write.h"

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

static double width_of(struct pdf *p, const char *text)
{
    PangoLayout *l = pdf_layout(p, DOC_FANGSONG, PDF_BODY, text);
    int w;
    pango_layout_get_size(l, &w, NULL);
    g_object_unref(l);
    return (double)w / PANGO_SCALE;
}

/* The middle of the date, or of the signatory where there is none, and further left for a long one. */
static double signature_middle(struct pdf *p, const char *dated)
{
    double edge = p->left + p->width,
           signatory = width_of(p, p->doc->paper.signatory ? p->doc->paper.signatory : "");
    double middle = edge - 4 * PDF_CHAR - width_of(p, *dated ? dated : p->doc->paper.signatory) / 2;
    return middle + signatory / 2 > edge ? edge - signatory / 2 : middle;
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
    if (paper->dated != DAY_NONE)
        doc_day_zh(&line, paper->dated);
    double middle = signature_middle(p, str_text(&line));
    double nudge = (PDF_LINE - PDF_BODY * 1.4) / 2;
    if (paper->signatory)
        pdf_put(p, DOC_FANGSONG, PDF_BODY, middle, 0.5, p->top + p->y + nudge, paper->signatory);
    p->y += PDF_LINE;
    if (paper->dated != DAY_NONE) {
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
    pdf_end_page(p);
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

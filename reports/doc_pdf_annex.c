/* What stands behind the signature: the parts of the annex, each from a leaf of its own, and the 版记. */
#include <string.h>

#include "reports/doc_annex.h"
#include "reports/doc_pdf.h"
#include "reports/doc_write.h"

/* 附件1 in the first line, the title in the third. */
static void begin_part(struct pdf *p, size_t k)
{
    struct str mark = {0};
    if (k >= p->doc->annexes.n)
        return;
    str_puts(&mark, "附件");
    if (p->doc->annexes.n > 1)
        str_printf(&mark, "%zu", k + 1);
    pdf_text(p, (struct pdf_manner){DOC_HEI, 0, false}, mark.p);
    pdf_skip(p, 1);
    pdf_title(p, p->doc->annexes.v[k]);
    str_release(&mark);
}

static void turn_page(struct pdf *p, bool landscape)
{
    if (p->landscape != landscape)
        pdf_page(p, landscape);
}

static void put_tables(struct pdf *p, enum doc_part part, size_t k)
{
    bool begun = false;
    for (size_t i = 0; i < p->doc->tables.n; i++) {
        const struct doc_table *t = p->doc->tables.v[i];
        if (!doc_part_has(part, t))
            continue;
        if (!begun) {
            pdf_page(p, t->landscape);
            begin_part(p, k);
        }
        begun = true;
        turn_page(p, t->landscape);
        pdf_table(p, t);
    }
}

/* Pictures; a chart that has none by its table. */
static void put_charts(struct pdf *p, size_t k)
{
    pdf_page(p, false);
    begin_part(p, k);
    for (size_t i = 0; i < p->doc->charts.n; i++) {
        const struct doc_chart *c = p->doc->charts.v[i];
        turn_page(p, c->print.len ? false : c->table->landscape);
        if (!c->print.len || !pdf_picture(p, c))
            pdf_table(p, c->table);
    }
}

static void put_notes(struct pdf *p, size_t k)
{
    struct arena a = {0};
    struct doc_notes notes;
    struct str line = {0};
    doc_notes(p->doc, &a, &notes);
    pdf_page(p, false);
    begin_part(p, k);
    for (size_t i = 0; i < notes.n; i++) {
        str_clear(&line);
        str_printf(&line, "%s：%s", notes.v[i].key, notes.v[i].value);
        pdf_text(p, pdf_plain, str_text(&line));
    }
    str_release(&line);
    arena_release(&a);
}

void pdf_annex(struct pdf *p, const struct doc_options *o)
{
    enum doc_part part[DOC_PARTS];
    size_t n = doc_parts(p->doc, part);
    for (size_t k = 0; k < n; k++)
        switch (part[k]) {
        case DOC_PART_WITHHELD:
            if (o->public)
                break;
            /* fall through */
        case DOC_PART_TABLES: put_tables(p, part[k], k); break;
        case DOC_PART_CHARTS: put_charts(p, k); break;
        case DOC_PART_NOTES: put_notes(p, k); break;
        case DOC_PARTS: break;
        }
}

/* 版记 at the foot of the last page, which is an even one: the paper is printed on both sides. */
void pdf_colophon(struct pdf *p)
{
    const struct doc_paper *paper = &p->doc->paper;
    struct str line = {0};
    if (!paper->printer)
        return;
    if (paper->copies)
        str_printf(&line, "抄送：%s。", paper->copies);
    PangoLayout *l = pdf_layout(p, DOC_FANGSONG, PDF_COLOPHON, str_text(&line));
    int h = 0;
    pango_layout_set_width(l, (int)((PDF_TEXT_WIDTH - 2 * PDF_COLOPHON) * PANGO_SCALE));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    if (paper->copies)
        pango_layout_get_size(l, NULL, &h);
    double copies = paper->copies ? (double)h / PANGO_SCALE + 6 : 0, printer = PDF_COLOPHON * 1.4 + 6;
    if (pdf_room(p) < copies + printer || p->landscape)
        pdf_page(p, false);
    if (p->page % 2)
        pdf_page(p, false);
    double y = p->top + p->height - copies - printer;
    pdf_rule(p, y, 0.35 * PDF_MM);
    if (paper->copies) {
        cairo_move_to(p->cr, p->left + PDF_COLOPHON, y + 3);
        pango_cairo_show_layout(p->cr, l);
        y += copies;
        pdf_rule(p, y, 0.25 * PDF_MM);
    }
    g_object_unref(l);
    pdf_put(p, DOC_FANGSONG, PDF_COLOPHON, p->left + PDF_COLOPHON, 0, y + 3, paper->printer);
    if (paper->dated != DAY_NONE) {
        str_clear(&line);
        doc_day_zh(&line, paper->dated);
        str_puts(&line, "印发");
        pdf_put(p, DOC_FANGSONG, PDF_COLOPHON, p->left + p->width - PDF_COLOPHON, 1, y + 3, str_text(&line));
    }
    pdf_rule(p, p->top + p->height, 0.35 * PDF_MM);
    str_release(&line);
}

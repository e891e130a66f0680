/* What stands behind the signature: the parts of the annex, each from a page of its own, the 版记, and the
 * form of the pages. A section's form stands at its end. */
#include <string.h>

#include "reports/doc_annex.h"
#include "reports/doc_columns.h"
#include "reports/doc_docx.h"

struct annex {
    struct str *out;
    const struct doc *doc;
    bool across; /* the section being filled */
};

/* A section's form: upright or across; 22 lines of 28 characters. */
static void put_section(struct str *out, bool landscape)
{
    str_puts(out, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>"
                  "<w:footerReference w:type=\"even\" r:id=\"rId4\"/>");
    str_printf(out, "<w:pgSz w:w=\"%d\" w:h=\"%d\"%s/>", landscape ? DOCX_HEIGHT : DOCX_WIDTH,
               landscape ? DOCX_WIDTH : DOCX_HEIGHT, landscape ? " w:orient=\"landscape\"" : "");
    /* across, the head of the page is the leaf's left: 天头 lies on the binding */
    str_printf(out,
               "<w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\" w:header=\"851\" "
               "w:footer=\"%d\" w:gutter=\"0\"/><w:docGrid w:type=\"lines\" w:linePitch=\"%d\"/></w:sectPr>",
               landscape ? DOCX_LEFT : DOCX_TOP, landscape ? DOCX_TOP : DOCX_RIGHT,
               landscape ? DOCX_RIGHT : DOCX_BOTTOM, landscape ? DOCX_BOTTOM : DOCX_LEFT,
               landscape ? 794 : DOCX_FOOTER, DOCX_LINE);
}

static void end_section(struct str *out, bool landscape)
{
    str_puts(out, "<w:p><w:pPr><w:pStyle w:val=\"Note\"/>");
    put_section(out, landscape);
    str_puts(out, "</w:pPr></w:p>");
}

/* Begins a page of this form: what stood before was a section of its own. */
static void begin_section(struct annex *x, bool across)
{
    end_section(x->out, x->across);
    x->across = across;
}

/* 附件1, and the title two lines below it. */
static void begin_part(struct annex *x, size_t k, bool across)
{
    const struct doc *d = x->doc;
    struct str mark = {0};
    begin_section(x, across);
    if (k >= d->annexes.n)
        return;
    str_puts(&mark, "附件");
    if (d->annexes.n > 1)
        str_printf(&mark, "%zu", k + 1);
    docx_paragraph(x->out, "AnnexMark", mark.p);
    docx_title(x->out, "AnnexTitle", d->annexes.v[k]);
    str_release(&mark);
}

static void put_upright_or_across(struct annex *x, const struct doc_table *t)
{
    if (t->landscape != x->across)
        begin_section(x, t->landscape);
    docx_table(x->out, t, t->landscape ? DOCX_TEXT_LANDSCAPE : DOCX_TEXT);
}

static void put_tables(struct annex *x, enum doc_part part, size_t k)
{
    bool begun = false;
    for (size_t i = 0; i < x->doc->tables.n; i++) {
        const struct doc_table *t = x->doc->tables.v[i];
        if (!doc_part_has(part, t))
            continue;
        if (!begun)
            begin_part(x, k, t->landscape);
        begun = true;
        put_upright_or_across(x, t);
    }
}

/* Pictures; a chart that has none by its table. */
static void put_charts(struct annex *x, size_t k)
{
    begin_part(x, k, false);
    for (size_t i = 0; i < x->doc->charts.n; i++) {
        const struct doc_chart *c = x->doc->charts.v[i];
        if (!c->png.len) {
            put_upright_or_across(x, c->table);
            continue;
        }
        if (x->across)
            begin_section(x, false);
        docx_chart(x->out, x->doc, c);
    }
}

static void put_notes(struct annex *x, size_t k)
{
    struct arena a = {0};
    struct doc_notes notes;
    struct str line = {0};
    doc_notes(x->doc, &a, &notes);
    begin_part(x, k, false);
    for (size_t i = 0; i < notes.n; i++) {
        str_clear(&line);
        str_printf(&line, "%s：%s", notes.v[i].key, notes.v[i].value);
        docx_paragraph(x->out, i + 1 == notes.n ? "LastTerm" : "Term", str_text(&line));
    }
    str_release(&line);
    arena_release(&a);
}

/* How many lines of the 版记 a text fills: four hundred and forty twips high each, fourteen points wide a
 * character. */
enum { COLOPHON_LINE = 440, COLOPHON_HALF = 140, COLOPHON_EDGE = 280 };

static int colophon_lines(const char *text)
{
    int wide = (DOCX_TEXT - 2 * COLOPHON_EDGE) / COLOPHON_HALF;
    return (doc_halves(text) + wide - 1) / wide;
}

static void put_colophon_cell(struct str *out, int32_t width, int span, const char *align, const char *text)
{
    str_printf(out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width);
    if (span > 1)
        str_printf(out, "<w:gridSpan w:val=\"%d\"/>", span);
    str_printf(out, "</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Colophon\"/><w:jc w:val=\"%s\"/></w:pPr>", align);
    docx_run(out, text);
    str_puts(out, "</w:p></w:tc>");
}

/* A table without sides, its outer rules thick, the one between thin. Returns how many lines it has. */
static int put_colophon_table(struct str *out, const struct doc_paper *p)
{
    static const char *const rule[][2] = {{"top", "8"}, {"bottom", "8"}, {"insideH", "6"}};
    struct str line = {0};
    int lines = p->printer != NULL;
    str_printf(out, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblBorders>", DOCX_TEXT);
    for (size_t i = 0; i < sizeof rule / sizeof *rule; i++)
        str_printf(out, "<w:%s w:val=\"single\" w:sz=\"%s\" w:space=\"0\" w:color=\"000000\"/>", rule[i][0],
                   rule[i][1]);
    str_printf(out,
               "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"%d\"/>"
               "<w:gridCol w:w=\"%d\"/></w:tblGrid>",
               DOCX_TEXT - DOCX_DATE, DOCX_DATE);
    if (p->copies) {
        str_printf(&line, "抄送：%s。", p->copies);
        lines += colophon_lines(str_text(&line));
        str_puts(out, "<w:tr>");
        put_colophon_cell(out, DOCX_TEXT, 2, "left", str_text(&line));
        str_puts(out, "</w:tr>");
        str_clear(&line);
    }
    if (p->printer) {
        if (p->dated != DAY_NONE) {
            doc_day_zh(&line, p->dated);
            str_puts(&line, "印发");
        }
        str_puts(out, "<w:tr>");
        put_colophon_cell(out, DOCX_TEXT - DOCX_DATE, 1, "left", p->printer);
        put_colophon_cell(out, DOCX_DATE, 1, "right", str_text(&line));
        str_puts(out, "</w:tr>");
    }
    str_puts(out, "</w:tbl>");
    str_release(&line);
    return lines;
}

static void open_box(struct str *out, int32_t height)
{
    enum { EMU = 635 }; /* a twentieth of a point */
    long long cx = (long long)DOCX_TEXT * EMU, cy = (long long)height * EMU;
    str_printf(
        out,
        "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor distT=\"0\" distB=\"0\" "
        "distL=\"0\" distR=\"0\" simplePos=\"0\" relativeHeight=\"1\" behindDoc=\"0\" locked=\"0\" "
        "layoutInCell=\"1\" allowOverlap=\"1\"><wp:simplePos x=\"0\" y=\"0\"/>"
        "<wp:positionH relativeFrom=\"margin\"><wp:align>center</wp:align></wp:positionH>"
        "<wp:positionV relativeFrom=\"margin\"><wp:align>bottom</wp:align></wp:positionV>"
        "<wp:extent cx=\"%lld\" cy=\"%lld\"/><wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:wrapNone/>"
        "<wp:docPr id=\"1000\" name=\"版记\" descr=\"版记\"/><wp:cNvGraphicFramePr/>"
        "<a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData "
        "uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp>"
        "<wps:cNvSpPr txBox=\"1\"/><wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%lld\" cy=\"%lld\"/>"
        "</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"
        "<wps:txbx><w:txbxContent>",
        cx, cy, cx, cy);
}

/* 版记: a box at the foot of the page on which its paragraph stands. That is as high as the box, so that
 * there is room for it wherever it stands, and what stands before goes with it. (A floating table or a frame
 * would do for Word; LibreOffice lets neither float here.) */
static void put_colophon(struct str *out, const struct doc *d)
{
    static const char open[] =
        "<w:p><w:pPr><w:pStyle w:val=\"Note\"/><w:spacing w:before=\"0\" w:after=\"0\" "
        "w:line=\"%d\" w:lineRule=\"exact\"/></w:pPr>";
    struct str table = {0};
    int32_t height = 20;
    if (d->paper.copies || d->paper.printer)
        height = (put_colophon_table(&table, &d->paper) * COLOPHON_LINE) + COLOPHON_LINE / 4;
    str_printf(out, open, table.len ? height + COLOPHON_LINE : height);
    if (table.len) {
        str_puts(out, "<w:r>");
        open_box(out, height);
        str_put(out, table.p, table.len);
        str_printf(out, open, 20); /* a table is followed by a paragraph */
        str_puts(out,
                 "</w:p></w:txbxContent></wps:txbx><wps:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" "
                 "anchor=\"b\"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
                 "</w:drawing></mc:Choice></mc:AlternateContent></w:r>");
    }
    str_puts(out, "</w:p>");
    str_release(&table);
}

void docx_annex(struct str *out, const struct doc *d, const struct doc_options *o)
{
    struct annex x = {out, d, false};
    enum doc_part part[DOC_PARTS];
    size_t n = doc_parts(d, part);
    for (size_t k = 0; k < n; k++)
        switch (part[k]) {
        case DOC_PART_WITHHELD:
            if (o->public)
                break;
            /* fall through */
        case DOC_PART_TABLES: put_tables(&x, part[k], k); break;
        case DOC_PART_CHARTS: put_charts(&x, k); break;
        case DOC_PART_NOTES: put_notes(&x, k); break;
        case DOC_PARTS: break;
        }
    if (x.across)
        begin_section(&x, false);
    put_colophon(out, d);
    put_section(out, false);
}

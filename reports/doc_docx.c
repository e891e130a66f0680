/* DOCX: what an office finishes in WPS or Word. WordprocessingML by hand, every element in the schema's
 * order; styles carry the form of an official paper (GB/T 9704-2012), so that who edits keeps it. */
#include "reports/doc_docx.h"

#include <string.h>

#include "reports/doc_annex.h"
#include "reports/doc_columns.h"
#include "reports/doc_write.h"
#include "reports/zip.h"

static void put_words(struct str *out, const char *text, const char *before)
{
    str_printf(out, "<w:r>%s<w:t xml:space=\"preserve\">", before);
    str_html(out, text);
    str_puts(out, "</w:t></w:r>");
}

void docx_run(struct str *out, const char *text) { put_words(out, text, ""); }

static void open_paragraph(struct str *out, const char *style)
{
    str_printf(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
}

void docx_paragraph(struct str *out, const char *style, const char *text)
{
    open_paragraph(out, style);
    docx_run(out, text);
    str_puts(out, "</w:p>");
}

static void put_spans(struct str *out, const struct doc_block *b)
{
    struct str text = {0};
    for (size_t i = 0; i < b->spans.n; i++)
        str_puts(&text, b->spans.v[i].text);
    docx_paragraph(out, "Text", str_text(&text));
    str_release(&text);
}

/* Lines of a cell are parted by \n. */
static void put_lines(struct str *out, double size, const char *text)
{
    str_printf(out, "<w:r><w:rPr><w:sz w:val=\"%d\"/></w:rPr>", (int)(2 * size));
    for (const char *end; text; text = *end ? end + 1 : NULL) {
        end = strchrnul(text, '\n');
        char *line = strndup(text, (size_t)(end - text));
        str_puts(out, "<w:t xml:space=\"preserve\">");
        str_html(out, line);
        str_puts(out, *end ? "</w:t><w:br/>" : "</w:t>");
        free(line);
    }
    str_puts(out, "</w:r>");
}

/* What a table's rows are laid by. */
struct grid {
    const struct doc_table *table;
    struct doc_columns columns;
};

static int twips(double points) { return (int)(points * 20); }

static void put_cell(struct str *out, const struct grid *g, size_t column, const char *style,
                     const char *align, const char *text)
{
    str_printf(out,
               "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"
               "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>",
               twips(g->columns.width[column]), style);
    if (align)
        str_printf(out, "<w:jc w:val=\"%s\"/>", align);
    str_puts(out, "</w:pPr>");
    put_lines(out, g->columns.size, text);
    str_puts(out, "</w:p></w:tc>");
}

static void put_row(struct str *out, const struct grid *g, size_t row, bool head)
{
    const struct doc_table *t = g->table;
    struct str text = {0};
    str_printf(out, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>", head ? "<w:tblHeader/>" : "");
    for (size_t c = 0; c < t->columns.n; c++) {
        if (t->columns.v[c].use != COLUMN_SHOWN)
            continue;
        str_clear(&text);
        if (head)
            doc_column_title(&text, &t->columns.v[c]);
        else
            doc_columns_text(&text, t, doc_at(t, row, c));
        put_cell(out, g, c, head ? "Head" : "Cell", t->columns.v[c].figure && !head ? "right" : NULL,
                 str_text(&text));
    }
    str_puts(out, "</w:tr>");
    str_release(&text);
}

void docx_table(struct str *out, const struct doc_table *t, int32_t total)
{
    struct arena a = {0};
    struct grid g = {.table = t};
    struct str note = {0};
    docx_paragraph(out, "Caption", t->title);
    if (!doc_rows(t)) {
        docx_paragraph(out, "Empty", "无");
        return;
    }
    doc_columns(t, total / 20.0, &a, &g.columns);
    str_printf(out,
               "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/>"
               "<w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
               total);
    for (size_t c = 0; c < t->columns.n; c++)
        if (t->columns.v[c].use == COLUMN_SHOWN)
            str_printf(out, "<w:gridCol w:w=\"%d\"/>", twips(g.columns.width[c]));
    str_puts(out, "</w:tblGrid>");
    put_row(out, &g, 0, true);
    for (size_t r = 0; r < doc_rows(t); r++)
        put_row(out, &g, r, false);
    str_puts(out, "</w:tbl>");
    if (t->note)
        str_printf(&note, "注：%s", t->note);
    docx_paragraph(out, "Note", str_text(&note));
    str_release(&note);
    arena_release(&a);
}

/* A picture as wide as the text, or so high that two stand on a page, in English Metric Units (36,000 a
 * millimetre). */
static void put_picture(struct str *out, const struct doc_chart *c, size_t i)
{
    enum { EMU = 36000, WIDE = 156, HIGH = 92 };
    bool high = c->height * WIDE > c->width * HIGH;
    int64_t cx = high ? (int64_t)HIGH * EMU * c->width / c->height : (int64_t)WIDE * EMU,
            cy = high ? (int64_t)HIGH * EMU : (int64_t)WIDE * EMU * c->height / c->width;
    open_paragraph(out, "Picture");
    str_printf(out,
               "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">"
               "<wp:extent cx=\"%lld\" cy=\"%lld\"/><wp:docPr id=\"%zu\" name=\"%s\" descr=\"",
               (long long)cx, (long long)cy, i + 1, c->name);
    str_html(out, c->title);
    str_printf(
        out,
        "\"/><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">"
        "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
        "<pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
        "<pic:nvPicPr><pic:cNvPr id=\"%zu\" name=\"%s\"/><pic:cNvPicPr/></pic:nvPicPr>"
        "<pic:blipFill><a:blip r:embed=\"chart%zu\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%lld\" cy=\"%lld\"/></a:xfrm>"
        "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>",
        i + 1, c->name, i, (long long)cx, (long long)cy);
    docx_paragraph(out, "PictureTitle", c->title);
}

void docx_chart(struct str *out, const struct doc *d, const struct doc_chart *c)
{
    size_t i = 0;
    while (d->charts.v[i] != c)
        i++;
    put_picture(out, c, i);
}

static void put_block(struct str *out, const struct doc_block *b)
{
    switch (b->kind) {
    case DOC_HEADING: docx_paragraph(out, b->level == 1 ? "Heading1" : "Heading2", b->text); break;
    case DOC_PARAGRAPH: put_spans(out, b); break;
    case DOC_TABLE: docx_table(out, b->table, DOCX_TEXT); break;
    case DOC_CHART: break; /* in the annex */
    }
}

/* A long title in two lines that are alike. */
void docx_title(struct str *out, const char *style, const char *title)
{
    size_t at = doc_title_break(title, DOCX_TEXT / 20 * 2 / 22);
    char *first = strndup(title, at);
    open_paragraph(out, style);
    if (at)
        docx_run(out, first);
    put_words(out, title + at, at ? "<w:br/>" : "");
    str_puts(out, "</w:p>");
    free(first);
}

static void put_head(struct str *out, const struct doc *d)
{
    const struct doc_paper *p = &d->paper;
    struct str line = {0};
    if (p->issuer)
        docx_paragraph(out, "RedHead", p->issuer);
    docx_paragraph(out, "Number", p->number ? p->number : d->state == DOC_DRAFT ? "（草稿）" : "");
    docx_title(out, "Title", p->title);
    if (p->to) {
        str_printf(&line, "%s：", p->to);
        docx_paragraph(out, "To", str_text(&line));
    }
    str_release(&line);
    if (p->corrects)
        docx_paragraph(out, "Text", p->corrects);
}

enum { LINE = 580, QUARTER = 80 }; /* a line, a quarter of a character: in twentieths of a point */

/* A paragraph of a style, so far below the one before it, so many quarters of a character from the right (0:
 * as its style is). */
static void put_below(struct str *out, const char *style, int before, int right, const char *text)
{
    str_printf(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>", style);
    if (before)
        str_printf(out, "<w:spacing w:before=\"%d\"/>", before);
    if (right)
        str_printf(out, "<w:ind w:rightChars=\"%d\" w:right=\"%d\"/>", right * 25, right * QUARTER);
    str_puts(out, "</w:pPr>");
    docx_run(out, text);
    str_puts(out, "</w:p>");
}

static void put_annex_list(struct str *out, const struct doc *d)
{
    struct str line = {0};
    for (size_t i = 0; i < d->annexes.n; i++) {
        str_clear(&line);
        if (d->annexes.n == 1)
            str_printf(&line, "附件：%s", d->annexes.v[i]);
        else
            str_printf(&line, "%s%zu. %s", i ? "　　　" : "附件：", i + 1, d->annexes.v[i]);
        put_below(out, "AnnexList", i ? 0 : LINE, 0, str_text(&line));
    }
    str_release(&line);
}

/* A line below the text; the date four characters from the right, the signatory in the middle above it. */
static void put_signature(struct str *out, const struct doc_paper *p)
{
    enum { RIGHT = 8 };
    struct str dated = {0};
    int right = 2 * RIGHT; /* in quarters of a character */
    if (p->dated != DAY_NONE)
        doc_day_zh(&dated, p->dated);
    if (p->signatory && dated.len)
        right += doc_halves(str_text(&dated)) - doc_halves(p->signatory);
    if (p->signatory)
        put_below(out, "Signatory", LINE, right > 0 ? right : 0, p->signatory);
    if (dated.len)
        put_below(out, "Signatory", p->signatory ? 0 : LINE, 2 * RIGHT, str_text(&dated));
    str_release(&dated);
}

static void put_foot(struct str *out, const struct doc *d)
{
    const struct doc_paper *p = &d->paper;
    struct str line = {0};
    put_annex_list(out, d);
    put_signature(out, p);
    if (p->disclosure) {
        str_printf(&line, "（此件%s）", p->disclosure);
        docx_paragraph(out, "Text", str_text(&line));
    }
    str_release(&line);
}

static void put_document(struct str *out, const struct doc *d, const struct doc_options *o)
{
    str_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document "
                  "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
                  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
                  "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
                  "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
                  "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><w:body>");
    put_head(out, d);
    for (size_t i = 0; i < d->blocks.n; i++)
        put_block(out, &d->blocks.v[i]);
    put_foot(out, d);
    docx_annex(out, d, o);
    str_puts(out, "</w:body></w:document>");
}

static void add_part(struct zip *z, const char *name, struct str *part)
{
    zip_add(z, name, str_text(part), part->len, false);
    str_clear(part);
}

static int write_docx(const struct doc *d, const struct doc_options *o, struct str *out, struct err *e)
{
    struct zip *z = zip_new();
    struct str part = {0};
    docx_content_types(&part);
    add_part(z, "[Content_Types].xml", &part);
    docx_package_rels(&part);
    add_part(z, "_rels/.rels", &part);
    docx_core(&part, d);
    add_part(z, "docProps/core.xml", &part);
    put_document(&part, d, o);
    add_part(z, "word/document.xml", &part);
    docx_document_rels(&part, d);
    add_part(z, "word/_rels/document.xml.rels", &part);
    docx_styles(&part, d);
    add_part(z, "word/styles.xml", &part);
    docx_settings(&part);
    add_part(z, "word/settings.xml", &part);
    docx_footer(&part, false);
    add_part(z, "word/footer1.xml", &part);
    docx_footer(&part, true);
    add_part(z, "word/footer2.xml", &part);
    for (size_t i = 0; i < d->charts.n; i++)
        if (d->charts.v[i]->png.len) {
            str_printf(&part, "word/media/chart%zu.png", i);
            zip_add(z, str_text(&part), d->charts.v[i]->png.p, d->charts.v[i]->png.len, true);
            str_clear(&part);
        }
    str_release(&part);
    return zip_end(z, out, e);
}

const struct doc_writer doc_docx = {
    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx};

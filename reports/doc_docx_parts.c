#include "reports/doc_docx.h"

#include <stdlib.h>
#include <string.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006"

/* The paper's letters by their Chinese names; who lacks 方正小标宋 or 仿宋_GB2312 gets what Word puts in
 * their place. */
struct style {
    const char *id, *name, *base, *next;
    enum doc_face face;
    int half_points; /* of the letters */
    const char *paragraph; /* what stands in w:pPr, in the schema's order */
    const char *run; /* in w:rPr before w:sz: bold, colour */
};

static const struct style styles[] = {
    {"Normal", "Normal", NULL, NULL, DOC_FANGSONG, 32, "", "<w:spacing w:val=\"-5\"/>"},
    {"Text", "公文正文", "Normal", "Text", DOC_FANGSONG, 32,
     "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:jc w:val=\"both\"/>", ""},
    {"Heading1", "heading 1", "Normal", "Text", DOC_HEI, 32,
     "<w:keepNext/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"0\"/>", ""},
    {"Heading2", "heading 2", "Normal", "Text", DOC_KAI, 32,
     "<w:keepNext/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"1\"/>", ""},
    {"RedHead", "发文机关标志", "Normal", "Number", DOC_SONG_HEAD, 72,
     "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"1984\" w:line=\"240\" w:lineRule=\"auto\"/>"
     "<w:jc w:val=\"center\"/>",
     "<w:color w:val=\"FF0000\"/>"},
    {"Number", "发文字号", "Normal", "Normal", DOC_FANGSONG, 32,
     "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"18\" w:space=\"11\" w:color=\"FF0000\"/></w:pBdr>"
     "<w:spacing w:before=\"1160\"/><w:jc w:val=\"center\"/>",
     ""},
    {"Title", "Title", "Normal", "Text", DOC_SONG_HEAD, 44,
     "<w:keepLines/><w:spacing w:before=\"1160\" w:after=\"580\" w:line=\"700\" w:lineRule=\"exact\"/>"
     "<w:jc w:val=\"center\"/>",
     ""},
    {"To", "主送机关", "Normal", "Text", DOC_FANGSONG, 32, "", ""},
    {"Caption", "caption", "Normal", "Normal", DOC_HEI, 24,
     "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\" w:line=\"360\" w:lineRule=\"exact\"/>"
     "<w:jc w:val=\"center\"/>",
     ""},
    {"Cell", "表内文字", "Normal", "Cell", DOC_FANGSONG, 21,
     "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"300\" w:lineRule=\"exact\"/>", ""},
    {"Head", "表头", "Cell", "Cell", DOC_HEI, 21, "<w:keepNext/><w:jc w:val=\"center\"/>", ""},
    {"Note", "表注", "Normal", "Text", DOC_KAI, 21,
     "<w:spacing w:before=\"40\" w:after=\"160\" w:line=\"300\" w:lineRule=\"exact\"/>", ""},
    {"Empty", "空表", "Normal", "Text", DOC_FANGSONG, 24, "<w:jc w:val=\"center\"/>", ""},
    {"AnnexList", "附件说明", "Text", "Signatory", DOC_FANGSONG, 32, "<w:keepNext/>", ""},
    {"AnnexMark", "附件标记", "Normal", "AnnexTitle", DOC_HEI, 32, "<w:keepNext/>", ""},
    {"AnnexTitle", "附件标题", "Title", "Normal", DOC_SONG_HEAD, 44,
     "<w:keepNext/><w:spacing w:before=\"580\" w:after=\"580\" w:line=\"700\" w:lineRule=\"exact\"/>", ""},
    {"Picture", "图", "Normal", "Text", DOC_FANGSONG, 21,
     "<w:keepNext/><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/>"
     "<w:jc w:val=\"center\"/>",
     ""},
    {"PictureTitle", "图题", "Normal", "Text", DOC_HEI, 24,
     "<w:spacing w:after=\"160\" w:line=\"360\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", ""},
    {"Signatory", "落款", "Normal", "Normal", DOC_FANGSONG, 32,
     "<w:keepNext/><w:ind w:rightChars=\"400\" w:right=\"1280\"/><w:jc w:val=\"right\"/>", ""},
    {"Colophon", "版记", "Normal", "Normal", DOC_FANGSONG, 28,
     "<w:keepLines/><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"440\" w:lineRule=\"exact\"/>"
     "<w:ind w:leftChars=\"100\" w:left=\"280\" w:rightChars=\"100\" w:right=\"280\"/>",
     ""},
    {"Term", "口径", "Text", "Term", DOC_FANGSONG, 32, "<w:jc w:val=\"left\"/>", ""},
    /* stands on one page with the 版记 */
    {"LastTerm", "口径末段", "Term", "Normal", DOC_FANGSONG, 32, "<w:keepNext/><w:keepLines/>", ""},
    {"Footer", "footer", "Normal", NULL, DOC_SONG, 28, "", ""},
};

/* Word takes one name, not a list. */
static void put_first(struct str *out, const char *names)
{
    char *first = strndup(names, strcspn(names, ","));
    str_html(out, first);
    free(first);
}

static void put_style(struct str *out, const struct doc *d, const struct style *s)
{
    str_printf(out, "<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>",
               s->base ? "" : " w:default=\"1\"", s->id, s->name);
    if (s->base)
        str_printf(out, "<w:basedOn w:val=\"%s\"/>", s->base);
    if (s->next)
        str_printf(out, "<w:next w:val=\"%s\"/>", s->next);
    str_printf(out,
               "<w:qFormat/><w:pPr>%s</w:pPr><w:rPr><w:rFonts w:ascii=\"Times New Roman\" "
               "w:hAnsi=\"Times New Roman\" w:eastAsia=\"",
               s->paragraph);
    put_first(out, doc_fonts(d, s->face));
    str_printf(out,
               "\" w:cs=\"Times New Roman\"/>%s<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr></w:style>",
               s->run, s->half_points, s->half_points);
}

void docx_styles(struct str *out, const struct doc *d)
{
    str_puts(out, XML "<w:styles xmlns:w=\"" MAIN "\"><w:docDefaults><w:rPrDefault><w:rPr>"
                      "<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" "
                      "w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>");
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        put_style(out, d, &styles[i]);
    str_puts(out, "<w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:tblPr>"
                  "<w:tblBorders>");
    static const char *const side[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
    for (size_t i = 0; i < sizeof side / sizeof *side; i++)
        str_printf(out, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>", side[i]);
    str_puts(out, "</w:tblBorders><w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/>"
                  "<w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>");
}

void docx_settings(struct str *out)
{
    str_puts(out,
             XML "<w:settings xmlns:w=\"" MAIN "\"><w:zoom w:percent=\"100\"/><w:evenAndOddHeaders/>"
                 "<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat>"
                 "<w:adjustLineHeightInTable/><w:compatSetting w:name=\"compatibilityMode\" "
                 "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>");
}

void docx_footer(struct str *out, bool even)
{
    str_printf(out,
               XML "<w:ftr xmlns:w=\"" MAIN "\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>"
                   "<w:ind w:%sChars=\"100\" w:%s=\"280\"/><w:jc w:val=\"%s\"/></w:pPr>"
                   "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r>"
                   "<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
                   "<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>",
               even ? "left" : "right", even ? "left" : "right", even ? "left" : "right");
}

void docx_content_types(struct str *out)
{
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
    static const char *const part[][2] = {
        {"/word/document.xml", WORD "document.main+xml"},
        {"/word/styles.xml", WORD "styles+xml"},
        {"/word/settings.xml", WORD "settings+xml"},
        {"/word/footer1.xml", WORD "footer+xml"},
        {"/word/footer2.xml", WORD "footer+xml"},
        {"/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
    };
    str_puts(out, XML "<Types xmlns=\"" PACKAGE "/content-types\"><Default Extension=\"rels\" "
                      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                      "<Default Extension=\"png\" ContentType=\"image/png\"/>");
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        str_printf(out, "<Override PartName=\"%s\" ContentType=\"%s\"/>", part[i][0], part[i][1]);
    str_puts(out, "</Types>");
}

void docx_package_rels(struct str *out)
{
    str_puts(out,
             XML "<Relationships xmlns=\"" PACKAGE "/relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
                 "/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"" PACKAGE
                 "/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>");
}

void docx_document_rels(struct str *out, const struct doc *d)
{
    static const char *const part[][2] = {{"styles", "styles.xml"},
                                          {"settings", "settings.xml"},
                                          {"footer", "footer1.xml"},
                                          {"footer", "footer2.xml"}};
    str_puts(out, XML "<Relationships xmlns=\"" PACKAGE "/relationships\">");
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        str_printf(out, "<Relationship Id=\"rId%zu\" Type=\"" OFFICE "/%s\" Target=\"%s\"/>", i + 1,
                   part[i][0], part[i][1]);
    for (size_t i = 0; i < d->charts.n; i++)
        if (d->charts.v[i]->png.len)
            str_printf(out,
                       "<Relationship Id=\"chart%zu\" Type=\"" OFFICE
                       "/image\" Target=\"media/chart%zu.png\"/>",
                       i, i);
    str_puts(out, "</Relationships>");
}

void docx_core(struct str *out, const struct doc *d)
{
    int y, m, mday;
    instant utc = d->as_of - 8 * HOUR; /* written as if it were civil time, with a Z */
    day_split(instant_day(utc), &y, &m, &mday);
    int64_t s = (utc - day_start(instant_day(utc))) / SECOND;
    str_puts(out,
             XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "/metadata/core-properties\" "
                 "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                 "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    str_html(out, d->paper.title ? d->paper.title : "");
    str_puts(out, "</dc:title><dc:creator>");
    str_html(out, d->paper.issuer ? d->paper.issuer : "");
    str_printf(out,
               "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">%04d-%02d-%02dT%02d:%02d:%02dZ"
               "</dcterms:created></cp:coreProperties>",
               y, m, mday, (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

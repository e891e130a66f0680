/* A document as text: what its writers for paper show, in tables of text. Nothing of its own. */
#include <string.h>

#include "cli/bulletin_parts.h"
#include "cli/text_table.h"
#include "reports/doc_write.h"

static void put_line(struct str *out, const char *z)
{
    text_table_safe(out, z);
    str_putc(out, '\n');
}

static void put_paragraph(struct str *out, const struct doc_block *b)
{
    struct str text = {0};
    for (size_t i = 0; i < b->spans.n; i++)
        str_puts(&text, b->spans.v[i].text);
    str_puts(out, "　　");
    put_line(out, str_text(&text));
    str_release(&text);
}

static void put_table(struct str *out, const struct doc_table *t)
{
    struct text_column *shown = mem_alloc((t->columns.n + 1) * sizeof *shown);
    struct str *title = mem_alloc((t->columns.n + 1) * sizeof *title);
    size_t n = 0;
    struct text_table text;
    for (size_t c = 0; c < t->columns.n; c++)
        if (t->columns.v[c].use == COLUMN_SHOWN) {
            doc_column_title(&title[n], &t->columns.v[c]);
            shown[n] = (struct text_column){str_text(&title[n]), t->columns.v[c].figure ? 'n' : 't'};
            n++;
        }
    str_putc(out, '\n');
    put_line(out, t->title);
    str_putc(out, '\n');
    text_table_begin(&text, shown, n);
    for (size_t i = 0; i < t->cells.n; i++) {
        struct str cell = {0};
        if (t->columns.v[i % t->columns.n].use != COLUMN_SHOWN)
            continue;
        doc_cell_text(&cell, &t->cells.v[i], true);
        text_table_text(&text, str_text(&cell));
        str_release(&cell);
    }
    text_table_end(&text, out);
    if (t->note)
        str_printf(out, "  注：%s\n", t->note);
    for (size_t c = 0; c < n; c++)
        str_release(&title[c]);
    free(title);
    free(shown);
}

static void put_head(struct str *out, const struct doc *d)
{
    static const char *const state[] = {"草稿", "定稿", "已印发"};
    char text[INSTANT_TEXT];
    put_line(out, d->paper.title);
    if (d->paper.number)
        put_line(out, d->paper.number);
    str_printf(out, "%s", state[d->state]);
    if (d->revision)
        str_printf(out, "，第%d版", d->revision);
    str_printf(out, "；数据截至 %s\n", instant_text(d->as_of, text));
    if (d->paper.to)
        str_printf(out, "\n%s：\n", d->paper.to);
    if (d->paper.corrects)
        str_printf(out, "　　%s\n", d->paper.corrects);
}

static void put_foot(struct str *out, const struct doc *d)
{
    for (size_t i = 0; i < d->annexes.n; i++)
        str_printf(out, "%s%zu. %s\n", i ? "　　　　　" : "\n　　附件：", i + 1, d->annexes.v[i]);
    if (d->paper.signatory)
        str_printf(out, "\n%s\n", d->paper.signatory);
    if (d->paper.dated != DAY_NONE) {
        doc_day_zh(out, d->paper.dated);
        str_putc(out, '\n');
    }
}

static void put_annex(struct str *out, const struct doc *d)
{
    for (size_t i = 0; i < d->tables.n; i++)
        if (d->tables.v[i]->place == DOC_ANNEX)
            put_table(out, d->tables.v[i]);
    str_puts(out, "\n统计口径及数据说明\n\n");
    for (size_t i = 0; i < d->definitions.n; i++)
        str_printf(out, "  %s：%s\n", d->definitions.v[i].key, d->definitions.v[i].value);
    for (size_t i = 0; i < d->cutoff.n; i++)
        str_printf(out, "  %s/%d: %lld\n", d->cutoff.v[i].topic, d->cutoff.v[i].part,
                   (long long)d->cutoff.v[i].next);
    for (size_t i = 0; i < d->versions.n; i++)
        str_printf(out, "  %s %s\n", d->versions.v[i].key, d->versions.v[i].value);
    str_printf(out, "  events %lld, act %lld, hash %s\n", (long long)d->n_events, (long long)d->act, d->hash);
}

void bulletin_text(struct str *out, const struct doc *d)
{
    put_head(out, d);
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        switch (b->kind) {
        case DOC_HEADING:
            str_putc(out, '\n');
            put_line(out, b->text);
            break;
        case DOC_PARAGRAPH: put_paragraph(out, b); break;
        case DOC_TABLE: put_table(out, b->table); break;
        case DOC_CHART: break; /* its table stands in the annex */
        }
    }
    put_foot(out, d);
    put_annex(out, d);
}

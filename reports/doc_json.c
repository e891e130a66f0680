/* The bulletin's JSON (contract section 8): keys in the order given, no spaces. What the hash is made of is
 * the part `tables`, byte for byte; of what is made public it is that of the whole paper, as it is stored. */
#include <string.h>

#include "base/sha256.h"
#include "reports/doc_write.h"

static void put_key(struct str *out, const char *key)
{
    if (out->p[out->len - 1] != '{')
        str_putc(out, ',');
    str_json(out, key);
    str_putc(out, ':');
}

static void put_text(struct str *out, const char *key, const char *value)
{
    put_key(out, key);
    str_json(out, value);
}

static void put_number(struct str *out, const char *key, int64_t v)
{
    put_key(out, key);
    str_int(out, v);
}

static void put_cell(struct str *out, const struct doc_cell *c)
{
    char buf[INSTANT_TEXT];
    switch (c->type) {
    case CELL_NULL: str_puts(out, "null"); break;
    case CELL_TEXT: str_json(out, c->text); break;
    case CELL_COUNT:
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_GROWTH:
    case CELL_SCORE: str_int(out, c->v); break;
    case CELL_DAY: str_json(out, day_text((day)c->v, buf)); break;
    case CELL_INSTANT: str_json(out, instant_text(c->v, buf)); break;
    }
}

/* Begins the next of a list: a comma unless it is the first. */
static void put_next(struct str *out, size_t i) { str_puts(out, i ? "," : ""); }

static void put_table(struct str *out, const struct doc_table *t)
{
    str_putc(out, '{');
    put_text(out, "id", t->id);
    put_text(out, "title", t->title);
    put_key(out, "columns");
    str_putc(out, '[');
    for (size_t i = 0; i < t->columns.n; i++) {
        put_next(out, i);
        str_putc(out, '{');
        put_text(out, "key", t->columns.v[i].key);
        put_text(out, "title", t->columns.v[i].title);
        put_text(out, "unit", t->columns.v[i].unit);
        str_putc(out, '}');
    }
    str_putc(out, ']');
    put_key(out, "rows");
    str_putc(out, '[');
    for (size_t i = 0; i < t->cells.n; i++) {
        str_puts(out, i % t->columns.n ? "," : i ? "],[" : "[");
        put_cell(out, &t->cells.v[i]);
    }
    str_puts(out, t->cells.n ? "]]}" : "]}");
}

static void put_tables(struct str *out, const struct doc *d, bool public)
{
    str_putc(out, '[');
    for (size_t i = 0, n = 0; i < d->tables.n; i++) {
        if (public && d->tables.v[i]->withheld)
            continue;
        put_next(out, n++);
        put_table(out, d->tables.v[i]);
    }
    str_putc(out, ']');
}

void doc_tables_json(struct str *out, const struct doc *d) { put_tables(out, d, false); }

void doc_hash(struct doc *d)
{
    struct str bytes = {0};
    doc_tables_json(&bytes, d);
    sha256_text(bytes.p, bytes.len, d->hash);
    str_release(&bytes);
}

static void put_paragraph(struct str *out, const struct doc_block *b)
{
    struct str text = {0};
    for (size_t i = 0; i < b->spans.n; i++)
        str_puts(&text, b->spans.v[i].text);
    str_json(out, str_text(&text));
    str_release(&text);
}

/* The names of the blocks [from, to) of one kind. */
static void put_list(struct str *out, const char *key, const struct doc *d, size_t from, size_t to,
                     enum doc_block_kind kind)
{
    put_key(out, key);
    str_putc(out, '[');
    for (size_t i = from, n = 0; i < to; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        bool data = kind == DOC_TABLE && b->kind == DOC_CHART; /* a chart's table stands where it does */
        if (b->kind != kind && !data)
            continue;
        put_next(out, n++);
        if (kind == DOC_PARAGRAPH)
            put_paragraph(out, b);
        else
            str_json(out, b->kind == DOC_TABLE ? b->table->id : b->chart->name);
    }
    str_putc(out, ']');
}

static bool begins_section(const struct doc_block *b) { return b->kind == DOC_HEADING; }

/* What stands before the first heading is a section without one. The annex's tables stand in a last section.
 */
static void put_sections(struct str *out, const struct doc *d, bool public)
{
    size_t n = 0;
    str_putc(out, '[');
    for (size_t from = 0, to; from < d->blocks.n; from = to) {
        for (to = from + 1; to < d->blocks.n && !begins_section(&d->blocks.v[to]);)
            to++;
        put_next(out, n++);
        str_putc(out, '{');
        put_text(out, "heading", begins_section(&d->blocks.v[from]) ? d->blocks.v[from].text : "");
        put_list(out, "paragraphs", d, from, to, DOC_PARAGRAPH);
        put_list(out, "tables", d, from, to, DOC_TABLE);
        put_list(out, "charts", d, from, to, DOC_CHART);
        str_putc(out, '}');
    }
    put_next(out, n);
    str_puts(out, "{\"heading\":\"附件\",\"paragraphs\":[],\"tables\":[");
    for (size_t i = 0, k = 0; i < d->tables.n; i++)
        if (d->tables.v[i]->place == DOC_ANNEX && !(public && d->tables.v[i]->withheld)) {
            put_next(out, k++);
            str_json(out, d->tables.v[i]->id);
        }
    str_puts(out, "],\"charts\":[]}]");
}

static void put_cutoff(struct str *out, const struct doc *d)
{
    str_puts(out, "{\"partitions\":[");
    for (size_t i = 0; i < d->cutoff.n; i++) {
        put_next(out, i);
        str_putc(out, '{');
        put_text(out, "topic", d->cutoff.v[i].topic);
        put_number(out, "partition", d->cutoff.v[i].part);
        put_number(out, "next", d->cutoff.v[i].next);
        str_putc(out, '}');
    }
    str_putc(out, ']');
    put_number(out, "act", d->act);
    str_putc(out, '}');
}

static void put_annex(struct str *out, const struct doc *d)
{
    str_putc(out, '{');
    put_key(out, "cutoff");
    put_cutoff(out, d);
    put_key(out, "versions");
    str_putc(out, '{');
    for (size_t i = 0; i < d->versions.n; i++)
        put_text(out, d->versions.v[i].key, d->versions.v[i].value);
    str_putc(out, '}');
    put_number(out, "events", d->n_events);
    put_number(out, "cases", d->n_cases);
    put_key(out, "definitions");
    str_putc(out, '[');
    for (size_t i = 0; i < d->definitions.n; i++) {
        put_next(out, i);
        str_putc(out, '{');
        put_text(out, "term", d->definitions.v[i].key);
        put_text(out, "text", d->definitions.v[i].value);
        str_putc(out, '}');
    }
    str_putc(out, ']');
    put_text(out, "hash", d->hash[0] ? d->hash : NULL);
    str_putc(out, '}');
}

static int write_json(const struct doc *d, const struct doc_options *o, struct str *out, struct err *e)
{
    static const char *const state[] = {"draft", "frozen", "published"};
    char buf[INSTANT_TEXT];
    (void)e;
    str_putc(out, '{');
    put_text(out, "period", d->period);
    put_text(out, "kind", d->kind);
    put_text(out, "state", state[d->state]);
    put_number(out, "revision", d->revision);
    put_text(out, "number", d->paper.number);
    put_text(out, "title", d->paper.title);
    put_text(out, "to", d->paper.to);
    put_text(out, "signatory", d->paper.signatory);
    put_text(out, "dated", d->paper.dated == DAY_NONE ? NULL : day_text(d->paper.dated, buf));
    put_text(out, "as_of", instant_text(d->as_of, buf));
    put_key(out, "sections");
    put_sections(out, d, o->public);
    put_key(out, "tables");
    put_tables(out, d, o->public);
    put_key(out, "annex");
    put_annex(out, d);
    str_puts(out, "}\n");
    return 0;
}

const struct doc_writer doc_json = {"json", "application/json", write_json};

#include "reports/doc_store.h"

/* What stands where in an array of the stored form is written and read by two functions side by side, each
 * pair of them in doc_store_write's order. */
static void put_texts(struct str *out, const char *const *v, size_t n)
{
    str_putc(out, '[');
    for (size_t i = 0; i < n; i++) {
        str_puts(out, i ? "," : "");
        str_json(out, v[i]);
    }
    str_putc(out, ']');
}

static void put_head(struct str *out, const struct doc *d)
{
    const struct doc_paper *p = &d->paper;
    const char *const head[] = {d->period, d->kind, d->hash};
    const char *const paper[] = {p->issuer,     p->number, p->title,   p->to,      p->signatory,
                                 p->disclosure, p->copies, p->printer, p->contact, p->corrects};
    str_puts(out, "{\"v\":1,\"head\":");
    put_texts(out, head, sizeof head / sizeof *head);
    str_printf(out, ",\"state\":%d,\"revision\":%d,\"as_of\":%lld,\"dated\":%d,\"paper\":", (int)d->state,
               d->revision, (long long)d->as_of, (int)p->dated);
    put_texts(out, paper, sizeof paper / sizeof *paper);
}

/* A whole number stands for itself, a text without a link, too; the rest is [type, v, num, den, text, href].
 */
static void put_cell(struct str *out, const struct doc_cell *c)
{
    if (c->type == CELL_NULL && !c->href)
        str_puts(out, "null");
    else if (c->type == CELL_COUNT && !c->href)
        str_int(out, c->v);
    else if (c->type == CELL_TEXT && !c->href)
        str_json(out, c->text);
    else {
        str_printf(out, "[%d,%lld,%lld,%lld,", (int)c->type, (long long)c->v, (long long)c->num,
                   (long long)c->den);
        str_json(out, c->text);
        str_putc(out, ',');
        str_json(out, c->href);
        str_putc(out, ']');
    }
}

static void put_column(struct str *out, const struct doc_column *c)
{
    const char *const text[] = {c->key, c->title, c->unit};
    str_putc(out, '[');
    put_texts(out, text, 3);
    str_printf(out, ",%d,%d]", (int)c->use, c->figure);
}

static void put_table(struct str *out, const struct doc_table *t)
{
    const char *const text[] = {t->id, t->title, t->note};
    str_puts(out, "{\"head\":");
    put_texts(out, text, 3);
    str_printf(out, ",\"is\":[%d,%d,%d],\"columns\":[", (int)t->place, t->landscape, t->withheld);
    for (size_t i = 0; i < t->columns.n; i++) {
        str_puts(out, i ? "," : "");
        put_column(out, &t->columns.v[i]);
    }
    str_puts(out, "],\"cells\":[");
    for (size_t i = 0; i < t->cells.n; i++) {
        str_puts(out, i ? "," : "");
        put_cell(out, &t->cells.v[i]);
    }
    str_puts(out, "]}");
}

static int64_t table_index(const struct doc *d, const struct doc_table *t)
{
    for (size_t i = 0; i < d->tables.n; i++)
        if (d->tables.v[i] == t)
            return (int64_t)i;
    return -1; /* a figure of no table; a chart without data */
}

static void put_picture(struct str *out, const char *name, const struct str *bytes)
{
    str_printf(out, ",\"%s\":\"", name);
    for (size_t i = 0; i < bytes->len; i++) {
        str_putc(out, "0123456789abcdef"[(uint8_t)bytes->p[i] >> 4]);
        str_putc(out, "0123456789abcdef"[(uint8_t)bytes->p[i] & 15]);
    }
    str_putc(out, '"');
}

static void put_chart(struct str *out, const struct doc *d, const struct doc_chart *c)
{
    const char *const text[] = {c->name, c->title};
    str_puts(out, "{\"head\":");
    put_texts(out, text, 2);
    str_printf(out, ",\"is\":[%lld,%d,%d]", (long long)table_index(d, c->table), (int)c->width,
               (int)c->height);
    put_picture(out, "svg", &c->svg);
    put_picture(out, "dark", &c->dark);
    put_picture(out, "print", &c->print);
    put_picture(out, "png", &c->png);
    str_putc(out, '}');
}

/* Words stand for themselves; a figure is [text, href, table, cell]. */
static void put_span(struct str *out, const struct doc *d, const struct doc_span *s)
{
    if (!s->table && !s->href) {
        str_json(out, s->text);
        return;
    }
    str_putc(out, '[');
    str_json(out, s->text);
    str_putc(out, ',');
    str_json(out, s->href);
    str_printf(out, ",%lld,%u]", (long long)table_index(d, s->table), (unsigned)s->cell);
}

static int64_t chart_index(const struct doc *d, const struct doc_chart *c)
{
    size_t i = 0;
    while (i < d->charts.n && d->charts.v[i] != c)
        i++;
    return (int64_t)i;
}

/* Its kind, and: level, text, part; spans; the table; the chart. */
static void put_block(struct str *out, const struct doc *d, const struct doc_block *b)
{
    str_printf(out, "[%d,", (int)b->kind);
    switch (b->kind) {
    case DOC_HEADING:
        str_printf(out, "%d,", b->level);
        str_json(out, b->text);
        str_putc(out, ',');
        str_json(out, b->part);
        break;
    case DOC_PARAGRAPH:
        str_putc(out, '[');
        for (size_t i = 0; i < b->spans.n; i++) {
            str_puts(out, i ? "," : "");
            put_span(out, d, &b->spans.v[i]);
        }
        str_putc(out, ']');
        break;
    case DOC_TABLE: str_int(out, table_index(d, b->table)); break;
    case DOC_CHART: str_int(out, chart_index(d, b->chart)); break;
    }
    str_putc(out, ']');
}

static void put_pairs(struct str *out, const char *name, const struct doc_pair *v, size_t n)
{
    str_printf(out, ",\"%s\":[", name);
    for (size_t i = 0; i < n; i++) {
        str_puts(out, i ? "," : "");
        put_texts(out, (const char *const[]){v[i].key, v[i].value}, 2);
    }
    str_putc(out, ']');
}

static void put_sources(struct str *out, const struct doc *d)
{
    str_puts(out, ",\"annexes\":");
    put_texts(out, d->annexes.v, d->annexes.n);
    str_puts(out, ",\"cutoff\":[");
    for (size_t i = 0; i < d->cutoff.n; i++) {
        str_puts(out, i ? ",[" : "[");
        str_json(out, d->cutoff.v[i].topic);
        str_printf(out, ",%d,%lld]", (int)d->cutoff.v[i].part, (long long)d->cutoff.v[i].next);
    }
    str_printf(out, "],\"act\":%lld,\"events\":%lld,\"cases\":%lld", (long long)d->act,
               (long long)d->n_events, (long long)d->n_cases);
    put_pairs(out, "versions", d->versions.v, d->versions.n);
    put_pairs(out, "definitions", d->definitions.v, d->definitions.n);
}

void doc_store_write(struct str *out, const struct doc *d)
{
    put_head(out, d);
    str_puts(out, ",\"tables\":[");
    for (size_t i = 0; i < d->tables.n; i++) {
        str_puts(out, i ? "," : "");
        put_table(out, d->tables.v[i]);
    }
    str_puts(out, "],\"charts\":[");
    for (size_t i = 0; i < d->charts.n; i++) {
        str_puts(out, i ? "," : "");
        put_chart(out, d, d->charts.v[i]);
    }
    str_puts(out, "],\"blocks\":[");
    for (size_t i = 0; i < d->blocks.n; i++) {
        str_puts(out, i ? "," : "");
        put_block(out, d, &d->blocks.v[i]);
    }
    str_putc(out, ']');
    put_sources(out, d);
    str_puts(out, "}\n");
}

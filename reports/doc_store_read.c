/* The reading side of doc_store.h: each function stands opposite one of doc_store.c. Whatever is not as it
 * was written is told, never guessed. */
#include <string.h>

#include "codec/value.h"
#include "reports/doc_store.h"

struct reading {
    struct doc *d;
    struct err *e;
    bool bad; /* told in `e` */
};

static void wrong(struct reading *r, const char *what)
{
    if (!r->bad)
        err_set(r->e, "the stored document is damaged: %s", what);
    r->bad = true;
}

static const char *copy(struct reading *r, const char *z) { return z ? arena_strdup(&r->d->arena, z) : NULL; }

/* The i-th of an array; a null where there is none. */
static const struct value *item(struct reading *r, const struct value *v, uint32_t i, const char *what)
{
    static const struct value null = {.type = VALUE_NULL};
    if (v && v->type == VALUE_ARRAY && i < v->n)
        return &v->item[i];
    wrong(r, what);
    return &null;
}

static const char *text(struct reading *r, const struct value *v, uint32_t i, bool may_lack, const char *what)
{
    const struct value *x = item(r, v, i, what);
    const char *z = value_text(x);
    if (!z && !(may_lack && x->type == VALUE_NULL))
        wrong(r, what);
    return z ? copy(r, z) : may_lack ? NULL : "";
}

static int64_t number_of(struct reading *r, const struct value *x, int64_t least, int64_t most,
                         const char *what)
{
    if (x && x->type == VALUE_INTEGER && x->integer >= least && x->integer <= most)
        return x->integer;
    wrong(r, what);
    return least;
}

static int64_t number(struct reading *r, const struct value *v, uint32_t i, int64_t least, int64_t most,
                      const char *what)
{
    return number_of(r, item(r, v, i, what), least, most, what);
}

/* Goes through the array that is a member. */
static void each(struct reading *r, const struct value *v, const char *name,
                 void (*take)(struct reading *, const struct value *))
{
    const struct value *list = value_member(v, name);
    if (!list || list->type != VALUE_ARRAY) {
        wrong(r, name);
        return;
    }
    for (uint32_t i = 0; i < list->n && !r->bad; i++)
        take(r, &list->item[i]);
}

static void take_head(struct reading *r, const struct value *v)
{
    const struct value *head = value_member(v, "head"), *paper = value_member(v, "paper");
    struct doc *d = r->d;
    d->period = text(r, head, 0, false, "period");
    d->kind = text(r, head, 1, false, "kind");
    const char *hash = text(r, head, 2, false, "hash");
    if (strlen(hash) < sizeof d->hash)
        strcpy(d->hash, hash);
    else
        wrong(r, "hash");
    d->state = (enum doc_state)number_of(r, value_member(v, "state"), DOC_DRAFT, DOC_PUBLISHED, "state");
    d->revision = (int)number_of(r, value_member(v, "revision"), 0, 10000, "revision");
    d->as_of = number_of(r, value_member(v, "as_of"), INT64_MIN, INT64_MAX, "as_of");
    const char **of[] = {&d->paper.issuer,    &d->paper.number,     &d->paper.title,  &d->paper.to,
                         &d->paper.signatory, &d->paper.disclosure, &d->paper.copies, &d->paper.printer,
                         &d->paper.contact,   &d->paper.corrects};
    for (uint32_t i = 0; i < sizeof of / sizeof *of; i++)
        *of[i] = text(r, paper, i, true, "paper");
    d->paper.dated = (day)number_of(r, value_member(v, "dated"), INT32_MIN, INT32_MAX, "dated");
}

static void take_column(struct reading *r, struct doc_table *t, const struct value *v)
{
    const struct value *head = item(r, v, 0, "column");
    struct doc_column c = {
        .key = text(r, head, 0, false, "key of a column"),
        .title = text(r, head, 1, false, "title of a column"),
        .unit = text(r, head, 2, false, "unit of a column"),
        .use = (enum column_use)number(r, v, 1, COLUMN_SHOWN, COLUMN_DATA, "use of a column"),
        .figure = number(r, v, 2, 0, 1, "figures of a column"),
    };
    vec_push(&t->columns, c);
}

static struct doc_cell cell_of(struct reading *r, const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL: return (struct doc_cell){.type = CELL_NULL};
    case VALUE_INTEGER: return (struct doc_cell){.type = CELL_COUNT, .v = v->integer};
    case VALUE_STRING:
        if (!value_text(v))
            wrong(r, "text of a cell");
        return (struct doc_cell){.type = CELL_TEXT, .text = copy(r, value_text(v))};
    default: break;
    }
    struct doc_cell c = {
        .type = (enum cell_type)number(r, v, 0, CELL_NULL, CELL_INSTANT, "type of a cell"),
        .v = number(r, v, 1, INT64_MIN, INT64_MAX, "number of a cell"),
        .num = number(r, v, 2, INT64_MIN, INT64_MAX, "numerator"),
        .den = number(r, v, 3, INT64_MIN, INT64_MAX, "denominator"),
        .text = text(r, v, 4, true, "text of a cell"),
        .href = text(r, v, 5, true, "link of a cell"),
    };
    if (c.type == CELL_TEXT && !c.text)
        wrong(r, "text of a cell");
    return c;
}

static void take_table(struct reading *r, const struct value *v)
{
    const struct value *head = value_member(v, "head"), *is = value_member(v, "is"),
                       *columns = value_member(v, "columns"), *cells = value_member(v, "cells");
    struct doc_table *t = arena_zalloc(&r->d->arena, sizeof *t);
    vec_push(&r->d->tables, t);
    t->id = text(r, head, 0, false, "id of a table");
    t->title = text(r, head, 1, false, "title of a table");
    t->note = text(r, head, 2, true, "note of a table");
    t->place = (enum doc_place)number(r, is, 0, DOC_BODY, DOC_DATA, "place of a table");
    t->landscape = number(r, is, 1, 0, 1, "landscape");
    t->withheld = number(r, is, 2, 0, 1, "withheld");
    for (uint32_t i = 0; columns && columns->type == VALUE_ARRAY && i < columns->n; i++)
        take_column(r, t, &columns->item[i]);
    for (uint32_t i = 0; cells && cells->type == VALUE_ARRAY && i < cells->n; i++)
        vec_push(&t->cells, cell_of(r, &cells->item[i]));
    if (t->columns.n ? t->cells.n % t->columns.n != 0 : t->cells.n != 0)
        wrong(r, t->id);
}

/* -1 stands for none. */
static struct doc_table *table_at(struct reading *r, int64_t i)
{
    return i < 0 || r->bad ? NULL : r->d->tables.v[i];
}

static int nibble(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void take_hex(struct reading *r, const struct value *v, struct str *out)
{
    const char *z = v ? value_text(v) : NULL;
    if (!z || strlen(z) % 2) {
        wrong(r, "bytes of a chart");
        return;
    }
    for (; *z; z += 2) {
        int hi = nibble(z[0]), lo = nibble(z[1]);
        if (hi < 0 || lo < 0) {
            wrong(r, "bytes of a chart");
            return;
        }
        str_putc(out, (char)(hi << 4 | lo));
    }
}

static void take_chart(struct reading *r, const struct value *v)
{
    const struct value *head = value_member(v, "head"), *is = value_member(v, "is");
    struct doc_chart *c = arena_zalloc(&r->d->arena, sizeof *c);
    vec_push(&r->d->charts, c);
    c->name = text(r, head, 0, false, "name of a chart");
    c->title = text(r, head, 1, false, "title of a chart");
    c->table = table_at(r, number(r, is, 0, -1, (int64_t)r->d->tables.n - 1, "table of a chart"));
    c->width = (int32_t)number(r, is, 1, 0, INT32_MAX, "width of a chart");
    c->height = (int32_t)number(r, is, 2, 0, INT32_MAX, "height of a chart");
    take_hex(r, value_member(v, "svg"), &c->svg);
    take_hex(r, value_member(v, "dark"), &c->dark);
    take_hex(r, value_member(v, "print"), &c->print);
    take_hex(r, value_member(v, "png"), &c->png);
}

static struct doc_span span_of(struct reading *r, const struct value *v)
{
    if (v->type == VALUE_STRING) {
        if (!value_text(v))
            wrong(r, "words");
        return (struct doc_span){.text = copy(r, value_text(v))};
    }
    struct doc_span s = {.text = text(r, v, 0, false, "words of a figure"),
                         .href = text(r, v, 1, true, "link of a figure")};
    s.table = table_at(r, number(r, v, 2, -1, (int64_t)r->d->tables.n - 1, "table of a figure"));
    s.cell = (uint32_t)number(r, v, 3, 0, UINT32_MAX, "cell of a figure");
    if (s.table && s.cell >= s.table->cells.n)
        wrong(r, "cell of a figure");
    return s;
}

static void take_block(struct reading *r, const struct value *v)
{
    struct doc *d = r->d;
    struct doc_block b = {
        .kind = (enum doc_block_kind)number(r, v, 0, DOC_HEADING, DOC_CHART, "kind of a block")};
    if (r->bad)
        return;
    switch (b.kind) {
    case DOC_HEADING:
        b.level = (uint8_t)number(r, v, 1, 1, 9, "level of a heading");
        b.text = text(r, v, 2, false, "heading");
        b.part = text(r, v, 3, true, "part of a heading");
        break;
    case DOC_PARAGRAPH: {
        const struct value *spans = item(r, v, 1, "spans");
        for (uint32_t i = 0; spans->type == VALUE_ARRAY && i < spans->n; i++)
            vec_push(&b.spans, span_of(r, &spans->item[i]));
        break;
    }
    case DOC_TABLE:
        b.table = table_at(r, number(r, v, 1, 0, (int64_t)d->tables.n - 1, "table of a block"));
        break;
    case DOC_CHART: {
        int64_t i = number(r, v, 1, 0, (int64_t)d->charts.n - 1, "chart of a block");
        b.chart = r->bad ? NULL : d->charts.v[i];
        break;
    }
    }
    vec_push(&d->blocks, b);
}

static void take_annex(struct reading *r, const struct value *v)
{
    if (!value_text(v))
        wrong(r, "annexes");
    vec_push(&r->d->annexes, copy(r, value_text(v)));
}

static void take_partition(struct reading *r, const struct value *v)
{
    struct doc_partition p = {
        .topic = text(r, v, 0, false, "topic"),
        .part = (int32_t)number(r, v, 1, INT32_MIN, INT32_MAX, "partition"),
        .next = number(r, v, 2, INT64_MIN, INT64_MAX, "offset"),
    };
    vec_push(&r->d->cutoff, p);
}

static struct doc_pair pair_of(struct reading *r, const struct value *v)
{
    return (struct doc_pair){text(r, v, 0, false, "name of a pair"), text(r, v, 1, false, "value of a pair")};
}

static void take_version(struct reading *r, const struct value *v)
{
    vec_push(&r->d->versions, pair_of(r, v));
}

static void take_definition(struct reading *r, const struct value *v)
{
    vec_push(&r->d->definitions, pair_of(r, v));
}

static void take_all(struct reading *r, const struct value *v)
{
    number_of(r, value_member(v, "v"), 1, 1, "version of its form");
    take_head(r, v);
    each(r, v, "tables", take_table);
    each(r, v, "charts", take_chart);
    each(r, v, "blocks", take_block);
    each(r, v, "annexes", take_annex);
    each(r, v, "cutoff", take_partition);
    each(r, v, "versions", take_version);
    each(r, v, "definitions", take_definition);
    r->d->act = number_of(r, value_member(v, "act"), 0, INT64_MAX, "act");
    r->d->n_events = number_of(r, value_member(v, "events"), 0, INT64_MAX, "events");
    r->d->n_cases = number_of(r, value_member(v, "cases"), 0, INT64_MAX, "cases");
}

struct doc *doc_store_read(const char *bytes, size_t n, struct err *e)
{
    struct arena a = {0};
    char why[200];
    const struct value *v = str_utf8(bytes, n) ? value_read(bytes, n, &a, why) : NULL;
    struct reading r = {.d = doc_new(), .e = e};
    if (v)
        take_all(&r, v);
    else
        wrong(&r, "it is not JSON");
    arena_release(&a);
    if (!r.bad)
        return r.d;
    doc_free(r.d);
    return NULL;
}

#include "reports/doc_tables_read.h"

#include "codec/value.h"

static bool take_columns(struct doc *d, struct doc_table *t, const struct value *v)
{
    for (uint32_t i = 0; v && v->type == VALUE_ARRAY && i < v->n; i++) {
        const char *key = value_text(value_member(&v->item[i], "key"));
        if (!key)
            return false;
        vec_push(&t->columns,
                 ((struct doc_column){.key = arena_strdup(&d->arena, key), .title = "", .unit = ""}));
    }
    return t->columns.n > 0;
}

static bool take_row(struct doc *d, struct doc_table *t, const struct value *row)
{
    if (row->type != VALUE_ARRAY || row->n != t->columns.n)
        return false;
    for (uint32_t i = 0; i < row->n; i++) {
        const struct value *v = &row->item[i];
        struct doc_cell c = {.type = CELL_NULL};
        if (v->type == VALUE_INTEGER)
            c = (struct doc_cell){.type = CELL_COUNT, .v = v->integer};
        else if (value_text(v))
            c = (struct doc_cell){.type = CELL_TEXT, .text = arena_strdup(&d->arena, value_text(v))};
        else if (v->type != VALUE_NULL)
            return false;
        vec_push(&t->cells, c);
    }
    return true;
}

static bool take_table(struct doc *d, const struct value *v)
{
    const char *id = value_text(value_member(v, "id")), *title = value_text(value_member(v, "title"));
    const struct value *rows = value_member(v, "rows");
    if (!id || !title || doc_find(d, id) || !rows || rows->type != VALUE_ARRAY)
        return false;
    struct doc_table *t = arena_zalloc(&d->arena, sizeof *t);
    vec_push(&d->tables, t);
    t->id = arena_strdup(&d->arena, id);
    t->title = arena_strdup(&d->arena, title);
    if (!take_columns(d, t, value_member(v, "columns")))
        return false;
    for (uint32_t i = 0; i < rows->n; i++)
        if (!take_row(d, t, &rows->item[i]))
            return false;
    return true;
}

struct doc *doc_tables_read(const char *bytes, size_t n, struct err *e)
{
    struct arena a = {0};
    char why[200];
    struct doc *d = doc_new();
    const struct value *v = str_utf8(bytes, n) ? value_read(bytes, n, &a, why) : NULL;
    bool good = v && v->type == VALUE_ARRAY;
    for (uint32_t i = 0; good && i < v->n; i++)
        good = take_table(d, &v->item[i]);
    arena_release(&a);
    if (good)
        return d;
    err_set(e, "the stored tables are damaged");
    doc_free(d);
    return NULL;
}

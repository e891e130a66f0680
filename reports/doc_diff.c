#include "reports/doc_diff.h"

#include <string.h>

/* The columns that a row of each fixed table is known by. */
static const struct {
    const char *id, *key[2];
} fixed[] = {{"overall", {"key", NULL}},     {"county", {"unit", NULL}},    {"zone", {"unit", NULL}},
             {"department", {"unit", NULL}}, {"alerts", {"rule", "level"}}, {"orders", {"unit", NULL}},
             {"ratings", {"unit", NULL}},    {"quality", {"unit", NULL}},   {"reports", {"unit", NULL}},
             {"bottom", {"league", NULL}}};

/* The place of a column, or -1. */
static int column(const struct doc_table *t, const char *key)
{
    for (size_t i = 0; i < t->columns.n; i++)
        if (!strcmp(t->columns.v[i].key, key))
            return (int)i;
    return -1;
}

void doc_diff_cell(struct str *out, const struct doc_cell *c)
{
    char buf[INSTANT_TEXT];
    if (!c)
        str_puts(out, "-");
    else if (c->type == CELL_NULL)
        str_puts(out, "null");
    else if (c->type == CELL_TEXT)
        str_puts(out, c->text);
    else if (c->type == CELL_DAY)
        str_puts(out, day_text((day)c->v, buf));
    else if (c->type == CELL_INSTANT)
        str_puts(out, instant_text(c->v, buf));
    else
        str_int(out, c->v);
}

static const char *row_key(struct arena *a, const struct doc_table *t, size_t row, const char *const key[2])
{
    struct str text = {0};
    for (int k = 0; k < 2 && key[k]; k++) {
        int c = column(t, key[k]);
        str_puts(&text, k ? " " : "");
        if (c >= 0)
            doc_diff_cell(&text, doc_at(t, row, (size_t)c));
    }
    const char *z = arena_strdup(a, str_text(&text));
    str_release(&text);
    return z;
}

static const char **row_keys(struct arena *a, const struct doc_table *t, const char *const key[2])
{
    size_t n = doc_rows(t);
    const char **out = arena_alloc(a, (n + 1) * sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = row_key(a, t, i, key);
    return out;
}

static bool is_number(const struct doc_cell *c)
{
    return c->type != CELL_NULL && c->type != CELL_TEXT && c->type != CELL_DAY && c->type != CELL_INSTANT;
}

/* As JSON has them: a rate is its number there, num and den are cells of their own. */
static bool same_cell(const struct doc_cell *a, const struct doc_cell *b)
{
    struct str x = {0}, y = {0};
    if (is_number(a) || is_number(b) || a->type == CELL_NULL || b->type == CELL_NULL)
        return is_number(a) == is_number(b) && (a->type == CELL_NULL) == (b->type == CELL_NULL) &&
               (a->type == CELL_NULL || a->v == b->v);
    doc_diff_cell(&x, a);
    doc_diff_cell(&y, b);
    bool same = !strcmp(str_text(&x), str_text(&y));
    str_release(&x);
    str_release(&y);
    return same;
}

static void add(struct doc_differences *out, const struct doc_table *t, const char *row, const char *col,
                const struct doc_cell *was, const struct doc_cell *is)
{
    vec_push(&out->list, ((struct doc_difference){t, row, col, was, is}));
}

static void compare_rows(struct doc_differences *out, const struct doc_table *was, size_t i,
                         const struct doc_table *is, size_t j, const char *key)
{
    for (size_t c = 0; c < was->columns.n; c++) {
        const char *name = was->columns.v[c].key;
        int to = column(is, name);
        const struct doc_cell *a = doc_at(was, i, c), *b = to < 0 ? NULL : doc_at(is, j, (size_t)to);
        if (!b || !same_cell(a, b))
            add(out, was, key, name, a, b);
    }
    for (size_t c = 0; c < is->columns.n; c++)
        if (column(was, is->columns.v[c].key) < 0)
            add(out, is, key, is->columns.v[c].key, NULL, doc_at(is, j, c));
}

/* A row that only one has is one difference, told at its first column. */
static void compare_tables(struct doc_differences *out, const struct doc_table *was,
                           const struct doc_table *is, const char *const key[2])
{
    const char **a = row_keys(&out->arena, was, key), **b = row_keys(&out->arena, is, key);
    size_t n = doc_rows(was), m = doc_rows(is);
    for (size_t i = 0; i < n; i++) {
        size_t j = 0;
        while (j < m && strcmp(a[i], b[j]) != 0)
            j++;
        if (j == m)
            add(out, was, a[i], was->columns.v[0].key, doc_at(was, i, 0), NULL);
        else
            compare_rows(out, was, i, is, j, a[i]);
    }
    for (size_t j = 0; j < m; j++) {
        size_t i = 0;
        while (i < n && strcmp(a[i], b[j]) != 0)
            i++;
        if (i == n)
            add(out, is, b[j], is->columns.v[0].key, NULL, doc_at(is, j, 0));
    }
}

void doc_diff(const struct doc *was, const struct doc *is, struct doc_differences *out)
{
    *out = (struct doc_differences){.arena = {0}};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        const struct doc_table *a = doc_find(was, fixed[i].id), *b = doc_find(is, fixed[i].id);
        if (a && b)
            compare_tables(out, a, b, fixed[i].key);
        else if (a || b)
            add(out, a ? a : b, "*", "*", NULL, NULL);
    }
}

void doc_diff_release(struct doc_differences *d)
{
    vec_release(&d->list);
    arena_release(&d->arena);
}

const char *doc_diff_column(const struct doc_difference *x)
{
    for (size_t i = 0; i < x->table->columns.n; i++)
        if (!strcmp(x->table->columns.v[i].key, x->column))
            return x->table->columns.v[i].title;
    return x->column;
}

const char *doc_diff_row(const struct doc_difference *x)
{
    const struct doc_table *t = x->table;
    const struct doc_cell *c = x->was ? x->was : x->is;
    if (!c)
        return x->row;
    size_t row = (size_t)(c - t->cells.v) / t->columns.n;
    for (size_t i = 0; c >= t->cells.v && c < t->cells.v + t->cells.n && i < t->columns.n; i++)
        if (!strcmp(t->columns.v[i].key, "name") && doc_at(t, row, i)->type == CELL_TEXT)
            return doc_at(t, row, i)->text;
    return x->row;
}

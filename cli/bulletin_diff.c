#include <string.h>

#include "cli/bulletin_parts.h"
#include "reports/doc_diff.h"
#include "reports/frozen.h"

static void put_cell(struct str *out, const char *name, const struct doc_cell *c)
{
    struct str text = {0};
    doc_diff_cell(&text, c);
    str_printf(out, ",\"%s\":", name);
    if (!c || c->type == CELL_NULL)
        str_puts(out, "null");
    else if (c->type == CELL_TEXT || c->type == CELL_DAY || c->type == CELL_INSTANT)
        str_json(out, str_text(&text));
    else
        str_puts(out, str_text(&text));
    str_release(&text);
}

static void put_differences(struct str *out, const struct doc_differences *x, const char *was_name,
                            const char *is_name)
{
    for (size_t i = 0; i < x->list.n; i++) {
        const struct doc_difference *k = &x->list.v[i];
        str_puts(out, "{\"table\":");
        str_json(out, k->table->id);
        str_puts(out, ",\"row\":");
        str_json(out, k->row);
        str_puts(out, ",\"column\":");
        str_json(out, k->column);
        put_cell(out, was_name, k->was);
        put_cell(out, is_name, k->is);
        str_puts(out, "}\n");
    }
}

size_t bulletin_differences(struct str *out, const struct doc *was, const char *was_name,
                            const struct doc *is, const char *is_name)
{
    struct doc_differences x;
    doc_diff(was, is, &x);
    size_t n = x.list.n;
    put_differences(out, &x, was_name, is_name);
    doc_diff_release(&x);
    return n;
}

/* One revision against another, both as they are stored. */
static int diff_revisions(struct bulletin_ask *a, struct err *e)
{
    struct frozen_pair p;
    struct view *v = &a->c->view;
    int found = frozen_compare(v->read, a->period, a->revision, a->against, false, v->arena, &p, e);
    if (found <= 0)
        return found ? -1 : err_set(e, "%s has no revision %d", a->period, p.missing);
    int rc = p.differences.list.n > 0;
    put_differences(&a->c->out, &p.differences, "was", "is");
    frozen_pair_release(&p);
    return rc;
}

int bulletin_diff(struct bulletin_ask *a, struct err *e)
{
    struct bulletin_row row;
    struct view *v = &a->c->view;
    if (a->against)
        return diff_revisions(a, e);
    int found = bulletin_find(a, &row, e);
    if (found <= 0)
        return found ? -1 : err_set(e, "%s is not frozen", a->period);
    struct doc *was = frozen_doc(&row, e);
    struct doc *now = was ? frozen_draft(&row, &a->c->ref, &a->conf, v->read, v->now, v->arena, e) : NULL;
    size_t n = now ? bulletin_differences(&a->c->out, was, "frozen", now, "now") : 0;
    int rc = now ? n > 0 : -1;
    doc_free(now);
    doc_free(was);
    return rc;
}

#include "reports/web/parts.h"

#include <assert.h>
#include <string.h>

#include "reports/web/html.h"

static const struct part *find(const struct parts *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (!strcmp(s->part[i].name, name))
            return &s->part[i];
    return NULL;
}

/* The holder closes the list, also after a failure. */
static int open_filled(const struct parts *s, const struct part *part, struct list *l, struct err *e)
{
    if (list_open_part(l, s->page, s->path, part->name, tr(part->caption), part->columns, part->n_columns, e))
        return -1;
    l->of = s->of;
    l->query = s->query;
    l->rows = LIST_FILE;
    if (part->fill(s->data, l, e))
        return -1;
    list_settle(l);
    return 0;
}

int parts_file(const struct parts *s, struct reply *out, struct err *e)
{
    struct list l = {0};
    const char *asked = request_get(s->page->rq, "part");
    const struct part *part = asked ? find(s, asked) : &s->part[0];
    if (!part) {
        err_usage(e, tr("参数 part 没有这张表"));
        return 400;
    }
    int status = open_filled(s, part, &l, e) ? page_failed(e) : list_file(&l, out, e);
    list_close(&l);
    return status;
}

int parts_table(const struct parts *s, const char *name, struct str *out, const char *none, struct err *e)
{
    struct list l = {0};
    const struct part *part = find(s, name);
    assert(part);
    int rc = open_filled(s, part, &l, e);
    if (!rc && l.total) {
        list_exports(&l, out);
        list_rows(&l, out);
    } else if (!rc && none)
        html_note(out, none);
    list_close(&l);
    return rc;
}

void parts_links(const struct parts *s, const char *name, struct str *out, const char *words)
{
    const struct list l = {.page = s->page, .path = s->path, .part = name, .of = s->of, .query = s->query};
    assert(find(s, name));
    list_links(&l, out, words);
}

void parts_rows(const struct parts *s, const char *name, struct str *out)
{
    parts_links(s, name, out, tr("导出同样的行："));
}

void parts_data(const struct parts *s, const char *name, struct str *out)
{
    parts_links(s, name, out, tr("数据："));
}

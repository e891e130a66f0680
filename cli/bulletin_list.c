#include <stdio.h>

#include "cli/bulletin_parts.h"

static void put(struct str *out, const char *name, const char *value)
{
    str_printf(out, "%s\"%s\":", out->p[out->len - 1] == '{' ? "" : ",", name);
    str_json(out, value);
}

static void put_number(struct str *out, const char *name, int64_t v)
{
    str_printf(out, ",\"%s\":%lld", name, (long long)v);
}

static void put_row(struct str *out, const struct bulletin_row *b)
{
    paper_line(out, b);
    str_putc(out, '\n');
}

static int list_changes(struct bulletin_ask *a, const struct bulletin_row *b, struct err *e)
{
    struct bulletin_changes list;
    struct str *out = &a->c->out;
    char at[INSTANT_TEXT];
    if (read_bulletin_changes(a->c->view.read, b, a->c->view.arena, &list, e))
        return -1;
    for (size_t i = 0; i < list.n; i++) {
        const struct bulletin_change *x = &list.v[i];
        str_putc(out, '{');
        put(out, "period", b->period);
        put_number(out, "revision", b->revision);
        put_number(out, "version", x->version);
        put(out, "at", instant_text(x->at, at));
        put(out, "by", x->by);
        put(out, "what", x->what);
        put(out, "was", x->was);
        put(out, "became", x->became);
        str_puts(out, "}\n");
    }
    return 0;
}

int bulletin_list(struct bulletin_ask *a, struct err *e)
{
    struct bulletin_rows rows;
    size_t n = 0;
    if (a->history && !a->period)
        return err_usage(e, "--history is that of one period");
    if (read_bulletins(a->c->view.read, a->period, a->c->view.arena, &rows, e))
        return -1;
    for (size_t i = 0; i < rows.n; i++) {
        if (a->revision && rows.v[i].revision != a->revision)
            continue;
        n++;
        if (!a->history)
            put_row(&a->c->out, &rows.v[i]);
        else if (list_changes(a, &rows.v[i], e))
            return -1;
    }
    return a->period && !n ? err_set(e, "nothing of %s is frozen", a->period) : 0;
}

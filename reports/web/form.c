#include "reports/web/form.h"

#include <string.h>

#include "reports/web/request.h"
#include "reports/web/say.h"

static size_t count(const char *p, size_t n)
{
    size_t fields = n > 0;
    for (size_t i = 0; i < n; i++)
        fields += p[i] == '&';
    return fields;
}

/* A text as browsers send it has CR LF. */
static const char *with_plain_ends(const char *z, struct arena *a)
{
    char *out = arena_strdup(a, z), *w = out;
    for (const char *p = z; *p; p++)
        if (*p != '\r' || p[1] != '\n')
            *w++ = *p == '\r' ? '\n' : *p;
    *w = 0;
    return out;
}

static int add(struct form_fields *f, const char *p, size_t n, struct arena *a, struct err *e)
{
    const char *eq = memchr(p, '=', n);
    size_t length = eq ? (size_t)(eq - p) : n;
    const char *name = request_decode(p, length, true, false, a),
               *value = eq ? request_decode(eq + 1, n - length - 1, true, true, a) : "";
    if (!name || !value)
        return err_usage(e, tr("所填内容含有不允许的字符"));
    f->v[f->n++] = (struct form_field){name, with_plain_ends(value, a)};
    return 0;
}

int form_parse(struct form_fields *f, const char *p, size_t n, struct arena *a, struct err *e)
{
    size_t most = count(p, n);
    *f = (struct form_fields){.n = 0};
    if (most > FORM_FIELDS)
        return err_usage(e, tr("所填的项太多"));
    f->v = arena_alloc(a, (most + 1) * sizeof *f->v);
    for (const char *end = p + n, *next; p < end; p = next + 1) {
        next = memchr(p, '&', (size_t)(end - p));
        next = next ? next : end;
        if (next > p && add(f, p, (size_t)(next - p), a, e))
            return -1;
    }
    return 0;
}

const char *form_get(const struct form_fields *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (!strcmp(f->v[i].name, name))
            return f->v[i].value[0] ? f->v[i].value : NULL;
    return NULL;
}

#include "reports/typed.h"

#include <stdlib.h>
#include <string.h>

/* Letters of ASCII as capitals, without blanks of any width that people type. */
static const char *plain(const char *z, struct arena *a)
{
    static const char wide_blank[] = "\xe3\x80\x80";
    char *out = arena_alloc(a, strlen(z) + 1), *p = out;
    for (; *z; z++) {
        if (!strncmp(z, wide_blank, 3))
            z += 2;
        else if (*z != ' ' && *z != '\t')
            *p++ = (char)(*z >= 'a' && *z <= 'z' ? *z - 'a' + 'A' : *z);
    }
    *p = 0;
    return out;
}

/* An array as text: every code quoted. */
static void put_code(struct str *out, const char *code)
{
    str_puts(out, out->len ? ",\"" : "{\"");
    for (; *code; code++) {
        if (*code == '"' || *code == '\\')
            str_putc(out, '\\');
        str_putc(out, *code);
    }
    str_putc(out, '"');
}

static const char *end(struct str *s, struct arena *a)
{
    if (!s->len)
        return NULL;
    str_putc(s, '}');
    return str_keep(s, a);
}

static bool like(const char *name, const char *part, struct arena *a)
{
    return strstr(plain(name, a), part) != NULL;
}

const struct read_any *typed_any(const struct refdata *ref, const char *text, struct arena *a)
{
    struct str items = {0}, regions = {0}, depts = {0};
    const char *part = plain(text ? text : "", a);
    if (!*part)
        return NULL;
    for (int32_t i = 0; i < ref->n_items; i++)
        if (like(ref->items[i].name, part, a) || like(ref->items[i].code, part, a))
            put_code(&items, ref->items[i].code);
    for (int32_t i = 0; i < ref->n_regions; i++)
        if (like(ref->regions[i].name, part, a))
            put_code(&regions, ref->regions[i].code);
    for (int32_t i = 0; i < ref->n_depts; i++)
        if (like(ref->depts[i].name, part, a))
            put_code(&depts, ref->depts[i].code);
    struct read_any *any = arena_alloc(a, sizeof *any);
    *any = (struct read_any){part, end(&items, a), end(&regions, a), end(&depts, a)};
    return any;
}

static size_t character(const char *z)
{
    size_t n = 1;
    while (((unsigned char)z[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* How many pairs of neighbouring characters of `text` stand in `name`. */
static int shared(const char *name, const char *text)
{
    int n = 0;
    while (*text) {
        size_t first = character(text), pair = text[first] ? first + character(text + first) : first;
        for (const char *p = name; *p; p += character(p))
            if (!strncmp(p, text, pair)) {
                n++;
                break;
            }
        text += first;
        if (pair == first || !text[character(text)])
            break;
    }
    return n;
}

struct near {
    const char *name;
    int shared;
    int32_t place;
};

static int by_shared(const void *a, const void *b)
{
    const struct near *p = a, *q = b;
    return p->shared != q->shared ? q->shared - p->shared : p->place - q->place;
}

size_t typed_near(const struct refdata *ref, const char *text, const char **names, size_t most,
                  struct arena *a)
{
    size_t all = (size_t)(ref->n_items + ref->n_regions + ref->n_depts), n = 0;
    struct near *v = arena_alloc(a, (all + 1) * sizeof *v);
    const char *part = plain(text, a);
    for (size_t i = 0; i < all && *part; i++) {
        int32_t k = (int32_t)i;
        const char *name = k < ref->n_items ? ref->items[k].name
                           : k - ref->n_items < ref->n_regions
                               ? ref->regions[k - ref->n_items].name
                               : ref->depts[k - ref->n_items - ref->n_regions].name;
        int s = shared(plain(name, a), part);
        if (s)
            v[n++] = (struct near){name, s, k};
    }
    qsort(v, n, sizeof *v, by_shared);
    n = n < most ? n : most;
    for (size_t i = 0; i < n; i++)
        names[i] = v[i].name;
    return n;
}

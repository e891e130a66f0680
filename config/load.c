#include "config/load.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/unicode.h"

/* As file_read. */
static int read_kept(struct load *l, const char *name)
{
    for (size_t i = 0; i < l->from->n; i++)
        if (!strcmp(l->from->v[i].name, name)) {
            str_put(&l->text, l->from->v[i].bytes, l->from->v[i].n);
            return 0;
        }
    return 1;
}

/* It is part of the version. */
static void keep_file(struct load *l, const char *name)
{
    struct arena *a = &l->ref->arena;
    str_printf(&l->inputs, "%s %016" PRIx64 "\n", name, map_hash(str_text(&l->text), l->text.len));
    vec_push(&l->files,
             ((struct refdata_file){arena_strdup(a, name), arena_strndup(a, str_text(&l->text), l->text.len),
                                    l->text.len}));
}

bool load_file(struct load *l, const char *name)
{
    struct err e;
    struct text_at at;
    str_clear(&l->text);
    str_clear(&l->path);
    str_printf(&l->path, "%s/%s", l->dir, name);
    int rc = l->from ? read_kept(l, name) : file_read(&l->text, l->path.p, &e);
    if (rc < 0) /* the name stands in front already */
        load_finding(l, 1, 1, e.text + (strncmp(e.text, l->path.p, l->path.len) ? 0 : l->path.len + 2));
    bool (*foreign)(const char *, size_t, struct text_at *) = strstr(name, ".conf") ? ini_foreign
                                                                                    : text_foreign;
    if (rc == 0 && foreign(str_text(&l->text), l->text.len, &at)) {
        load_finding(l, at.line, at.column, at.text);
        return false;
    }
    if (rc == 0)
        keep_file(l, name);
    return rc == 0;
}

void load_finding(struct load *l, uint32_t line, uint32_t column, const char *what)
{
    if (l->n_findings++ == 0)
        err_set(l->e, "%s:%u:%u: %s", l->path.p, line, column, what);
    if (l->n_findings <= LOAD_FINDINGS)
        str_printf(l->findings, "%s:%u:%u: %s\n", l->path.p, line, column, what);
}

void load_lack(struct load *l, const struct text_at *at, const char *what)
{
    if (l->warnings && l->n_lacks++ < LOAD_FINDINGS)
        str_printf(l->findings, "%s:%u:%u: %s\n", l->path.p, at->line, at->column, what);
}

void load_warn(struct load *l, const struct text_at *at, const char *fmt, ...)
{
    char what[600];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    if (l->warnings && l->n_warnings++ < LOAD_FINDINGS)
        str_printf(l->warnings, "warning: %s:%u:%u: %s\n", l->path.p, at->line, at->column, what);
}

void load_wrong(struct load *l, const struct text_at *at, const char *fmt, ...)
{
    struct str what = {0};
    va_list ap;
    char text[600];
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    text_quote(&what, at->text);
    str_printf(&what, ", expected %s", text);
    load_finding(l, at->line, at->column, what.p);
    str_release(&what);
}

bool load_excel(const char *code)
{
    const char *p = code + strspn(code, "0123456789");
    if (p == code)
        return false;
    p += *p == '.' ? 1 + strspn(p + 1, "0123456789") : 0;
    return (*p == 'E' || *p == 'e') && p[1] == '+' && p[2] && !p[2 + strspn(p + 2, "0123456789")];
}

void load_code(struct load *l, const struct text_at *at, const char *what, const char *signs)
{
    const char *kind, *z = at->text;
    size_t n = strlen(z);
    uint32_t c;
    if (!n)
        load_wrong(l, at, "%s", what);
    else if ((c = unicode_unseen(z, &kind)))
        load_wrong(l, at, "%s without U+%04X (%s)", what, c, kind);
    else if (z[0] == ' ' || z[n - 1] == ' ')
        load_wrong(l, at, "%s without blanks around it", what);
    else if (z[strcspn(z, signs)])
        load_wrong(l, at, "%s without any of %s", what, signs);
}

void load_text(struct load *l, const struct text_at *at)
{
    const char *kind;
    uint32_t c = unicode_unseen(at->text, &kind);
    if (c)
        load_warn(l, at, "U+%04X (%s) in the text: nobody sees it", c, kind);
}

int64_t load_number(struct load *l, const struct text_at *at, int64_t min, int64_t max)
{
    int64_t v = 0;
    if (!text_number(at->text, min, max, &v))
        load_wrong(l, at, "an integer %" PRId64 "…%" PRId64, min, max);
    return v;
}

int32_t load_days(struct load *l, const struct text_at *at)
{
    int64_t v = DAYS_NONE;
    if (*at->text && !text_number(at->text, 0, 36500, &v))
        load_wrong(l, at, "days 0…36500 or nothing");
    return (int32_t)v;
}

int load_word(struct load *l, const struct text_at *at, const char *const *words, int n)
{
    struct str list = {0};
    bool empty = false;
    for (int i = 0; i < n; i++) {
        const char *word = words[i] ? words[i] : "";
        if (!strcmp(at->text, word)) {
            str_release(&list);
            return i;
        }
        if (*word)
            str_printf(&list, "%s%s", list.len ? ", " : "", word);
        empty = empty || !*word;
    }
    load_wrong(l, at, "%s%s", str_text(&list), empty ? " or nothing" : "");
    str_release(&list);
    return 0;
}

bool load_once(struct load *l, const struct text_at *at, const char *kind, const char *key)
{
    struct str k = {0};
    str_printf(&k, "%s\n%s", kind, key);
    uint32_t line = map_put(&l->seen, arena_strndup(&l->ref->arena, k.p, k.len), k.len, at->line);
    str_release(&k);
    if (line != at->line)
        load_wrong(l, at, "it once (it stands on line %u)", line);
    return line == at->line;
}

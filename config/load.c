#include "config/load.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"

bool load_file(struct load *l, const char *name)
{
    struct err e;
    str_clear(&l->text);
    str_clear(&l->path);
    str_printf(&l->path, "%s/%s", l->dir, name);
    int rc = file_read(&l->text, l->path.p, &e);
    if (rc < 0)
        load_finding(l, 1, 1, e.text);
    if (rc == 0)
        str_printf(&l->inputs, "%s %016" PRIx64 "\n", name, map_hash(str_text(&l->text), l->text.len));
    return rc == 0;
}

void load_finding(struct load *l, uint32_t line, uint32_t column, const char *what)
{
    if (l->n_findings++ == 0)
        err_set(l->e, "%s:%u:%u: %s", l->path.p, line, column, what);
    if (l->n_findings <= LOAD_FINDINGS)
        str_printf(l->findings, "%s:%u:%u: %s\n", l->path.p, line, column, what);
}

/* The value in quotes, control characters escaped, a long one cut between characters. */
static void put_value(struct str *out, const char *z)
{
    enum { MAX = 100 };
    size_t n = strlen(z), cut = n > MAX ? MAX : n;
    while (cut < n && ((unsigned char)z[cut] & 0xc0) == 0x80)
        cut--;
    struct str part = {0};
    str_put(&part, z, cut);
    str_puts(&part, cut < n ? "…" : "");
    str_json(out, part.p);
    str_release(&part);
}

void load_wrong(struct load *l, const struct text_at *at, const char *fmt, ...)
{
    struct str what = {0};
    va_list ap;
    char text[600];
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    put_value(&what, at->text);
    str_printf(&what, ", expected %s", text);
    load_finding(l, at->line, at->column, what.p);
    str_release(&what);
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

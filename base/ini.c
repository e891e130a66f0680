#include "base/ini.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"

struct ini {
    struct arena *arena;
    const struct ini_taker *to;
    const char *section;
    struct map seen; /* section and key -> line */
    const char *bol;
    uint32_t line;
};

static void fault(const struct ini *in, const char *at, const char *what)
{
    in->to->fault(in->to->ctx, in->line, (uint32_t)(at - in->bol) + 1, what);
}

static bool blank(char c) { return c == ' ' || c == '\t'; }

/* [from, to) without the blanks around it, as a text of its own. False: not text, and said so. */
static bool piece(const struct ini *in, const char *from, const char *to, struct text_at *out)
{
    char what[TEXT_WHAT];
    while (from < to && blank(*from))
        from++;
    while (to > from && blank(to[-1]))
        to--;
    const char *bad = text_bad_byte(from, (size_t)(to - from), what);
    if (bad)
        fault(in, bad, what);
    else
        *out = (struct text_at){arena_strndup(in->arena, from, (size_t)(to - from)), in->line,
                                (uint32_t)(from - in->bol) + 1};
    return !bad;
}

static void section(struct ini *in, const char *p, const char *end)
{
    struct ini_entry en = {0};
    const char *close = memchr(p, ']', (size_t)(end - p));
    if (close != end - 1)
        fault(in, p, "a [ without a ] at the line's end, expected [section]");
    else if (piece(in, p + 1, close, &en.value)) {
        in->section = en.section = en.value.text;
        in->to->entry(in->to->ctx, &en);
    }
}

static bool first_time(struct ini *in, const struct ini_entry *en, const char *at)
{
    struct str key = {0}, what = {0};
    str_printf(&key, "%s]%s", en->section, en->key.text);
    uint32_t line = map_put(&in->seen, arena_strndup(in->arena, key.p, key.len), key.len, in->line);
    if (line != in->line) {
        str_printf(&what, "\"%s\" a second time, expected it once (it stands on line %u)", en->key.text,
                   line);
        fault(in, at, what.p);
    }
    str_release(&key);
    str_release(&what);
    return line == in->line;
}

/* One line without the blanks at its ends, not empty and no comment. */
static void line(struct ini *in, const char *p, const char *end)
{
    if (*p == '[') {
        section(in, p, end);
        return;
    }
    struct ini_entry en = {.section = in->section};
    const char *eq = memchr(p, '=', (size_t)(end - p));
    if (!eq || eq == p)
        fault(in, p,
              eq ? "a = without a name, expected name = value" : "a line without =, expected name = value");
    else if (piece(in, p, eq, &en.key) && piece(in, eq + 1, end, &en.value) && first_time(in, &en, p))
        in->to->entry(in->to->ctx, &en);
}

/* [p, end) without its line feed and the blanks at its ends. */
static const char *trim(const char *p, const char **end)
{
    while (*end > p && (blank((*end)[-1]) || (*end)[-1] == '\r'))
        (*end)--;
    while (p < *end && blank(*p))
        p++;
    return p;
}

static bool comment(const char *p, const char *end) { return p < end && (*p == '#' || *p == ';'); }

void ini_read(const char *text, size_t n, struct arena *a, const struct ini_taker *to)
{
    struct ini in = {.arena = a, .to = to, .section = ""};
    const char *p = text_skip_bom(text, n), *end = text + n;
    while (p < end) {
        const char *lf = memchr(p, '\n', (size_t)(end - p)), *stop = lf ? lf : end;
        in.bol = p;
        in.line++;
        p = trim(p, &stop);
        if (p < stop && !comment(p, stop))
            line(&in, p, stop);
        p = lf ? lf + 1 : end;
    }
    map_release(&in.seen);
}

bool ini_foreign(const char *text, size_t n, struct text_at *at)
{
    if (!text_foreign(text, n, at))
        return false;
    for (const char *p = text, *end = text + n, *next; p < end; p = next) {
        const char *lf = memchr(p, '\n', (size_t)(end - p)), *stop = lf ? lf : end;
        next = lf ? lf + 1 : end;
        p = trim(p, &stop);
        size_t len = (size_t)(stop - p);
        if (!comment(p, stop) && (!str_utf8(p, len) || memchr(p, 0, len)))
            return true;
    }
    return false;
}

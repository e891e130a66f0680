#include "codec/feed.h"

#include <string.h>

#include "base/text.h"

/* The first byte that is no blank; NULL: there is none. */
static const char *first_sign(const struct line *l)
{
    for (const char *p = l->p; p < l->p + l->n; p++)
        if (!memchr(" \t\r\n\v\f", *p, 6))
            return p;
    return NULL;
}

static void skip_bom(struct line *l)
{
    const char *p = text_skip_bom(l->p, l->n);
    l->n -= (size_t)(p - l->p);
    l->p = p;
}

int feed_next(struct linefile *f, struct line *out, struct err *e)
{
    int rc;
    while ((rc = linefile_next(f, out, e)) > 0) {
        if (f->number == 1)
            skip_bom(out);
        if (first_sign(out))
            return 1;
    }
    return rc;
}

int feed_each(const char *name, feed_line *fn, void *ctx, struct err *e)
{
    struct linefile f;
    struct line line;
    int rc;
    if (linefile_open(&f, name, e))
        return -1;
    while ((rc = feed_next(&f, &line, e)) > 0)
        fn(ctx, &f, line);
    linefile_close(&f);
    return rc;
}

/* The line that feed_next would give, without taking it. */
static int peek(struct linefile *f, size_t *at, struct line *out, struct err *e)
{
    int rc;
    for (bool first = !*at; (rc = linefile_peek(f, at, out, e)) > 0; first = false) {
        if (first)
            skip_bom(out);
        if (first_sign(out))
            return 1;
    }
    return rc;
}

/* How many objects and arrays are open at the line's end; -1: a text is. */
static int open_at_end(const struct line *l)
{
    int depth = 0;
    bool text = false;
    for (size_t i = 0; i < l->n; i++) {
        if (l->p[i] == '\\' && text)
            i++;
        else if (l->p[i] == '"')
            text = !text;
        else if (!text)
            depth += (l->p[i] == '{' || l->p[i] == '[') - (l->p[i] == '}' || l->p[i] == ']');
    }
    return text ? -1 : depth;
}

/* What the file is by its first bytes, and what makes lines of it; NULL: it may be lines of JSON. */
static const char *foreign(const char *p, size_t n)
{
    static const struct {
        const char *bytes, *what;
        size_t n;
    } row[] = {
        {"\xff\xfe", "UTF-16 text: it has to be UTF-8 (iconv -f UTF-16 -t UTF-8)", 2},
        {"\xfe\xff", "UTF-16 text: it has to be UTF-8 (iconv -f UTF-16 -t UTF-8)", 2},
        {"\x1f\x8b", "compressed: it has to be unpacked (zcat)", 2},
        {"PK\3\4", "a ZIP file or a workbook: lines of JSON have to be made of it", 4},
        {"\xfd"
         "7zXZ",
         "compressed: it has to be unpacked (xzcat)", 5},
        {"\x28\xb5\x2f\xfd", "compressed: it has to be unpacked (zstdcat)", 4},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (n >= row[i].n && !memcmp(p, row[i].bytes, row[i].n))
            return row[i].what;
    return n >= 4 && memchr(p, 0, 4) ? row[0].what : NULL;
}

/* Does a comma follow the line's object? */
static bool ends_with_comma(const struct line *l)
{
    size_t n = l->n;
    while (n && memchr(" \t\r", l->p[n - 1], 3))
        n--;
    return n > 1 && !memcmp(l->p + n - 2, "},", 2) && !open_at_end(l);
}

/* What shows in the first line alone. */
static const char *foreign_line(const struct line *l)
{
    if (*first_sign(l) == '[')
        return "one JSON array: one object a line is wanted (jq -c '.[]')";
    if (*first_sign(l) == 0x1e)
        return "a JSON text sequence: one object a line is wanted (tr -d '\\036')";
    if (memmem(l->p, l->n, "}\r{", 3))
        return "JSON whose lines end with a carriage return alone: a line feed is wanted (tr '\\r' '\\n')";
    return NULL;
}

int feed_check(struct linefile *f, struct err *e)
{
    struct line l;
    size_t at = 0;
    int rc = peek(f, &at, &l, e);
    const char *what = rc > 0 ? foreign(f->buffer + f->from, f->to - f->from) : NULL;
    if (!what && rc > 0)
        what = foreign_line(&l);
    bool open = !what && rc > 0 && *first_sign(&l) == '{' && open_at_end(&l) > 0,
         comma = !what && rc > 0 && ends_with_comma(&l);
    if ((open || comma) && (rc = peek(f, &at, &l, e)) > 0) {
        bool object = *first_sign(&l) == '{';
        if (open && !object)
            what = "JSON over several lines: one object a line is wanted (jq -c .)";
        else if (comma && object)
            what = "JSON objects joined by commas: one object a line is wanted (sed 's/,$//')";
    }
    return rc < 0 ? -1 : what ? err_set(e, "%s is %s", f->name, what) : 0;
}

#include "base/unicode.h"

#include <string.h>

struct range {
    uint32_t first, last;
    const char *what;
};

static const struct range unseen[] = {
    {0x00, 0x1f, "control character"},
    {0x7f, 0x9f, "control character"},
    {0xa0, 0xa0, "no-break space"},
    {0xad, 0xad, "soft hyphen"},
    {0x34f, 0x34f, "zero-width character"},
    {0x61c, 0x61c, "mark of direction"},
    {0x115f, 0x1160, "filler that looks like a blank"},
    {0x1680, 0x1680, "space of another kind"},
    {0x17b4, 0x17b5, "zero-width character"},
    {0x180b, 0x180f, "zero-width character"},
    {0x2000, 0x200a, "space of another kind"},
    {0x200b, 0x200d, "zero-width character"},
    {0x200e, 0x200f, "mark of direction"},
    {0x2028, 0x2029, "line break of another kind"},
    {0x202a, 0x202e, "mark of direction"},
    {0x202f, 0x202f, "no-break space"},
    {0x205f, 0x205f, "space of another kind"},
    {0x2060, 0x2064, "zero-width character"},
    {0x2065, 0x206f, "mark of direction"},
    {0x2800, 0x2800, "filler that looks like a blank"},
    {0x3000, 0x3000, "ideographic space"},
    {0x3164, 0x3164, "filler that looks like a blank"},
    {0xfe00, 0xfe0f, "zero-width character"},
    {0xfeff, 0xfeff, "byte order mark"},
    {0xffa0, 0xffa0, "filler that looks like a blank"},
    {0xfff0, 0xfffc, "zero-width character"},
    {0xfffd, 0xfffd, "sign of a character that was lost"},
    {0xfffe, 0xffff, "no character"},
    {0xe0000, 0xe0fff, "zero-width character"},
};
/* Blanks of all kinds are none of them, nor what chooses the form of the character before it. */
static const struct range harmful[] = {
    {0x00, 0x1f, NULL},      {0x7f, 0x9f, NULL},     {0xad, 0xad, NULL},     {0x34f, 0x34f, NULL},
    {0x61c, 0x61c, NULL},    {0x115f, 0x1160, NULL}, {0x17b4, 0x17b5, NULL}, {0x180e, 0x180e, NULL},
    {0x200b, 0x200f, NULL},  {0x2028, 0x202e, NULL}, {0x2060, 0x206f, NULL}, {0x3164, 0x3164, NULL},
    {0xfeff, 0xfeff, NULL},  {0xffa0, 0xffa0, NULL}, {0xfff0, 0xfffb, NULL}, {0xfffe, 0xffff, NULL},
    {0xe0000, 0xe00ff, NULL}};
static const struct range wide[] = {{0xff10, 0xff19, NULL}, {0xff21, 0xff3a, NULL}, {0xff41, 0xff5a, NULL}};

static const struct range *in(const struct range *r, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= r[i].first && c <= r[i].last)
            return &r[i];
    return NULL;
}
#define IN(list, c) in(list, sizeof(list) / sizeof *(list), c)

static size_t length(uint8_t first) { return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4; }

uint32_t unicode_point(const char *p, size_t *n)
{
    uint8_t c = (uint8_t)*p;
    *n = length(c);
    uint32_t v = *n == 1 ? c : c & (0xffu >> (*n + 1));
    for (size_t i = 1; i < *n; i++)
        v = v << 6 | ((uint8_t)p[i] & 0x3f);
    return v;
}

uint32_t unicode_unseen(const char *z, const char **what)
{
    for (size_t n; *z; z += n) {
        uint32_t c = unicode_point(z, &n);
        const struct range *r = IN(unseen, c);
        if (r) {
            *what = r->what;
            return c;
        }
    }
    return 0;
}

uint32_t unicode_wide(const char *z)
{
    for (size_t n; *z; z += n) {
        uint32_t c = unicode_point(z, &n);
        if (IN(wide, c))
            return c;
    }
    return 0;
}

size_t unicode_next(const char *p, size_t n, bool *shown)
{
    size_t len = length((uint8_t)*p);
    *shown = len <= n && str_utf8(p, len);
    if (!*shown)
        return 1;
    uint32_t c = unicode_point(p, &len);
    bool usual = (c >= ' ' && c < 0x7f) || (c > 0x3164 && c < 0xd800); /* ASCII, Chinese */
    *shown = usual || !IN(harmful, c);
    return len;
}

void unicode_safe(struct str *out, const char *p, size_t n)
{
    bool shown;
    for (const char *end = p + n; p < end; p += n) {
        n = unicode_next(p, (size_t)(end - p), &shown);
        str_put(out, shown ? p : UNICODE_LOST, shown ? n : sizeof UNICODE_LOST - 1);
    }
}

void unicode_safe_lines(struct str *out, const char *z)
{
    for (size_t n; *z; z += n) {
        n = strcspn(z, "\n");
        unicode_safe(out, z, n);
        n += z[n] == '\n';
        if (n && z[n - 1] == '\n')
            str_putc(out, '\n');
    }
}

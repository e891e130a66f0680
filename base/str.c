#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

static void reserve(struct str *s, size_t more)
{
    if (s->cap - s->len > more)
        return;
    size_t cap = s->cap ? s->cap : 64;
    while (cap - s->len <= more)
        cap *= 2;
    s->p = mem_realloc(s->p, cap);
    s->cap = cap;
}

void str_put(struct str *s, const void *p, size_t n)
{
    reserve(s, n);
    if (n)
        memcpy(s->p + s->len, p, n);
    s->len += n;
    s->p[s->len] = 0;
}

void str_puts(struct str *s, const char *z) { str_put(s, z, strlen(z)); }
void str_putc(struct str *s, char c) { str_put(s, &c, 1); }

void str_int(struct str *s, int64_t v)
{
    char b[24], *p = b + sizeof b;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do
        *--p = (char)('0' + u % 10);
    while (u /= 10);
    if (v < 0)
        *--p = '-';
    str_put(s, p, (size_t)(b + sizeof b - p));
}

void str_printf(struct str *s, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n > 0) {
        reserve(s, (size_t)n);
        vsnprintf(s->p + s->len, s->cap - s->len, fmt, again);
        s->len += (size_t)n;
    }
    va_end(again);
}

void str_json(struct str *s, const char *z)
{
    static const char hex[] = "0123456789abcdef";
    if (!z) {
        str_put(s, "null", 4);
        return;
    }
    str_putc(s, '"');
    for (const char *from = z;; z++) {
        unsigned char c = (unsigned char)*z;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        str_put(s, from, (size_t)(z - from));
        from = z + 1;
        if (!c)
            break;
        const char *brief = strchr("\"\"\\\\\nn\tt\rr\bb\ff", c); /* what is escaped, and its letter */
        if (brief)
            str_put(s, (char[]){'\\', brief[1]}, 2);
        else
            str_put(s, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
    }
    str_putc(s, '"');
}

void str_url(struct str *s, const char *z)
{
    for (; *z; z++) {
        unsigned char c = (unsigned char)*z;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     strchr("-._~", c);
        if (plain)
            str_putc(s, (char)c);
        else
            str_printf(s, "%%%02X", c);
    }
}

void str_clear(struct str *s)
{
    s->len = 0;
    if (s->p)
        s->p[0] = 0;
}

void str_release(struct str *s)
{
    free(s->p);
    *s = (struct str){0};
}

const char *str_text(const struct str *s) { return s->p ? s->p : ""; }

const char *str_keep(struct str *s, struct arena *a)
{
    const char *kept = arena_strndup(a, str_text(s), s->len);
    str_release(s);
    return kept;
}

bool str_utf8(const void *p, size_t n)
{
    const unsigned char *s = p, *end = s + n;
    while (s < end) {
        unsigned c = *s++;
        if (c < 0x80)
            continue;
        int more = c >= 0xc2 && c < 0xe0 ? 1 : c >= 0xe0 && c < 0xf0 ? 2 : c >= 0xf0 && c < 0xf5 ? 3 : 0;
        if (!more || end - s < more)
            return false;
        /* the second byte excludes overlong forms, surrogates and what lies past U+10FFFF */
        unsigned lo = c == 0xe0   ? 0xa0
                      : c == 0xf0 ? 0x90
                                  : 0x80,
                 hi = c == 0xed   ? 0x9f
                      : c == 0xf4 ? 0x8f
                                  : 0xbf;
        if (*s < lo || *s > hi)
            return false;
        for (s++; --more; s++)
            if ((*s & 0xc0) != 0x80)
                return false;
    }
    return true;
}

size_t str_points(const char *z)
{
    size_t n = 0;
    for (; *z; z++)
        n += ((unsigned char)*z & 0xc0) != 0x80;
    return n;
}

size_t str_fit(const char *z, size_t most)
{
    size_t n = strnlen(z, most);
    while (n && ((unsigned char)z[n] & 0xc0) == 0x80)
        n--;
    return n;
}

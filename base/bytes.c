#include "base/bytes.h"

#include <string.h>

void bytes_put_u(struct str *out, uint64_t v)
{
    char b[10];
    size_t n = 0;
    for (; v >= 0x80; v >>= 7)
        b[n++] = (char)(v | 0x80);
    b[n++] = (char)v;
    str_put(out, b, n);
}

void bytes_put_i(struct str *out, int64_t v)
{
    bytes_put_u(out, (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0));
}

void bytes_put_text(struct str *out, const char *z)
{
    size_t n = strlen(z);
    bytes_put_u(out, n);
    str_put(out, z, n);
}

uint8_t bytes_byte(struct bytes *b)
{
    if (b->p < b->end)
        return *b->p++;
    b->bad = true;
    return 0;
}

uint64_t bytes_u(struct bytes *b)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint8_t c = bytes_byte(b);
        v |= (uint64_t)(c & 0x7f) << shift;
        if (!(c & 0x80))
            return b->bad ? 0 : v;
    }
    b->bad = true;
    return 0;
}

int64_t bytes_i(struct bytes *b)
{
    uint64_t u = bytes_u(b);
    return (int64_t)(u >> 1 ^ (u & 1 ? UINT64_MAX : 0));
}

int64_t bytes_between(struct bytes *b, int64_t min, int64_t max)
{
    int64_t v = bytes_i(b);
    if (v >= min && v <= max)
        return v;
    b->bad = true;
    return min;
}

const char *bytes_text(struct bytes *b, struct arena *a)
{
    uint64_t n = bytes_u(b);
    if (b->bad || n > (uint64_t)(b->end - b->p)) {
        b->bad = true;
        return "";
    }
    const char *z = arena_strndup(a, (const char *)b->p, n);
    b->p += n;
    return z;
}

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

bool text_number(const char *s, int64_t min, int64_t max, int64_t *out)
{
    bool minus = *s == '-';
    s += minus;
    size_t n = strspn(s, "0123456789");
    if (!n || n > 18 || s[n]) /* 18 digits always fit */
        return false;
    int64_t v = 0;
    for (; *s; s++)
        v = 10 * v + (*s - '0');
    v = minus ? -v : v;
    if (v < min || v > max)
        return false;
    *out = v;
    return true;
}

const char *text_bad_byte(const char *p, size_t n, char what[TEXT_WHAT])
{
    for (const char *end = p + n; p < end;) {
        unsigned char c = (unsigned char)*p;
        size_t len = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
        if (c < 0x20 || c == 0x7f) {
            snprintf(what, TEXT_WHAT, "control character 0x%02x, expected text", c);
            return p;
        }
        if (len > (size_t)(end - p) || !str_utf8(p, len)) {
            snprintf(what, TEXT_WHAT, "byte 0x%02x, expected UTF-8", c);
            return p;
        }
        p += len;
    }
    return NULL;
}

const char *text_skip_bom(const char *p, size_t n)
{
    return n >= 3 && !memcmp(p, "\xef\xbb\xbf", 3) ? p + 3 : p;
}

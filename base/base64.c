#include "base/base64.h"

void base64_put(struct str *out, const void *p, size_t n)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const uint8_t *b = p;
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        uint32_t v = (uint32_t)b[i] << 16 | (left > 1 ? (uint32_t)b[i + 1] << 8 : 0) |
                     (left > 2 ? b[i + 2] : 0);
        str_putc(out, digit[v >> 18]);
        str_putc(out, digit[v >> 12 & 63]);
        str_putc(out, left > 1 ? digit[v >> 6 & 63] : '=');
        str_putc(out, left > 2 ? digit[v & 63] : '=');
    }
}

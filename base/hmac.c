#include "base/hmac.h"

#include <string.h>

enum { BLOCK = 64, DIGEST = 32 };

void hmac_sha256(const void *key, size_t n_key, const void *p, size_t n, uint8_t out[32])
{
    uint8_t pad[BLOCK] = {0}, inner[DIGEST];
    struct sha256 s;
    if (n_key > BLOCK) {
        sha256_begin(&s);
        sha256_add(&s, key, n_key);
        sha256_end(&s, pad);
    } else if (n_key)
        memcpy(pad, key, n_key);
    for (int i = 0; i < BLOCK; i++)
        pad[i] ^= 0x36;
    sha256_begin(&s);
    sha256_add(&s, pad, BLOCK);
    sha256_add(&s, p, n);
    sha256_end(&s, inner);
    for (int i = 0; i < BLOCK; i++)
        pad[i] ^= 0x36 ^ 0x5c;
    sha256_begin(&s);
    sha256_add(&s, pad, BLOCK);
    sha256_add(&s, inner, DIGEST);
    sha256_end(&s, out);
}

void hmac_base64(struct str *out, const void *p, size_t n)
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

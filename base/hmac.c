#include "base/hmac.h"

#include <string.h>

#include "base/sha256.h"

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

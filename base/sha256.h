/* SHA-256 (FIPS 180-4): fingerprints of documents, reference data and the audit log. Not for passwords. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
    uint32_t h[8];
    uint64_t n; /* bytes taken so far */
    uint8_t block[64];
};

void sha256_begin(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *p, size_t n);
void sha256_end(struct sha256 *s, uint8_t out[32]);

enum { SHA256_TEXT = 65 };
/* The whole in one: 64 lower-case hex digits of the n bytes. */
const char *sha256_text(const void *p, size_t n, char out[SHA256_TEXT]);

#endif

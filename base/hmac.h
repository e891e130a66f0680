/* HMAC-SHA256 (RFC 2104): how requests are signed. */
#ifndef BASE_HMAC_H
#define BASE_HMAC_H

#include <stddef.h>
#include <stdint.h>

void hmac_sha256(const void *key, size_t n_key, const void *p, size_t n, uint8_t out[32]);

#endif

/* HMAC-SHA256 (RFC 2104) and Base64 (RFC 4648): how requests are signed and binary bytes travel as text. */
#ifndef BASE_HMAC_H
#define BASE_HMAC_H

#include "base/sha256.h"
#include "base/str.h"

void hmac_sha256(const void *key, size_t n_key, const void *p, size_t n, uint8_t out[32]);
void hmac_base64(struct str *out, const void *p, size_t n); /* appends it, padded, without line breaks */

#endif

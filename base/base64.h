/* Base64 (RFC 4648 section 4), with padding. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/str.h"

void base64_put(struct str *out, const void *p, size_t n); /* appends */

#endif

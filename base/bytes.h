/* Numbers and strings as bytes: LEB128 varints, zigzag for signed ones, strings with their length in front.
 * Reading is safe on any input. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

void bytes_put_u(struct str *out, uint64_t v);
void bytes_put_i(struct str *out, int64_t v);
void bytes_put_text(struct str *out, const char *z); /* not NULL */

/* A place in a buffer; once `bad` is set every read gives 0 or "". */
struct bytes {
    const uint8_t *p, *end;
    bool bad;
};
uint64_t bytes_u(struct bytes *b);
int64_t bytes_i(struct bytes *b);
int64_t bytes_between(struct bytes *b, int64_t min,
                      int64_t max); /* as bytes_i; what is not in [min, max] is bad and reads as min */
uint8_t bytes_byte(struct bytes *b);
const char *bytes_text(struct bytes *b, struct arena *a); /* a copy in the arena */

#endif

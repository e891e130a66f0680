/* What the readers of this folder share about text. Pure. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* A piece of text and where it began: line and column (in bytes) count from 1. */
struct text_at {
    const char *text;
    uint32_t line, column;
};

/* A decimal integer of [min, max] and nothing else; `-` is the only sign. */
bool text_number(const char *s, int64_t min, int64_t max, int64_t *out);

enum { TEXT_WHAT = 80 };
/* The first byte of the n that is a control character or not UTF-8, and a sentence about it; NULL: all is
 * text. */
const char *text_bad_byte(const char *p, size_t n, char what[TEXT_WHAT]);
/* Where the text begins behind a byte order mark, if it has one. */
const char *text_skip_bom(const char *p, size_t n);
/* True iff the n bytes seem to be text in GBK or UTF-16: then where that shows first, and what to do. */
bool text_foreign(const char *p, size_t n, struct text_at *at);
/* Any text in quotes, as JSON; what nobody sees stands as its number (\\u00a0), a long one is cut. */
void text_quote(struct str *out, const char *z);

#endif

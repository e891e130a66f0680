/* One JSON text as a tree of values. Messages of the usual form (no escapes, integers, shallow) are read by a
 * small strict scanner, which is ten times as fast; whatever is unusual or wrong goes to Jansson, which
 * decides. Both give the same tree, and refuse the same: also a key that comes twice in an object, half of a
 * surrogate pair, U+0000 in a key and what lies deeper than 2,048. A number that is too large for 64 bits is
 * one all the same: whoever asks for its field sees that it is no integer. Pure but for Jansson. */
#ifndef CODEC_VALUE_H
#define CODEC_VALUE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

enum value_type {
    VALUE_NULL,
    VALUE_FALSE,
    VALUE_TRUE,
    VALUE_INTEGER,
    VALUE_REAL,
    VALUE_STRING,
    VALUE_ARRAY,
    VALUE_OBJECT
};

struct value {
    enum value_type type;
    uint32_t n; /* bytes of the string; members of array or object */
    union {
        int64_t integer;
        const char *text; /* NUL-terminated; may hold NULs if strlen < n. Of a real: words for people */
        struct value *item; /* array */
        struct member *member; /* object; no name comes twice */
    };
};

struct member {
    const char *name;
    uint32_t n; /* bytes of the name */
    struct value value;
};

/* Reads n bytes of valid UTF-8 as one JSON value into the arena. NULL: not JSON (or an object with a key
 * twice); the reason is in `why`. */
const struct value *value_read(const char *bytes, size_t n, struct arena *a, char why[200]);
/* The same by Jansson alone: what the scanner is tested against. */
const struct value *value_read_slowly(const char *bytes, size_t n, struct arena *a, char why[200]);

/* The member of an object; NULL where there is none, where it is null, or where v is no object. */
const struct value *value_member(const struct value *v, const char *name);
/* A string without NUL inside; NULL: v is not one. */
const char *value_text(const struct value *v);
/* The value as JSON, for messages to people: at most about `max` bytes, cut at a character, "…" behind what
 * was cut. */
void value_brief(struct str *out, const struct value *v, size_t max);

#endif

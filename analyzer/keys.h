/* From names to numbers for the length of one eval(): event ids with their source, steps with their
 * department, units with their month. Keys are borrowed, the table lies in the arena. Iteration does not
 * exist, so no output can depend on hash order. Internal to the analyzer. */
#ifndef ANALYZER_KEYS_H
#define ANALYZER_KEYS_H

#include <stdint.h>

#include "base/arena.h"

struct key {
    const char *name, *source; /* NULL: the key has none */
    int64_t number;
};

struct keys {
    struct keys_slot *slot; /* zero-initialised is empty; a power of two, at most half of them used */
    size_t n, cap;
};

enum { KEYS_NONE = -1 };

int64_t keys_get(const struct keys *k, struct key key); /* KEYS_NONE if it is not there */
/* The value that stands under the key (>= 0), to be read or set; a new one is KEYS_NONE. It holds until the
 * next keys_at(). */
int64_t *keys_at(struct keys *k, struct key key, struct arena *a);

#endif

/* From strings to numbers: a hash map with borrowed keys (the caller keeps them alive). Iteration does not
 * exist, so no output can depend on hash order. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

struct map {
    struct map_slot *slot; /* zero-initialised is empty */
    size_t n, cap;
};

#define MAP_NONE UINT32_MAX

uint32_t map_get(const struct map *m, const char *key, size_t len); /* MAP_NONE if it is not there */
/* The value that stands under the key; if there was none, `value` is put there and returned. */
uint32_t map_put(struct map *m, const char *key, size_t len, uint32_t value);
void map_release(struct map *m);
uint64_t map_hash(const void *p, size_t len); /* the hash used; stable on one machine only */

#endif

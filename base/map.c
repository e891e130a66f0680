#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct map_slot {
    const char *key; /* NULL: free */
    uint32_t len, value;
    uint64_t hash;
};

uint64_t map_hash(const void *p, size_t len)
{
    const unsigned char *s = p;
    uint64_t h = 0x9e3779b97f4a7c15u ^ len;
    for (; len >= 8; s += 8, len -= 8) {
        uint64_t w;
        memcpy(&w, s, 8);
        h = (h ^ w) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    uint64_t w = 0;
    memcpy(&w, s, len);
    h = (h ^ w) * 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 29;
}

static struct map_slot *find(const struct map *m, const char *key, size_t len, uint64_t hash)
{
    /* from the high bits: the low ones do not depend on the end of the key, where numbered keys differ */
    for (size_t i = hash >> (__builtin_clzll(m->cap) + 1);; i = (i + 1) & (m->cap - 1)) {
        struct map_slot *s = &m->slot[i];
        if (!s->key || (s->hash == hash && s->len == len && !memcmp(s->key, key, len)))
            return s;
    }
}

static void grow(struct map *m)
{
    struct map big = {.cap = m->cap ? 2 * m->cap : 64, .n = m->n};
    big.slot = mem_alloc(big.cap * sizeof *big.slot);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slot[i].key)
            *find(&big, m->slot[i].key, m->slot[i].len, m->slot[i].hash) = m->slot[i];
    free(m->slot);
    *m = big;
}

uint32_t map_get(const struct map *m, const char *key, size_t len)
{
    if (!m->n)
        return MAP_NONE;
    const struct map_slot *s = find(m, key, len, map_hash(key, len));
    return s->key ? s->value : MAP_NONE;
}

uint32_t map_put(struct map *m, const char *key, size_t len, uint32_t value)
{
    if (2 * m->n >= m->cap)
        grow(m);
    uint64_t hash = map_hash(key, len);
    struct map_slot *s = find(m, key, len, hash);
    if (!s->key) {
        *s = (struct map_slot){key, (uint32_t)len, value, hash};
        m->n++;
    }
    return s->value;
}

void map_release(struct map *m)
{
    free(m->slot);
    *m = (struct map){0};
}

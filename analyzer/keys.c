#include "analyzer/keys.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/map.h"

enum { SMALLEST = 16 };

struct keys_slot {
    struct key key;
    uint64_t hash; /* 0: free */
    int64_t value;
};

static uint64_t hash_of(struct key key)
{
    uint64_t h = map_hash(&key.number, sizeof key.number);
    if (key.name)
        h ^= map_hash(key.name, strlen(key.name));
    if (key.source)
        h = (h ^ map_hash(key.source, strlen(key.source))) * 0xff51afd7ed558ccdu;
    return h ? h : 1;
}

static bool same_text(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

/* The slot of the key, or the free one that it belongs into. */
static struct keys_slot *find_slot(const struct keys *k, struct key key, uint64_t hash)
{
    assert(2 * k->n <= k->cap); /* so there is a free one */
    for (size_t i = hash >> (__builtin_clzll(k->cap) + 1);;
         i = (i + 1) & (k->cap - 1)) { /* as in base/map.c */
        struct keys_slot *s = &k->slot[i];
        if (!s->hash || (s->hash == hash && s->key.number == key.number && same_text(s->key.name, key.name) &&
                         same_text(s->key.source, key.source)))
            return s;
    }
}

static void grow(struct keys *k, struct arena *a)
{
    struct keys big = {.n = k->n, .cap = k->cap ? 2 * k->cap : SMALLEST};
    big.slot = arena_zalloc(a, big.cap * sizeof *big.slot);
    for (size_t i = 0; i < k->cap; i++)
        if (k->slot[i].hash)
            *find_slot(&big, k->slot[i].key, k->slot[i].hash) = k->slot[i];
    *k = big;
}

int64_t keys_get(const struct keys *k, struct key key)
{
    if (!k->n)
        return KEYS_NONE;
    const struct keys_slot *s = find_slot(k, key, hash_of(key));
    return s->hash ? s->value : KEYS_NONE;
}

int64_t *keys_at(struct keys *k, struct key key, struct arena *a)
{
    if (2 * k->n >= k->cap)
        grow(k, a);
    uint64_t hash = hash_of(key);
    struct keys_slot *s = find_slot(k, key, hash);
    if (!s->hash) {
        *s = (struct keys_slot){key, hash, KEYS_NONE};
        k->n++;
    }
    return &s->value;
}

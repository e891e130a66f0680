#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { SMALLEST = 2048, LARGEST = 256 * 1024 }; /* blocks double, so that a short use stays small */

struct arena_block {
    struct arena_block *next;
    size_t cap, used;
    _Alignas(16) unsigned char bytes[];
};

static struct arena_block *block_new(struct arena_block *next, size_t cap)
{
    struct arena_block *b = mem_realloc(NULL, sizeof *b + cap);
    b->next = next;
    b->cap = cap;
    b->used = 0;
    return b;
}

void *arena_alloc(struct arena *a, size_t n)
{
    n = (n + 7) & ~(size_t)7;
    if (!a->head || a->head->cap - a->head->used < n) {
        size_t cap = !a->head ? SMALLEST : a->head->cap < LARGEST ? 2 * a->head->cap : LARGEST;
        a->head = block_new(a->head, n > cap ? n : cap);
    }
    void *p = a->head->bytes + a->head->used;
    a->head->used += n;
    a->used += n;
    return p;
}

void *arena_zalloc(struct arena *a, size_t n) { return memset(arena_alloc(a, n), 0, n); }

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *p = arena_alloc(a, n + 1);
    memcpy(p, s, n);
    p[n] = 0;
    return p;
}

char *arena_strdup(struct arena *a, const char *s) { return arena_strndup(a, s, strlen(s)); }

void arena_reset(struct arena *a)
{
    if (!a->head)
        return;
    while (a->head->next) {
        struct arena_block *b = a->head->next;
        a->head->next = b->next;
        free(b);
    }
    a->head->used = 0;
    a->used = 0;
}

void arena_release(struct arena *a)
{
    arena_reset(a);
    free(a->head);
    a->head = NULL;
}

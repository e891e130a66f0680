/* An arena: many small allocations that die together. Memory is not zeroed unless said; the arena owns all it
 * gives. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *head; /* newest block; zero-initialised is an empty arena */
    size_t used; /* bytes given out since the last reset */
};

void *arena_alloc(struct arena *a, size_t n); /* 8-byte aligned */
void *arena_zalloc(struct arena *a, size_t n); /* the same, zeroed */
char *arena_strndup(struct arena *a, const char *s, size_t n); /* NUL-terminated copy */
char *arena_strdup(struct arena *a, const char *s);
void arena_reset(struct arena *a); /* forgets everything, keeps one block */
void arena_release(struct arena *a);

#endif

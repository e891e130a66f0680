/* A reader of `[section]` and `key = value` lines in memory. `#` and `;` begin comment lines; blanks around
 * names and values are cut; a value goes to the end of its line. Pure. */
#ifndef BASE_INI_H
#define BASE_INI_H

#include "base/arena.h"
#include "base/text.h"

/* One line. A `[section]` line has no key (key.text is NULL) and the section's name as its value. */
struct ini_entry {
    const char *section; /* "" before the first [section] */
    struct text_at key, value;
};

/* What takes the lines, in their order: `entry` the good ones, `fault` the others ("what was found, what was
 * expected"). */
struct ini_taker {
    void (*entry)(void *ctx, const struct ini_entry *en);
    void (*fault)(void *ctx, uint32_t line, uint32_t column, const char *what);
    void *ctx;
};

/* Texts given out are in the arena. A key that comes twice in a section (or in two parts of it) is a fault.
 */
void ini_read(const char *text, size_t n, struct arena *a, const struct ini_taker *to);
/* As text_foreign, but what stands in comments is nobody's affair. */
bool ini_foreign(const char *text, size_t n, struct text_at *at);

#endif

/* Characters that a reader cannot see, cannot tell from others, or that act on what shows them. Pure. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* The code point at p of a text that is valid UTF-8, and how many bytes it takes. */
uint32_t unicode_point(const char *p, size_t *n);
/* The first character of the valid text that nobody sees or that looks like a blank, and what it is
 * ("no-break space"). 0: there is none; an ordinary blank is none. */
uint32_t unicode_unseen(const char *z, const char **what);
/* The first full-width letter or digit, which looks much like the ordinary one. 0: there is none. */
uint32_t unicode_wide(const char *z);
/* How many bytes the first character of the n > 0 bytes takes, and whether it may be shown as it is: it is
 * UTF-8, is seen, and neither acts on a terminal nor turns the direction of writing. */
size_t unicode_next(const char *p, size_t n, bool *shown);
#define UNICODE_LOST "\xef\xbf\xbd" /* U+FFFD, which stands for what may not */
/* Appends any n bytes as a line of text for a person, so that they can neither forge, move nor hide. */
void unicode_safe(struct str *out, const char *p, size_t n);
/* The same for text of several lines. */
void unicode_safe_lines(struct str *out, const char *z);

#endif

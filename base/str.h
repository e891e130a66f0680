/* A growable string: always NUL-terminated once something was put. The holder owns it: str_release when done.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    char *p; /* zero-initialised is the empty string; p may then be NULL */
    size_t len, cap;
};

void str_put(struct str *s, const void *p, size_t n);
void str_puts(struct str *s, const char *z);
void str_putc(struct str *s, char c);
void str_int(struct str *s, int64_t v); /* decimal */
void str_printf(struct str *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void str_json(struct str *s,
              const char *z); /* a JSON string with its quotes; NULL writes null. UTF-8 stays as it is */
/* Text or attribute value: & < > " ' escaped, and what may not be shown (unicode.h) as U+FFFD. */
void str_html(struct str *s, const char *z);
void str_url(struct str *s, const char *z); /* a query value: everything but unreserved is %XX */
void str_clear(struct str *s); /* empty, memory kept */
void str_release(struct str *s); /* memory freed, empty again */
const char *str_text(const struct str *s); /* never NULL */
struct arena;
const char *str_keep(struct str *s, struct arena *a); /* the text, moved into the arena: `s` is empty again */

/* True iff the n bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms). */
bool str_utf8(const void *p, size_t n);
/* Code points in valid UTF-8 text. */
size_t str_points(const char *z);
/* The bytes of its longest beginning that has at most `most` and ends with a whole character. */
size_t str_fit(const char *z, size_t most);

#endif

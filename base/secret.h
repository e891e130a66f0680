/* Secrets: random ids of sessions and tokens, and passwords. Nothing here is written to a log. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* 256 random bits of the kernel as hex digits; they fit into a cookie, a form and a header as they are. */
enum { SECRET_TEXT = 65 };
const char *secret_new(char out[SECRET_TEXT]);
/* Has it the form of one? */
bool secret_formed(const char *s);
/* The same text? Takes as long whatever differs, so that nobody can guess one character after the other. */
bool secret_same(const char *a, const char *b);
void secret_wipe(void *p, size_t n); /* nothing of it stays in memory */

/* A password's hash as it is kept: yescrypt, with a salt of its own. ERR_WORK: the system's libcrypt has
 * none.
 */
enum { SECRET_HASH = 384 };
int secret_hash(const char *password, char out[SECRET_HASH], struct err *e);
/* Is it this password? `hash` NULL: no, after as much work, so that nobody learns which logins there are. */
bool secret_matches(const char *password, const char *hash);

/* May it be a password: `least` characters, of `kinds` kinds (capital and small letters, digits, others), not
 * the login. ERR_USAGE says what is wrong. */
int secret_rule(const char *password, const char *login, size_t least, int kinds, struct err *e);

#endif

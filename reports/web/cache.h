/* The answers of the last second, by key (who sees the same, and the target: entry_key), for all threads:
 * many people opening the same page at once cost one reading. What an answer shows must depend on nothing but
 * the key, the database and the site.
 *
 * An answer is fresh for a second. Who asks in the next one still gets it; the first of them, and only he, is
 * told to have it made anew, and until it is (5 s at most: a busy machine takes its time) it is sent on:
 * nobody waits for a page that many are looking at. */
#ifndef REPORTS_WEB_CACHE_H
#define REPORTS_WEB_CACHE_H

#include <stdbool.h>
#include <stdint.h>

struct answer;
struct site;

struct cache;
struct cache *cache_new(void);
void cache_free(struct cache *c);

/* The answer kept for this target, which the caller then holds; NULL: none. *renew: this caller shall have it
 * made anew. `now`: microseconds of the steady clock. */
struct answer *cache_get(struct cache *c, const char *target, int64_t now, bool *renew);
/* Keeps the answer, unless it is too large or was made from another site than the cache is of. `lasting`: it
 * depends on the site alone and stays fresh. */
void cache_put(struct cache *c, const char *target, int64_t now, bool lasting, const struct site *site,
               struct answer *a);
/* Forgets everything: from now on the cache is of this site (compared only, never looked into). */
void cache_begin(struct cache *c, const struct site *site);

#endif

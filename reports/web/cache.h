/* Replies of the last second, by target: many people opening the same page at once cost one query. One for a
 * thread. What a reply shows must depend on nothing but the target and the database. */
#ifndef REPORTS_WEB_CACHE_H
#define REPORTS_WEB_CACHE_H

#include <stdbool.h>

#include "base/str.h"

struct reply {
    struct str body;
    const char *type; /* media type; text/html unless the page says otherwise */
    const char *location; /* of a 303 */
};

struct cache;
struct cache *cache_new(void);
void cache_free(struct cache *c);
/* A copy of the reply kept for this target, if it is less than a second old. `now`: microseconds of a steady
 * clock. */
bool cache_get(struct cache *c, const char *target, int64_t now, struct reply *out);
/* Keeps a copy. */
void cache_put(struct cache *c, const char *target, int64_t now, const struct reply *reply);

#endif

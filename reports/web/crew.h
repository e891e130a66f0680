/* The threads that make pages: each has its own connection to the database and its memory. The
 * threads of the HTTP library never wait for a page, so a slow one holds up nobody who asks for another.
 *
 * A target is made once for all who see the same and ask for it in the meantime, where it may be kept
 * (cache.h); one that is read anew each time is made for each. Who has waited for too long, because the
 * database says nothing, is told so. */
#ifndef REPORTS_WEB_CREW_H
#define REPORTS_WEB_CREW_H

#include "reports/web/cache.h"
#include "reports/web/door.h"
#include "reports/web/routes.h"
#include "reports/web/site.h"

struct answer;

/* Somebody who waits for an answer; he keeps it alive until `told` has been called with his answer, once, by
 * some thread. The answer is then his to drop. */
struct waiter {
    struct waiter *next;
    void (*told)(struct waiter *w, struct answer *a);
};

struct crew;
/* Holds the site. `requests`: answered so far by this process, for /metrics. */
struct crew *crew_new(struct cache *cache, struct site *site, const _Atomic uint64_t *requests);
/* Has the letter answered, which it holds; `w` NULL: only for the cache. `key`: under what the answer would
 * be kept (entry_key), if it is known who asks; else NULL. */
void crew_ask(struct crew *c, const struct route *route, struct letter *l, const char *key, struct waiter *w);
struct door *crew_door(struct crew *c);
struct streams *crew_streams(struct crew *c); /* the caller's to free, after crew_stop */
void crew_use(struct crew *c, struct site *site); /* makes from another site what is begun from now on */
struct site *crew_site(struct crew *c); /* the one in use; the caller holds it */
/* Tells those who have waited for too long that it cannot be had now; call about once a second. */
void crew_expire(struct crew *c);
/* Tells all who wait the same, takes nothing more, and ends. False: a thread does not come back from the
 * database and is left behind, with all that it uses. */
bool crew_stop(struct crew *c);

#endif

#include "reports/web/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "reports/web/answer.h"

enum {
    SLOTS = 64,
    FRESH = 1000000,
    USABLE = 2 * FRESH,
    PATIENCE = 5 * FRESH,
    LENGTH_MAX = 1 << 20,
    TARGET_MAX = 1000
};

struct kept {
    struct answer *answer; /* NULL: the slot is empty */
    char *target;
    uint64_t hash; /* of the target */
    int64_t at;
    bool lasting, renewing;
};

struct cache {
    pthread_mutex_t lock;
    const struct site *site;
    struct kept slot[SLOTS];
};

struct cache *cache_new(void)
{
    struct cache *c = mem_alloc(sizeof *c);
    pthread_mutex_init(&c->lock, NULL);
    return c;
}

static void empty(struct kept *k)
{
    answer_drop(k->answer);
    free(k->target);
    *k = (struct kept){0};
}

void cache_begin(struct cache *c, const struct site *site)
{
    pthread_mutex_lock(&c->lock);
    for (int i = 0; i < SLOTS; i++)
        empty(&c->slot[i]);
    c->site = site;
    pthread_mutex_unlock(&c->lock);
}

void cache_free(struct cache *c)
{
    cache_begin(c, NULL);
    pthread_mutex_destroy(&c->lock);
    free(c);
}

static struct kept *find(struct cache *c, const char *target, uint64_t hash)
{
    for (int i = 0; i < SLOTS; i++)
        if (c->slot[i].answer && c->slot[i].hash == hash && !strcmp(c->slot[i].target, target))
            return &c->slot[i];
    return NULL;
}

struct answer *cache_get(struct cache *c, const char *target, int64_t now, bool *renew)
{
    struct answer *found = NULL;
    *renew = false;
    pthread_mutex_lock(&c->lock);
    struct kept *k = find(c, target, map_hash(target, strlen(target)));
    int64_t age = k ? now - k->at : 0;
    if (k && (k->lasting || age < (k->renewing ? PATIENCE : USABLE))) {
        found = answer_hold(k->answer);
        *renew = !k->lasting && age >= FRESH && !k->renewing;
        k->renewing |= *renew;
    }
    pthread_mutex_unlock(&c->lock);
    return found;
}

/* the slot of this target, else an empty one, else the one that was filled first */
static struct kept *slot_for(struct cache *c, const char *target, uint64_t hash)
{
    struct kept *same = find(c, target, hash), *first = &c->slot[0];
    for (int i = 1; i < SLOTS; i++)
        if (c->slot[i].at < first->at)
            first = &c->slot[i];
    return same ? same : first;
}

void cache_put(struct cache *c, const char *target, int64_t now, bool lasting, const struct site *site,
               struct answer *a)
{
    size_t n = strlen(target);
    if (answer_length(a) > LENGTH_MAX || n > TARGET_MAX)
        return;
    struct kept k = {.answer = answer_hold(a),
                     .target = mem_strdup(target),
                     .hash = map_hash(target, n),
                     .at = now,
                     .lasting = lasting};
    pthread_mutex_lock(&c->lock);
    if (site == c->site) {
        struct kept *at = slot_for(c, target, k.hash), former = *at;
        *at = k;
        k = former;
    }
    pthread_mutex_unlock(&c->lock);
    empty(&k); /* what has left is freed when nobody waits for the lock */
}

#include "reports/web/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { SLOTS = 32, KEEP = 1000000, BODY_MAX = 1 << 20 };

struct kept {
    struct str target, body;
    const char *type; /* a constant of the page's */
    int64_t at;
};

struct cache {
    struct kept slot[SLOTS];
};

struct cache *cache_new(void) { return mem_alloc(sizeof(struct cache)); }

void cache_free(struct cache *c)
{
    for (int i = 0; c && i < SLOTS; i++) {
        str_release(&c->slot[i].target);
        str_release(&c->slot[i].body);
    }
    free(c);
}

bool cache_get(struct cache *c, const char *target, int64_t now, struct reply *out)
{
    for (int i = 0; i < SLOTS; i++) {
        const struct kept *k = &c->slot[i];
        if (!k->type || now - k->at >= KEEP || strcmp(str_text(&k->target), target))
            continue;
        str_put(&out->body, k->body.p, k->body.len);
        out->type = k->type;
        return true;
    }
    return false;
}

/* the slot of this target, else the oldest */
static struct kept *slot_for(struct cache *c, const char *target)
{
    struct kept *oldest = &c->slot[0];
    for (int i = 0; i < SLOTS; i++) {
        if (c->slot[i].type && !strcmp(str_text(&c->slot[i].target), target))
            return &c->slot[i];
        if (c->slot[i].at < oldest->at)
            oldest = &c->slot[i];
    }
    return oldest;
}

void cache_put(struct cache *c, const char *target, int64_t now, const struct reply *reply)
{
    if (!reply->body.len || reply->body.len > BODY_MAX)
        return;
    struct kept *k = slot_for(c, target);
    str_clear(&k->target);
    str_puts(&k->target, target);
    str_clear(&k->body);
    str_put(&k->body, reply->body.p, reply->body.len);
    k->type = reply->type;
    k->at = now;
}

#include "reports/folder.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "analyzer/event_pack.h"
#include "analyzer/upheld.h"
#include "store/read_cases.h"

static int in_order(const void *a, const void *b) { return event_compare(a, b); }

/* A void names an event of its own source; no part of the key holds a line feed. */
static const char *void_key(struct str *key, const char *source, const char *event_id)
{
    str_clear(key);
    str_printf(key, "%s\n%s", source, event_id);
    return str_text(key);
}

/* Those that a void which has come takes back; no void can be voided. */
static void mark_voided(struct folder *f, instant now, struct arena *a)
{
    struct map named = {0};
    struct str key = {0};
    for (size_t i = 0; i < f->n; i++)
        if (f->events[i].type == EV_voided && f->events[i].occurred <= now) {
            const char *kept = arena_strdup(a,
                                            void_key(&key, f->events[i].source, f->events[i].data.event_id));
            map_put(&named, kept, key.len, 1);
        }
    for (size_t i = 0; named.n && i < f->n; i++)
        if (f->events[i].type != EV_voided) {
            const char *own = void_key(&key, f->events[i].source, f->events[i].event_id);
            f->voided[i] = map_get(&named, own, key.len) != MAP_NONE;
        }
    map_release(&named);
    str_release(&key);
}

void folder_of(struct folder *f, const struct event *events, size_t n, const struct upheld_list *upheld,
               const struct refdata *ref, instant now, struct arena *a)
{
    *f = (struct folder){.n = n};
    f->events = arena_alloc(a, (n + 1) * sizeof *f->events);
    if (n)
        memcpy(f->events, events, n * sizeof *events);
    qsort(f->events, n, sizeof *f->events, in_order);
    f->voided = arena_zalloc(a, n + 1);
    f->there = arena_alloc(a, n + 1);
    mark_voided(f, now, a);
    for (size_t i = 0; i < n; i++)
        f->there[i] = f->events[i].type != EV_voided && f->events[i].occurred <= now && !f->voided[i];
    eval(&f->ev, f->events, n, upheld, ref, now, a);
}

int folder_open(struct folder *f, const struct read_case *c, const struct refdata *ref, instant now,
                struct arena *a, struct err *e)
{
    VEC(struct event) list = {0};
    const uint8_t *p = c->events, *end = p + c->n_events_bytes;
    while (p < end) {
        struct event ev;
        if (!event_unpack(&p, end, list.n ? &list.v[list.n - 1] : NULL, c->case_no, ref, a, &ev)) {
            vec_release(&list);
            return err_set(e, "case %s: its stored events cannot be read", c->case_no);
        }
        vec_push(&list, ev);
    }
    upheld_vec upheld = {0};
    bool good = upheld_unpack(c->upheld, c->n_upheld_bytes, c->case_no, a, &upheld);
    if (good)
        folder_of(f, list.v, list.n, &(struct upheld_list){upheld.v, upheld.n}, ref, now, a);
    vec_release(&upheld);
    vec_release(&list);
    return good ? 0 : err_set(e, "case %s: what was upheld of its alerts cannot be read", c->case_no);
}

void folder_close(struct folder *f) { eval_release(&f->ev); }

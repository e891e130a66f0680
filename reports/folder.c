#include "reports/folder.h"

#include <stdlib.h>
#include <string.h>

static int in_order(const void *a, const void *b) { return event_compare(a, b); }

void folder_of(struct folder *f, const struct event *events, size_t n, const struct refdata *ref, instant now, struct arena *a)
{
    *f = (struct folder){.n = n};
    f->events = arena_alloc(a, (n + 1) * sizeof *f->events);
    if (n)
        memcpy(f->events, events, n * sizeof *events);
    qsort(f->events, n, sizeof *f->events, in_order);
    eval(&f->ev, f->events, n, ref, now, a);
}

int folder_open(struct folder *f, const struct read_case *c, const struct refdata *ref, instant now, struct arena *a, struct err *e)
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
    folder_of(f, list.v, list.n, ref, now, a);
    vec_release(&list);
    return 0;
}

void folder_close(struct folder *f) { eval_release(&f->ev); }

bool folder_voided(const struct folder *f, const struct event *ev)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct event *v = &f->events[i];
        if (v->type == EV_voided && ev->type != EV_voided && !strcmp(v->data.event_id, ev->event_id) && !strcmp(v->source, ev->source))
            return true;
    }
    return false;
}

#include "reports/folder.h"

#include <stdlib.h>
#include <string.h>

static int in_order(const void *a, const void *b) { return event_compare(a, b); }

int folder_open(struct folder *f, const struct read_case *c, const struct refdata *ref, instant now, struct arena *a, struct err *e)
{
    VEC(struct event) list = {0};
    const uint8_t *p = c->events, *end = p + c->n_events_bytes;
    *f = (struct folder){0};
    while (p < end) {
        struct event ev;
        if (!event_unpack(&p, end, list.n ? &list.v[list.n - 1] : NULL, c->case_no, ref, a, &ev)) {
            vec_release(&list);
            return err_set(e, "case %s: its stored events cannot be read", c->case_no);
        }
        vec_push(&list, ev);
    }
    f->n = list.n;
    f->events = arena_alloc(a, (list.n + 1) * sizeof *f->events);
    if (list.n)
        memcpy(f->events, list.v, list.n * sizeof *f->events);
    vec_release(&list);
    qsort(f->events, f->n, sizeof *f->events, in_order);
    eval(&f->ev, f->events, f->n, ref, now, a);
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

#include "reports/history.h"

void history_begin(struct history *h, const struct view *v, enum by by, month first, month last)
{
    *h = (struct history){.view = v, .by = by, .next = first, .upto = first - 1, .last = last};
}

static int read_year(struct history *h, struct err *e)
{
    month upto = h->next + HISTORY_MONTHS - 1;
    h->upto = upto < h->last ? upto : h->last;
    h->used = 0;
    arena_reset(&h->arena);
    return read_flows(h->view->read, h->by, h->next, h->upto, &h->arena, &h->flows, e);
}

int history_next(struct history *h, struct err *e)
{
    if (h->next > h->upto && read_year(h, e))
        return -1;
    size_t from = h->used;
    while (h->used < h->flows.n && h->flows.v[h->used].month == h->next)
        h->used++;
    running_month(&h->running, h->next++, h->flows.v + from, h->used - from);
    return 0;
}

void history_end(struct history *h)
{
    running_release(&h->running);
    arena_release(&h->arena);
}

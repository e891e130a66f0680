#include "reports/history.h"

void history_begin(struct history *h, const struct view *v, enum by by, month first, month last)
{
    *h = (struct history){.view = v, .by = by, .last = last};
    h->year = (struct figures){.first = first, .last = first - 1, .by = by};
}

/* Each row of the database is read once: what stands at the end of a year goes over into the next. */
static int go_on(struct history *h, struct err *e)
{
    struct arena *a = &h->arena[h->at = !h->at];
    struct figures next;
    struct read_sums flows;
    month first = h->year.last + 1, last = first + HISTORY_MONTHS - 1;
    last = last < h->last ? last : h->last;
    arena_reset(a);
    if (read_flows(h->view->read, h->by, first, last, a, &flows, e))
        return -1;
    if (h->year.n_units)
        figures_go_on(&next, &h->year, &flows, last, h->view->ref, a);
    else
        figures_fill(&next, h->by, &flows, first, last, h->view->ref, a);
    h->year = next;
    return 0;
}

const struct figures *history_month(struct history *h, month m, struct err *e)
{
    while (h->year.last < m)
        if (go_on(h, e))
            return NULL;
    return &h->year;
}

void history_end(struct history *h)
{
    arena_release(&h->arena[0]);
    arena_release(&h->arena[1]);
}

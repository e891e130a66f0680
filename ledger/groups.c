#include "ledger/groups.h"

#include <assert.h>
#include <string.h>

static int by_number(const void *a, const void *b)
{
    return strcmp(((const struct group *)a)->case_no, ((const struct group *)b)->case_no);
}

static void add(struct groups *g, const char *case_no, uint32_t i)
{
    uint32_t at = map_put(&g->place, case_no, strlen(case_no), (uint32_t)g->list.n);
    g->next[i] = GROUPS_END;
    if (at == g->list.n) {
        vec_push(&g->list, ((struct group){.case_no = case_no, .first = i, .last = i, .n = 1}));
        return;
    }
    struct group *old = &g->list.v[at];
    g->next[old->last] = i;
    old->last = i;
    old->n++;
}

void groups_make(struct groups *g, const struct ledger_message *message, size_t n, struct arena *a)
{
    *g = (struct groups){.next = arena_alloc(a, (n + 1) * sizeof *g->next)};
    for (size_t i = 0; i < n; i++)
        if (!message[i].reject && message[i].ev.type != EV_monthly_report)
            add(g, message[i].ev.case_no, (uint32_t)i);
    if (!g->list.n)
        return;
    qsort(g->list.v, g->list.n, sizeof *g->list.v, by_number);
    map_release(&g->place);
    for (size_t i = 0; i < g->list.n; i++)
        map_put(&g->place, g->list.v[i].case_no, strlen(g->list.v[i].case_no), (uint32_t)i);
}

struct group *groups_find(struct groups *g, const char *case_no)
{
    uint32_t i = map_get(&g->place, case_no, strlen(case_no));
    assert(i != MAP_NONE);
    return &g->list.v[i];
}

void groups_release(struct groups *g)
{
    vec_release(&g->list);
    map_release(&g->place);
}

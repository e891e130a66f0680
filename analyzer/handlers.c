/* The units that co-handle a case (contract section 10): those of its steps, with a limit or without, that
 * are not its own. */
#include "analyzer/eval_parts.h"

/* Which regions, and behind them which departments; NULL until there is one. */
static void mark(struct facts *x, bool **seen, int32_t place)
{
    if (!*seen)
        *seen = arena_zalloc(x->a, (size_t)(x->ref->n_regions + x->ref->n_depts) * sizeof **seen);
    (*seen)[place] = true;
}

void handlers_find(struct facts *x)
{
    const int32_t regions = x->ref->n_regions;
    bool *seen = NULL;
    for (size_t i = x->first_at[EV_step_started]; i < x->n; i++) {
        const struct event *ev = x->ev[i];
        if (ev->type != EV_step_started)
            continue;
        int32_t dept = facts_step_dept(ev), region = facts_step_region(x, ev);
        if (region != x->region)
            mark(x, &seen, region);
        if (dept != x->dept)
            mark(x, &seen, regions + dept);
    }
    for (int32_t i = 0; seen && i < regions + x->ref->n_depts; i++)
        if (seen[i])
            vec_push(&x->out->handlers, ((struct handler){i >= regions, i < regions ? i : i - regions}));
}

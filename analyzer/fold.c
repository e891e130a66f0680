/* From a set of events to the fold (contract section 4): which count, in which order, and where the case
 * ended. */
#include <stdlib.h>
#include <string.h>

#include "analyzer/facts.h"

uint32_t facts_hash(const char *z)
{
    uint32_t h = 2166136261u;
    for (; *z; z++)
        h = (h ^ (unsigned char)*z) * 16777619u;
    return h;
}

const char *facts_number(struct facts *x, size_t k)
{
    char b[24], *p = b + sizeof b;
    *--p = 0;
    do
        *--p = (char)('0' + k % 10);
    while (k /= 10);
    *--p = '#';
    return arena_strdup(x->a, p);
}

static bool voids(const struct event *v, const struct event *target)
{
    return v->type == EV_voided && target->type != EV_voided && !strcmp(v->data.event_id, target->event_id) &&
           !strcmp(v->source, target->source);
}

static bool late_void_of(const struct facts *x, const struct event *v, const struct event *target)
{
    return v->occurred - target->occurred > x->ref->rules.set[R903].days * HOUR;
}

/* Will the fold differ when this event's instant comes? Not if it will have been voided by then, nor for a
 * void that finds nothing to void. */
static bool will_matter(const struct facts *x, const struct event *ev, const struct event *events, size_t n)
{
    const struct event *target = NULL;
    for (size_t i = 0; i < n; i++) {
        if (voids(&events[i], ev) && events[i].occurred <= ev->occurred)
            return false;
        if (voids(ev, &events[i]) && events[i].occurred < ev->occurred)
            target = &events[i];
    }
    bool late = target && x->ref->rules.set[R903].on && late_void_of(x, ev, target);
    for (size_t i = 0; i < n && target;
         i++) /* an earlier void took it out already; then only a first late one says more */
        if (voids(&events[i], target) && events[i].occurred < ev->occurred &&
            (!late || late_void_of(x, &events[i], target)))
            target = NULL;
    return ev->type != EV_voided || target;
}

static int by_order(const void *a, const void *b)
{
    return event_compare(*(const struct event *const *)a, *(const struct event *const *)b);
}

/* Events that are there, in order; events come sorted nearly always. */
static size_t in_order(struct facts *x, const struct event *events, size_t n)
{
    size_t m = 0;
    bool sorted = true;
    x->ev = arena_alloc(x->a, (n + 1) * sizeof *x->ev);
    for (size_t i = 0; i < n; i++) {
        if (events[i].occurred > x->as_of) {
            if (events[i].occurred < x->out->next_change && will_matter(x, &events[i], events, n))
                facts_change(x, events[i].occurred);
            continue;
        }
        x->ev[m++] = &events[i];
        sorted = sorted && (m < 2 || event_compare(x->ev[m - 2], x->ev[m - 1]) < 0);
    }
    if (!sorted)
        qsort(x->ev, m, sizeof *x->ev, by_order);
    return m;
}

/* The void of this event among the voids that are there: a void cannot be voided. */
static struct void_act *void_of(struct facts *x, const struct event *ev, const uint32_t *hash)
{
    uint32_t h = facts_hash(ev->event_id);
    for (size_t i = 0; ev->type != EV_voided && i < x->n_voids; i++)
        if (hash[i] == h && !strcmp(x->voids[i].ev->data.event_id, ev->event_id) &&
            !strcmp(x->voids[i].ev->source, ev->source))
            return &x->voids[i];
    return NULL;
}

/* Rule 903: the first `voided` of an event that came more than the threshold after it. */
static const struct event *late_void(const struct facts *x, const struct event *target,
                                     const struct event *const *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (all[i]->type == EV_voided && late_void_of(x, all[i], target) && voids(all[i], target))
            return all[i];
    return NULL;
}

/* Takes voids and what they void out of the fold. */
static void apply_voids(struct facts *x)
{
    size_t n = x->n, out = 0, found = 0;
    for (size_t i = 0; i < n; i++)
        x->n_voids += x->ev[i]->type == EV_voided;
    if (!x->n_voids)
        return;
    const struct event **all = arena_alloc(x->a, n * sizeof *all);
    memcpy(all, x->ev, n * sizeof *all);
    struct void_act *made = arena_alloc(x->a, n * sizeof *made);
    x->voids = arena_zalloc(x->a, x->n_voids * sizeof *x->voids);
    uint32_t *hash = arena_alloc(x->a, x->n_voids * sizeof *hash);
    for (size_t i = 0, k = 0; i < n; i++)
        if (all[i]->type == EV_voided) {
            hash[k] = facts_hash(all[i]->data.event_id);
            x->voids[k++].ev = all[i];
        }
    for (size_t i = 0; i < n; i++) {
        if (all[i]->type == EV_voided)
            continue;
        if (void_of(x, all[i], hash))
            made[found++] = (struct void_act){all[i], late_void(x, all[i], all, n)};
        else
            x->ev[out++] = all[i];
    }
    x->voids = made;
    x->n_voids = found;
    x->n = out;
}

static void find_firsts(struct facts *x)
{
    for (int t = 0; t < EV_TYPES; t++)
        x->first_at[t] = x->n;
    for (size_t i = 0; i < x->n; i++) {
        int t = x->ev[i]->type;
        if (!x->first[t]) {
            x->first[t] = x->ev[i];
            x->first_at[t] = i;
        }
        x->n_supplements += t == EV_supplement_requested;
    }
}

/* Case end: `decided`, or an earlier not_accepted, withdrawn or terminated; at the same instant the decision
 * stands. */
static void find_end(struct facts *x)
{
    static const enum event_type exits[] = {EV_not_accepted, EV_withdrawn, EV_terminated};
    const struct event *decided = x->first[EV_decided], *exit = NULL;
    for (size_t i = 0; i < 3; i++)
        if (x->first[exits[i]] && (!exit || event_compare(x->first[exits[i]], exit) < 0))
            exit = x->first[exits[i]];
    x->exited = exit && (!decided || exit->occurred < decided->occurred);
    x->completed = decided && !x->exited;
    x->granted = x->completed && decided->data.outcome == OUTCOME_GRANTED;
    x->denied = x->completed && decided->data.outcome == OUTCOME_DENIED;
    const struct event *end = x->exited ? exit : decided;
    x->end = end ? end->occurred : INSTANT_MAX;
    x->end_at = end ? x->first_at[end->type] : x->n;
}

/* Region, department and item are those of the first `accepted`, else of the case's first event. */
static void find_unit(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted], *from = accepted ? accepted : x->ev[0];
    x->region = from->region;
    x->dept = from->dept;
    x->item = from->item_index >= 0 ? &x->ref->items[from->item_index] : NULL;
    x->permit = x->item && x->item->type == 1;
    x->kind = accepted && accepted->data.kind ? accepted->data.kind
              : x->item && x->item->kind      ? x->item->kind
                                              : KIND_PROMISED;
    x->out->row.item = from->item;
    x->out->row.item_index = from->item_index;
}

bool facts_fold(struct facts *x, const struct event *events, size_t n)
{
    x->n = in_order(x, events, n);
    apply_voids(x);
    if (!x->n)
        return false;
    find_firsts(x);
    find_end(x);
    find_unit(x);
    return true;
}

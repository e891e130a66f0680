/* From a set of events to the fold (contract section 4): which count, in which order, and where the case
 * ended. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/eval_parts.h"
#include "analyzer/keys.h"

/* What is known of the voids of one event, those to come among them. */
struct voiding {
    const struct event *target; /* NULL: there is nothing to void */
    instant first; /* when the first of them comes */
    const struct event *late; /* the first that comes more than rule 903's threshold after its target */
};

struct voidings {
    struct voiding *v;
    size_t n;
    struct keys keys; /* (event_id, source) of the target -> place in v */
};

static struct key target_of(const struct event *v) { return (struct key){v->data.event_id, v->source, 0}; }
static struct key name_of(const struct event *ev) { return (struct key){ev->event_id, ev->source, 0}; }

/* The voids of this event; NULL: there are none. A void cannot be voided. */
static struct voiding *voiding_of(const struct voidings *all, const struct event *ev)
{
    int64_t i = all->n && ev->type != EV_voided ? keys_get(&all->keys, name_of(ev)) : KEYS_NONE;
    return i < 0 ? NULL : &all->v[i];
}

static void note_first(struct voidings *all, const struct event *v, struct arena *a)
{
    int64_t *i = keys_at(&all->keys, target_of(v), a);
    if (*i < 0) {
        *i = (int64_t)all->n++;
        all->v[*i] = (struct voiding){NULL, v->occurred, NULL};
    } else if (v->occurred < all->v[*i].first) {
        all->v[*i].first = v->occurred;
    }
}

static void note_late(const struct facts *x, struct voidings *all, const struct event *v)
{
    struct voiding *g = &all->v[keys_get(&all->keys, target_of(v))];
    if (g->target && v->occurred - g->target->occurred > x->ref->rules.set[R903].days * HOUR &&
        (!g->late || event_compare(v, g->late) < 0))
        g->late = v;
}

static void find_voidings(struct facts *x, struct voidings *all, const struct event *events, size_t n)
{
    size_t n_voids = 0;
    for (size_t i = 0; i < n; i++)
        n_voids += events[i].type == EV_voided;
    if (!n_voids)
        return;
    all->v = arena_alloc(x->a, n_voids * sizeof *all->v);
    for (size_t i = 0; i < n; i++)
        if (events[i].type == EV_voided)
            note_first(all, &events[i], x->a);
    for (size_t i = 0; i < n; i++) {
        struct voiding *g = voiding_of(all, &events[i]);
        if (g)
            g->target = &events[i];
    }
    for (size_t i = 0; i < n; i++)
        if (events[i].type == EV_voided)
            note_late(x, all, &events[i]);
}

/* When the fold or what 903 says of it will differ: an event comes unless it has been voided by then, a void
 * comes to what is there; of several voids the first counts, for 903 the first late one. */
static void foresee_changes(struct facts *x, const struct voidings *all, const struct event *events, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct event *ev = &events[i];
        if (ev->occurred <= x->as_of || ev->occurred >= x->out->next_change || ev->type == EV_voided)
            continue;
        const struct voiding *g = voiding_of(all, ev);
        if (!g || g->first > ev->occurred)
            facts_change(x, ev->occurred);
    }
    for (size_t i = 0; i < all->n; i++) {
        const struct voiding *g = &all->v[i];
        if (g->target && g->first > g->target->occurred)
            facts_change(x, g->first);
        if (g->late && x->ref->rules.set[R903].on)
            facts_change(x, g->late->occurred);
    }
}

/* Puts the events that are there into the fold, and those that are voided beside it. */
static void sort_out(struct facts *x, const struct voidings *all, const struct event *events, size_t n)
{
    x->ev = arena_alloc(x->a, (n + 1) * sizeof *x->ev);
    x->voids = all->n ? arena_alloc(x->a, n * sizeof *x->voids) : NULL;
    for (size_t i = 0; i < n; i++) {
        const struct event *ev = &events[i];
        if (ev->occurred > x->as_of || ev->type == EV_voided)
            continue;
        const struct voiding *g = voiding_of(all, ev);
        if (!g || g->first > x->as_of)
            x->ev[x->n++] = ev;
        else
            x->voids[x->n_voids++] = (struct void_act){ev, g->late && g->late->occurred <= x->as_of ? g->late
                                                                                                    : NULL};
    }
}

static int by_order(const void *a, const void *b)
{
    return event_compare(*(const struct event *const *)a, *(const struct event *const *)b);
}

/* Events come sorted nearly always. */
static void put_in_order(struct facts *x)
{
    bool sorted = true;
    for (size_t i = 1; i < x->n && sorted; i++)
        sorted = event_compare(x->ev[i - 1], x->ev[i]) < 0;
    if (!sorted)
        qsort(x->ev, x->n, sizeof *x->ev, by_order);
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
    assert(!x->exited || !x->completed); /* F3 */
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

bool fold_find(struct facts *x, const struct event *events, size_t n)
{
    struct voidings all = {0};
    find_voidings(x, &all, events, n);
    sort_out(x, &all, events, n);
    foresee_changes(x, &all, events, n);
    put_in_order(x);
    if (!x->n)
        return false;
    find_firsts(x);
    find_end(x);
    find_unit(x);
    return true;
}

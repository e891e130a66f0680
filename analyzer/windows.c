/* Answer windows and deemed acceptance (contract section 3; 行政许可法 art. 32). */
#include "analyzer/eval_parts.h"

static bool is_answer(const struct event *ev)
{
    switch (ev->type) {
    case EV_accepted:
    case EV_not_accepted:
    case EV_decided:
    case EV_withdrawn:
    case EV_terminated: return true;
    case EV_supplement_requested: return ev->data.items.n > 0;
    case EV_prechecked: return ev->data.passed == 1;
    default: return false;
    }
}

static void open_window(struct facts *x, size_t at, const char *subject)
{
    struct window *w = &x->windows[x->n_windows++];
    w->subject = subject;
    w->ev = x->ev[at];
    w->last = calendar_add(&x->ref->cal, instant_day(x->ev[at]->occurred), x->ref->rules.set[R111].days);
    w->over = facts_over(w->last);
    w->answered = INSTANT_NONE;
}

/* The first `visited` after the first passed pre-check; n: none. */
static size_t originals_brought(const struct facts *x)
{
    size_t i = 0;
    while (i < x->n && !(x->ev[i]->type == EV_prechecked && x->ev[i]->data.passed == 1))
        i++;
    while (i < x->n && x->ev[i]->type != EV_visited)
        i++;
    return i;
}

/* The first window was over at t without an answer before that, and the item is a permit. */
static bool deemed_by(const struct facts *x, instant t)
{
    const struct window *w = x->first_window;
    return w && x->permit && t >= w->over && (w->answered == INSTANT_NONE || w->answered >= w->over);
}

static const char *subject_of(struct facts *x, size_t at, size_t visit, size_t k)
{
    if (at == x->first_at[EV_submitted])
        return "";
    if (x->ev[at]->type == EV_supplement_received)
        return facts_number(x, k);
    return at == visit ? "precheck" : NULL;
}

static void make_room(struct facts *x)
{
    size_t most = 2;
    for (size_t i = 0; i < x->n; i++)
        most += x->ev[i]->type == EV_supplement_received;
    x->windows = arena_alloc(x->a, most * sizeof *x->windows);
}

/* Windows open in the order of their events, and an answer answers every window that is open: one pass is
 * enough. */
void windows_find(struct facts *x)
{
    size_t closed = x->first_at[EV_accepted] < x->end_at ? x->first_at[EV_accepted]
                                                         : x->end_at; /* no window opens after it */
    size_t visit = originals_brought(x), k = 0, unanswered = 0;
    make_room(x);
    for (size_t i = 0; i < x->n; i++) {
        instant t = x->ev[i]->occurred;
        k += x->ev[i]->type == EV_supplement_received;
        if (is_answer(x->ev[i]))
            for (; unanswered < x->n_windows; unanswered++)
                x->windows[unanswered].answered = t;
        const char *subject = i < closed && !deemed_by(x, t) ? subject_of(x, i, visit, k) : NULL;
        if (!subject)
            continue;
        open_window(x, i, subject);
        if (!*subject)
            x->first_window = &x->windows[x->n_windows - 1];
    }
    x->deemed = deemed_by(x, x->as_of);
    x->deemed_at = x->deemed ? x->first_window->over : INSTANT_NONE;
}

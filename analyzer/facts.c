#include "analyzer/eval_parts.h"

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

static bool fold_sane(const struct facts *x)
{
    size_t seen[EV_TYPES] = {0};
    for (size_t i = 0; i < x->n; i++) {
        const struct event *ev = x->ev[i];
        if (ev->type >= EV_voided || ev->occurred > x->as_of || (i && event_compare(x->ev[i - 1], ev) >= 0))
            return false; /* F1 */
        if (!seen[ev->type]++ && (x->first[ev->type] != ev || x->first_at[ev->type] != i))
            return false; /* F2 */
    }
    for (int t = 0; t < EV_TYPES; t++)
        if (!seen[t] && (x->first[t] || x->first_at[t] != x->n))
            return false; /* F2 */
    return true;
}

static bool end_sane(const struct facts *x)
{
    if (x->end == INSTANT_MAX)
        return x->end_at == x->n && !x->completed && !x->exited;
    return x->end_at < x->n && x->ev[x->end_at]->occurred == x->end && x->completed != x->exited &&
           (!x->granted || x->completed) && (!x->denied || x->completed);
}

static bool windows_sane(const struct facts *x)
{
    for (size_t i = 0; i < x->n_windows; i++) {
        const struct window *w = &x->windows[i];
        if (w->over != facts_over(w->last) || (i && w[-1].over > w->over))
            return false;
    }
    return !x->first_window || (x->first_window >= x->windows && x->first_window < x->windows + x->n_windows);
}

static bool pauses_sane(const struct facts *x)
{
    for (size_t i = 0; i < x->n_pauses; i++) {
        const struct pause *p = &x->pauses[i], *before = i ? p - 1 : NULL;
        if (before && (event_compare(before->ev, p->ev) >= 0 || (p->counts && !before->counts)))
            return false;
        if (before && (before->end == INSTANT_NONE ? p->end != INSTANT_NONE
                                                   : p->end != INSTANT_NONE && p->end < before->end))
            return false;
    }
    return clock_sane(&x->book) && clock_sane(&x->legal) && clock_sane(&x->step_clock);
}

static bool limit_sane(const struct facts *x, const struct limit *l, instant over)
{
    if (l->due_at != INSTANT_NONE)
        return over == l->due_at && l->due == DAY_NONE && x->start != DAY_NONE;
    if (l->due == DAY_NONE)
        return over == INSTANT_NONE;
    return x->start != DAY_NONE && over == (l->projected ? INSTANT_NONE : facts_over(l->due));
}

static bool steps_sane(const struct facts *x)
{
    for (size_t i = 0; i < x->n_steps; i++) {
        const struct step *s = &x->steps[i];
        if (s->over != facts_over(s->due) || s->limit < 0 || (i && event_compare(s[-1].ev, s->ev) >= 0))
            return false;
        if (s->finished != INSTANT_NONE && s->finished < s->ev->occurred)
            return false;
    }
    return true;
}

bool facts_sane(const struct facts *x)
{
    return fold_sane(x) && end_sane(x) && windows_sane(x) && pauses_sane(x) && steps_sane(x) &&
           limit_sane(x, &x->promise, x->promise_over) && limit_sane(x, &x->statutory, x->statutory_over);
}

/* The invariants of an evaluation (eval.h), all of them: for the tests and fuzz targets. */
#include <string.h>

#include "analyzer/eval.h"

static bool alert_sane(const struct alert *al, const struct refdata *ref, instant as_of)
{
    enum rule_state state = rule_table[al->rule].state;
    bool is_over = al->cleared != INSTANT_NONE;
    if (al->raised > as_of || !ref->rules.set[al->rule].on || al->level == LEVEL_NONE || al->level >= LEVELS)
        return false;
    if (al->of && (!rules_numbered(al->rule) || al->subject[0] != '#'))
        return false;
    if (al->state == STATE_REVOKED)
        return true;
    return state == RULE_STANDS ? al->state == STATE_STANDING && !is_over
                                : al->state == (is_over ? STATE_CLEARED : STATE_OPEN);
}

static bool alerts_sane(const struct evaluation *ev, const struct refdata *ref, instant as_of)
{
    for (size_t i = 0; i < ev->alerts.n; i++) {
        const struct alert *al = &ev->alerts.v[i];
        if (!alert_sane(al, ref, as_of))
            return false;
        if (i && al[-1].rule > al->rule)
            return false;
        if (i && al[-1].rule == al->rule && strcmp(al[-1].subject, al->subject) >= 0)
            return false;
    }
    return true;
}

static bool ascend(const struct contrib *a, const struct contrib *b)
{
    if (a->month != b->month)
        return a->month < b->month;
    if (a->region != b->region)
        return a->region < b->region;
    return a->dept != b->dept ? a->dept < b->dept : a->counter < b->counter;
}

/* What stands beside a counter by day: one entry of the codes from `code` on for each time it was counted. */
static bool days_sane(const struct evaluation *ev, int counter, int code)
{
    int64_t n = 0;
    for (size_t i = 0; i < ev->contribs.n; i++) {
        const struct contrib *c = &ev->contribs.v[i];
        if (c->counter == counter)
            n += c->value;
        else if (c->counter >= code && c->counter < code + 31)
            n -= c->value;
    }
    return n == 0;
}

static bool contribs_sane(const struct evaluation *ev, instant as_of)
{
    month last = day_month(instant_day(as_of));
    for (size_t i = 0; i < ev->contribs.n; i++) {
        const struct contrib *c = &ev->contribs.v[i];
        if (!c->value || c->counter >= CONTRIBS || c->month > last || (i && !ascend(c - 1, c)))
            return false;
    }
    return true;
}

static bool limit_sane(const struct limit *l, day start)
{
    bool has = l->due != DAY_NONE || l->due_at != INSTANT_NONE;
    if ((l->used == DAYS_NONE) != (start == DAY_NONE) || (has && start == DAY_NONE) || (l->kept >= 0 && !has))
        return false;
    return l->due == DAY_NONE || (l->n >= 0 && l->due_at == INSTANT_NONE && l->due >= start);
}

static bool row_sane(const struct case_row *r, instant as_of)
{
    if (r->end > as_of || (!r->ended && r->end != as_of) || r->n_events < 1)
        return false; /* E4 */
    if (!limit_sane(&r->promise, r->start) || !limit_sane(&r->statutory, r->start))
        return false; /* E5 */
    return (r->light == LIGHT_NULL) == (r->ended || r->start == DAY_NONE); /* E6 */
}

static bool duties_sane(const struct evaluation *ev)
{
    for (size_t i = 0; i < ev->duties.n; i++) {
        const struct duty *d = &ev->duties.v[i];
        bool lasts = d->kind == DUTY_DELIVERY || d->kind == DUTY_RATING || d->kind == DUTY_COMPLAINT;
        if (d->kind == DUTY_NONE || (ev->row.ended && !lasts) || (i && d[-1].due > d->due))
            return false;
    }
    return true; /* E8 */
}

static bool handlers_sane(const struct evaluation *ev)
{
    for (size_t i = 0; i < ev->handlers.n; i++) {
        const struct handler *h = &ev->handlers.v[i];
        if (h->unit == (h->dept ? ev->row.dept : ev->row.region))
            return false;
        if (i && (h[-1].dept > h->dept || (h[-1].dept == h->dept && h[-1].unit >= h->unit)))
            return false;
    }
    return true; /* E7 */
}

bool eval_sane(const struct evaluation *ev, const struct refdata *ref, instant as_of)
{
    if (ev->next_change <= as_of) /* E1 */
        return false;
    if (ev->empty)
        return !ev->alerts.n && !ev->contribs.n && !ev->handlers.n && !ev->duties.n;
    return alerts_sane(ev, ref, as_of) && contribs_sane(ev, as_of) &&
           days_sane(ev, C_accepted, CONTRIB_ACCEPTED) && days_sane(ev, C_completed, CONTRIB_COMPLETED) &&
           row_sane(&ev->row, as_of) && handlers_sane(ev) && duties_sane(ev);
}

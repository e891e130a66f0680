/* What is due next, to whom and when: for each clock that runs and each window that is open, the instant at
 * which its rule raises an alert unless somebody acts. A duty that nobody did stays, overdue, until it is
 * done. A rule that is off asks nothing of anybody; the decision is the promise's and the law's, not a
 * rule's. */
#include <string.h>

#include "analyzer/eval_parts.h"

static bool asks(const struct facts *x, enum rule_index rule) { return x->ref->rules.set[rule].on; }

static bool running(const struct facts *x) { return x->end == INSTANT_MAX; }

static void add(struct facts *x, enum duty_kind kind, instant due)
{
    if (due != INSTANT_NONE)
        vec_push(&x->out->duties, ((struct duty){(uint8_t)kind, x->region, x->dept, due, ""}));
}

/* 00:00 after the working days that a rule gives from an event on. */
static instant after(const struct facts *x, const struct event *ev, enum rule_index rule)
{
    return facts_after(x, instant_day(ev->occurred), x->ref->rules.set[rule].days);
}

/* By the promise or the statutory limit, whichever is over first. A limit that moves with an open pause waits
 * for the pause's end. */
static void decision(struct facts *x)
{
    if (running(x))
        add(x, DUTY_DECISION, facts_earlier(x->promise_over, x->statutory_over));
}

static void answers(struct facts *x)
{
    for (size_t i = 0; i < x->n_windows && running(x) && asks(x, R111); i++)
        if (x->windows[i].answered == INSTANT_NONE)
            add(x, DUTY_ANSWER, x->windows[i].over);
}

static void delivery(struct facts *x)
{
    if (x->granted && !x->first[EV_delivered] && asks(x, R112))
        add(x, DUTY_DELIVERY,
            facts_over(calendar_add(&x->ref->cal, instant_day(x->end), x->ref->rules.set[R112].days)));
}

static void steps(struct facts *x)
{
    for (size_t i = 0; i < x->n_steps && running(x) && asks(x, R113); i++) {
        const struct step *s = &x->steps[i];
        if (s->finished == INSTANT_NONE && !s->moving)
            vec_push(&x->out->duties,
                     ((struct duty){DUTY_STEP, s->region, s->dept, s->over, s->ev->data.step}));
    }
}

static void pauses(struct facts *x)
{
    for (size_t i = 0; i < x->n_pauses && running(x) && asks(x, R114); i++) {
        const struct pause *p = &x->pauses[i];
        if (p->counts && p->end == INSTANT_NONE && p->ev->data.days != DAYS_NONE)
            add(x, DUTY_PAUSE, facts_after(x, instant_day(p->ev->occurred), p->ev->data.days));
    }
}

static void supply(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted];
    if (running(x) && asks(x, R115) && accepted && accepted->data.missing.n &&
        accepted->data.missing_due != DAY_NONE && !x->first[EV_missing_supplied])
        add(x, DUTY_SUPPLY, facts_over(accepted->data.missing_due));
}

static void ratings(struct facts *x)
{
    for (size_t i = 0; i < x->n_ratings && asks(x, R116); i++) {
        const struct rating *r = &x->ratings[i];
        bool bad = r->ev->data.score >= 4 && r->ev->data.origin != ORIGIN_DEFAULT && !r->invalid;
        if (bad && r->rectified == INSTANT_NONE)
            add(x, DUTY_RATING, after(x, r->ev, R116));
    }
}

/* A closing answers every complaint before it. */
static void complaints(struct facts *x)
{
    for (size_t i = x->n; i-- > 0 && x->ev[i]->type != EV_complaint_closed && asks(x, R118);)
        if (x->ev[i]->type == EV_complained)
            add(x, DUTY_COMPLAINT, after(x, x->ev[i], R118));
}

static int by_due(const void *a, const void *b)
{
    const struct duty *p = a, *q = b;
    if (p->due != q->due)
        return p->due < q->due ? -1 : 1;
    if (p->kind != q->kind)
        return p->kind < q->kind ? -1 : 1;
    int c = strcmp(p->subject, q->subject);
    return c ? c : p->region != q->region ? p->region - q->region : p->dept - q->dept;
}

void duties_find(struct facts *x)
{
    decision(x);
    answers(x);
    delivery(x);
    steps(x);
    pauses(x);
    supply(x);
    ratings(x);
    complaints(x);
    if (x->out->duties.n > 1)
        qsort(x->out->duties.v, x->out->duties.n, sizeof *x->out->duties.v, by_due);
    const struct duty *next = eval_next_duty(x->out, -1, -1);
    x->out->row.duty = next ? next->kind : (uint8_t)DUTY_NONE;
    x->out->row.due = next ? next->due : INSTANT_NONE;
}

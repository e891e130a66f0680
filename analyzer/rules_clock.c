/* The rules of the family CLOCK: what becomes true when time passes (contract section 5). One function a
 * rule.
 */
#include <string.h>

#include "analyzer/raise.h"

static const struct rule_setting *setting(const struct facts *x, enum rule_index r)
{
    return &x->ref->rules.set[r];
}

/* When what the alert warned of was over; INSTANT_NONE while it is not. The end of a running case lies ahead.
 */
static instant ended_at(const struct facts *x) { return x->end == INSTANT_MAX ? INSTANT_NONE : x->end; }

/* 101-104 of a case that is deemed accepted are not raised before that. */
static instant not_before_deemed(const struct facts *x, instant t)
{
    return x->deemed && t < x->deemed_at ? x->deemed_at : t;
}

static void raise_limit(struct facts *x, enum rule_index rule, instant t, const struct limit *l)
{
    struct alert al = raise_draft(x, rule, not_before_deemed(x, t));
    al.cleared = ended_at(x);
    al.used = (int32_t)clock_used(l == &x->promise ? &x->book : &x->legal, x->start,
                                  instant_day(al.raised)); /* then, not now */
    al.limit = l->n;
    al.due = l->due_at != INSTANT_NONE ? instant_day(l->due_at) : l->projected ? DAY_NONE : l->due;
    raise_alert(x, &al);
}

/* The first day d with used(d) >= 1 and (n - used(d) <= days or 100 used(d) >= share n), d <= due day. */
static void r101(struct facts *x)
{
    const struct limit *l = &x->promise;
    const struct rule_setting *s = setting(x, R101);
    if (l->due_at != INSTANT_NONE) {
        instant t = l->due_at - s->days * DAY_LENGTH;
        if (t > x->first[EV_accepted]->occurred && facts_running(x, t))
            raise_limit(x, R101, t, l);
        return;
    }
    if (l->due == DAY_NONE)
        return;
    int64_t near = (int64_t)l->n - s->days, share = ((int64_t)s->share * l->n + 99) / 100,
            used = near < share ? near : share;
    day d = clock_reach(&x->book, x->start, used > 1 ? used : 1);
    bool ahead = d > instant_day(x->as_of) &&
                 x->book.open_from != DAY_NONE; /* while a pause is open no day is used */
    if (d <= l->due && !ahead && facts_running(x, day_start(d)))
        raise_limit(x, R101, day_start(d), l);
}

static bool broken_at(const struct facts *x, const struct limit *l, instant over)
{
    return over != INSTANT_NONE && (l->due_at != INSTANT_NONE ? x->end > over : facts_running(x, over));
}

static void r102(struct facts *x)
{
    if (broken_at(x, &x->promise, x->promise_over))
        raise_limit(x, R102, x->promise_over, &x->promise);
}

static void r103(struct facts *x)
{
    if (broken_at(x, &x->statutory, x->statutory_over))
        raise_limit(x, R103, x->statutory_over, &x->statutory);
}

static void r104(struct facts *x)
{
    if (x->promise_over == INSTANT_NONE)
        return;
    day due = x->promise.due_at != INSTANT_NONE ? instant_day(x->promise.due_at) : x->promise.due;
    instant t = facts_after(x, due, setting(x, R104)->days);
    if (facts_running(x, t))
        raise_limit(x, R104, t, &x->promise);
}

static void r111(struct facts *x)
{
    for (size_t i = 0; i < x->n_windows; i++) {
        const struct window *w = &x->windows[i];
        if (w->answered != INSTANT_NONE && w->answered < w->over)
            continue;
        struct alert al = raise_draft(x, R111, w->over);
        al.subject = w->subject;
        al.of = w->ev;
        al.level = x->permit ? al.level : raise_other(x, R111);
        al.cleared = w->answered;
        al.due = w->last;
        raise_alert(x, &al);
    }
}

static void r112(struct facts *x)
{
    if (!x->granted)
        return;
    day last = calendar_add(&x->ref->cal, instant_day(x->end), setting(x, R112)->days);
    const struct event *delivered = x->first[EV_delivered];
    if (delivered && delivered->occurred < facts_over(last))
        return;
    struct alert al = raise_draft(x, R112, facts_over(last));
    al.level = x->permit ? al.level : raise_other(x, R112);
    al.cleared = delivered ? delivered->occurred : INSTANT_NONE;
    al.due = last;
    raise_alert(x, &al);
}

static void r113(struct facts *x)
{
    for (size_t i = 0; i < x->n_steps; i++) {
        const struct step *s = &x->steps[i];
        bool in_time = s->finished != INSTANT_NONE && s->finished < s->over;
        if (in_time || s->moving || !facts_running(x, s->over))
            continue;
        const char *dept = x->ref->depts[s->dept].code;
        size_t n = strlen(s->ev->data.step), m = strlen(dept);
        char *subject = arena_alloc(x->a, n + m + 2);
        memcpy(subject, s->ev->data.step, n);
        subject[n] = '@';
        memcpy(subject + n + 1, dept, m + 1);
        struct alert al = raise_draft(x, R113, s->over);
        al.subject = subject;
        al.region = s->region;
        al.dept = s->dept;
        al.cleared = facts_earlier(s->finished, ended_at(x));
        al.limit = s->limit;
        al.due = s->due;
        raise_alert(x, &al);
    }
}

static void r114(struct facts *x)
{
    for (size_t i = 0; i < x->n_pauses; i++) {
        const struct pause *p = &x->pauses[i];
        int32_t days = p->ev->data.days;
        if (!p->counts || days == DAYS_NONE)
            continue;
        instant t = facts_after(x, instant_day(p->ev->occurred), days);
        if (p->end != INSTANT_NONE && p->end < t)
            continue;
        struct alert al = raise_draft(x, R114, t);
        al.subject = facts_number(x, i + 1);
        al.of = p->ev;
        al.cleared = p->end;
        al.limit = days;
        al.due = instant_day(t) - 1;
        raise_alert(x, &al);
    }
}

static void r115(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted], *supplied = x->first[EV_missing_supplied];
    if (!accepted || !accepted->data.missing.n || accepted->data.missing_due == DAY_NONE)
        return;
    instant t = facts_over(accepted->data.missing_due);
    if ((supplied && supplied->occurred < t) || !facts_running(x, t))
        return;
    struct alert al = raise_draft(x, R115, t);
    al.cleared = facts_earlier(supplied ? supplied->occurred : INSTANT_NONE, ended_at(x));
    al.due = accepted->data.missing_due;
    raise_alert(x, &al);
}

static void r116(struct facts *x)
{
    for (size_t i = 0; i < x->n_ratings; i++) {
        const struct rating *r = &x->ratings[i];
        instant t = facts_after(x, instant_day(r->ev->occurred), setting(x, R116)->days);
        bool bad = r->ev->data.score >= 4 && r->ev->data.origin != ORIGIN_DEFAULT && !r->invalid;
        if (!bad || (r->rectified != INSTANT_NONE && r->rectified < t))
            continue;
        struct alert al = raise_draft(x, R116, t);
        al.subject = facts_number(x, i + 1);
        al.of = r->ev;
        al.cleared = r->rectified;
        al.due = instant_day(t) - 1;
        raise_alert(x, &al);
    }
}

/* Was a pause open at t, before which the case had not ended? Pauses come and end in order, so of those not
 * ended before t the first has been open longest. `k` is kept between calls with growing t. */
static bool paused_at(const struct facts *x, size_t *k, instant t)
{
    while (*k < x->n_pauses && x->pauses[*k].end != INSTANT_NONE && x->pauses[*k].end < t)
        ++*k;
    return *k < x->n_pauses && x->pauses[*k].ev->occurred < t;
}

static void r117(struct facts *x)
{
    size_t pause = 0;
    for (size_t i = x->first_at[EV_accepted]; i < x->n && i < x->end_at; i++) {
        day d = instant_day(x->ev[i]->occurred);
        instant next = i + 1 < x->n ? x->ev[i + 1]->occurred : INSTANT_NONE;
        if (next != INSTANT_NONE && instant_day(next) == d)
            continue;
        instant t = facts_after(x, d, setting(x, R117)->days);
        if ((next != INSTANT_NONE && next < t) || !facts_running(x, t) || paused_at(x, &pause, t))
            continue;
        struct alert al = raise_draft(x, R117, t);
        char *subject = arena_alloc(x->a, DAY_TEXT);
        al.subject = day_text(d, subject);
        al.cleared = next;
        raise_alert(x, &al);
    }
}

static void r118(struct facts *x)
{
    size_t k = 0;
    for (size_t i = 0; i < x->n && x->first[EV_complained]; i++)
        k += x->ev[i]->type == EV_complained;
    instant closed = INSTANT_NONE; /* the next complaint_closed behind the pass from the back */
    for (size_t i = x->n; i-- > 0 && k;) {
        const struct event *ev = x->ev[i];
        if (ev->type == EV_complaint_closed)
            closed = ev->occurred;
        if (ev->type != EV_complained)
            continue;
        instant t = facts_after(x, instant_day(ev->occurred), setting(x, R118)->days);
        struct alert al = raise_draft(x, R118, t);
        al.subject = facts_number(x, k--);
        al.of = ev;
        al.cleared = closed;
        al.due = instant_day(t) - 1;
        if (closed == INSTANT_NONE || closed >= t)
            raise_alert(x, &al);
    }
}

void rules_clock(struct facts *x)
{
#define CLOCK(no)                    \
    if (x->ref->rules.set[R##no].on) \
        r##no(x);
#define FACT(no)
#define RULE(no, family, ...) family(no)
#include "analyzer/rules.def"
}

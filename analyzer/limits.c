/* Start day, pauses, the two clocks, the extension and the limits of a case (contract section 3). */
#include <assert.h>
#include <string.h>

#include "analyzer/eval_parts.h"

/* The reasons for which 行政许可法 art. 45 lets the clock stop. */
static bool is_statutory(const char *reason)
{
    static const char *const word[] = {"hearing", "tender",     "auction",   "inspection",
                                       "testing", "quarantine", "appraisal", "expert_review"};
    for (size_t i = 0; reason && i < sizeof word / sizeof *word; i++)
        if (!strcmp(reason, word[i]))
            return true;
    return false;
}

static void find_start(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted], *submitted = x->first[EV_submitted];
    x->start = DAY_NONE;
    if (x->deemed)
        x->start = instant_day(submitted->occurred);
    else if (accepted)
        x->start = instant_day(accepted->occurred);
    else if (x->kind == KIND_INSTANT && x->completed && submitted)
        x->start = instant_day(submitted->occurred);
}

/* A pause runs to the next `resumed`, at the latest to the case's end; one pass from the back knows the next.
 */
static void find_pauses(struct facts *x)
{
    for (size_t i = 0; i < x->n; i++)
        x->n_pauses += x->ev[i]->type == EV_paused;
    if (!x->n_pauses)
        return;
    x->pauses = arena_alloc(x->a, x->n_pauses * sizeof *x->pauses);
    instant resumed = INSTANT_MAX;
    for (size_t i = x->n, k = x->n_pauses; i-- > 0;) {
        const struct event *ev = x->ev[i];
        if (ev->type == EV_resumed)
            resumed = ev->occurred;
        if (ev->type != EV_paused)
            continue;
        instant end = resumed < x->end ? resumed : x->end;
        x->pauses[--k] = (struct pause){ev, end == INSTANT_MAX ? INSTANT_NONE : end, i < x->end_at,
                                        is_statutory(ev->data.reason)};
    }
}

static void make_clock(struct facts *x, struct clock *c, bool every_day, bool legal_only)
{
    *c = (struct clock){.cal = &x->ref->cal, .every_day = every_day, .open_from = DAY_NONE};
    if (!x->n_pauses)
        return;
    struct span *span = arena_alloc(x->a, x->n_pauses * sizeof *span);
    size_t n = 0;
    for (size_t i = 0; i < x->n_pauses; i++) {
        const struct pause *p = &x->pauses[i];
        if (!p->counts || (legal_only && !p->statutory))
            continue;
        day from = instant_day(p->ev->occurred);
        if (p->end == INSTANT_NONE && c->open_from == DAY_NONE)
            c->open_from = from; /* pauses come in order: the earliest open one */
        span[n++] = (struct span){.from = from,
                                  .to = instant_day(p->end == INSTANT_NONE ? x->as_of : p->end)};
    }
    clock_pause(c, span, n);
}

static int32_t first_given(int32_t a, int32_t b, int32_t c)
{
    return a != DAYS_NONE ? a : b != DAYS_NONE ? b : c;
}

/* An extension is valid if it is the first, complete, of a size allowed, before the end, and before 24:00 of
 * the due day without it. */
static void find_extension(struct facts *x, int32_t statutory, int32_t promised)
{
    const struct event *ev = x->first[EV_extended], *submitted = x->first[EV_submitted];
    if (!ev || x->start == DAY_NONE || x->first_at[EV_extended] > x->end_at)
        return;
    int32_t most = submitted && submitted->data.joint == 1 ? x->ref->rules.set[R206].days + 5
                                                           : x->ref->rules.set[R206].days;
    bool complete = facts_given(ev->data.approver) && facts_given(ev->data.doc_no) && ev->data.days >= 1 &&
                    ev->data.days <= most;
    if (!complete || (statutory == DAYS_NONE && promised == DAYS_NONE))
        return;
    day due = statutory != DAYS_NONE ? clock_due(&x->legal, x->start, statutory)
                                     : clock_due(&x->book, x->start, promised);
    if (ev->occurred < facts_over(due))
        x->extension = ev;
}

/* While a pause is open, a due day on or after its first day only says where the limit would lie if it ended
 * today. */
static bool is_projected(const struct clock *c, day due)
{
    return c->open_from != DAY_NONE && due >= c->open_from;
}

static instant find_due(struct facts *x, struct limit *l, const struct clock *c)
{
    if (l->n == DAYS_NONE || x->start == DAY_NONE)
        return INSTANT_NONE;
    l->due = clock_due(c, x->start, l->n);
    l->projected = is_projected(c, l->due);
    l->provisional = !c->every_day && !calendar_covers(c->cal, x->start, l->due);
    return l->projected ? INSTANT_NONE : facts_over(l->due);
}

/* Kept: completed before the limit was over; broken: not ended strictly before that instant, which has come.
 */
static void judge_limit(struct facts *x, struct limit *l, instant over)
{
    if (l->due == DAY_NONE && l->due_at == INSTANT_NONE)
        return;
    bool at = l->due_at != INSTANT_NONE; /* promise_due is kept iff decided at or before it, a due day iff
                                            decided before its 24:00 */
    if (over != INSTANT_NONE && over <= x->as_of && (at ? x->end > over : x->end >= over))
        l->kept = 0;
    else if (x->completed)
        l->kept = 1;
    if (x->end == INSTANT_MAX && over != INSTANT_NONE)
        facts_change(x, over);
}

void limits_find(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted];
    const struct event_data *d = accepted ? &accepted->data : NULL;
    uint8_t unit = d && d->unit ? d->unit : x->item && x->item->unit ? x->item->unit : UNIT_WD;
    int32_t by_kind = x->kind == KIND_INSTANT ? 0 : DAYS_NONE;
    int32_t promised = first_given(d ? d->promised_days : DAYS_NONE,
                                   x->item ? x->item->promised_days : DAYS_NONE, by_kind);
    int32_t statutory = first_given(d ? d->statutory_days : DAYS_NONE,
                                    x->item ? x->item->statutory_days : DAYS_NONE, DAYS_NONE);
    find_start(x);
    find_pauses(x);
    make_clock(x, &x->book, unit == UNIT_D, false);
    make_clock(x, &x->legal, unit == UNIT_D, true);
    if (unit == UNIT_D)
        make_clock(x, &x->step_clock, false, false);
    else
        x->step_clock = x->book;

    instant due_at = d ? d->promise_due : INSTANT_NONE;
    if (due_at != INSTANT_NONE)
        promised = DAYS_NONE;
    find_extension(x, statutory, promised);
    int32_t more = x->extension ? x->extension->data.days : 0;
    x->promise = (struct limit){
        promised == DAYS_NONE ? DAYS_NONE : promised + more, DAY_NONE, due_at, DAYS_NONE, -1, false, false};
    x->statutory = (struct limit){statutory == DAYS_NONE ? DAYS_NONE : statutory + more,
                                  DAY_NONE,
                                  INSTANT_NONE,
                                  DAYS_NONE,
                                  -1,
                                  false,
                                  false};
    x->promise_over = due_at != INSTANT_NONE ? due_at : find_due(x, &x->promise, &x->book);
    x->statutory_over = find_due(x, &x->statutory, &x->legal);
    assert(x->start != DAY_NONE ||
           (x->promise_over == INSTANT_NONE && x->statutory_over == INSTANT_NONE)); /* F6 */
    judge_limit(x, &x->promise, x->promise_over);
    judge_limit(x, &x->statutory, x->statutory_over);
    if (x->start == DAY_NONE)
        return;
    day at = instant_day(x->end == INSTANT_MAX ? x->as_of : x->end);
    x->promise.used = (int32_t)clock_used(&x->book, x->start, at);
    x->statutory.used = (int32_t)clock_used(&x->legal, x->start, at);
}

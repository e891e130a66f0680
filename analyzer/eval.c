#include "analyzer/eval.h"

#include <assert.h>
#include <string.h>

#include "analyzer/eval_parts.h"
#include "analyzer/raise.h"

static instant at_of(const struct facts *x, enum event_type type)
{
    return x->first[type] ? x->first[type]->occurred : INSTANT_NONE;
}

static bool pause_open(const struct facts *x) { return x->book.open_from != DAY_NONE; }

static bool supplementing(const struct facts *x)
{
    for (size_t i = x->n; i-- > 0;)
        if (x->ev[i]->type == EV_supplement_requested || x->ev[i]->type == EV_supplement_received)
            return x->ev[i]->type == EV_supplement_requested;
    return false;
}

static uint8_t phase_of(const struct facts *x)
{
    if (x->exited) {
        int type = x->ev[x->end_at]->type;
        return type == EV_not_accepted ? PHASE_NOT_ACCEPTED
               : type == EV_withdrawn  ? PHASE_WITHDRAWN
                                       : PHASE_TERMINATED;
    }
    if (x->completed)
        return x->first[EV_delivered] ? PHASE_DELIVERED : PHASE_DECIDED;
    if (pause_open(x))
        return PHASE_PAUSED;
    if (x->first[EV_accepted] || x->deemed)
        return PHASE_ACCEPTED;
    return supplementing(x) ? PHASE_SUPPLEMENTING : PHASE_SUBMITTED;
}

static bool has_alert(const struct facts *x, enum rule_index rule)
{
    for (size_t i = 0; i < x->out->alerts.n; i++)
        if (x->out->alerts.v[i].rule == rule)
            return true;
    return false;
}

static uint8_t light_of(const struct facts *x)
{
    if (x->end != INSTANT_MAX || x->start == DAY_NONE)
        return LIGHT_NULL;
    if (x->promise.n == DAYS_NONE && x->promise.due_at == INSTANT_NONE && x->statutory.n == DAYS_NONE)
        return LIGHT_NONE;
    if (pause_open(x))
        return LIGHT_PAUSED;
    if (has_alert(x, R103) || has_alert(x, R104))
        return LIGHT_RED;
    return has_alert(x, R102) ? LIGHT_YELLOW : has_alert(x, R101) ? LIGHT_WARNING : LIGHT_NORMAL;
}

static void fill_level(struct evaluation *out)
{
    struct case_row *r = &out->row;
    r->level = LEVEL_NONE;
    r->level_at = INSTANT_NONE;
    for (size_t i = 0; i < out->alerts.n; i++) {
        const struct alert *al = &out->alerts.v[i];
        if (al->state != STATE_OPEN || al->level < r->level)
            continue;
        if (al->level > r->level || al->raised < r->level_at)
            r->level_at = al->raised;
        r->level = al->level;
    }
}

/* The row but for phase and light, which the alerts decide. */
static void fill_row(struct facts *x)
{
    struct case_row *r = &x->out->row;
    r->case_no = x->ev[0]->case_no;
    r->region = x->region;
    r->dept = x->dept;
    r->kind = x->kind;
    r->deemed = x->deemed;
    r->ended = x->end != INSTANT_MAX;
    r->accepted_at = at_of(x, EV_accepted);
    r->submitted_at = x->first[EV_submitted] ? at_of(x, EV_submitted) : r->accepted_at;
    r->decided_at = at_of(x, EV_decided);
    r->delivered_at = at_of(x, EV_delivered);
    r->end = r->ended ? x->end : x->as_of;
    r->start = x->start;
    r->promise = x->promise;
    r->statutory = x->statutory;
    r->visits = x->visits;
    r->paused_days = x->start == DAY_NONE ? 0
                                          : (int32_t)clock_paused(&x->book, x->start, instant_day(r->end));
    r->n_events = (int32_t)x->n;
}

void eval(struct evaluation *out, const struct event *events, size_t n, const struct upheld_list *upheld,
          const struct refdata *ref, instant as_of, struct arena *a)
{
    struct facts x = {.ref = ref, .a = a, .as_of = as_of, .out = out, .month_day = DAY_NONE};
    out->alerts.n = out->contribs.n = out->handlers.n = out->duties.n = 0;
    out->next_change = INSTANT_MAX;
    memset(&out->row, 0, sizeof out->row);
    out->empty = !fold_find(&x, events, n);
    if (out->empty)
        return;
    windows_find(&x);
    limits_find(&x);
    steps_find(&x);
    handlers_find(&x);
    fill_row(&x);
    rules_clock(&x);
    rules_fact(&x);
    raise_order(out);
    if (upheld && upheld->n)
        raise_revoke(&x, upheld);
    out->row.phase = phase_of(&x);
    out->row.light = light_of(&x);
    fill_level(out);
    duties_find(&x);
    contribute(&x);
    assert(out->next_change > as_of); /* E1 */
    assert(out->row.end <= as_of); /* E4 */
    assert((out->row.light == LIGHT_NULL) == (out->row.ended || out->row.start == DAY_NONE)); /* E6 */
}

void eval_release(struct evaluation *ev)
{
    vec_release(&ev->alerts);
    vec_release(&ev->contribs);
    vec_release(&ev->handlers);
    vec_release(&ev->duties);
}

const struct duty *eval_next_duty(const struct evaluation *ev, int32_t region, int32_t dept)
{
    for (size_t i = 0; i < ev->duties.n; i++) {
        const struct duty *d = &ev->duties.v[i];
        if ((region < 0 || d->region == region) && (dept < 0 || d->dept == dept))
            return d;
    }
    return NULL;
}

/* What a case adds to the monthly counters (contract section 6). Each counter stands once; stocks are flows. */
#include <stdlib.h>

#include "analyzer/facts.h"

static void add_at(struct facts *x, month m, int32_t region, int32_t dept, int counter, int64_t value)
{
    if (value)
        vec_push(&x->out->contribs, ((struct contrib){m, region, dept, (uint16_t)counter, value}));
}

static void add(struct facts *x, day d, int counter, int64_t value) { add_at(x, day_month(d), x->region, x->dept, counter, value); }

/* Cases by the day of their first event of a type. */
static void count_firsts(struct facts *x)
{
    static const struct { enum event_type type; enum counter counter; } row[] = {
        {EV_submitted, C_submitted}, {EV_not_accepted, C_not_accepted}, {EV_withdrawn, C_withdrawn}, {EV_terminated, C_terminated}, {EV_delivered, C_delivered},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (x->first[row[i].type])
            add(x, instant_day(x->first[row[i].type]->occurred), row[i].counter, 1);
}

static bool online(const struct facts *x)
{
    const struct event *ev = x->first[EV_submitted];
    return ev && (ev->channel == CHANNEL_WEB || ev->channel == CHANNEL_MOBILE || ev->channel == CHANNEL_KIOSK);
}

static void count_intake(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted];
    if (online(x))
        add(x, instant_day(x->first[EV_submitted]->occurred), C_submitted_online, 1);
    if (x->start == DAY_NONE)
        return;
    add(x, x->start, C_accepted, 1);
    add(x, x->start, C_accepted_instant, x->kind == KIND_INSTANT);
    add(x, x->start, C_tolerance, accepted && accepted->data.missing.n);
}

static void count_supplements(struct facts *x)
{
    for (size_t i = 0, k = 0; k < 2 && k < x->n_supplements && i < x->n; i++)
        if (x->ev[i]->type == EV_supplement_requested)
            add(x, instant_day(x->ev[i]->occurred), k++ ? C_supplement_repeat : C_supplement_cases, 1);
}

/* Of the cases kept with n: broken if the promise ran on the legal clock. */
static bool kept_by_pause(const struct facts *x)
{
    return x->promise.n != DAYS_NONE && x->promise.kept == 1 && x->end >= facts_over(clock_due(&x->legal, x->start, x->promise.n));
}

static void count_limits(struct facts *x, day d)
{
    const struct limit *p = &x->promise, *s = &x->statutory;
    bool has_promise = p->due != DAY_NONE || p->due_at != INSTANT_NONE;
    add(x, d, C_limited, has_promise);
    add(x, d, C_on_time, p->kept == 1);
    add(x, d, C_early, p->kept == 1 && p->n != DAYS_NONE && p->used < p->n);
    add(x, d, C_late, p->kept == 0);
    add(x, d, C_late_statutory, s->kept == 0);
    add(x, d, C_on_time_by_pause, kept_by_pause(x));
    add(x, d, C_same_day, d == x->start);
    if (p->due != DAY_NONE && s->due != DAY_NONE) {
        add(x, d, C_used_days, p->used);
        add(x, d, C_promise_days, p->n);
        add(x, d, C_statutory_days, s->n);
    }
    if (x->start != DAY_NONE)
        add(x, d, COUNTERS + (p->used < 0 ? 0 : p->used > HIST_BUCKETS - 1 ? HIST_BUCKETS - 1 : p->used), 1);
}

static void count_visits(struct facts *x, day d)
{
    bool delivered = x->first[EV_delivered] != NULL, known = x->visits >= 0;
    add(x, d, C_visits_known, known);
    add(x, d, C_zero_visit, known && x->visits == 0);
    add(x, d, C_one_visit, known && x->visits <= 1);
    add(x, d, C_once_known, known && x->granted);
    add(x, d, C_done_once, known && x->granted && delivered && x->visits <= 1 && x->n_supplements <= 1);
    add(x, d, C_full_online, known && online(x) && x->visits == 0 && delivered);
}

static bool has_finding(const struct facts *x, enum dimension dim)
{
    for (size_t i = 0; i < x->out->alerts.n; i++) {
        const struct alert *al = &x->out->alerts.v[i];
        if (rule_table[al->rule].dimension == dim && al->level >= LEVEL_YELLOW)
            return true;
    }
    return false;
}

static void count_completed(struct facts *x)
{
    day d = instant_day(x->end);
    add(x, d, C_completed, 1);
    add(x, d, C_granted, x->granted);
    add(x, d, C_denied, x->denied);
    add(x, d, C_completed_instant, x->kind == KIND_INSTANT);
    count_limits(x, d);
    if (x->out->row.submitted_at != INSTANT_NONE)
        add(x, d, C_gross_days, d - instant_day(x->out->row.submitted_at));
    add(x, d, C_paused_cases, x->n_pauses && x->pauses[0].counts);
    add(x, d, C_paused_days, x->out->row.paused_days);
    add(x, d, C_extended_cases, x->extension != NULL);
    count_visits(x, d);
    add(x, d, C_procedure_bad, has_finding(x, DIM_PROCEDURE));
    add(x, d, C_document_bad, has_finding(x, DIM_DOCUMENT));
}

/* A stock from the month it is first seen in at its end to the month before the case's end. An instant that is just the end of a month
 * counts in that month; so does a case that ends at the as-of instant, which is the open month's end. */
static void flow(struct facts *x, month in, int counter)
{
    if (x->end < x->as_of) {
        month out = day_month(instant_day(x->end));
        if (out <= in)
            return;
        add_at(x, out, x->region, x->dept, counter, -1);
    } else if (x->end == x->as_of) {
        facts_change(x, x->as_of + 1);
    }
    add_at(x, in, x->region, x->dept, counter, 1);
}

static void overdue_flow(struct facts *x, const struct limit *l, instant over, int counter)
{
    if (l->kept != 0)
        return;
    month in = day_month(instant_day(over - 1)), start = day_month(x->start);
    flow(x, in > start ? in : start, counter);
}

static void count_open(struct facts *x)
{
    if (x->exited && x->promise.kept == 0)
        add(x, instant_day(x->end), C_late_exit, 1);
    if (x->start == DAY_NONE)
        return;
    flow(x, day_month(x->start), C_open_end);
    overdue_flow(x, &x->promise, x->promise_over, C_overdue_open);
    overdue_flow(x, &x->statutory, x->statutory_over, C_overdue_open_statutory);
}

/* due in the month of its last day once that is over, and of these what was in time */
static void count_due(struct facts *x, instant over, bool in_time, enum counter due, enum counter on_time)
{
    facts_change(x, over);
    if (over > x->as_of)
        return;
    add(x, instant_day(over) - 1, due, 1);
    add(x, instant_day(over) - 1, on_time, in_time);
}

static void count_windows(struct facts *x)
{
    const struct window *w = x->first_window;
    if (w)
        count_due(x, w->over, w->answered != INSTANT_NONE && w->answered < w->over, C_notice_due, C_notice_on_time);
    if (!x->granted)
        return;
    instant over = facts_after(x, instant_day(x->end), x->ref->rules.set[R112].days);
    const struct event *delivered = x->first[EV_delivered];
    count_due(x, over, delivered && delivered->occurred < over, C_delivery_due, C_delivery_on_time);
}

static void count_ratings(struct facts *x)
{
    for (size_t i = 0; i < x->n_ratings; i++) {
        const struct rating *r = &x->ratings[i];
        const struct event_data *d = &r->ev->data;
        if (r->invalid)
            continue;
        day at = instant_day(r->ev->occurred);
        if (d->origin == ORIGIN_DEFAULT) {
            add(x, at, C_r_default, 1);
            continue;
        }
        add(x, at, C_r1 + d->score - 1, 1);
        if (d->score < 4)
            continue;
        instant over = facts_after(x, at, x->ref->rules.set[R116].days);
        count_due(x, over, r->rectified != INSTANT_NONE && r->rectified < over, C_bad_due, C_bad_on_time);
    }
}

static void count_steps(struct facts *x)
{
    for (size_t i = 0; i < x->n_steps; i++) {
        const struct step *s = &x->steps[i];
        if (s->moving || (x->end < s->over && !s->finished_by_end))
            continue; /* unfinished when the case ended before the limit was over */
        facts_change(x, s->over);
        if (s->over > x->as_of)
            continue;
        month m = day_month(s->due);
        add_at(x, m, s->region, s->dept, C_steps_due, 1);
        add_at(x, m, s->region, s->dept, C_steps_on_time, s->finished != INSTANT_NONE && s->finished < s->over);
    }
}

static void count_events(struct facts *x)
{
    for (size_t i = 0; i < x->n;) { /* in order, so the events of one month stand together */
        month m = day_month(instant_day(x->ev[i]->occurred));
        instant next = day_start(month_first(m + 1));
        int64_t events = 0, timely = 0, complaints = 0;
        for (; i < x->n && x->ev[i]->occurred < next; i++) {
            const struct event *ev = x->ev[i];
            events++;
            timely += ev->recorded == INSTANT_NONE || ev->recorded - ev->occurred <= DAY_LENGTH;
            complaints += ev->type == EV_complained;
        }
        add_at(x, m, x->region, x->dept, C_events, events);
        add_at(x, m, x->region, x->dept, C_events_timely, timely);
        add_at(x, m, x->region, x->dept, C_complaints, complaints);
    }
}

/* Is there an alert of the same dimension, month and unit before place i (any level from `level` up), or anywhere of a higher level? */
static bool counted_elsewhere(const struct facts *x, size_t i)
{
    const struct alert *v = x->out->alerts.v, *al = &v[i];
    for (size_t j = 0; j < x->out->alerts.n; j++)
        if (j != i && v[j].level >= LEVEL_YELLOW && (v[j].level > al->level || (v[j].level == al->level && j < i)) &&
            rule_table[v[j].rule].dimension == rule_table[al->rule].dimension && v[j].region == al->region && v[j].dept == al->dept &&
            day_month(instant_day(v[j].raised)) == day_month(instant_day(al->raised)))
            return true;
    return false;
}

static void count_alerts(struct facts *x)
{
    static const int by_level[LEVELS] = {-1, C_n_notice, C_n_warning, C_n_yellow, C_n_red};
    for (size_t i = 0; i < x->out->alerts.n; i++) {
        const struct alert *al = &x->out->alerts.v[i];
        month m = day_month(instant_day(al->raised));
        add_at(x, m, al->region, al->dept, by_level[al->level], 1);
        if (al->level >= LEVEL_YELLOW && !counted_elsewhere(x, i))
            add_at(x, m, al->region, al->dept, al->level == LEVEL_RED ? C_c_red : C_c_yellow, 1);
    }
}

static int by_key(const void *a, const void *b)
{
    const struct contrib *p = a, *q = b;
    if (p->month != q->month)
        return p->month < q->month ? -1 : 1;
    if (p->region != q->region)
        return p->region < q->region ? -1 : 1;
    if (p->dept != q->dept)
        return p->dept < q->dept ? -1 : 1;
    return p->counter < q->counter ? -1 : p->counter > q->counter;
}

/* Sorted, one entry a key, no zeros. */
static void merge(struct evaluation *out)
{
    struct contrib *v = out->contribs.v;
    size_t n = out->contribs.n, m = 0;
    qsort(v, n, sizeof *v, by_key);
    for (size_t i = 0; i < n; i++)
        if (m && !by_key(&v[m - 1], &v[i]))
            v[m - 1].value += v[i].value;
        else if (!m || v[m - 1].value)
            v[m++] = v[i];
        else
            v[m - 1] = v[i];
    out->contribs.n = m && !v[m - 1].value ? m - 1 : m;
}

void facts_contribute(struct facts *x)
{
    count_firsts(x);
    count_intake(x);
    count_supplements(x);
    if (x->completed)
        count_completed(x);
    count_open(x);
    count_windows(x);
    count_ratings(x);
    count_steps(x);
    count_events(x);
    count_alerts(x);
    merge(x->out);
}

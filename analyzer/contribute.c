/* What a case adds to the monthly counters (contract section 6). Each counter stands once; stocks are flows.
 */
#include <stdlib.h>

#include "analyzer/eval_parts.h"

static void count_at(struct facts *x, month m, int32_t region, int32_t dept, int counter, int64_t value)
{
    if (value)
        tally_add(&x->tally, m, region, dept, counter, value, x->a);
}

/* At the case's own unit, in the month of a day. */
static void count(struct facts *x, day d, int counter, int64_t value)
{
    if (!value)
        return;
    if (d != x->month_day) { /* many counters in a row are of the same day */
        x->month_day = d;
        x->month = day_month(d);
    }
    count_at(x, x->month, x->region, x->dept, counter, value);
}

/* Of those by day: the counter is added by count(). */
static void count_day(struct facts *x, day d, enum contrib_code what)
{
    tally_add_day(&x->tally, day_month(d), x->region, x->dept, what, d, x->a);
}

/* Cases by the day of their first event of a type. */
static void count_firsts(struct facts *x)
{
    static const struct {
        enum event_type type;
        int counter;
    } row[] = {
        {EV_submitted, C_submitted},   {EV_not_accepted, C_not_accepted}, {EV_withdrawn, C_withdrawn},
        {EV_terminated, C_terminated}, {EV_delivered, C_delivered},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (x->first[row[i].type])
            count(x, instant_day(x->first[row[i].type]->occurred), row[i].counter, 1);
}

static bool is_online(const struct facts *x)
{
    const struct event *ev = x->first[EV_submitted];
    return ev &&
           (ev->channel == CHANNEL_WEB || ev->channel == CHANNEL_MOBILE || ev->channel == CHANNEL_KIOSK);
}

static void count_intake(struct facts *x)
{
    const struct event *accepted = x->first[EV_accepted];
    if (is_online(x))
        count(x, instant_day(x->first[EV_submitted]->occurred), C_submitted_online, 1);
    if (x->start == DAY_NONE)
        return;
    count(x, x->start, C_accepted, 1);
    count_day(x, x->start, CONTRIB_ACCEPTED);
    count(x, x->start, C_accepted_instant, x->kind == KIND_INSTANT);
    count(x, x->start, C_tolerance, accepted && accepted->data.missing.n);
}

static void count_supplements(struct facts *x)
{
    for (size_t i = 0, k = 0; k < 2 && k < x->n_supplements && i < x->n; i++)
        if (x->ev[i]->type == EV_supplement_requested)
            count(x, instant_day(x->ev[i]->occurred), k++ ? C_supplement_repeat : C_supplement_cases, 1);
}

/* Of the cases kept with n: broken if the promise ran on the legal clock. */
static bool kept_by_pause(const struct facts *x)
{
    return x->promise.n != DAYS_NONE && x->promise.kept == 1 &&
           x->end >= facts_over(clock_due(&x->legal, x->start, x->promise.n));
}

static void count_limits(struct facts *x, day d)
{
    const struct limit *p = &x->promise, *s = &x->statutory;
    bool has_promise = p->due != DAY_NONE || p->due_at != INSTANT_NONE;
    count(x, d, C_limited, has_promise);
    count(x, d, C_on_time, p->kept == 1);
    count(x, d, C_early, p->kept == 1 && p->n != DAYS_NONE && p->used < p->n);
    count(x, d, C_late, p->kept == 0);
    count(x, d, C_late_statutory, s->kept == 0);
    count(x, d, C_on_time_by_pause, kept_by_pause(x));
    count(x, d, C_same_day, d == x->start);
    if (p->due != DAY_NONE && s->due != DAY_NONE) {
        count(x, d, C_used_days, p->used);
        count(x, d, C_promise_days, p->n);
        count(x, d, C_statutory_days, s->n);
    }
}

static void count_visits(struct facts *x, day d)
{
    bool delivered = x->first[EV_delivered] != NULL, known = x->visits >= 0;
    count(x, d, C_visits_known, known);
    count(x, d, C_zero_visit, known && x->visits == 0);
    count(x, d, C_one_visit, known && x->visits <= 1);
    count(x, d, C_once_known, known && x->granted);
    count(x, d, C_done_once, known && x->granted && delivered && x->visits <= 1 && x->n_supplements <= 1);
    count(x, d, C_full_online, known && is_online(x) && x->visits == 0 && delivered);
}

/* A revoked alert keeps its row and the case's light, but is in no counter. */
static bool is_counted(const struct alert *al) { return al->state != STATE_REVOKED; }

static bool has_finding(const struct facts *x, enum dimension dim)
{
    for (size_t i = 0; i < x->out->alerts.n; i++) {
        const struct alert *al = &x->out->alerts.v[i];
        if (is_counted(al) && rule_table[al->rule].dimension == dim && al->level >= LEVEL_YELLOW)
            return true;
    }
    return false;
}

static void count_completed(struct facts *x)
{
    day d = instant_day(x->end);
    count(x, d, C_completed, 1);
    count_day(x, d, CONTRIB_COMPLETED);
    count(x, d, C_granted, x->granted);
    count(x, d, C_denied, x->denied);
    count(x, d, C_completed_instant, x->kind == KIND_INSTANT);
    count_limits(x, d);
    if (x->out->row.submitted_at != INSTANT_NONE)
        count(x, d, C_gross_days, d - instant_day(x->out->row.submitted_at));
    count(x, d, C_paused_cases, x->n_pauses && x->pauses[0].counts);
    count(x, d, C_paused_days, x->out->row.paused_days);
    count(x, d, C_extended_cases, x->extension != NULL);
    count_visits(x, d);
    count(x, d, C_procedure_bad, has_finding(x, DIM_PROCEDURE));
    count(x, d, C_document_bad, has_finding(x, DIM_DOCUMENT));
    if (x->start != DAY_NONE)
        tally_add_used(&x->tally, day_month(d), x->region, x->dept, x->promise.used, x->a);
}

/* A stock from the month it is first seen in at its end to the month before the case's end. An instant that
 * is just the end of a month counts in that month; so does a case that ends at the as-of instant, which is
 * the open month's end. */
static void count_stock(struct facts *x, month in, int counter)
{
    if (x->end < x->as_of) {
        month out = day_month(instant_day(x->end));
        if (out <= in)
            return;
        count_at(x, out, x->region, x->dept, counter, -1);
    } else if (x->end == x->as_of) {
        facts_change(x, x->as_of + 1);
    }
    count_at(x, in, x->region, x->dept, counter, 1);
}

static void count_overdue(struct facts *x, const struct limit *l, instant over, int counter)
{
    if (l->kept != 0)
        return;
    month in = day_month(instant_day(over - 1)), start = day_month(x->start);
    count_stock(x, in > start ? in : start, counter);
}

static void count_open(struct facts *x)
{
    if (x->exited && x->promise.kept == 0)
        count(x, instant_day(x->end), C_late_exit, 1);
    if (x->start == DAY_NONE)
        return;
    count_stock(x, day_month(x->start), C_open_end);
    count_overdue(x, &x->promise, x->promise_over, C_overdue_open);
    count_overdue(x, &x->statutory, x->statutory_over, C_overdue_open_statutory);
}

/* due in the month of its last day once that is over, and of these what was in time */
static void count_due(struct facts *x, instant over, bool in_time, int due, int on_time)
{
    facts_change(x, over);
    if (over > x->as_of)
        return;
    count(x, instant_day(over) - 1, due, 1);
    count(x, instant_day(over) - 1, on_time, in_time);
}

static void count_windows(struct facts *x)
{
    const struct window *w = x->first_window;
    if (w)
        count_due(x, w->over, w->answered != INSTANT_NONE && w->answered < w->over, C_notice_due,
                  C_notice_on_time);
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
            count(x, at, C_r_default, 1);
            continue;
        }
        count(x, at, C_r1 + d->score - 1, 1);
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
        count_at(x, m, s->region, s->dept, C_steps_due, 1);
        count_at(x, m, s->region, s->dept, C_steps_on_time,
                 s->finished != INSTANT_NONE && s->finished < s->over);
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
        count_at(x, m, x->region, x->dept, C_events, events);
        count_at(x, m, x->region, x->dept, C_events_timely, timely);
        count_at(x, m, x->region, x->dept, C_complaints, complaints);
    }
}

/* What a card is counted once by. */
struct card {
    month month;
    int32_t region, dept;
    uint8_t dimension, level;
};

static int by_card(const void *a, const void *b)
{
    const struct card *p = a, *q = b;
    if (p->month != q->month)
        return p->month < q->month ? -1 : 1;
    if (p->region != q->region)
        return p->region < q->region ? -1 : 1;
    if (p->dept != q->dept)
        return p->dept < q->dept ? -1 : 1;
    if (p->dimension != q->dimension)
        return p->dimension < q->dimension ? -1 : 1;
    return q->level - p->level; /* the highest level first */
}

static bool same_card(const struct card *p, const struct card *q)
{
    return p->month == q->month && p->region == q->region && p->dept == q->dept &&
           p->dimension == q->dimension;
}

static void count_cards(struct facts *x)
{
    size_t n = 0;
    struct card *card = arena_alloc(x->a, (x->out->alerts.n + 1) * sizeof *card);
    for (size_t i = 0; i < x->out->alerts.n; i++) {
        const struct alert *al = &x->out->alerts.v[i];
        if (is_counted(al) && al->level >= LEVEL_YELLOW)
            card[n++] = (struct card){day_month(instant_day(al->raised)), al->region, al->dept,
                                      rule_table[al->rule].dimension, al->level};
    }
    if (n > 1)
        qsort(card, n, sizeof *card, by_card);
    for (size_t i = 0; i < n; i++)
        if (!i || !same_card(&card[i - 1], &card[i]))
            count_at(x, card[i].month, card[i].region, card[i].dept,
                     card[i].level == LEVEL_RED ? C_c_red : C_c_yellow, 1);
}

static void count_alerts(struct facts *x)
{
    static const int by_level[LEVELS] = {-1, C_n_notice, C_n_warning, C_n_yellow, C_n_red};
    for (size_t i = 0; i < x->out->alerts.n; i++) {
        const struct alert *al = &x->out->alerts.v[i];
        count_at(x, day_month(instant_day(al->raised)), al->region, al->dept, by_level[al->level],
                 is_counted(al));
    }
    count_cards(x);
}

void contribute(struct facts *x)
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
    tally_write(&x->tally, x->out);
}

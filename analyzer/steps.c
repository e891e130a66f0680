/* Steps with limits, ratings with their rectifications, visits: the per-event facts that rules and counters
 * share. */
#include <string.h>

#include "analyzer/facts.h"

/* The nearest finish behind the place where a pass from the back stands, by step and department. */
struct finish {
    uint32_t hash;
    int32_t dept;
    const char *step;
    size_t at;
};

static int32_t dept_of(const struct event *ev) { return ev->data.dept >= 0 ? ev->data.dept : ev->dept; }

static struct finish *find_finish(struct finish *f, size_t n, const struct event *ev, uint32_t hash)
{
    for (size_t i = 0; i < n; i++)
        if (f[i].hash == hash && f[i].dept == dept_of(ev) && !strcmp(f[i].step, ev->data.step))
            return &f[i];
    return NULL;
}

/* The event's limit, else the procedure's. */
static int32_t limit_of(const struct facts *x, const struct event *ev)
{
    if (ev->data.limit_days != DAYS_NONE)
        return ev->data.limit_days;
    for (uint32_t i = 0; x->item && i < x->item->n_steps; i++)
        if (!strcmp(x->item->steps[i].name, ev->data.step))
            return x->item->steps[i].limit_days;
    return DAYS_NONE;
}

static void make_step(struct facts *x, struct step *s, const struct event *ev, int32_t limit,
                      size_t finish_at)
{
    day start = instant_day(ev->occurred), due = clock_due(&x->step_clock, start, limit);
    *s = (struct step){
        .ev = ev,
        .region = ev->data.region >= 0 ? ev->data.region : x->region,
        .dept = dept_of(ev),
        .limit = limit,
        .due = due,
        .over = facts_over(due),
        .finished = finish_at < x->n ? x->ev[finish_at]->occurred : INSTANT_NONE,
        .finished_by_end = finish_at < x->end_at,
        .moving = x->step_clock.open_from != DAY_NONE && due >= x->step_clock.open_from,
    };
}

static void find_steps(struct facts *x)
{
    size_t starts = 0, finishes = 0, known = 0;
    for (size_t i = 0; i < x->n; i++) {
        starts += x->ev[i]->type == EV_step_started;
        finishes += x->ev[i]->type == EV_step_finished;
    }
    if (!starts)
        return;
    struct finish *next = arena_alloc(x->a, (finishes + 1) * sizeof *next);
    x->steps = arena_alloc(x->a, starts * sizeof *x->steps);
    struct step *s = x->steps + starts; /* filled from the back */
    for (size_t i = x->n; i-- > 0;) {
        const struct event *ev = x->ev[i];
        if (ev->type != EV_step_started && ev->type != EV_step_finished)
            continue;
        uint32_t hash = facts_hash(ev->data.step);
        struct finish *f = find_finish(next, known, ev, hash);
        if (ev->type == EV_step_finished) {
            if (!f)
                f = &next[known++];
            *f = (struct finish){hash, dept_of(ev), ev->data.step, i};
            continue;
        }
        int32_t limit = limit_of(x, ev);
        if (limit != DAYS_NONE)
            make_step(x, --s, ev, limit, f ? f->at : x->n);
    }
    x->n_steps = (size_t)(x->steps + starts - s);
    x->steps = s;
}

/* A rectification without event_id is for every rating before it, one with it for that rating of the same
 * source. */
static bool is_for(const struct event *act, const struct event *rating, bool after)
{
    if (!act->data.event_id)
        return after;
    return !strcmp(act->data.event_id, rating->event_id) && !strcmp(act->source, rating->source);
}

static void rectify(const struct facts *x, struct rating *r, size_t at)
{
    for (size_t i = 0; i < x->n; i++) {
        const struct event *act = x->ev[i];
        if (act->type != EV_rating_rectified || !is_for(act, r->ev, i > at))
            continue;
        r->invalid = r->invalid || act->data.result == RECTIFIED_INVALID;
        if (i > at && r->rectified == INSTANT_NONE)
            r->rectified = act->occurred;
    }
}

static void find_ratings(struct facts *x)
{
    for (size_t i = 0; i < x->n; i++)
        x->n_ratings += x->ev[i]->type == EV_rated;
    if (!x->n_ratings)
        return;
    x->ratings = arena_alloc(x->a, x->n_ratings * sizeof *x->ratings);
    for (size_t i = 0, k = 0; i < x->n; i++) {
        if (x->ev[i]->type != EV_rated)
            continue;
        struct rating *r = &x->ratings[k++];
        *r = (struct rating){x->ev[i], INSTANT_NONE, false};
        if (x->first[EV_rating_rectified])
            rectify(x, r, i);
    }
}

/* 跑动次数: days with a visit, or with papers handed over at a window. */
static void count_visits(struct facts *x)
{
    const struct event *submitted = x->first[EV_submitted], *delivered = x->first[EV_delivered];
    x->visits = -1;
    if (!submitted || !submitted->channel || (delivered && !delivered->channel))
        return;
    day last = DAY_NONE;
    x->visits = 0;
    for (size_t i = 0; i < x->n; i++) {
        const struct event *ev = x->ev[i];
        bool handed = ev->type == EV_submitted || ev->type == EV_supplement_received ||
                      ev->type == EV_missing_supplied || ev->type == EV_delivered;
        if (ev->type != EV_visited && !(handed && ev->channel == CHANNEL_WINDOW))
            continue;
        day d = instant_day(ev->occurred);
        x->visits += d != last;
        last = d;
    }
}

void facts_steps(struct facts *x)
{
    find_steps(x);
    find_ratings(x);
    count_visits(x);
}

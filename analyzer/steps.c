/* Steps with limits, ratings with their rectifications, visits: the per-event facts that rules and counters
 * share. */
#include <string.h>

#include "analyzer/eval_parts.h"
#include "analyzer/keys.h"

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
        .region = facts_step_region(x, ev),
        .dept = facts_step_dept(ev),
        .limit = limit,
        .due = due,
        .over = facts_over(due),
        .finished = finish_at < x->n ? x->ev[finish_at]->occurred : INSTANT_NONE,
        .finished_by_end = finish_at < x->end_at,
        .moving = x->step_clock.open_from != DAY_NONE && due >= x->step_clock.open_from,
    };
}

static size_t count_of(const struct facts *x, enum event_type type)
{
    size_t n = 0;
    for (size_t i = x->first_at[type]; i < x->n; i++)
        n += x->ev[i]->type == type;
    return n;
}

/* A pass from the back knows the next finish of each step and department. */
static void find_steps(struct facts *x)
{
    size_t starts = count_of(x, EV_step_started);
    struct keys finish = {0}; /* (step, department) -> place of the nearest finish behind */
    if (!starts)
        return;
    x->steps = arena_alloc(x->a, starts * sizeof *x->steps);
    struct step *s = x->steps + starts; /* filled from the back */
    for (size_t i = x->n; i-- > 0;) {
        const struct event *ev = x->ev[i];
        struct key key = {ev->data.step, NULL, facts_step_dept(ev)};
        if (ev->type == EV_step_finished)
            *keys_at(&finish, key, x->a) = (int64_t)i;
        if (ev->type != EV_step_started)
            continue;
        int32_t limit = limit_of(x, ev);
        int64_t at = limit == DAYS_NONE ? KEYS_NONE : keys_get(&finish, key);
        if (limit != DAYS_NONE)
            make_step(x, --s, ev, limit, at < 0 ? x->n : (size_t)at);
    }
    x->n_steps = (size_t)(x->steps + starts - s);
    x->steps = s;
}

/* A rectification without event_id is for every rating before it, one with it for that rating of the same
 * source: to strike it out as invalid wherever it stands, to rectify it only behind it. A pass from the back
 * knows both kinds. */
struct rectifications {
    instant next; /* of the nearest one without event_id behind */
    bool invalid; /* one of those behind is */
    struct keys named; /* (event_id, source) -> the nearest one behind, as its place */
    struct keys struck; /* those that an `invalid` one names */
};

static struct key rated_key(const struct event *act)
{
    return (struct key){act->data.event_id, act->source, 0};
}

static void note_rectification(struct facts *x, struct rectifications *r, size_t at)
{
    const struct event *act = x->ev[at];
    bool invalid = act->data.result == RECTIFIED_INVALID;
    if (act->data.event_id) {
        *keys_at(&r->named, rated_key(act), x->a) = (int64_t)at;
    } else {
        r->next = act->occurred;
        r->invalid = r->invalid || invalid;
    }
}

static void note_struck(struct facts *x, struct rectifications *r)
{
    for (size_t i = x->first_at[EV_rating_rectified]; i < x->n; i++) {
        const struct event *act = x->ev[i];
        if (act->type == EV_rating_rectified && act->data.event_id && act->data.result == RECTIFIED_INVALID)
            *keys_at(&r->struck, rated_key(act), x->a) = 1;
    }
}

static struct rating rating_of(const struct facts *x, const struct rectifications *r, const struct event *ev)
{
    struct key key = {ev->event_id, ev->source, 0};
    int64_t named = keys_get(&r->named, key);
    return (struct rating){
        .ev = ev,
        .rectified = facts_earlier(r->next, named < 0 ? INSTANT_NONE : x->ev[named]->occurred),
        .invalid = r->invalid || keys_get(&r->struck, key) != KEYS_NONE,
    };
}

static void find_ratings(struct facts *x)
{
    struct rectifications r = {.next = INSTANT_NONE};
    x->n_ratings = count_of(x, EV_rated);
    if (!x->n_ratings)
        return;
    x->ratings = arena_alloc(x->a, x->n_ratings * sizeof *x->ratings);
    note_struck(x, &r);
    for (size_t i = x->n, k = x->n_ratings; i-- > 0;) {
        if (x->ev[i]->type == EV_rating_rectified)
            note_rectification(x, &r, i);
        else if (x->ev[i]->type == EV_rated)
            x->ratings[--k] = rating_of(x, &r, x->ev[i]);
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

void steps_find(struct facts *x)
{
    find_steps(x);
    find_ratings(x);
    count_visits(x);
}

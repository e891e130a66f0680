/* Cases whose length a sender chose: each mix is the worst for some list that the core walks. For the tests
 * of growth and of properties, and the bench. */
#ifndef TESTS_MIXES_H
#define TESTS_MIXES_H

#include "tests/unit/history.h"

struct mixed {
    struct event *ev;
    size_t n, i; /* how many are wanted, how many are there */
    const struct refdata *ref;
    struct arena *a;
    instant t; /* of the next event */
};

/* The next event, `gap` after the one before; events beyond the n wanted go into the void. */
static inline struct event *mixed_add(struct mixed *m, enum event_type type, instant gap)
{
    static struct event beyond;
    struct event *e = m->i < m->n ? &m->ev[m->i] : &beyond;
    char id[48];
    snprintf(id, sizeof id, "a-common-beginning-%zu", m->i++);
    event_clear(e);
    e->event_id = arena_strdup(m->a, id);
    e->source = "zwfw";
    e->case_no = "案-1";
    e->type = (uint8_t)type;
    e->channel = CHANNEL_WINDOW;
    e->item_index = m->ref->n_items > 6 ? 6 : 0; /* a permit of two declared steps */
    e->item = m->ref->items[e->item_index].code;
    e->region = e->dept = 0;
    e->officer = "o1";
    e->occurred = m->t;
    e->recorded = m->t + SECOND;
    m->t += gap;
    return e;
}

static inline bool mixed_more(const struct mixed *m) { return m->i < m->n; }

static inline const char *mixed_name(struct mixed *m, const char *what, size_t k)
{
    char name[64];
    snprintf(name, sizeof name, "%s%zu", what, k);
    return arena_strdup(m->a, name);
}

static inline void mixed_begin(struct mixed *m)
{
    mixed_add(m, EV_submitted, HOUR);
    struct event *e = mixed_add(m, EV_accepted, HOUR);
    e->data.kind = KIND_PROMISED;
    e->data.promised_days = 5;
    e->data.statutory_days = 20;
}

static inline void mix_ratings_each_rectified(struct mixed *m)
{
    for (size_t k = 0; mixed_more(m); k++) {
        struct event *r = mixed_add(m, EV_rated, DAY_LENGTH);
        r->data.score = 5;
        const char *id = r->event_id;
        struct event *act = mixed_add(m, EV_rating_rectified, HOUR);
        act->data.event_id = id;
        act->data.result = (uint8_t)(k % 3);
    }
}

/* first all ratings, then, in reverse, what names them */
static inline void mix_ratings_rectified_behind(struct mixed *m)
{
    size_t half = m->n / 2;
    while (m->i < half)
        mixed_add(m, EV_rated, 5 * HOUR)->data.score = 4;
    for (size_t k = half; mixed_more(m); k--) {
        struct event *act = mixed_add(m, EV_rating_rectified, HOUR);
        act->data.event_id = k ? m->ev[k - 1].event_id : NULL;
        act->data.result = k % 7 ? RECTIFIED_RECTIFIED : RECTIFIED_INVALID;
    }
}

static inline void mix_ratings_left(struct mixed *m)
{
    while (mixed_more(m))
        mixed_add(m, EV_rated, 5 * HOUR)->data.score = 5;
}

static inline void mix_ratings_unnamed(struct mixed *m)
{
    while (mixed_more(m)) {
        mixed_add(m, EV_rated, 9 * DAY_LENGTH)->data.score = 5;
        mixed_add(m, EV_rating_rectified, HOUR);
    }
}

static inline void mix_voids_each(struct mixed *m)
{
    while (mixed_more(m)) {
        const char *id = mixed_add(m, EV_visited, 30 * HOUR)->event_id;
        mixed_add(m, EV_voided, HOUR)->data.event_id = id;
    }
}

static inline void mix_voids_behind(struct mixed *m)
{
    size_t half = m->n / 2;
    while (m->i < half)
        mixed_add(m, EV_visited, HOUR);
    for (size_t k = half; mixed_more(m); k--)
        mixed_add(m, EV_voided, HOUR)->data.event_id = m->ev[k ? k - 1 : 0].event_id;
}

static inline void mix_voids_of_one(struct mixed *m)
{
    mixed_begin(m);
    const char *id = mixed_add(m, EV_visited, HOUR)->event_id;
    while (mixed_more(m))
        mixed_add(m, EV_voided, HOUR)->data.event_id = id;
}

static inline void mix_voids_of_nothing(struct mixed *m)
{
    mixed_begin(m);
    while (mixed_more(m))
        mixed_add(m, EV_voided, HOUR)->data.event_id = mixed_name(m, "nothing-", m->i);
}

/* a void cannot be voided: each but the first finds nothing */
static inline void mix_voids_of_voids(struct mixed *m)
{
    const char *id = mixed_add(m, EV_visited, HOUR)->event_id;
    while (mixed_more(m)) {
        struct event *e = mixed_add(m, EV_voided, 30 * HOUR);
        e->data.event_id = id;
        id = e->event_id;
    }
}

/* one event a month, for centuries */
static inline void mix_months(struct mixed *m)
{
    mixed_begin(m);
    while (mixed_more(m))
        mixed_add(m, EV_visited, 31 * DAY_LENGTH);
}

static inline struct event *mixed_step(struct mixed *m, enum event_type type, const char *step, instant gap)
{
    struct event *e = mixed_add(m, type, gap);
    e->data.step = step;
    e->data.limit_days = type == EV_step_started ? 1 : DAYS_NONE;
    return e;
}

static inline void mix_steps_of_many_names(struct mixed *m)
{
    mixed_begin(m);
    size_t first = m->i, half = first + (m->n - first) / 2;
    for (size_t k = 0; m->i < half; k++)
        mixed_step(m, EV_step_started, mixed_name(m, "环节", k), HOUR);
    for (size_t k = 0; mixed_more(m); k++)
        mixed_step(m, EV_step_finished, mixed_name(m, "环节", k), HOUR);
}

static inline void mix_steps_of_one_name(struct mixed *m)
{
    mixed_begin(m);
    while (mixed_more(m)) {
        mixed_step(m, EV_step_started, "审查", 4 * DAY_LENGTH);
        mixed_step(m, EV_step_finished, "审查", HOUR);
    }
}

static inline void mix_steps_of_all_units(struct mixed *m)
{
    mixed_begin(m);
    while (mixed_more(m)) {
        struct event *e = mixed_step(m, EV_step_started, "联审", HOUR);
        e->data.region = (int32_t)(m->i % (size_t)m->ref->n_regions);
        e->data.dept = (int32_t)(m->i / (size_t)m->ref->n_regions % (size_t)m->ref->n_depts);
    }
}

/* paused on Monday, resumed on Saturday, week by week; a step begins in each pause */
static inline void mix_steps_in_pauses(struct mixed *m)
{
    mixed_begin(m);
    m->t = day_start(instant_day(m->t) + 7 - day_weekday(instant_day(m->t)));
    while (mixed_more(m)) {
        struct event *e = mixed_add(m, EV_paused, HOUR);
        e->data.reason = "hearing";
        e->data.days = 1;
        mixed_step(m, EV_step_started, mixed_name(m, "环节", m->i), 5 * DAY_LENGTH - HOUR);
        mixed_add(m, EV_resumed, 2 * DAY_LENGTH);
    }
}

static inline void mix_pauses_then_steps(struct mixed *m)
{
    mixed_begin(m);
    while (m->i < m->n / 2) {
        mixed_add(m, EV_paused, 2 * DAY_LENGTH)->data.days = 1;
        mixed_add(m, EV_resumed, DAY_LENGTH);
    }
    m->t = m->ev[1].occurred;
    while (mixed_more(m)) {
        struct event *e = mixed_step(m, EV_step_started, "审查", SECOND);
        e->data.limit_days = (int32_t)(m->i % 30000);
    }
}

static inline void mix_pauses_left_open(struct mixed *m)
{
    mixed_begin(m);
    while (mixed_more(m))
        mixed_add(m, EV_paused, HOUR)->data.days = 3;
}

static inline struct texts mixed_items(struct mixed *m, uint32_t n, size_t from)
{
    struct texts t = {arena_alloc(m->a, n * sizeof *t.v), n, true};
    for (uint32_t k = 0; k < n; k++)
        t.v[k] = mixed_name(m, "材料", from + k);
    return t;
}

static inline void mix_supplements(struct mixed *m)
{
    mixed_add(m, EV_submitted, HOUR);
    while (mixed_more(m)) {
        mixed_add(m, EV_supplement_requested, DAY_LENGTH)->data.items = mixed_items(m, 3, m->i);
        mixed_add(m, EV_supplement_received, DAY_LENGTH);
    }
}

static inline void mix_supplements_unanswered(struct mixed *m)
{
    mixed_add(m, EV_submitted, HOUR);
    while (mixed_more(m))
        mixed_add(m, EV_supplement_received, HOUR);
}

static inline void mix_complaints(struct mixed *m)
{
    mixed_begin(m);
    while (m->i < m->n / 2)
        mixed_add(m, EV_complained, HOUR);
    m->t += 30 * DAY_LENGTH;
    while (mixed_more(m)) {
        mixed_add(m, EV_complaint_closed, HOUR);
        mixed_add(m, EV_complained, HOUR);
    }
}

static inline void mix_fees_visits(struct mixed *m)
{
    mixed_begin(m);
    while (mixed_more(m)) {
        mixed_add(m, EV_fee_charged, HOUR)->data.amount_fen = 1;
        mixed_add(m, EV_visited, HOUR);
    }
}

static inline void mix_extensions(struct mixed *m)
{
    mixed_begin(m);
    while (mixed_more(m)) {
        struct event *e = mixed_add(m, EV_extended, HOUR);
        e->data.days = 5;
        e->data.approver = e->data.doc_no = "一";
        mixed_add(m, EV_resumed, HOUR);
    }
}

/* silent again and again, some of it while paused */
static inline void mix_silence_and_pauses(struct mixed *m)
{
    mixed_begin(m);
    while (mixed_more(m)) {
        mixed_add(m, EV_visited, 12 * DAY_LENGTH);
        mixed_add(m, EV_paused, 12 * DAY_LENGTH);
        mixed_add(m, EV_resumed, 12 * DAY_LENGTH);
    }
}

static inline void mix_declared_steps_decided(struct mixed *m)
{
    mixed_begin(m);
    while (m->i + 1 < m->n) {
        mixed_step(m, EV_step_started, m->i % 3 ? "审查" : "受理审核", HOUR);
        mixed_step(m, EV_step_finished, m->i % 3 ? "审查" : "受理审核", HOUR);
    }
    m->i = m->n - 1;
    mixed_add(m, EV_decided, HOUR)->data.outcome = OUTCOME_GRANTED;
}

static inline void mix_all_at_once(struct mixed *m)
{
    for (size_t k = 0; mixed_more(m); k++)
        mixed_add(m, (enum event_type)(k % 3 ? EV_rated : EV_supplement_received), 0)->data.score = 5;
}

static inline void mixed_random(struct mixed *m, int type)
{
    uint64_t s = 7 + (uint64_t)type;
    while (mixed_more(m)) {
        struct event *e = mixed_add(m, (enum event_type)(type < 0 ? history_below(&s, EV_voided + 1) : type),
                                    17 * HOUR);
        history_data(&s, e, m->ref, m->ev, (size_t)(e - m->ev), m->a);
    }
}

static inline void mix_random(struct mixed *m) { mixed_random(m, -1); }
static inline void mix_decisions(struct mixed *m) { mixed_random(m, EV_decided); }
static inline void mix_acceptances(struct mixed *m) { mixed_random(m, EV_accepted); }
static inline void mix_prechecks(struct mixed *m) { mixed_random(m, EV_prechecked); }
static inline void mix_exits(struct mixed *m) { mixed_random(m, EV_withdrawn); }

static const struct {
    const char *name;
    void (*make)(struct mixed *m);
} mix[] = {
    {"ratings each rectified", mix_ratings_each_rectified},
    {"ratings rectified behind", mix_ratings_rectified_behind},
    {"ratings left", mix_ratings_left},
    {"ratings rectified unnamed", mix_ratings_unnamed},
    {"voids each", mix_voids_each},
    {"voids behind", mix_voids_behind},
    {"voids of one", mix_voids_of_one},
    {"voids of nothing", mix_voids_of_nothing},
    {"voids of voids", mix_voids_of_voids},
    {"months", mix_months},
    {"steps of many names", mix_steps_of_many_names},
    {"steps of one name", mix_steps_of_one_name},
    {"steps of all units", mix_steps_of_all_units},
    {"steps in pauses", mix_steps_in_pauses},
    {"pauses, then steps", mix_pauses_then_steps},
    {"pauses left open", mix_pauses_left_open},
    {"supplements", mix_supplements},
    {"supplements unanswered", mix_supplements_unanswered},
    {"complaints", mix_complaints},
    {"fees and visits", mix_fees_visits},
    {"extensions", mix_extensions},
    {"silence and pauses", mix_silence_and_pauses},
    {"declared steps, decided", mix_declared_steps_decided},
    {"all at once", mix_all_at_once},
    {"random", mix_random},
    {"decisions", mix_decisions},
    {"acceptances", mix_acceptances},
    {"pre-checks", mix_prechecks},
    {"exits", mix_exits},
};
enum { MIXES = sizeof mix / sizeof *mix };

/* n >= 4 events of the mix, in the order of their instants or, reversed, in the other; no duplicates. */
static inline void mix_make(int k, struct event *ev, size_t n, bool reversed, const struct refdata *ref,
                            struct arena *a)
{
    struct mixed m = {ev, n, 0, ref, a, day_start(day_make(2026, 1, 20)) + 9 * HOUR};
    mix[k].make(&m);
    for (size_t i = 0; reversed && i < n / 2; i++) {
        struct event other = ev[i];
        ev[i] = ev[n - 1 - i];
        ev[n - 1 - i] = other;
    }
}

/* The as-of instants that matter: before all of it, amid it, after all of it. */
enum { MIX_INSTANTS = 3 };
static inline instant mix_as_of(const struct event *ev, size_t n, int which)
{
    instant first = ev[0].occurred, last = first;
    for (size_t i = 1; i < n; i++) {
        first = ev[i].occurred < first ? ev[i].occurred : first;
        last = ev[i].occurred > last ? ev[i].occurred : last;
    }
    return which == 0 ? first - 1 : which == 1 ? first + (last - first) / 2 : last + 400 * DAY_LENGTH;
}

#endif

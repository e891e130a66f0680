#include "reports/evidence.h"

#include <string.h>

#define E(type) (1u << EV_##type)
#define CLOCK                                \
    (E(accepted) | E(extended) | E(paused) | \
     E(resumed)) /* what both clocks are made of; `submitted` where they start there */
#define ENDS (E(decided) | E(not_accepted) | E(withdrawn) | E(terminated))

/* Events that count once: the first of them. */
#define ONCE (E(submitted) | E(accepted) | E(delivered) | ENDS)

/* How the events of a rule are found, beside those of a type. */
enum how {
    PLAIN,
    UP_TO, /* also those of the numbered type before the k-th */
    STEP, /* events of the step that the subject names */
    DAY, /* the subject is the day of the event */
    TYPE_NAMED, /* the subject is the type of the event */
    EVENT_NAMED, /* the subject is the event's id; its void too */
    FIRST, /* the case's first event */
    WINDOW, /* what opened the window that the subject names */
};
static const struct row {
    uint8_t numbered; /* the type that the subject `#k` counts */
    uint8_t how;
    uint32_t others; /* further types */
} rows[RULE_COUNT] = {
    [R101] = {0, PLAIN, CLOCK | ENDS},
    [R102] = {0, PLAIN, CLOCK | ENDS},
    [R103] = {0, PLAIN, CLOCK | ENDS},
    [R104] = {0, PLAIN, CLOCK | ENDS},
    [R111] = {EV_supplement_received, WINDOW, 0},
    [R112] = {0, PLAIN, E(decided) | E(delivered)},
    [R113] = {0, STEP, 0},
    [R114] = {EV_paused, PLAIN, E(resumed)},
    [R115] = {0, PLAIN, E(accepted) | E(missing_supplied) | ENDS},
    [R116] = {EV_rated, PLAIN, E(rating_rectified)},
    [R117] = {0, DAY, 0},
    [R118] = {EV_complained, PLAIN, E(complaint_closed)},
    [R201] = {EV_supplement_requested, UP_TO, 0},
    [R202] = {EV_supplement_requested, PLAIN, E(accepted)},
    [R203] = {0, PLAIN, E(accepted) | E(missing_supplied) | E(decided)},
    [R204] = {0, PLAIN, E(submitted) | E(accepted) | E(decided)},
    [R205] = {0, STEP, E(decided)},
    [R206] = {EV_extended, UP_TO, E(accepted)},
    [R207] = {EV_paused, PLAIN, 0},
    [R208] = {0, PLAIN, E(paused) | E(resumed) | E(decided)},
    [R301] = {0, FIRST, 0},
    [R302] = {0, TYPE_NAMED, 0},
    [R303] = {0, PLAIN, E(accepted) | E(decided)},
    [R401] = {0, PLAIN, E(accepted)},
    [R402] = {0, PLAIN, E(not_accepted)},
    [R403] = {0, PLAIN, E(decided)},
    [R404] = {EV_supplement_requested, PLAIN, 0},
    [R405] = {EV_paused, PLAIN, 0},
    [R406] = {0, PLAIN, E(decided)},
    [R501] = {EV_fee_charged, PLAIN, 0},
    [R901] = {0, TYPE_NAMED, 0},
    [R902] = {0, PLAIN, E(accepted) | E(decided)},
    [R903] = {0, EVENT_NAMED, 0},
};

/* One event of the fold: which of its type it is, and whether it is the first of all. */
struct at {
    const struct event *ev;
    int k;
    bool first;
};

static bool is_step(const struct event *ev)
{
    return ev->type == EV_step_started || ev->type == EV_step_finished;
}

/* 113 names step@dept, 205 the step alone */
static bool of_step(const struct event *ev, const struct alert *al)
{
    const char *at = al->rule == R113 ? strrchr(al->subject, '@') : NULL;
    size_t n = at ? (size_t)(at - al->subject) : strlen(al->subject);
    int32_t dept = ev->data.dept >= 0 ? ev->data.dept : ev->dept;
    return is_step(ev) && strlen(ev->data.step) == n && !strncmp(ev->data.step, al->subject, n) &&
           (!at || dept == al->dept);
}

static bool of_window(const struct at *x, const struct alert *al)
{
    if (!*al->subject)
        return x->ev->type == EV_submitted && x->k == 1;
    return !strcmp(al->subject, "precheck") && ((x->ev->type == EV_prechecked && x->ev->data.passed == 1) ||
                                                (x->ev->type == EV_visited && x->k == 1));
}

static bool by_subject(const struct at *x, const struct row *r, const struct alert *al)
{
    char buf[DAY_TEXT];
    switch (r->how) {
    case STEP: return of_step(x->ev, al);
    case DAY: return !strcmp(day_text(instant_day(x->ev->occurred), buf), al->subject);
    case TYPE_NAMED: return !strcmp(event_type_name[x->ev->type], al->subject) && x->k == 1;
    case FIRST: return x->first;
    case WINDOW: return of_window(x, al);
    default: return false;
    }
}

/* The k of "#k"; 0 for any other subject. */
static int subject_number(const char *subject)
{
    int k = 0;
    if (*subject++ == '#')
        for (; *subject >= '0' && *subject <= '9' && k < 100000000; subject++)
            k = 10 * k + (*subject - '0');
    return k;
}

static bool is_evidence(const struct folder *f, const struct at *x, const struct alert *al)
{
    const struct row *r = &rows[al->rule];
    instant last = al->cleared > al->raised ? al->cleared : al->raised;
    uint32_t type = 1u << x->ev->type, others = r->others;
    int k = subject_number(al->subject);
    if (r->others == (CLOCK | ENDS) && (f->ev.row.deemed || f->ev.row.accepted_at == INSTANT_NONE))
        others |= E(submitted);
    if (al->cleared != INSTANT_NONE && x->ev->occurred == al->cleared)
        return true; /* what ended it */
    if (k && x->ev->type == r->numbered && (x->k == k || (r->how == UP_TO && x->k < k)))
        return true;
    if (others & type && x->ev->occurred <= last && (x->k == 1 || !(type & ONCE)))
        return true;
    return by_subject(x, r, al);
}

static bool names_event(const struct event *ev, const struct alert *al)
{
    return !strcmp(ev->event_id, al->subject) ||
           (ev->type == EV_voided && !strcmp(ev->data.event_id, al->subject));
}

void evidence_fold(const struct folder *f, instant as_of, bool *there)
{
    for (size_t i = 0; i < f->n; i++)
        there[i] = f->events[i].type != EV_voided && f->events[i].occurred <= as_of;
    for (size_t v = 0; v < f->n; v++) {
        const struct event *act = &f->events[v];
        for (size_t i = 0; act->type == EV_voided && act->occurred <= as_of && i < f->n; i++)
            if (!strcmp(act->data.event_id, f->events[i].event_id) &&
                !strcmp(act->source, f->events[i].source))
                there[i] = false;
    }
}

void evidence_mark(const struct folder *f, const bool *there, const struct alert *al, bool *marked)
{
    int k[EV_TYPES] = {0};
    bool first = true;
    for (size_t i = 0; i < f->n; i++) {
        const struct event *ev = &f->events[i];
        marked[i] = rows[al->rule].how == EVENT_NAMED && names_event(ev, al); /* neither is in the fold */
        if (!there[i])
            continue;
        struct at x = {ev, ++k[ev->type], first};
        first = false;
        marked[i] = is_evidence(f, &x, al);
    }
}

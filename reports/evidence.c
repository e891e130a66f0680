#include "reports/evidence.h"

#include <string.h>

/* Events that count once: the first of them. */
static const uint32_t once = 1u << EV_submitted | 1u << EV_accepted | 1u << EV_delivered | 1u << EV_decided |
                             1u << EV_not_accepted | 1u << EV_withdrawn | 1u << EV_terminated;

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

static bool of_step(const struct event *ev, const struct alert *al, bool at_dept)
{
    const char *at = at_dept ? strrchr(al->subject, '@') : NULL;
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

/* The event is what the alert's subject means, or one of those that the subject stands for. */
static bool by_subject(const struct at *x, const struct rule *r, const struct alert *al)
{
    char buf[DAY_TEXT];
    int k = rules_subject_number(al->subject);
    if (k && x->ev->type == r->numbered)
        return x->k == k || (r->evidence & EVIDENCE_EARLIER && x->k < k);
    switch ((enum rule_subject)r->subject) {
    case SUBJECT_STEP: return of_step(x->ev, al, false);
    case SUBJECT_STEP_AT_DEPT: return of_step(x->ev, al, true);
    case SUBJECT_DAY_OF: return !strcmp(day_text(instant_day(x->ev->occurred), buf), al->subject);
    case SUBJECT_TYPE_OF: return !strcmp(event_type_name[x->ev->type], al->subject) && x->k == 1;
    case SUBJECT_WINDOW: return of_window(x, al);
    case SUBJECT_NOTHING:
    case SUBJECT_NUMBER:
    case SUBJECT_EVENT_OF: return false; /* evidence_mark finds the last: what is voided is not in the fold */
    }
    return false;
}

static bool is_evidence(const struct folder *f, const struct at *x, const struct alert *al)
{
    const struct rule *r = &rule_table[al->rule];
    instant last = al->cleared > al->raised ? al->cleared : al->raised;
    uint32_t type = 1u << x->ev->type, types = r->evidence;
    if (types & EVIDENCE_START && (f->ev.row.deemed || f->ev.row.accepted_at == INSTANT_NONE))
        types |= 1u << EV_submitted;
    if (al->cleared != INSTANT_NONE && x->ev->occurred == al->cleared)
        return true; /* what ended it */
    if (types & type && x->ev->occurred <= last && (x->k == 1 || !(type & once)))
        return true;
    return (types & EVIDENCE_FIRST && x->first) || by_subject(x, r, al);
}

static bool names_event(const struct event *ev, const struct alert *al)
{
    return !strcmp(ev->event_id, al->subject) ||
           (ev->type == EV_voided && !strcmp(ev->data.event_id, al->subject));
}

void evidence_mark(const struct folder *f, const struct alert *al, bool *marked)
{
    int k[EV_TYPES] = {0};
    bool first = true;
    for (size_t i = 0; i < f->n; i++) {
        const struct event *ev = &f->events[i];
        marked[i] = rule_table[al->rule].subject == SUBJECT_EVENT_OF &&
                    names_event(ev, al); /* neither is in the fold */
        if (!f->there[i])
            continue;
        struct at x = {ev, ++k[ev->type], first};
        first = false;
        marked[i] = is_evidence(f, &x, al);
    }
}

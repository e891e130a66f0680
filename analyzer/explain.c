#include "analyzer/explain.h"

#include "analyzer/eval_parts.h"

static day later_day(day a, day b) { return a > b ? a : b; }

static void add_days(struct explanation *out, const struct facts *x)
{
    day last = instant_day(x->end == INSTANT_MAX ? x->as_of : x->end);
    last = later_day(last, later_day(x->promise.due, x->statutory.due));
    for (day d = x->start; d <= last; d++) {
        if (out->days.n == EXPLAIN_DAYS) {
            out->cut = true;
            return;
        }
        bool working = calendar_working(&x->ref->cal, d), weekend = day_weekday(d) >= 5;
        vec_push(&out->days, ((struct explain_day){
                                 .day = d,
                                 .working = x->book.every_day || working,
                                 .rest = !weekend && !working,
                                 .makeup = weekend && working,
                                 .paused_book = clock_pauses_on(&x->book, d),
                                 .paused_legal = clock_pauses_on(&x->legal, d),
                                 .used_book = (int32_t)clock_used(&x->book, x->start, d),
                                 .used_legal = (int32_t)clock_used(&x->legal, x->start, d),
                             }));
    }
}

static void add_pauses(struct explanation *out, const struct facts *x)
{
    for (size_t i = 0; i < x->n_pauses; i++) {
        const struct pause *p = &x->pauses[i];
        const struct event_data *d = &p->ev->data;
        if (p->counts)
            vec_push(&out->pauses, ((struct explain_pause){p->ev->occurred, p->end, d->reason, d->doc_no,
                                                           d->days, p->statutory}));
    }
}

static void add_windows(struct explanation *out, const struct facts *x)
{
    for (size_t i = 0; i < x->n_windows; i++) {
        const struct window *w = &x->windows[i];
        bool in_time = w->answered != INSTANT_NONE && w->answered < w->over;
        bool provisional = !calendar_covers(&x->ref->cal, instant_day(w->ev->occurred), w->last);
        vec_push(&out->windows,
                 ((struct explain_window){w->subject, w->last, w->answered, in_time, provisional}));
    }
}

bool explain(struct explanation *out, const struct event *events, size_t n, const struct refdata *ref,
             instant as_of, struct arena *a)
{
    struct evaluation unused = {.next_change = INSTANT_MAX};
    struct facts x = {.ref = ref, .a = a, .as_of = as_of, .out = &unused};
    *out = (struct explanation){.start = DAY_NONE};
    if (!fold_find(&x, events, n))
        return false;
    windows_find(&x);
    limits_find(&x);
    out->start = x.start;
    out->start_by = x.start == DAY_NONE    ? START_NONE
                    : x.deemed             ? START_DEEMED
                    : x.first[EV_accepted] ? START_ACCEPTED
                                           : START_SUBMITTED;
    out->every_day = x.book.every_day;
    out->promise = x.promise;
    out->statutory = x.statutory;
    out->extension_days = x.extension ? x.extension->data.days : 0;
    add_pauses(out, &x);
    add_windows(out, &x);
    if (x.start != DAY_NONE)
        add_days(out, &x);
    return true;
}

void explain_release(struct explanation *out)
{
    vec_release(&out->pauses);
    vec_release(&out->windows);
    vec_release(&out->days);
}

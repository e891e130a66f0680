#include "collector/simulator/simulate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "collector/simulator/sim_report.h"
#include "collector/simulator/sim_story.h"
#include "collector/simulator/sim_time.h"

/* An event that waits for its hour. The order is total: recorded, case, position. */
struct waiting {
    instant recorded;
    struct sim_case *of;
    uint32_t position;
};

struct simulate {
    const struct refdata *ref;
    struct simulate_options opt;
    struct sim_city city;
    struct sim_report report;
    int64_t weight; /* of all days of the range */
    int64_t so_far; /* … of those up to and including `today` */
    day today; /* the day whose applications are in `coming` */
    VEC(instant) coming;
    size_t next; /* the first of them that has not come in */
    uint64_t serial;
    VEC(struct waiting) heap; /* smallest first */
    instant stamp; /* INSTANT_NONE, or the instant that new cases are dated by */
};

static bool comes_before(const struct waiting *a, const struct waiting *b)
{
    if (a->recorded != b->recorded)
        return a->recorded < b->recorded;
    return a->of->serial != b->of->serial ? a->of->serial < b->of->serial : a->position < b->position;
}

static void heap_push(struct simulate *s, struct waiting w)
{
    vec_push(&s->heap, w);
    size_t i = s->heap.n - 1;
    for (; i && comes_before(&w, &s->heap.v[(i - 1) / 2]); i = (i - 1) / 2)
        s->heap.v[i] = s->heap.v[(i - 1) / 2];
    s->heap.v[i] = w;
}

static struct waiting heap_pop(struct simulate *s)
{
    struct waiting top = s->heap.v[0], w = s->heap.v[--s->heap.n];
    size_t i = 0, n = s->heap.n;
    for (size_t k; (k = 2 * i + 1) < n; i = k) {
        k += k + 1 < n && comes_before(&s->heap.v[k + 1], &s->heap.v[k]);
        if (!comes_before(&s->heap.v[k], &w))
            break;
        s->heap.v[i] = s->heap.v[k];
    }
    s->heap.v[i] = w;
    return top;
}

/* The case's events take their places; one without events is gone at once. */
static void put_on_heap(struct simulate *s, struct sim_case *k)
{
    k->left = k->events.n;
    for (uint32_t i = 0; i < k->events.n; i++)
        heap_push(s, (struct waiting){k->events.v[i].ev.recorded, k, i});
    if (!k->left)
        sim_case_release(k);
}

static int compare_instants(const void *a, const void *b)
{
    instant x = *(const instant *)a, y = *(const instant *)b;
    return (x > y) - (x < y);
}

/* The next day: how many apply, and when; on the first of a month the reports on the last one. */
static void begin_day(struct simulate *s)
{
    const struct calendar *cal = &s->ref->cal;
    day d = ++s->today;
    struct sim_random r = sim_random_of(s->opt.seed ^ 0x446179u, (uint64_t)d);
    int64_t had = s->opt.cases * s->so_far / s->weight;
    s->so_far += sim_time_weight(cal, d);
    s->coming.n = s->next = 0;
    for (int64_t n = s->opt.cases * s->so_far / s->weight - had; n > 0; n--)
        vec_push(&s->coming, sim_time_apply(cal, &r, d));
    if (s->coming.n)
        qsort(s->coming.v, s->coming.n, sizeof *s->coming.v, compare_instants);
    month m = day_month(d);
    if (d == month_first(m) && d > s->opt.from)
        put_on_heap(s, sim_report_make(&s->report, m - 1, s->serial++));
}

struct simulate *simulate_new(const struct refdata *ref, const struct simulate_options *opt, struct err *e)
{
    if (opt->to < opt->from || opt->cases < 1)
        return err_usage(e, "simulate: the range of days is empty, or there are no cases to make"), NULL;
    struct simulate *s = mem_alloc(sizeof *s);
    *s = (struct simulate){.ref = ref, .opt = *opt, .today = opt->from - 1, .stamp = INSTANT_NONE};
    if (sim_city_init(&s->city, ref, e)) {
        free(s);
        return NULL;
    }
    sim_report_init(&s->report, ref, opt->seed, day_month(opt->from));
    for (day d = opt->from; d <= opt->to; d++)
        s->weight += sim_time_weight(&ref->cal, d);
    return s;
}

static void release_written(struct sim_case *k)
{
    if (--k->left == 0)
        sim_case_release(k);
}

void simulate_free(struct simulate *s)
{
    if (!s)
        return;
    while (s->heap.n)
        release_written(s->heap.v[--s->heap.n].of);
    sim_city_release(&s->city);
    sim_report_release(&s->report);
    vec_release(&s->coming);
    vec_release(&s->heap);
    free(s);
}

/* The event that is due next by its recorded_at, unless that is after the limit. */
static bool next_recorded(struct simulate *s, instant limit, struct waiting *out)
{
    for (;;) {
        /* nothing that comes later is recorded before it came in */
        instant bound = s->next < s->coming.n ? s->coming.v[s->next] : day_start(s->today + 1);
        if (s->heap.n && s->heap.v[0].recorded < bound) {
            if (s->heap.v[0].recorded > limit)
                return false;
            *out = heap_pop(s);
            return true;
        }
        if (bound > limit)
            return false;
        if (s->next < s->coming.n) {
            day dated = s->stamp == INSTANT_NONE ? s->today : instant_day(s->stamp);
            put_on_heap(s, sim_story_make(&s->city, s->opt.seed, s->serial++, s->coming.v[s->next++], dated));
        } else {
            begin_day(s);
        }
    }
}

static void name_event(char id[64], const struct sim_case *k, const struct event *ev, uint32_t position,
                       const struct refdata *ref)
{
    char m[DAY_TEXT];
    if (ev->type == EV_monthly_report)
        snprintf(id, 64, "%s.%.40s", month_text(ev->data.month, m), ref->regions[ev->region].code);
    else
        snprintf(id, 64, "%" PRIu64 ".%u", k->serial, position);
}

/* Writes the event with what holds numbers: ids, document numbers, a report's counters. */
static void write_event(struct simulate *s, const struct waiting *w, struct event *ev, struct str *out)
{
    const struct sim_event *e = &w->of->events.v[w->position];
    char id[64], about[64], doc[64];
    struct counter_pair counters[SIM_REPORT_COUNTERS];
    name_event(id, w->of, ev, w->position, s->ref);
    ev->event_id = id;
    if (e->about >= 0) {
        name_event(about, w->of, &w->of->events.v[e->about].ev, (uint32_t)e->about, s->ref);
        ev->data.event_id = about;
    }
    if (ev->data.doc_no) {
        snprintf(doc, sizeof doc, "临%s字〔%d〕%" PRIu64 "号", ev->data.doc_no,
                 (int)(day_month(instant_day(ev->occurred)) / 12), w->of->serial);
        ev->data.doc_no = doc;
    }
    if (ev->type == EV_monthly_report)
        sim_report_fill(&s->report, ev, counters);
    else {
        ev->case_no = w->of->number;
        sim_report_count(&s->report, ev);
    }
    for (int n = e->twice ? 2 : 1; n > 0; n--) {
        event_write(out, ev, s->ref);
        str_putc(out, '\n');
    }
}

bool simulate_next(struct simulate *s, instant limit, struct str *out)
{
    struct waiting w;
    if (!next_recorded(s, limit, &w))
        return false;
    struct event ev = w.of->events.v[w.position].ev;
    write_event(s, &w, &ev, out);
    release_written(w.of);
    return true;
}

void simulate_next_now(struct simulate *s, instant now, struct str *out)
{
    struct waiting w;
    struct event ev;
    s->stamp = now;
    for (bool good = false; !good && next_recorded(s, INSTANT_MAX, &w);) {
        ev = w.of->events.v[w.position].ev;
        /* the city's own time runs ahead: nobody reports on a month that is not over */
        good = ev.type != EV_monthly_report || ev.data.month < day_month(instant_day(now));
        if (good) {
            day moved = instant_day(now) - instant_day(ev.recorded);
            ev.occurred = ev.recorded = now;
            ev.data.due += ev.data.due == DAY_NONE ? 0 : moved;
            ev.data.missing_due += ev.data.missing_due == DAY_NONE ? 0 : moved;
            write_event(s, &w, &ev, out);
        }
        release_written(w.of);
    }
}

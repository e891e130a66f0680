#include "collector/simulator/sim_report.h"

#include <string.h>

#include "analyzer/indicators.h"
#include "collector/simulator/sim_time.h"

static const int32_t reported[SIM_REPORT_COUNTERS] = {C_submitted,        C_submitted_online, C_accepted,
                                                      C_accepted_instant, C_completed,        C_granted,
                                                      C_denied,           C_delivered,        C_complaints};

void sim_report_init(struct sim_report *rp, const struct refdata *ref, uint64_t seed, month from)
{
    *rp = (struct sim_report){.ref = ref, .seed = seed, .from = from};
}

void sim_report_release(struct sim_report *rp)
{
    for (size_t i = 0; i < rp->months.n; i++)
        free(rp->months.v[i]);
    vec_release(&rp->months);
}

/* The figures of a region in a month. */
static int64_t *figures_of(struct sim_report *rp, month m, int32_t region)
{
    while (rp->months.n <= (size_t)(m - rp->from))
        vec_push(&rp->months, mem_alloc((size_t)rp->ref->n_regions * SIM_REPORT_COUNTERS * sizeof(int64_t)));
    return rp->months.v[m - rp->from] + region * SIM_REPORT_COUNTERS;
}

static void count_one(int64_t *f, int32_t counter)
{
    for (int i = 0; i < SIM_REPORT_COUNTERS; i++)
        f[i] += reported[i] == counter;
}

void sim_report_count(struct sim_report *rp, const struct event *ev)
{
    month m = day_month(instant_day(ev->occurred));
    if (m < rp->from)
        return;
    int64_t *f = figures_of(rp, m, ev->region);
    bool instantly = ev->item_index >= 0 && rp->ref->items[ev->item_index].kind == KIND_INSTANT;
    switch (ev->type) {
    case EV_submitted:
        count_one(f, C_submitted);
        if (ev->channel == CHANNEL_WEB || ev->channel == CHANNEL_MOBILE || ev->channel == CHANNEL_KIOSK)
            count_one(f, C_submitted_online);
        if (!instantly)
            break;
        count_one(f, C_accepted); /* instant matters need no acceptance of their own */
        count_one(f, C_accepted_instant);
        break;
    case EV_accepted:
        if (!instantly)
            count_one(f, C_accepted);
        break;
    case EV_decided:
        count_one(f, C_completed);
        count_one(f, ev->data.outcome == OUTCOME_GRANTED ? C_granted : C_denied);
        break;
    case EV_delivered: count_one(f, C_delivered); break;
    case EV_complained: count_one(f, C_complaints); break;
    default: break;
    }
}

static struct sim_random dice(const struct sim_report *rp, month m, int32_t region)
{
    return sim_random_of(rp->seed ^ 0x5265706f7274u, (uint64_t)m << 16 | (uint64_t)region);
}

struct sim_case *sim_report_make(const struct sim_report *rp, month m, uint64_t serial)
{
    struct sim_case *k = sim_case_empty(serial);
    const struct calendar *cal = &rp->ref->cal;
    for (int32_t i = 0; i < rp->ref->n_regions; i++) {
        struct sim_random r = dice(rp, m, i);
        if (rp->ref->regions[i].league == LEAGUE_NONE || sim_random_chance(&r, 45)) /* forgotten */
            continue;
        int64_t wd = sim_random_chance(&r, 60)
                         ? 5
                         : sim_random_range(&r, 1, 3); /* the third one is the last in time */
        struct sim_event *e = vec_add(&k->events);
        *e = (struct sim_event){.about = -1};
        event_clear(&e->ev);
        e->ev.type = EV_monthly_report;
        e->ev.source = "linyi-report";
        e->ev.region = i;
        e->ev.data.month = m;
        e->ev.occurred = sim_time_office(&r, calendar_add(cal, month_first(m + 1) - 1, wd));
        e->ev.recorded = e->ev.occurred + sim_random_range(&r, 5, 600) * SECOND;
    }
    return k;
}

void sim_report_fill(const struct sim_report *rp, struct event *ev,
                     struct counter_pair into[SIM_REPORT_COUNTERS])
{
    static const int64_t none[SIM_REPORT_COUNTERS];
    size_t at = (size_t)(ev->data.month - rp->from);
    const int64_t *f = at < rp->months.n ? rp->months.v[at] + ev->region * SIM_REPORT_COUNTERS : none;
    struct sim_random r = dice(rp, ev->data.month, ev->region);
    r.state ^= 1; /* other dice than those of the day */
    bool off = sim_random_chance(&r, sim_city_habits(rp->ref->regions[ev->region].code)->report_off);
    int64_t more = off ? sim_random_range(&r, 3, 30) : 0;
    for (int i = 0; i < SIM_REPORT_COUNTERS; i++) {
        bool praised = reported[i] == C_completed || reported[i] == C_granted ||
                       reported[i] == C_submitted_online || reported[i] == C_delivered;
        into[i] = (struct counter_pair){reported[i], f[i] + (praised ? f[i] * more / 100 : 0)};
    }
    ev->data.counters = into;
    ev->data.n_counters = SIM_REPORT_COUNTERS;
}

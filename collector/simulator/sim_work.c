#include "collector/simulator/sim_parts.h"
#include "collector/simulator/sim_time.h"

enum { MOST_STEPS = 12 };

/* How the working days between acceptance and decision are used. Day k of the work is the k-th one that
 * counts against the promise. */
struct plan {
    day start;
    int64_t promise, used; /* used: on the day of the decision */
    int64_t pause_at, pause_length; /* after how many used days, for how many working days; length 0: none */
    const char *reason; /* of the pause */
    int64_t declared; /* its announced days */
    bool stuck; /* never decided */
    bool left_open; /* the pause is not ended before the decision */
};

static day day_of(const struct sim_life *l, const struct plan *p, int64_t used)
{
    int64_t n = used + (p->pause_length && used > p->pause_at ? p->pause_length : 0);
    if (l->item->unit == UNIT_D)
        return calendar_next(&l->ref->cal, p->start + (day)n);
    return n > 0 ? calendar_add(&l->ref->cal, p->start, n) : p->start;
}

/* Goes on to day `used` of the work, or a little later if that is where we are. */
static void go_to(struct sim_life *l, const struct plan *p, int64_t used)
{
    day d = day_of(l, p, used);
    l->t = d > instant_day(l->t) ? sim_time_office(&l->r, d) : sim_time_soon(&l->r, l->t, 25);
}

static void plan_late(struct sim_life *l, struct plan *p)
{
    static const struct {
        int16_t share, from, to;
    } over[] = {{600, 1, 3}, {850, 3, 8}, {960, 8, 20}, {1000, 20, 45}};
    int64_t at = sim_random_range(&l->r, 0, 999), k = 0;
    while (at >= over[k].share)
        k++;
    p->used = p->promise + sim_random_range(&l->r, over[k].from, over[k].to);
    p->stuck = sim_random_chance(&l->r, l->habits->stuck);
    l->late = true;
}

/* Special procedures of article 45, or a made-up reason just before the time is over. */
static void plan_pause(struct sim_life *l, struct plan *p)
{
    static const char *const lawful[] = {"inspection", "expert_review", "testing", "hearing",
                                         "appraisal",  "quarantine",    "tender"},
                             *const other[] = {"系统升级", "等待内部会签", "材料待核"};
    if (l->item->unit == UNIT_D || p->promise < 3)
        return;
    if (!l->late && sim_random_chance(&l->r, l->habits->fake_pause)) {
        p->reason = other[sim_random_range(&l->r, 0, 2)];
        p->pause_at = p->promise - 1;
        p->used = p->promise;
        p->declared = p->pause_length = sim_random_range(&l->r, 3, 9);
    } else if (p->used >= 2 && sim_random_chance(&l->r, 45)) {
        p->reason = lawful[sim_random_range(&l->r, 0, 6)];
        p->pause_at = sim_random_range(&l->r, 1, p->used - 1);
        p->declared = sim_random_range(&l->r, 4, 20);
        p->pause_length = sim_random_chance(&l->r, 50) ? p->declared + sim_random_range(&l->r, 1, 6)
                                                       : sim_random_range(&l->r, 2, p->declared);
    }
    p->left_open = p->reason && sim_random_chance(&l->r, 12);
}

/* What would fall on the first days of a month is finished before its end. */
static void rush(struct sim_life *l, struct plan *p)
{
    const struct calendar *cal = &l->ref->cal;
    day d = day_of(l, p, p->used);
    int64_t into = calendar_count(cal, d) - calendar_count(cal, month_first(day_month(d)) - 1);
    if (!l->late && !p->pause_length && l->item->unit != UNIT_D && into <= 3 && p->used > into &&
        sim_random_chance(&l->r, 600))
        p->used -= into;
}

static struct plan plan_of(struct sim_life *l)
{
    struct plan p = {.start = instant_day(l->t),
                     .promise = l->item->promised_days == DAYS_NONE ? 5 : l->item->promised_days};
    int64_t n = p.promise;
    p.used = (sim_random_range(&l->r, 0, n) + sim_random_range(&l->r, 0, n) + 1) / 2;
    if (sim_random_chance(&l->r, l->habits->late))
        plan_late(l, &p);
    plan_pause(l, &p);
    rush(l, &p);
    return p;
}

static void pause_now(struct sim_life *l, struct plan *p)
{
    if (!p->reason)
        return;
    go_to(l, p, p->pause_at);
    struct sim_event *e = sim_life_add(l, EV_paused);
    e->ev.officer = l->k->clerk[0];
    e->ev.data.reason = p->reason;
    e->ev.data.doc_no = sim_life_paper(l, "特");
    if (!sim_random_chance(&l->r, l->habits->papers))
        e->ev.data.days = (int32_t)p->declared;
    if (!p->left_open) {
        l->t = sim_time_office(&l->r, calendar_add(&l->ref->cal, instant_day(l->t), p->pause_length));
        sim_life_add(l, EV_resumed)->ev.officer = l->k->clerk[0];
    }
    p->reason = NULL;
}

/* The work reaches day `used`; a pause that lies before it comes first. */
static void work_to(struct sim_life *l, struct plan *p, int64_t used)
{
    if (p->reason && used > p->pause_at)
        pause_now(l, p);
    go_to(l, p, used);
}

/* One step with another unit or without, ended on day `until`; not ended if the work is stuck in it. */
static void step(struct sim_life *l, struct plan *p, const struct step_def *s, int64_t until, bool ends)
{
    int32_t with = sim_random_chance(&l->r, 130)
                       ? sim_city_neighbour(l->city, l->desk->region, l->dept, &l->r)
                       : -1;
    l->t = sim_time_soon(&l->r, l->t, 15);
    struct sim_event *e = sim_life_add(l, EV_step_started);
    e->ev.officer = l->k->clerk[0];
    e->ev.data.step = s->name;
    e->ev.data.dept = with;
    e->ev.data.region = with < 0 ? -1 : l->desk->region;
    e->ev.data.limit_days = sim_random_chance(&l->r, 300) ? s->limit_days : DAYS_NONE;
    if (!ends)
        return;
    work_to(l, p, until);
    e = sim_life_add(l, EV_step_finished);
    e->ev.officer = l->k->clerk[0];
    e->ev.data.step = s->name;
    e->ev.data.dept = with;
    e->ev.data.result = (uint8_t)(sim_random_chance(&l->r, 700) ? 1 : 3);
}

/* The declared steps one behind the other; a late case lies in one of them. Some forget one, some mix up the
 * order. */
static void steps(struct sim_life *l, struct plan *p)
{
    static const struct step_def plain = {"审查", 1, DAYS_NONE, false};
    const struct step_def *list[MOST_STEPS];
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->item->n_steps && n < MOST_STEPS; i++)
        if (!sim_random_chance(&l->r, l->item->steps[i].mandatory ? l->habits->papers / 2 + 1 : 300))
            list[n++] = &l->item->steps[i];
    if (!l->item->n_steps && sim_random_chance(&l->r, 380))
        list[n++] = &plain;
    if (n > 1 && sim_random_chance(&l->r, l->habits->papers / 2 + 1)) {
        const struct step_def *s = list[0];
        list[0] = list[1];
        list[1] = s;
    }
    int64_t done = 0, slow = l->late && n ? sim_random_range(&l->r, 0, n - 1) : -1;
    for (uint32_t i = 0; i < n; i++) {
        int64_t share = (p->used - done) / (int64_t)(n - i);
        int64_t length = list[i]->limit_days != DAYS_NONE && list[i]->limit_days < share ? list[i]->limit_days
                                                                                         : share;
        if ((int64_t)i == slow)
            length = p->used - done - (p->promise < (int64_t)(n - i) ? 0 : n - i - 1);
        else
            length = sim_random_range(&l->r, length / 2, length);
        done += length < 0 ? 0 : length;
        step(l, p, list[i], done, !(p->stuck && (int64_t)i == slow));
        if (p->stuck && (int64_t)i == slow)
            return;
    }
}

/* The first extension, signed and in time, makes the late case one that is not; now and then it is neither.
 */
static void extend(struct sim_life *l, struct plan *p)
{
    if (!l->late || p->stuck || p->promise < 3 || p->reason || !sim_random_chance(&l->r, 120))
        return;
    int64_t days = sim_random_range(&l->r, 5, 10);
    work_to(l, p, p->promise - 1);
    struct sim_event *e = sim_life_add(l, EV_extended);
    e->ev.data.days = (int32_t)days;
    e->ev.data.doc_no = sim_life_paper(l, "延");
    e->ev.data.approver = sim_random_chance(&l->r, 80) ? NULL : "分管负责人";
    p->used = p->promise + sim_random_range(&l->r, 1, days);
    l->late = !e->ev.data.doc_no || !e->ev.data.approver;
}

/* What was missing at the acceptance comes, or never does. */
static void supply_missing(struct sim_life *l)
{
    const struct sim_event *e = &l->k->events.v[l->k->events.n - 1];
    if (!e->ev.data.missing.given || sim_random_chance(&l->r, 10 + l->habits->papers))
        return;
    l->t = sim_time_soon(&l->r, l->t, 120);
    sim_life_add(l, EV_missing_supplied)->ev.channel = CHANNEL_WEB;
}

/* Accepted, examined and decided in one second: the whole process was keyed in at its end. */
static bool sham(struct sim_life *l)
{
    if (!sim_random_chance(&l->r, l->habits->sham))
        return false;
    for (uint32_t i = 0; i < l->item->n_steps; i++)
        for (int end = 0; end < 2; end++) {
            struct sim_event *e = sim_life_add(l, end ? EV_step_finished : EV_step_started);
            e->ev.data.step = l->item->steps[i].name;
            e->ev.data.result = end ? 1 : 0;
        }
    return true;
}

static bool leave(struct sim_life *l, enum event_type type, const char *reason)
{
    struct sim_event *e = sim_life_add(l, type);
    e->ev.data.reason = reason;
    e->ev.data.by = type == EV_withdrawn;
    return false;
}

bool sim_work(struct sim_life *l)
{
    if (sham(l))
        return true;
    struct plan p = plan_of(l);
    supply_missing(l);
    if (sim_random_chance(&l->r, 8)) {
        work_to(l, &p, p.used / 2);
        return sim_random_chance(&l->r, 700) ? leave(l, EV_withdrawn, "申请人放弃办理")
                                             : leave(l, EV_terminated, "申请人主体资格终止");
    }
    extend(l, &p);
    steps(l, &p);
    if (p.stuck) {
        if (!sim_random_chance(&l->r, 550))
            return false;
        l->t = sim_time_after(&l->ref->cal, &l->r, l->t, p.promise + sim_random_range(&l->r, 20, 90));
        return leave(l, EV_withdrawn, "长期未办结,申请人撤回");
    }
    work_to(l, &p, p.used);
    return true;
}

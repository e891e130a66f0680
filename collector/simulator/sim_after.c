#include "collector/simulator/sim_parts.h"
#include "collector/simulator/sim_time.h"

void sim_decide(struct sim_life *l)
{
    bool promised = l->item->kind == KIND_PROMISED;
    if ((l->item->fee == FEE_CHARGED && sim_random_chance(&l->r, 900)) || sim_random_chance(&l->r, 1)) {
        struct sim_event *e = sim_life_add(l, EV_fee_charged);
        e->ev.data.amount_fen = 100 * sim_random_range(&l->r, 5, 80);
        e->ev.data.basis = l->item->basis;
        if (!promised)
            l->t = sim_time_soon(&l->r, l->t, 3);
    }
    struct sim_event *e = sim_life_add(l, EV_decided);
    struct event_data *d = &e->ev.data;
    e->ev.officer = l->k->clerk[1];
    d->outcome = (uint8_t)(promised && sim_random_chance(&l->r, 28) ? OUTCOME_DENIED : OUTCOME_GRANTED);
    d->doc_no = sim_life_paper(l, d->outcome == OUTCOME_DENIED ? "不准" : "准");
    if (d->outcome == OUTCOME_DENIED) {
        d->reason = sim_life_paper(l, "不符合法定条件");
        if (sim_life_paper(l, ""))
            d->remedy_notice = 1;
    }
}

static uint8_t delivery_channel(struct sim_life *l, bool same_day)
{
    if (sim_random_chance(&l->r, 25))
        return CHANNEL_NONE; /* nobody noted it: visits are not known */
    bool window = l->channel == CHANNEL_WINDOW;
    if (sim_random_chance(&l->r, window && same_day ? 850 : window ? 130 : 60))
        return CHANNEL_WINDOW;
    static const uint8_t rest[] = {CHANNEL_WEB, CHANNEL_WEB, CHANNEL_MOBILE, CHANNEL_OTHERS, CHANNEL_OTHERS};
    return rest[sim_random_range(&l->r, 0, 4)];
}

static void deliver(struct sim_life *l)
{
    bool never = sim_random_chance(&l->r, l->habits->deliver_late / 3),
         late = sim_random_chance(&l->r, l->habits->deliver_late);
    if (never)
        return;
    if (late)
        l->t = sim_time_after(&l->ref->cal, &l->r, l->t, sim_random_range(&l->r, 11, 20));
    else if (l->item->kind == KIND_INSTANT || sim_random_chance(&l->r, 600))
        l->t = sim_time_soon(&l->r, l->t, 12);
    else
        l->t = sim_time_after(&l->ref->cal, &l->r, l->t, sim_random_range(&l->r, 1, 3));
    bool same_day = instant_day(l->t) == instant_day(l->k->events.v[0].ev.occurred);
    sim_life_add(l, EV_delivered)->ev.channel = delivery_channel(l, same_day);
}

/* A bad rating is answered, as a rule in time. */
static void rectify(struct sim_life *l, int16_t rating)
{
    int64_t fate = sim_random_range(&l->r, 0, 999);
    bool late = fate >= 1000 - l->habits->bad * 3;
    if (fate >= 980)
        return;
    l->t = sim_time_after(&l->ref->cal, &l->r, l->t,
                          late ? sim_random_range(&l->r, 6, 12) : sim_random_range(&l->r, 1, 4));
    struct sim_event *e = sim_life_add(l, EV_rating_rectified);
    e->about = rating;
    e->ev.data.result = (uint8_t)(sim_random_chance(&l->r, 90) ? RECTIFIED_INVALID : RECTIFIED_RECTIFIED);
}

static void rate(struct sim_life *l)
{
    int64_t how = sim_random_range(&l->r, 0, 999);
    if (how >= 560)
        return;
    uint8_t origin = how < 310 ? ORIGIN_ACTIVE : how < 430 ? ORIGIN_INVITED : ORIGIN_DEFAULT;
    if (origin == ORIGIN_ACTIVE)
        l->t = sim_time_soon(&l->r, l->t, 90);
    else
        l->t = sim_time_office(
            &l->r, instant_day(l->t) + (origin == ORIGIN_INVITED ? (day)sim_random_range(&l->r, 1, 4) : 7));
    struct sim_event *e = sim_life_add(l, EV_rated);
    int64_t grade = sim_random_range(&l->r, 0, 999);
    bool bad = origin != ORIGIN_DEFAULT && sim_random_chance(&l->r, l->habits->bad * (l->late ? 8 : 1));
    e->ev.data.score = (uint8_t)(bad                                       ? 4 + (grade < 350)
                                 : origin == ORIGIN_DEFAULT || grade < 820 ? 1
                                 : grade < 960                             ? 2
                                                                           : 3);
    e->ev.data.stage = (uint8_t)sim_random_range(&l->r, 1, 3);
    e->ev.data.origin = origin;
    if (bad)
        rectify(l, (int16_t)(l->k->events.n - 1));
}

static void complain(struct sim_life *l)
{
    if (!sim_random_chance(&l->r, l->habits->complaint * (l->late ? 10 : 1)))
        return;
    static const char *const about[] = {"办理超时", "服务态度", "多次跑动", "要求额外材料"};
    const char *what = about[l->late ? 0 : sim_random_range(&l->r, 1, 3)];
    l->t = sim_time_after(&l->ref->cal, &l->r, l->t, sim_random_range(&l->r, 0, 3));
    sim_life_add(l, EV_complained)->ev.data.about = what;
    if (sim_random_chance(&l->r, 30))
        return;
    bool late = sim_random_chance(&l->r, l->habits->complaint * 6);
    l->t = sim_time_after(&l->ref->cal, &l->r, l->t,
                          late ? sim_random_range(&l->r, 6, 10) : sim_random_range(&l->r, 0, 4));
    sim_life_add(l, EV_complaint_closed)->ev.data.about = what;
}

/* Somebody keyed in what did not happen and takes it back: mostly at once, sometimes days later. */
static void mistake(struct sim_life *l)
{
    if (!sim_random_chance(&l->r, 5))
        return;
    static const enum event_type wrong[] = {EV_terminated, EV_rated, EV_fee_charged};
    enum event_type type = wrong[sim_random_range(&l->r, 0, 2)];
    int16_t at = (int16_t)l->k->events.n;
    l->t = sim_time_soon(&l->r, l->t, 60);
    struct sim_event *e = sim_life_add(l, type);
    if (type == EV_terminated)
        e->ev.data.reason = "误操作";
    else if (type == EV_rated)
        e->ev.data.score = 5;
    else
        e->ev.data.amount_fen = 1000;
    l->t = sim_random_chance(&l->r, 700)
               ? sim_time_soon(&l->r, l->t, 90)
               : sim_time_after(&l->ref->cal, &l->r, l->t, sim_random_range(&l->r, 2, 5));
    sim_life_add(l, EV_voided)->about = at;
}

void sim_after(struct sim_life *l)
{
    deliver(l);
    rate(l);
    complain(l);
    mistake(l);
}

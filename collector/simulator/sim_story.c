#include "collector/simulator/sim_story.h"

#include <inttypes.h>
#include <stdio.h>

#include "collector/simulator/sim_parts.h"
#include "collector/simulator/sim_time.h"

static void submit(struct sim_life *l)
{
    static const struct {
        uint8_t channel;
        int16_t upto;
    } open[] = {{CHANNEL_WINDOW, 470},
                {CHANNEL_WEB, 800},
                {CHANNEL_MOBILE, 960},
                {CHANNEL_KIOSK, 990},
                {CHANNEL_OTHERS, 1000}},
      closed[] = {{CHANNEL_WEB, 620}, {CHANNEL_MOBILE, 1000}};
    int64_t at = sim_random_range(&l->r, 0, 999), k = 0;
    bool hall = sim_time_open(&l->ref->cal, l->t);
    while (at >= (hall ? open[k].upto : closed[k].upto))
        k++;
    l->channel = hall ? open[k].channel : closed[k].channel;
    struct sim_event *e = sim_life_add(l, EV_submitted);
    e->ev.channel = l->channel;
    if (l->item->kind == KIND_PROMISED && sim_random_chance(&l->r, 12))
        e->ev.data.joint = 1;
}

/* An instant matter: done at the window, or first thing on the next working day if it came in at night. Then,
 * and if it is not done at once, there is an acceptance: its day is the first of the clock. */
static void instant_life(struct sim_life *l)
{
    const struct calendar *cal = &l->ref->cal;
    bool night = !sim_time_open(cal, l->t);
    l->t = sim_time_after(cal, &l->r, l->t, 0);
    l->late = sim_random_chance(&l->r, 12);
    if (night || l->late || sim_random_chance(&l->r, 100)) {
        struct sim_event *e = sim_life_add(l, EV_accepted);
        e->ev.data.kind = KIND_INSTANT;
        e->ev.officer = l->k->clerk[0];
        l->t = l->late ? sim_time_after(cal, &l->r, l->t, 1) : sim_time_soon(&l->r, l->t, 10);
    }
    sim_decide(l);
    sim_after(l);
}

static void name_clerks(struct sim_life *l)
{
    int64_t first = sim_random_range(&l->r, 1, 12),
            second = sim_random_chance(&l->r, 15) ? first : sim_random_range(&l->r, 13, 18);
    snprintf(l->k->clerk[0], sizeof l->k->clerk[0], "u%03d-%02d", l->dept, (int)first);
    snprintf(l->k->clerk[1], sizeof l->k->clerk[1], "u%03d-%02d", l->dept, (int)second);
}

struct sim_case *sim_story_make(const struct sim_city *city, uint64_t seed, uint64_t serial, instant at,
                                day dated)
{
    struct sim_life l = {.city = city,
                         .ref = city->ref,
                         .r = sim_random_of(seed, serial),
                         .k = sim_case_empty(serial),
                         .t = at};
    l.desk = sim_city_desk(city, &l.r);
    l.habits = l.desk->habits;
    l.item_index = sim_city_item(l.desk, &l.r);
    l.item = &city->ref->items[l.item_index];
    l.dept = sim_city_dept(city, l.desk, l.item_index);
    l.afterwards = sim_random_chance(&l.r, l.habits->back_entry);
    int y, m, d;
    day_split(dated, &y, &m, &d);
    snprintf(l.k->number, sizeof l.k->number, "%.31s%04d%02d%02d%07" PRIu64, l.item->code, y, m, d, serial);
    name_clerks(&l);
    submit(&l);
    if (l.item->kind == KIND_INSTANT)
        instant_life(&l);
    else if (sim_answer(&l) && sim_work(&l)) {
        sim_decide(&l);
        sim_after(&l);
    }
    l.k->events.v = mem_realloc(l.k->events.v, l.k->events.n * sizeof *l.k->events.v);
    l.k->events.cap = l.k->events.n;
    return l.k;
}

#include "collector/simulator/sim_life.h"

struct sim_event *sim_life_add(struct sim_life *l, enum event_type type)
{
    struct sim_event *e = vec_add(&l->k->events);
    *e = (struct sim_event){.about = -1};
    struct event *ev = &e->ev;
    event_clear(ev);
    ev->type = (uint8_t)type;
    ev->source = "linyi-zwfw";
    ev->region = l->desk->region;
    ev->dept = l->dept;
    ev->item = l->item->code;
    ev->item_index = l->item_index;
    ev->occurred = l->t;
    ev->recorded = l->t + sim_random_range(&l->r, 2, 180) * SECOND;
    if (l->afterwards && (type == EV_accepted || type == EV_decided))
        ev->recorded += sim_random_range(&l->r, 25, 100) * HOUR;
    e->twice = sim_random_chance(&l->r, 3);
    return e;
}

const char *sim_life_paper(struct sim_life *l, const char *kind)
{
    return sim_random_chance(&l->r, l->habits->papers) ? NULL : kind;
}

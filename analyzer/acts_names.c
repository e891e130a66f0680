#include "analyzer/acts_names.h"

#include <string.h>

/* One alert that is named. */
struct named {
    uint32_t order, pursuit; /* order: NAMED_BY_DROP; pursuit: MAP_NONE, it pursues no case */
    uint32_t next; /* that names the same alert; MAP_NONE */
};

struct pursuit {
    uint32_t open; /* alerts that orders which are not ended name of the case */
};

struct naming {
    uint32_t first, n, standing; /* its alerts in the list; how many of them stand */
};

static uint32_t pursuit_of(struct acts_names *s, const char *case_no, int32_t region, int32_t dept, bool make)
{
    str_clear(&s->key);
    str_printf(&s->key, "%s\n%d\n%d", case_no, region, dept);
    uint32_t i = map_get(&s->by_case_unit, s->key.p, s->key.len);
    if (i != MAP_NONE || !make)
        return i;
    i = (uint32_t)s->pursuits.n;
    map_put(&s->by_case_unit, arena_strndup(&s->arena, s->key.p, s->key.len), s->key.len, i);
    vec_push(&s->pursuits, ((struct pursuit){0}));
    return i;
}

/* Puts it in front of those that name the same alert, behind the first, which the map holds. */
static void add(struct acts_names *s, const struct act_alert *al, struct named n)
{
    uint32_t at = (uint32_t)s->list.n;
    str_clear(&s->key);
    act_alert_key(&s->key, al);
    uint32_t first = map_get(&s->by_alert, s->key.p, s->key.len);
    if (first == MAP_NONE)
        map_put(&s->by_alert, arena_strndup(&s->arena, s->key.p, s->key.len), s->key.len, at);
    n.next = first == MAP_NONE ? MAP_NONE : s->list.v[first].next;
    vec_push(&s->list, n);
    if (first != MAP_NONE)
        s->list.v[first].next = at;
}

void acts_names_add(struct acts_names *s, const struct act_alerts *alerts, int32_t region, int32_t dept,
                    uint32_t order)
{
    if (order != NAMED_BY_DROP)
        vec_push(&s->orders, ((struct naming){(uint32_t)s->list.n, alerts->n, 0}));
    for (uint32_t i = 0; i < alerts->n; i++) {
        const struct act_alert *al = &alerts->v[i];
        struct named n = {order, MAP_NONE, MAP_NONE};
        if (order != NAMED_BY_DROP) { /* whatever it names of the case, be it an alert that there is not */
            n.pursuit = pursuit_of(s, al->case_no, region, dept, true);
            s->pursuits.v[n.pursuit].open++;
        }
        add(s, al, n);
    }
}

void acts_names_end(struct acts_names *s, uint32_t order)
{
    const struct naming *o = &s->orders.v[order];
    for (uint32_t i = o->first; i < o->first + o->n; i++)
        if (s->list.v[i].pursuit != MAP_NONE)
            s->pursuits.v[s->list.v[i].pursuit].open--;
}

/* The first that names the alert by its subject, or by the event of its `#k`. */
static uint32_t first_naming(struct acts_names *s, const char *case_no, const struct alert *al, bool by_event)
{
    struct act_alert name = {.case_no = case_no, .subject = al->subject, .rule = al->rule};
    if (by_event && !al->of)
        return MAP_NONE;
    if (by_event) {
        name.source = al->of->source;
        name.event_id = al->of->event_id;
    }
    str_clear(&s->key);
    act_alert_key(&s->key, &name);
    return map_get(&s->by_alert, s->key.p, s->key.len);
}

bool acts_names_has(struct acts_names *s, const char *case_no, const struct alert *al)
{
    return s->list.n && (first_naming(s, case_no, al, false) != MAP_NONE ||
                         first_naming(s, case_no, al, true) != MAP_NONE);
}

bool acts_names_pursued(struct acts_names *s, const char *case_no, int32_t region, int32_t dept)
{
    uint32_t i = pursuit_of(s, case_no, region, dept, false);
    return i != MAP_NONE && s->pursuits.v[i].open > 0;
}

void acts_names_stands(struct acts_names *s, const char *case_no, const struct alert *al)
{
    for (int by_event = 0; s->list.n && by_event < 2; by_event++)
        for (uint32_t i = first_naming(s, case_no, al, by_event); i != MAP_NONE; i = s->list.v[i].next)
            if (s->list.v[i].order != NAMED_BY_DROP)
                s->orders.v[s->list.v[i].order].standing++;
}

uint32_t acts_names_void(const struct acts_names *s, uint32_t order)
{
    return s->orders.v[order].n - s->orders.v[order].standing;
}

void acts_names_release(struct acts_names *s)
{
    vec_release(&s->list);
    vec_release(&s->pursuits);
    vec_release(&s->orders);
    map_release(&s->by_alert);
    map_release(&s->by_case_unit);
    arena_release(&s->arena);
    str_release(&s->key);
}

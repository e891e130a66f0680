/* A made-up city whose counters are a formula: figures for bulletins of any size, without a case. */
#ifndef TESTS_UNIT_CITY_H
#define TESTS_UNIT_CITY_H

#include <string.h>

#include "reports/draft_fill.h"

struct city {
    int counties, zones, depts;
    const char *const *names; /* of the units, over and over; NULL: 甲县, 乙区, 丙局 with a number */
    size_t n_names;
    int64_t cases; /* a unit's, a month */
    month from, last; /* months with figures */
    struct refdata ref;
    struct bulletin_conf conf;
    struct arena arena;
    struct counters c; /* what was asked for last */
};

static inline const char *city_name(struct city *c, const char *what, int i)
{
    struct str s = {0};
    if (c->n_names)
        return c->names[(size_t)i % c->n_names];
    str_printf(&s, "%s%d", what, i + 1);
    const char *z = arena_strdup(&c->arena, s.p);
    str_release(&s);
    return z;
}

static inline const char *city_code(struct city *c, int i)
{
    struct str s = {0};
    str_printf(&s, "%06d", 371300 + i);
    const char *z = arena_strdup(&c->arena, s.p);
    str_release(&s);
    return z;
}

/* Region 0 is the city itself; its departments are those that a league has. */
static inline void city_make(struct city *c)
{
    struct refdata *ref = &c->ref;
    struct err e;
    ref->n_regions = 1 + c->counties + c->zones;
    ref->n_depts = c->depts;
    ref->regions = arena_zalloc(&c->arena, (size_t)ref->n_regions * sizeof *ref->regions);
    ref->depts = arena_zalloc(&c->arena, (size_t)(c->depts + 1) * sizeof *ref->depts);
    for (int i = 0; i < ref->n_regions; i++)
        ref->regions[i] = (struct region){city_code(c, i),
                                          city_name(c, i <= c->counties ? "甲县" : "乙区", i),
                                          i == 0             ? LEAGUE_NONE
                                          : i <= c->counties ? LEAGUE_COUNTY
                                                             : LEAGUE_ZONE};
    for (int i = 0; i < c->depts; i++)
        ref->depts[i] = (struct dept){city_code(c, 10000 + i), city_name(c, "丙局", i), 0, LEAGUE_DEPARTMENT};
    weights_default(&ref->weights);
    order_settings_default(&ref->orders);
    calendar_init(&ref->cal);
    calendar_build(&ref->cal);
    strcpy(ref->version, "0123456789abcdef");
    refdata_index(ref);
    bulletin_conf_load(&c->conf, "/nonexistent", &e);
}

/* Parts in ten thousand that differ by unit, month and counter, without chance. */
static inline int64_t city_part(int64_t n, int32_t unit, month m, int k, int low)
{
    uint32_t h = (uint32_t)unit * 2654435761u + (uint32_t)m * 40503u + (uint32_t)k * 97u;
    h ^= h >> 13, h *= 1274126177u, h ^= h >> 16;
    return n * (low + (int64_t)(h % (uint32_t)(10001 - low))) / 10000;
}

static inline const struct counters *city_counters(const void *of, int32_t unit, month m)
{
    struct city *c = (struct city *)(uintptr_t)of;
    int64_t *v = c->c.c, n = m < c->from || m > c->last ? 0 : city_part(c->cases, unit, m, 0, 5000);
    memset(&c->c, 0, sizeof c->c);
    if (!n)
        return &c->c;
    v[C_submitted] = v[C_accepted] = n;
    v[C_submitted_online] = city_part(n, unit, m, 1, 4000);
    v[C_completed] = v[C_limited] = v[C_granted] = v[C_delivered] = n;
    v[C_on_time] = city_part(n, unit, m, 2, unit % 5 ? 9500 : 8000);
    v[C_late] = n - v[C_on_time];
    v[C_open_end] = n / 8;
    v[C_overdue_open] = city_part(n / 20, unit, m, 3, 0);
    v[C_once_known] = n;
    v[C_done_once] = city_part(n, unit, m, 4, 9000);
    v[C_notice_due] = n / 2;
    v[C_notice_on_time] = city_part(n / 2, unit, m, 5, 9000);
    v[C_r1] = n / 3;
    v[C_r4] = city_part(n / 50, unit, m, 6, 0);
    v[C_n_warning] = n / 9;
    v[C_n_yellow] = v[C_c_yellow] = city_part(n / 20, unit, m, 7, 0);
    v[C_n_red] = v[C_c_red] = city_part(n / 60, unit, m, 8, 0);
    v[C_events] = 6 * n;
    v[C_events_timely] = city_part(6 * n, unit, m, 9, 9800);
    return &c->c;
}

/* Cards, used days and days of the period, in proportion to the counters. */
static inline void city_rows(struct city *c, struct draft_figures *f)
{
    for (int32_t u = 0; u < c->ref.n_regions; u++) {
        const struct counters n = *city_counters(c, u, f->last);
        for (int b = 0; b < 12; b++)
            f->used[u][b] = n.c[C_completed] / (b + 2);
        if (!n.c[C_n_red])
            continue;
        vec_push(&f->cards, ((struct draft_cards){(uint16_t)rules_find(101), LEVEL_RED, u, -1, "item",
                                                  n.c[C_n_red], false}));
        vec_push(&f->reds, ((struct draft_red){.case_no = "LY-1",
                                               .item = "item",
                                               .rule = (uint16_t)rules_find(101),
                                               .region = u,
                                               .dept = -1,
                                               .raised = f->as_of - DAY_LENGTH,
                                               .due = DAY_NONE,
                                               .used = 9,
                                               .limit = 7,
                                               .state = STATE_OPEN}));
    }
    for (size_t i = 0; i < f->days.n; i++) {
        f->days.v[i].accepted = f->now.c[C_accepted] / (int64_t)f->days.n;
        f->days.v[i].completed = city_part(f->days.v[i].accepted, 1, 1, (int)i, 7000);
    }
}

/* The figures of [first, last], seen from the sixth day after it; draft_release when done. */
static inline void city_figures(struct city *c, month first, month last, struct draft_figures *f)
{
    memset(f, 0, sizeof *f);
    f->ref = &c->ref;
    f->conf = &c->conf;
    f->first = first;
    f->last = last;
    f->as_of = day_start(month_first(last + 1) + 6) + 9 * HOUR;
    draft_begin(f, &c->arena);
    draft_fill(f, &(struct draft_source){c, city_counters, city_counters, c->from, NULL}, &c->arena);
    city_rows(c, f);
}

static inline void city_release(struct city *c)
{
    refdata_release(&c->ref);
    arena_release(&c->arena);
}

#endif

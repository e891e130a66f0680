#include "reports/draft_fill.h"

#include <assert.h>
#include <string.h>

/* The period before, of the same length; the same period a year before. */
static month before_of(const struct draft_figures *f, month m) { return m - (f->last - f->first + 1); }
/* The period's last month that has begun: its stocks are the period's. */
static month last_begun(const struct draft_figures *f)
{
    month today = day_month(instant_day(f->as_of));
    return f->last < today ? f->last : today;
}

/* Sums of [first, last]; the stocks are those of the last month. */
static void add_period(struct counters *to, race_counters *of_unit, const void *of, int32_t unit, month first,
                       month last)
{
    for (month m = first; m <= last; m++) {
        const struct counters *c = of_unit(of, unit, m);
        for (int k = 0; k < COUNTERS; k++)
            if (m == last || !counter_is_stock((enum counter)k))
                to->c[k] += c->c[k];
    }
}

void draft_begin(struct draft_figures *f, struct arena *a)
{
    day last = month_first(f->last + 1) - 1, today = instant_day(f->as_of);
    f->used = arena_zalloc(a, (size_t)(f->ref->n_regions + 1) * sizeof *f->used);
    if (f->last - f->first < 3)
        for (day d = month_first(f->first); d <= last && d <= today; d++)
            vec_push(&f->days, ((struct draft_day){.day = d}));
}

/* The months up to the period's last that has begun; the rate of one unit in each of them. */
static void fill_history(struct draft_figures *f, const struct draft_source *s)
{
    struct counters own[DRAFT_MONTHS] = {0};
    f->history = last_begun(f) - (DRAFT_MONTHS - 1);
    for (int k = 0; k < DRAFT_MONTHS; k++) {
        f->months[k] = (struct counters){0};
        for (int32_t u = 0; u < f->ref->n_regions; u++) {
            counters_add(&f->months[k], s->region(s->of, u, f->history + k));
            if (!f->ref->regions[u].league)
                counters_add(&own[k], s->region(s->of, u, f->history + k));
        }
        f->own_on_time[k] = rate_of(&own[k], RATE_on_time_rate);
    }
}

static void fill_city(struct draft_figures *f, const struct draft_source *s, struct arena *a)
{
    memset(&f->now, 0, sizeof f->now);
    memset(&f->before, 0, sizeof f->before);
    memset(&f->year, 0, sizeof f->year);
    for (int32_t u = 0; u < f->ref->n_regions; u++) {
        add_period(&f->now, s->region, s->of, u, f->first, last_begun(f));
        add_period(&f->before, s->region, s->of, u, before_of(f, f->first), f->first - 1);
        add_period(&f->year, s->region, s->of, u, f->first - 12, f->last - 12);
        if (f->ref->regions[u].league)
            continue;
        f->own = f->own ? f->own : arena_zalloc(a, sizeof *f->own);
        add_period(f->own, s->region, s->of, u, f->first, last_begun(f));
    }
    fill_history(f, s);
    f->has_before = s->first <= before_of(f, f->first);
    f->has_year = s->first <= f->first - 12;
}

/* Which of a year's periods this is: the year, its halves, its quarters. */
static int place_in_year(month first, month last)
{
    switch (last - first + 1) {
    case 12: return 0;
    case 6: return 1 + first % 12 / 6;
    default: return 3 + first % 12 / 3;
    }
}

/* A league's places in one period, as the race and the year's periods stand at its last month. */
static void
take_places(struct draft_figures *f, const struct race *race, struct periods *p, month first, month last,
            void (*take)(struct draft_figures *, enum league, const struct standing *, int32_t, size_t))
{
    month from, to;
    if (first == last) {
        for (size_t i = 0; i < race->n; i++)
            take(f, race->league, &race->standing[i], 0, i);
        return;
    }
    if (!periods_rank(p, place_in_year(first, last), f->as_of, &from, &to))
        return;
    assert(from == first && to == last);
    for (size_t i = 0; i < race->n; i++)
        take(f, race->league, &p->list[i].standing, p->list[i].months, i);
}

static void take_now(struct draft_figures *f, enum league l, const struct standing *s, int32_t months,
                     size_t i)
{
    struct draft_place *p = &f->league[l].v[i];
    p->unit = s->unit;
    p->rank = s->rank;
    p->score = s->score;
    p->months = months;
    f->league[l].n = i + 1;
}

/* Ranks and scores before are noted by unit, in the place that has the unit's index. */
static void take_before(struct draft_figures *f, enum league l, const struct standing *s, int32_t months,
                        size_t i)
{
    (void)months, (void)i;
    f->league[l].v[s->unit].rank_before = s->rank;
    f->league[l].v[s->unit].score_before = s->score;
}

static void take_bottom(struct draft_figures *f, const struct race *r, month m)
{
    if (f->first == f->last && m == f->last && r->action != BOTTOM_NONE)
        vec_push(&f->bottoms,
                 ((struct draft_bottom){r->league, r->standing[r->bottom].unit, r->run, r->action}));
}

static void complete_place(struct draft_figures *f, const struct draft_source *s, race_counters *counters,
                           struct draft_place *p, const struct draft_place *before)
{
    p->rank_before = before[p->unit].rank_before;
    p->score_before = before[p->unit].score_before;
    p->rank_again = before[p->unit].rank_again;
    p->score_again = before[p->unit].score_again;
    add_period(&p->now, counters, s->of, p->unit, f->first, last_begun(f));
    add_period(&p->before, counters, s->of, p->unit, before_of(f, f->first), f->first - 1);
    add_period(&p->year, counters, s->of, p->unit, f->first - 12, f->last - 12);
    for (int k = 0; k < DRAFT_MONTHS; k++)
        p->on_time[k] = rate_of(counters(s->of, p->unit, f->history + k), RATE_on_time_rate);
}

/* What frozen bulletins say of all months but one; false: nothing of that one. */
static bool frozen_but(const struct race_frozen *all, month m, struct race_frozen *out, struct arena *a)
{
    *out = (struct race_frozen){arena_alloc(a, (all ? all->n + 1 : 1) * sizeof *out->v), 0};
    for (size_t i = 0; all && i < all->n; i++)
        if (all->v[i].month != m)
            out->v[out->n++] = all->v[i];
    return all && out->n < all->n;
}

/* The month before, which is frozen, as if it were not: what its bulletin would say now. A longer period's
 * scores are those of its months, frozen or not. */
static void fill_again(struct draft_figures *f, const struct draft_source *s, enum league l,
                       race_counters *counters, struct draft_place *before, struct arena *a)
{
    struct race race;
    struct race_frozen others;
    month last = f->first - 1;
    bool any = false;
    if (f->first != f->last || !frozen_but(s->frozen, last, &others, a))
        return;
    race_begin(&race, f->ref, l, a);
    race.frozen = &others;
    for (month m = s->first; m <= last; m++)
        any = race_month(&race, m, f->as_of, counters, s->of);
    for (size_t i = 0; any && i < race.n; i++) {
        before[race.standing[i].unit].rank_again = race.standing[i].rank;
        before[race.standing[i].unit].score_again = race.standing[i].score;
    }
    if (any && race.action != BOTTOM_NONE)
        vec_push(&f->bottoms_again,
                 ((struct draft_bottom){l, race.standing[race.bottom].unit, race.run, race.action}));
}

/* Goes through the league's months once. Ranks of the period before wait by unit until the places are known.
 */
static void fill_league(struct draft_figures *f, const struct draft_source *s, enum league l, struct arena *a)
{
    struct race race;
    struct periods periods;
    size_t most = (size_t)(f->ref->n_regions + f->ref->n_depts) + 1;
    race_counters *counters = l == LEAGUE_DEPARTMENT ? s->dept : s->region;
    f->league[l].v = arena_zalloc(a, most * sizeof *f->league[l].v);
    race_begin(&race, f->ref, l, a);
    race.frozen = s->frozen;
    periods_begin(&periods, &race, f->ref, a);
    struct draft_place *before = arena_zalloc(a, most * sizeof *before);
    for (month m = s->first; m <= f->last; m++) {
        if (m == s->first || m % 12 == 0)
            periods_year(&periods, m / 12);
        bool any = race_month(&race, m, f->as_of, counters, s->of);
        if (any)
            periods_month(&periods, m);
        if (m == f->first - 1) {
            take_places(f, &race, &periods, before_of(f, f->first), m, take_before);
            memcpy(before, f->league[l].v, most * sizeof *before);
            memset(f->league[l].v, 0, most * sizeof *f->league[l].v);
        }
        if (m == f->last && (any || f->first != f->last))
            take_places(f, &race, &periods, f->first, m, take_now);
        if (any)
            take_bottom(f, &race, m);
    }
    for (size_t u = 0; u < most; u++) {
        before[u].rank_again = before[u].rank_before;
        before[u].score_again = before[u].score_before;
    }
    fill_again(f, s, l, counters, before, a);
    for (size_t i = 0; i < f->league[l].n; i++)
        complete_place(f, s, counters, &f->league[l].v[i], before);
}

void draft_fill(struct draft_figures *f, const struct draft_source *s, struct arena *a)
{
    fill_city(f, s, a);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        fill_league(f, s, l, a);
}

instant draft_before_end(const struct draft_figures *f)
{
    return f->has_same ? f->same_as_of : day_start(month_first(f->first));
}

static struct draft_cards *cards_of(struct draft_gather *g, const struct alert *al, const char *item,
                                    bool before)
{
    str_clear(&g->key);
    str_printf(&g->key, "%u|%u|%d|%d|%d|%s", al->rule, al->level, al->region, al->dept, before, item);
    uint32_t at = map_get(&g->by_key, g->key.p, g->key.len);
    if (at == MAP_NONE) {
        at = (uint32_t)g->f->cards.n;
        vec_push(&g->f->cards, ((struct draft_cards){.rule = al->rule,
                                                     .level = al->level,
                                                     .region = al->region,
                                                     .dept = al->dept,
                                                     .item = arena_strdup(g->arena, item),
                                                     .before = before}));
        map_put(&g->by_key, arena_strndup(g->arena, g->key.p, g->key.len), g->key.len, at);
    }
    return &g->f->cards.v[at];
}

static void gather_red(struct draft_gather *g, const char *case_no, const char *item, const struct alert *al)
{
    vec_push(&g->f->reds, ((struct draft_red){.case_no = arena_strdup(g->arena, case_no),
                                              .item = arena_strdup(g->arena, item),
                                              .rule = al->rule,
                                              .region = al->region,
                                              .dept = al->dept,
                                              .raised = al->raised,
                                              .due = al->due,
                                              .used = al->used,
                                              .limit = al->limit,
                                              .state = (enum alert_state)al->state}));
}

/* A case counts on the day on which its clocks began, and on that of its decision. */
static void gather_days(struct draft_figures *f, const struct evaluation *ev)
{
    const struct case_row *c = &ev->row;
    bool completed = c->phase == PHASE_DECIDED || c->phase == PHASE_DELIVERED;
    day decided = completed ? instant_day(c->decided_at) : DAY_NONE, from = month_first(f->first);
    if (c->start >= from && c->start - from < (day)f->days.n)
        f->days.v[c->start - from].accepted++;
    if (decided >= from && decided - from < (day)f->days.n)
        f->days.v[decided - from].completed++;
    for (size_t i = 0; i < ev->contribs.n; i++) {
        const struct contrib *k = &ev->contribs.v[i];
        if (k->counter >= CONTRIB_USED && k->counter < CONTRIB_ACCEPTED && k->month >= f->first &&
            k->month <= f->last)
            f->used[k->region][k->counter - CONTRIB_USED] += k->value;
    }
}

void draft_gather_case(struct draft_gather *g, const char *case_no, const struct evaluation *ev)
{
    const struct draft_figures *f = g->f;
    gather_days(g->f, ev);
    for (size_t i = 0; i < ev->alerts.n; i++) {
        const struct alert *al = &ev->alerts.v[i];
        month m = day_month(instant_day(al->raised));
        bool now = m >= f->first && m <= f->last,
             before = al->raised < draft_before_end(f) && m >= before_of(f, f->first);
        if ((!now && !before) || al->state == STATE_REVOKED || al->state == STATE_WITHDRAWN)
            continue;
        cards_of(g, al, ev->row.item, before)->n++;
        if (now && al->level == LEVEL_RED)
            gather_red(g, case_no, ev->row.item, al);
    }
}

void draft_gather_release(struct draft_gather *g)
{
    map_release(&g->by_key);
    str_release(&g->key);
}

void draft_add_order(struct draft_figures *f, const struct order *o)
{
    if (o->first_due >= month_first(f->last + 1))
        return; /* a later bulletin's, as in `orders_due` */
    if (order_on_time(o, f->as_of) == 0 && o->replied_at == INSTANT_NONE && !order_ended(o))
        vec_push(&f->orders, ((struct draft_order){o->order, o->region, o->dept, o->first_due}));
}

void draft_add_appeal(struct draft_figures *f, const struct appeal *a)
{
    month m = day_month(instant_day(a->opened_at));
    if (m < f->first || m > f->last)
        return;
    if (a->state == IS_open)
        vec_push(&f->appeals.units, ((struct draft_unit){a->region, a->dept}));
    f->appeals.open += a->state == IS_open;
    f->appeals.upheld += a->state == IS_upheld;
    f->appeals.refused += a->state == IS_refused;
}

void draft_release(struct draft_figures *f)
{
    vec_release(&f->days);
    vec_release(&f->cards);
    vec_release(&f->reds);
    vec_release(&f->bottoms);
    vec_release(&f->bottoms_again);
    vec_release(&f->reports);
    vec_release(&f->orders);
    vec_release(&f->appeals.units);
    vec_release(&f->interviews);
    vec_release(&f->cutoff);
    vec_release(&f->versions);
}

#include "reports/draft_read.h"

#include <string.h>

#include "base/version.h"
#include "reports/draft_fill.h"
#include "reports/names.h"
#include "reports/reported.h"
#include "reports/same_period.h"
#include "store/read_acts.h"
#include "store/read_bulletin.h"
#include "store/read_system.h"
#include "store/read_bulletins.h"
#include "store/read_rows.h"

/* The counters of each unit's months, whole in memory: a bulletin asks for them in many orders. */
struct table {
    month first;
    int32_t n_units, n_months;
    struct counters *c;
};
struct tables {
    struct table region, dept;
};

static const struct counters *at(const struct table *t, int32_t unit, month m)
{
    static const struct counters none;
    return m < t->first || m >= t->first + t->n_months
               ? &none
               : &t->c[(size_t)(m - t->first) * (size_t)t->n_units + (size_t)unit];
}

static const struct counters *of_region(const void *of, int32_t unit, month m)
{
    return at(&((const struct tables *)of)->region, unit, m);
}

static const struct counters *of_dept(const void *of, int32_t unit, month m)
{
    return at(&((const struct tables *)of)->dept, unit, m);
}

static void begin_table(struct table *t, const struct view *v, month first, int32_t n_units)
{
    t->first = first;
    t->n_months = v->last - first + 1;
    t->n_units = n_units;
    t->c = arena_zalloc(v->arena, (size_t)t->n_months * (size_t)n_units * sizeof *t->c + 1);
}

static void add_place(struct table *t, int32_t unit, const struct read_place *p)
{
    if (unit >= 0)
        counters_add(&t->c[(size_t)(p->month - t->first) * (size_t)t->n_units + (size_t)unit], &p->counters);
}

/* What came and went so far stands at each month's end. */
static void run_stocks(struct table *t)
{
    size_t units = (size_t)t->n_units;
    for (size_t i = units; i < units * (size_t)t->n_months; i++)
        for (int c = 0; c < COUNTERS; c++)
            if (counter_is_stock((enum counter)c))
                t->c[i].c[c] += t->c[i - units].c[c];
}

/* A year of rows at a time; nothing stands before the first month. */
static int read_tables(struct tables *t, const struct view *v, month first, struct err *e)
{
    enum { MONTHS = 12 };
    struct arena a = {0};
    struct read_places rows;
    int rc = 0;
    begin_table(&t->region, v, first, v->ref->n_regions);
    begin_table(&t->dept, v, first, v->ref->n_depts);
    for (month m = first; m <= v->last && !rc; m += MONTHS) {
        month upto = m + MONTHS - 1 < v->last ? m + MONTHS - 1 : v->last;
        rc = read_places(v->read, m, upto, &a, &rows, e);
        for (size_t i = 0; !rc && i < rows.n; i++) {
            add_place(&t->region, refdata_region(v->ref, rows.v[i].region), &rows.v[i]);
            add_place(&t->dept, refdata_dept(v->ref, rows.v[i].dept), &rows.v[i]);
        }
        arena_reset(&a);
    }
    arena_release(&a);
    run_stocks(&t->region);
    run_stocks(&t->dept);
    return rc;
}

static int read_counters(struct draft_figures *f, const struct view *v, struct tables *t, struct err *e)
{
    month first;
    char own[DAY_TEXT];
    struct race_frozen frozen;
    if (read_frozen(v->read, INSTANT_MAX, period_text(v->first, v->last, own), v->ref, v->arena, &frozen,
                    e) ||
        read_first_month(v->read, v->last, &first, e) || read_tables(t, v, first, e))
        return -1;
    draft_fill(f, &(struct draft_source){t, of_region, of_dept, first, &frozen}, v->arena);
    return 0;
}

/* A month to date is compared with as much of the month before. */
static int take_same(struct draft_figures *f, const struct view *v, struct err *e)
{
    struct same_period same;
    if (f->first != f->last || f->last != view_month(v) || !f->has_before)
        return 0;
    if (same_period_read(v, &same, e))
        return -1;
    f->has_same = true;
    f->same_as_of = same.as_of;
    f->same = same.city;
    return 0;
}

/* What came and went day by day, and how many working days the completed cases used. */
static int take_days(struct draft_figures *f, const struct view *v, struct err *e)
{
    struct read_useds used;
    int n = (int)f->days.n;
    int64_t *accepted = arena_alloc(v->arena, (f->days.n + 1) * sizeof *accepted),
            *completed = arena_alloc(v->arena, (f->days.n + 1) * sizeof *completed);
    if ((n && read_days(v->read, f->days.v[0].day, n, accepted, completed, e)) ||
        read_used_days(v->read, BY_REGION, f->first, f->last, v->arena, &used, e))
        return -1;
    for (int i = 0; i < n; i++) {
        f->days.v[i].accepted = accepted[i];
        f->days.v[i].completed = completed[i];
    }
    for (size_t i = 0; i < used.n; i++) {
        int32_t u = refdata_region(v->ref, used.v[i].unit);
        if (u >= 0)
            memcpy(f->used[u], used.v[i].n, sizeof *f->used);
    }
    return 0;
}

static int take_cards(struct draft_figures *f, const struct view *v, struct err *e)
{
    struct read_cards cards;
    month before = f->first - (f->last - f->first + 1);
    if (read_cards(v->read, day_start(month_first(before)), draft_before_end(f),
                   day_start(month_first(f->first)), day_start(month_first(f->last + 1)), v->arena, &cards,
                   e))
        return -1;
    for (size_t i = 0; i < cards.n; i++) {
        const struct read_card *c = &cards.v[i];
        vec_push(&f->cards,
                 ((struct draft_cards){(uint16_t)rules_find(c->rule), (uint8_t)names_level(c->level),
                                       refdata_region(v->ref, c->region), refdata_dept(v->ref, c->dept),
                                       c->item, c->n, c->before}));
    }
    return 0;
}

enum { PAGE = 2000 };

static int take_reds(struct draft_figures *f, const struct view *v, struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_alerts rows = {0};
    filter.level = level_word[LEVEL_RED];
    filter.valid = true;
    filter.from = day_start(month_first(f->first));
    filter.to = day_start(month_first(f->last + 1));
    do {
        const struct read_alert *after = rows.n ? &rows.v[rows.n - 1] : NULL;
        if (read_alerts_by_case(v->read, &filter, after, PAGE, v->arena, &rows, e))
            return -1;
        for (size_t i = 0; i < rows.n; i++) {
            const struct read_alert *r = &rows.v[i];
            vec_push(&f->reds, ((struct draft_red){r->case_no, r->item, (uint16_t)rules_find(r->rule),
                                                   refdata_region(v->ref, r->region),
                                                   refdata_dept(v->ref, r->dept), r->raised, r->due, r->used,
                                                   r->limit, (enum alert_state)names_state(r->state)}));
        }
    } while (rows.n == PAGE);
    return 0;
}

static int take_acts(struct draft_figures *f, const struct view *v, struct err *e)
{
    struct order_rows orders = {0};
    struct read_appeals appeals;
    struct read_interviews interviews;
    const struct read_orders_filter open = {.open = true};
    do {
        const char *after = orders.n ? orders.v[orders.n - 1].o.order : NULL;
        if (read_orders(v->read, &open, after, PAGE, v->ref, v->arena, &orders, e))
            return -1;
        for (size_t i = 0; i < orders.n; i++)
            draft_add_order(f, &orders.v[i].o);
    } while (orders.n == PAGE);
    if (read_appeals(v->read, day_start(month_first(f->first)), day_start(month_first(f->last + 1)), v->ref,
                     v->arena, &appeals, e) ||
        read_interviews(v->read, v->ref, v->arena, &interviews, e) || read_last_act(v->read, &f->act, e))
        return -1;
    for (size_t i = 0; i < appeals.n; i++)
        draft_add_appeal(f, &appeals.v[i]);
    for (size_t i = 0; i < interviews.n; i++)
        vec_push(&f->interviews, interviews.v[i]);
    return 0;
}

/* By how much the same counter differed a month or two before: which way a unit's figures go. */
static int take_past(struct draft_figures *f, const struct view *v, const struct tables *t, int k,
                     struct err *e)
{
    struct reported r;
    if (reported_read(v, f->last - k - 1, of_region, t, &r, e))
        return -1;
    for (size_t i = 0; i < f->reports.n; i++) {
        struct draft_report *now = &f->reports.v[i];
        now->past[k] = REPORT_NONE;
        for (size_t j = 0; now->counter && j < r.rows.n; j++)
            if (r.rows.v[j].region == now->region && r.rows.v[j].counter &&
                !strcmp(r.rows.v[j].counter, now->counter))
                now->past[k] = r.rows.v[j].reported - r.rows.v[j].system;
    }
    reported_release(&r);
    return 0;
}

static int take_reports(struct draft_figures *f, const struct view *v, const struct tables *t, struct err *e)
{
    struct reported r;
    if (reported_read(v, f->last, of_region, t, &r, e))
        return -1;
    for (size_t i = 0; i < r.rows.n; i++)
        vec_push(&f->reports, r.rows.v[i]);
    reported_release(&r);
    for (int k = 0; k < REPORT_PAST; k++)
        if (take_past(f, v, t, k, e))
            return -1;
    return 0;
}

/* Where the data ends, and by what it was computed. */
static int take_sources(struct draft_figures *f, const struct view *v, struct err *e)
{
    struct read_parts parts;
    struct read_tallies tallies;
    if (read_parts(v->read, v->arena, &parts, e) || read_tallies(v->read, v->arena, &tallies, e))
        return -1;
    for (size_t i = 0; i < parts.n; i++)
        vec_push(&f->cutoff, ((struct doc_partition){parts.v[i].topic, parts.v[i].part, parts.v[i].next}));
    for (size_t i = 0; i < tallies.n; i++)
        f->n_events += strcmp(tallies.v[i].name, "events") ? 0 : tallies.v[i].n;
    vec_push(&f->versions, ((struct doc_pair){"program", JIANCHA_VERSION}));
    vec_push(&f->versions, ((struct doc_pair){"reference", v->ref->version}));
    return 0;
}

int draft_read(struct draft_figures *f, const struct view *v, const struct bulletin_conf *conf, struct err *e)
{
    struct tables t;
    f->ref = v->ref;
    f->conf = conf;
    f->first = v->first;
    f->last = v->last;
    f->as_of = v->now;
    draft_begin(f, v->arena);
    return read_counters(f, v, &t, e) || take_same(f, v, e) || take_days(f, v, e) || take_cards(f, v, e) ||
                   take_reds(f, v, e) || take_acts(f, v, e) || take_reports(f, v, &t, e) ||
                   take_sources(f, v, e)
               ? -1
               : 0;
}

#include "collector/simulator/sim_acts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/acts_fold.h"
#include "collector/simulator/sim_random.h"

/* An alert that may be answered. */
struct known {
    const char *case_no, *subject, *source, *event_id; /* source, event_id: what a `#k` means; NULL */
    uint16_t rule;
    uint8_t level;
    int32_t region, dept;
    instant raised;
};

struct planned {
    struct act act;
    char
        *number; /* of the order that the act is about; filled in when the orders stand in line. NULL: none */
    uint32_t serial; /* in the order of planning, so that sorting is total */
};

struct sim_acts {
    const struct refdata *ref;
    struct sim_random dice;
    instant until;
    struct arena arena;
    VEC(struct known) alerts;
    VEC(struct planned) plan;
};

struct sim_acts *sim_acts_new(const struct refdata *ref, uint64_t seed, instant until)
{
    struct sim_acts *s = mem_alloc(sizeof *s);
    s->ref = ref;
    s->dice = sim_random_of(seed, 0);
    s->until = until;
    return s;
}

void sim_acts_free(struct sim_acts *s)
{
    vec_release(&s->alerts);
    vec_release(&s->plan);
    arena_release(&s->arena);
    free(s);
}

static const char *keep(struct sim_acts *s, const char *z) { return z ? arena_strdup(&s->arena, z) : NULL; }

void sim_acts_alert(struct sim_acts *s, const char *case_no, const struct alert *al)
{
    if (al->level < LEVEL_YELLOW)
        return;
    vec_push(&s->alerts,
             ((struct known){keep(s, case_no), keep(s, al->subject), keep(s, al->of ? al->of->source : NULL),
                             keep(s, al->of ? al->of->event_id : NULL), al->rule, al->level, al->region,
                             al->dept, al->raised}));
}

/* The n-th working day after t's, at some minute of the working hours. */
static instant later(struct sim_acts *s, instant t, int days)
{
    day d = calendar_add(&s->ref->cal, instant_day(t), days > 0 ? days : 1);
    return day_start(d) + 9 * HOUR + (instant)sim_random_range(&s->dice, 0, 8 * 60 - 1) * 60 * SECOND;
}

static bool chance(struct sim_acts *s, int percent) { return sim_random_chance(&s->dice, 10 * percent); }

static struct act *plan(struct sim_acts *s, enum act_type type, instant at, char *number)
{
    struct planned *p = vec_add(&s->plan);
    *p = (struct planned){.number = number, .serial = (uint32_t)s->plan.n};
    act_clear(&p->act);
    p->act.type = type;
    p->act.at = at;
    return &p->act;
}

static struct act *by_bureau(struct act *a)
{
    a->by = "duchake";
    a->role = ACTOR_BUREAU;
    return a;
}

/* The county or zone itself, or the city's own department. */
static struct act *by_unit(struct sim_acts *s, struct act *a, int32_t region, int32_t dept)
{
    bool county = s->ref->regions[region].league != LEAGUE_NONE;
    char *login = arena_alloc(&s->arena, 40);
    a->role = county ? ACTOR_REGION : ACTOR_DEPARTMENT;
    a->own = county ? region : dept;
    snprintf(login, 40, "u%s", county ? s->ref->regions[region].code : s->ref->depts[dept].code);
    a->by = login;
    return a;
}

static struct act_alert name_of(const struct known *k)
{
    return (struct act_alert){k->case_no, k->subject, k->source, k->event_id, k->rule};
}

/* A reply, seldom returned once; then the order is closed. */
static void plan_replies(struct sim_acts *s, char *number, instant at, int32_t region, int32_t dept)
{
    by_unit(s, plan(s, ACT_reply, at, number), region, dept)->text = "已逐件核实并督促办结，整改情况附后。";
    if (chance(s, 12)) {
        struct act *back = by_bureau(plan(s, ACT_return, later(s, at, 1), number));
        instant returned = back->at;
        back->reply_days = 3;
        back->text = "未说明超期原因和责任落实情况，请补充。";
        at = later(s, returned, chance(s, 20) ? 5 : 2);
        by_unit(s, plan(s, ACT_reply, at, number), region, dept)->text = "补充说明原因和责任落实情况。";
    }
    if (chance(s, 90))
        by_bureau(plan(s, ACT_close, later(s, at, 2), number));
}

static void plan_order(struct sim_acts *s, const struct known *const *list, uint32_t n, int reply_days)
{
    const struct known *first = list[0];
    instant at = later(s, list[n - 1]->raised, 1 + (int)sim_random_range(&s->dice, 0, 2));
    char *number = arena_zalloc(&s->arena, 24);
    struct act_alert *alerts = arena_alloc(&s->arena, n * sizeof *alerts);
    for (uint32_t i = 0; i < n; i++)
        alerts[i] = name_of(list[i]);
    bool dropped = chance(s, 6);
    struct act *a = by_bureau(plan(s, dropped ? ACT_drop : ACT_issue, at, dropped ? NULL : number));
    a->region = first->region;
    a->dept = first->dept;
    a->alerts = (struct act_alerts){alerts, n};
    a->text = dropped ? "系统对接原因，已说明，不予督办。" : "请核实原因，抓紧办结，并书面反馈整改情况。";
    if (dropped)
        return;
    a->reply_days = reply_days;
    if (chance(s, 3)) {
        by_bureau(plan(s, ACT_cancel, later(s, at, 1), number))->text = "重复下发，撤销。";
        return;
    }
    instant signed_at = later(s, at, 1);
    by_unit(s, plan(s, ACT_sign, signed_at, number), first->region, first->dept);
    int takes = 1 + (int)sim_random_range(&s->dice, 0, reply_days - 1);
    if (chance(s, 8)) {
        struct act *more = by_bureau(plan(s, ACT_extend, later(s, signed_at, 1), number));
        more->reply_days = reply_days + 3;
        more->text = "同意延期反馈。";
        takes += 2;
    } else if (chance(s, 13))
        takes = reply_days + 1 + (int)sim_random_range(&s->dice, 0, 4); /* late */
    plan_replies(s, number, later(s, at, takes + 1), first->region, first->dept);
}

/* Red alerts of one case and unit propose one order. */
static void plan_reds(struct sim_acts *s)
{
    const struct known **list = arena_alloc(&s->arena, (s->alerts.n + 1) * sizeof *list);
    for (size_t i = 0; i < s->alerts.n;) {
        const struct known *k = &s->alerts.v[i];
        uint32_t n = 0;
        for (; i < s->alerts.n && !strcmp(s->alerts.v[i].case_no, k->case_no); i++) {
            const struct known *x = &s->alerts.v[i];
            if (x->level == LEVEL_RED && (!n || (x->region == list[0]->region && x->dept == list[0]->dept)))
                list[n++] = x;
        }
        if (n && chance(s, 80))
            plan_order(s, list, n, s->ref->orders.reply_days_red);
    }
}

static int by_unit_month(const void *a, const void *b)
{
    const struct known *p = *(const struct known *const *)a, *q = *(const struct known *const *)b;
    month m = day_month(instant_day(p->raised)), k = day_month(instant_day(q->raised));
    int64_t x[] = {p->region, p->dept, m, p->raised}, y[] = {q->region, q->dept, k, q->raised};
    for (int i = 0; i < 4; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return p < q ? -1 : p > q;
}

static bool same_group(const struct known *p, const struct known *q)
{
    return p->region == q->region && p->dept == q->dept &&
           day_month(instant_day(p->raised)) == day_month(instant_day(q->raised));
}

/* Of the yellow ones of a unit and month each full group. */
static void plan_yellows(struct sim_acts *s)
{
    const struct known **list = arena_alloc(&s->arena, (s->alerts.n + 1) * sizeof *list);
    size_t n = 0, group = (size_t)s->ref->orders.yellow_group;
    for (size_t i = 0; i < s->alerts.n; i++)
        if (s->alerts.v[i].level == LEVEL_YELLOW)
            list[n++] = &s->alerts.v[i];
    if (n > 1)
        qsort(list, n, sizeof *list, by_unit_month);
    for (size_t i = 0; i + group <= n;) {
        if (!same_group(list[i], list[i + group - 1])) {
            i++;
            continue;
        }
        if (chance(s, 60))
            plan_order(s, list + i, (uint32_t)group, s->ref->orders.reply_days);
        i += group;
    }
}

static void plan_appeals(struct sim_acts *s)
{
    for (size_t i = 0; i < s->alerts.n; i++) {
        const struct known *k = &s->alerts.v[i];
        if (!chance(s, 5))
            continue;
        instant at = later(s, k->raised, 1 + (int)sim_random_range(&s->dice, 0, 3));
        struct act *a = by_unit(s, plan(s, ACT_appeal, at, NULL), k->region, k->dept);
        a->alert = name_of(k);
        a->region = k->region;
        a->dept = k->dept;
        a->text = "办理过程已按时完成，系统数据上传延迟，附办理记录。";
        if (chance(s, 15))
            continue; /* still being looked at */
        bool upheld = chance(s, 45);
        a = by_bureau(plan(s, upheld ? ACT_uphold : ACT_refuse, later(s, at, 3), NULL));
        a->alert = name_of(k);
        a->text = upheld ? "经核实，情况属实。" : "经核实，逾期属实，申诉不成立。";
    }
}

static struct act *about(struct act *a, month m, enum league league, int32_t unit)
{
    a->month = m;
    a->league = (uint8_t)league;
    a->unit = unit;
    return a;
}

static struct act *by_place(struct sim_acts *s, struct act *a, enum league league, int32_t unit)
{
    char *login = arena_alloc(&s->arena, 40);
    bool dept = league == LEAGUE_DEPARTMENT;
    a->role = dept ? ACTOR_DEPARTMENT : ACTOR_REGION;
    a->own = unit;
    snprintf(login, 40, "u%s", dept ? s->ref->depts[unit].code : s->ref->regions[unit].code);
    a->by = login;
    return a;
}

void sim_acts_bottom(struct sim_acts *s, month m, enum league league, int32_t unit)
{
    instant at = later(s, day_start(month_first(m + 1)) - 1, 6);
    if (chance(s, 25)) {
        about(by_bureau(plan(s, ACT_waive, at, NULL)), m, league, unit)->text =
            "当月机构划转，数据不具可比性。";
        return;
    }
    about(by_bureau(plan(s, ACT_confirm, at, NULL)), m, league, unit);
    struct act *held = about(by_bureau(plan(s, ACT_hold, later(s, at, 4), NULL)), m, league, unit);
    at = held->at;
    held->held_on = instant_day(at);
    held->person = "分管负责同志";
    held->text = "通报排名情况，分析超期原因，要求限期整改。";
    held->due = calendar_add(&s->ref->cal, held->held_on, 10);
    for (int round = 0; round < 2; round++) {
        at = later(s, at, 7);
        about(by_place(s, plan(s, ACT_rectify, at, NULL), league, unit), m, league, unit)->text =
            "已清理积压办件，落实专人每日盯办。";
        if (round || !chance(s, 25))
            break;
        struct act *no = about(by_bureau(plan(s, ACT_reject, later(s, at, 2), NULL)), m, league, unit);
        at = no->at;
        no->text = "整改措施不具体，请重报。";
        no->due = calendar_add(&s->ref->cal, instant_day(at), 7);
    }
    about(by_bureau(plan(s, ACT_accept, later(s, at, 2), NULL)), m, league, unit);
}

static int by_time(const void *a, const void *b)
{
    const struct planned *p = a, *q = b;
    if (p->act.at != q->act.at)
        return p->act.at < q->act.at ? -1 : 1;
    return p->serial < q->serial ? -1 : p->serial > q->serial;
}

/* An order's number is the year's count when it is issued. */
static void number_orders(struct sim_acts *s)
{
    int year = 0, n = 0;
    for (size_t i = 0; i < s->plan.n; i++) {
        struct planned *p = &s->plan.v[i];
        int y, m, d;
        if (p->act.type != ACT_issue)
            continue;
        day_split(instant_day(p->act.at), &y, &m, &d);
        n = y == year ? n + 1 : 1;
        year = y;
        snprintf(p->number, 24, "%d-%d", year, n);
    }
    for (size_t i = 0; i < s->plan.n; i++)
        s->plan.v[i].act.order = s->plan.v[i].number;
}

void sim_acts_write(struct sim_acts *s, struct str *out)
{
    struct acts_fold fold;
    int64_t seq = 0;
    plan_reds(s);
    plan_yellows(s);
    plan_appeals(s);
    if (s->plan.n > 1)
        qsort(s->plan.v, s->plan.n, sizeof *s->plan.v, by_time);
    number_orders(s);
    acts_fold_init(&fold, s->ref, s->until);
    for (size_t i = 0; i < s->plan.n && s->plan.v[i].act.at <= s->until; i++) {
        struct act *a = &s->plan.v[i].act;
        a->seq = seq + 1;
        if (acts_fold_add(&fold, a) != VERDICT_done) {
            fold.log.seq = seq; /* it was never said */
            continue;
        }
        seq++;
        act_write(out, a, s->ref);
        str_putc(out, '\n');
    }
    acts_fold_release(&fold);
}

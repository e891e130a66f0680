/* Random acts by seed, about few orders, alerts and bottom places: mostly what may be done, often at the
 * edges of days. For the property tests. */
#ifndef TESTS_DECISIONS_H
#define TESTS_DECISIONS_H

#include "analyzer/eval.h"
#include "tests/unit/history.h"

struct decisions {
    uint64_t s;
    const struct refdata *ref;
    int64_t seq;
    instant now;
};

static inline const char *decisions_name(const char *head, int k, struct arena *a)
{
    char name[24];
    snprintf(name, sizeof name, "%s%d", head, k);
    return arena_strdup(a, name);
}

/* The case numbers are those of decisions_case; the events those of history_make. */
static inline const char *decisions_case(int k, struct arena *a) { return decisions_name("案-", k, a); }

static inline struct act_alert decisions_alert(struct decisions *d, struct arena *a)
{
    static const struct {
        enum rule_index rule;
        const char *subject;
    } name[] = {
        {R102, ""},   {R103, ""},   {R111, ""},   {R401, ""},   {R404, "#1"},       {R404, "#2"},
        {R201, "#2"}, {R207, "#1"}, {R116, "#1"}, {R405, "#1"}, {R302, "accepted"}, {R302, "decided"},
    };
    int k = history_below(&d->s, sizeof name / sizeof *name);
    struct act_alert al = {.case_no = decisions_case(history_below(&d->s, 3), a),
                           .subject = name[k].subject,
                           .rule = (uint16_t)name[k].rule};
    if (history_one_in(&d->s, 3)) {
        al.source = "zwfw";
        al.event_id = decisions_name("e", history_below(&d->s, HISTORY_MOST), a);
    }
    return al;
}

static inline instant decisions_later(struct decisions *d)
{
    instant midnight = day_start(instant_day(d->now) + 1);
    switch (history_below(&d->s, 8)) {
    case 0: return d->now;
    case 1: return midnight;
    case 2: return midnight - 1;
    case 3: return d->now - history_below(&d->s, 3) * HOUR; /* which may be refused */
    case 4: return d->now + 1 + history_below(&d->s, 3) * DAY_LENGTH;
    default: return d->now + history_below(&d->s, 20) * HOUR;
    }
}

/* An order's unit goes by its number, so that most acts about it come from the right ones. */
static inline void decisions_who(struct decisions *d, struct act *a, int32_t region, int32_t dept)
{
    uint8_t roles = act_table[a->type].roles;
    bool unit = roles >> ACTOR_REGION & 1 && !(roles >> ACTOR_BUREAU & 1 && history_below(&d->s, 2));
    a->role = (uint8_t)(unit ? ACTOR_REGION + history_below(&d->s, 2) : ACTOR_BUREAU);
    if (history_one_in(&d->s, 12))
        a->role = (uint8_t)(ACTOR_BUREAU + history_below(&d->s, 4));
    bool wrong = history_one_in(&d->s, 10);
    if (a->role == ACTOR_REGION)
        a->own = wrong ? 2 : region;
    else if (a->role == ACTOR_DEPARTMENT)
        a->own = wrong ? 2 : dept;
    else if (history_one_in(&d->s, 4))
        a->own = wrong ? dept : 2;
}

static inline void decisions_place(struct decisions *d, struct act *a)
{
    const struct refdata *ref = d->ref;
    a->month = 12 * 2026 + history_below(&d->s, 2);
    a->league = (uint8_t)(history_below(&d->s, 2) ? LEAGUE_COUNTY : LEAGUE_DEPARTMENT);
    int32_t n = a->league == LEAGUE_COUNTY ? ref->n_regions : ref->n_depts, k = history_below(&d->s, 2);
    for (int32_t i = 0; i < n && a->unit < 0; i++)
        if ((a->league == LEAGUE_COUNTY ? ref->regions[i].league : ref->depts[i].league) == a->league &&
            k-- == 0)
            a->unit = i;
    a->held_on = instant_day(d->now);
    a->due = instant_day(d->now) + history_below(&d->s, 4);
}

/* A well-formed act. */
static inline void decisions_next(struct decisions *d, struct arena *arena, struct act *a)
{
    static const uint8_t likely[] = {ACT_issue, ACT_sign,   ACT_reply,  ACT_reply,  ACT_return, ACT_extend,
                                     ACT_close, ACT_appeal, ACT_appeal, ACT_uphold, ACT_uphold, ACT_drop};
    act_clear(a);
    int k = history_below(&d->s, 8);
    a->type = history_below(&d->s, 4) ? likely[history_below(&d->s, sizeof likely)]
                                      : (uint8_t)history_below(&d->s, ACTS);
    d->seq += history_below(&d->s, 20) ? 1 : 0;
    a->seq = d->seq;
    instant at = decisions_later(d);
    a->at = at;
    d->now = at > d->now ? at : d->now;
    a->by = "u1";
    a->text = "意见";
    a->reply_days = 1 + history_below(&d->s, 4);
    a->region = k % 2;
    a->dept = k / 2 % 2;
    decisions_place(d, a);
    decisions_who(d, a, act_table[a->type].about == ABOUT_INTERVIEW ? a->unit : a->region,
                  act_table[a->type].about == ABOUT_INTERVIEW ? a->unit : a->dept);
    a->alert = decisions_alert(d, arena);
    struct act_alert *list = arena_alloc(arena, 3 * sizeof *list);
    for (int i = 0; i < 3; i++)
        list[i] = decisions_alert(d, arena);
    a->alerts = (struct act_alerts){list, (uint32_t)history_below(&d->s, 4)};
    if (a->type == ACT_drop && !a->alerts.n)
        a->alerts.n = 1;
    bool order = act_table[a->type].about == ABOUT_ORDER || (a->type == ACT_note && history_below(&d->s, 2));
    a->order = order ? decisions_name("o", k, arena) : NULL;
    a->case_no = a->type == ACT_note ? decisions_case(0, arena) : NULL;
}

static inline bool decisions_same(const struct act_alert *a, const struct act_alert *b)
{
    struct str p = {0}, q = {0};
    act_alert_key(&p, a);
    act_alert_key(&q, b);
    bool same = p.len == q.len && !memcmp(p.p, q.p, p.len);
    str_release(&p);
    str_release(&q);
    return same;
}

/* Does the name mean the alert? The contract's words, without keys and maps. */
static inline bool decisions_names(const struct act_alert *name, const char *case_no, const struct alert *al)
{
    if (strcmp(name->case_no, case_no) != 0 || name->rule != al->rule)
        return false;
    if (!name->event_id)
        return !strcmp(name->subject, al->subject);
    return al->of && !strcmp(al->of->source, name->source) && !strcmp(al->of->event_id, name->event_id);
}

#endif

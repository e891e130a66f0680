/* What a live act must find: its alert is there, grave enough, of that unit, in no other order, and may still
 * be appealed; its bottom place stands; its case is one that the actor may see. What is stored stays true,
 * whatever comes later, so replay and rebuild do not ask this.
 *
 * Of a case that it does not see a unit is told the same as of one that is not there: no refusal lets it find
 * out whether there is such a case, or what alerts it has. */
#include <string.h>

#include "ledger/act_parts.h"

struct act_alerts act_alerts_of(const struct act *a)
{
    if (a->alert.case_no)
        return (struct act_alerts){&a->alert, 1};
    return a->alerts;
}

static const char *copy(const char *z, struct arena *a) { return z ? arena_strdup(a, z) : NULL; }

static bool is_meant(const struct act_alert *name, const struct alert *al)
{
    if (name->rule != al->rule)
        return false;
    if (name->event_id)
        return al->of && !strcmp(al->of->event_id, name->event_id) && !strcmp(al->of->source, name->source);
    return !strcmp(al->subject, name->subject);
}

/* The case as it stands now, in l->refold.is. 1; 0: there is none; -1. */
static int look_at(struct ledger *l, struct act_attempt *t, const char *case_no, struct err *e)
{
    for (size_t i = 0; i < t->cases.n; i++) {
        struct stored_case c = cases_get(&t->cases, i);
        if (!strcmp(c.case_no, case_no))
            return refold_look(&l->refold, &c, e) ? -1 : 1;
    }
    return 0;
}

static bool by_unit(const struct act *a) { return a->role == ACTOR_REGION || a->role == ACTOR_DEPARTMENT; }

/* Is the case that was looked at the actor's own, or does he have a step in it? */
static bool sees(const struct ledger *l, const struct act *a)
{
    const struct case_row *row = &l->refold.is.row;
    bool region = a->role == ACTOR_REGION, mine = !by_unit(a) || a->own == (region ? row->region : row->dept);
    for (size_t i = 0; i < l->refold.is.handlers.n && !mine; i++) {
        const struct handler *h = &l->refold.is.handlers.v[i];
        mine = h->dept == !region && h->unit == a->own;
    }
    return mine;
}

/* The alert that is meant, of the case that was looked at; NULL: it has none. In refold's arena. */
static const struct alert *find_alert(const struct ledger *l, const struct act_alert *name)
{
    for (size_t k = 0; k < l->refold.is.alerts.n; k++)
        if (is_meant(name, &l->refold.is.alerts.v[k]))
            return &l->refold.is.alerts.v[k];
    return NULL;
}

static enum act_verdict refuse(struct act_attempt *t, enum act_verdict v, const char *why)
{
    t->d->why = why;
    return v;
}

/* May a unit still appeal: 5 working days after the later of the days on which it was raised and found? 1, 0,
 * -1. */
static int in_window(struct ledger *l, const struct act_attempt *t, const struct act_alert *name,
                     const struct alert *al, struct err *e)
{
    instant found;
    if (alerts_found(&l->db, name->case_no, rule_table[al->rule].no, al->subject, &found, e))
        return -1;
    instant from = found != INSTANT_NONE && found > al->raised ? found : al->raised;
    day last = calendar_add(&l->ref->cal, instant_day(from), l->ref->orders.appeal_days);
    return t->d->act.at < day_start(last + 1);
}

/* One alert against what stands: it is there, grave, of that unit, and may be appealed. -1: failed. */
static int judge_alert(struct ledger *l, struct act_attempt *t, const struct act_alert *name, struct err *e)
{
    const struct act *a = &t->d->act;
    int there = look_at(l, t, name->case_no, e);
    if (there < 0)
        return -1;
    const struct alert *al = there ? find_alert(l, name) : NULL;
    bool theirs = al && (al->region != a->region || al->dept != a->dept),
         known = al && a->own == (a->role == ACTOR_REGION ? al->region : al->dept);
    struct act_alert *kept = &t->alert[t->n_alerts++];
    *kept = *name;
    if (by_unit(a) && !known && !(there && sees(l, a)))
        return (int)refuse(t, VERDICT_not_yours, "the unit has no such alert");
    if (!al)
        return (int)refuse(t, VERDICT_bad_form, "there is no such alert");
    if (al->of && !name->event_id) { /* the program fills in the event, so that the act follows it */
        kept->source = copy(al->of->source, t->d->arena);
        kept->event_id = copy(al->of->event_id, t->d->arena);
    }
    if (kept->event_id)
        kept->subject = copy(al->subject, t->d->arena);
    if (a->type == ACT_uphold || a->type == ACT_refuse)
        return VERDICT_done;
    if (theirs)
        return (int)refuse(t, by_unit(a) ? VERDICT_not_yours : VERDICT_bad_form,
                           "the alert is another unit's");
    if (a->type == ACT_ack)
        return VERDICT_done;
    if (al->level < LEVEL_YELLOW || al->state == STATE_REVOKED)
        return (int)refuse(t, VERDICT_bad_state, "the alert is neither yellow nor red, or was revoked");
    if (a->type != ACT_appeal)
        return VERDICT_done;
    int open = in_window(l, t, name, al, e);
    return open < 0 ? -1
           : open   ? VERDICT_done
                    : (int)refuse(t, VERDICT_bad_state, "the time for an appeal is over");
}

/* Both names of an alert: by its event, and by its subject. */
static int judge_named(struct ledger *l, struct act_attempt *t, struct err *e)
{
    for (size_t i = 0; i < t->n_alerts; i++) {
        struct act_alert plain = t->alert[i];
        struct str key[2] = {{0}};
        plain.source = plain.event_id = NULL;
        act_alert_key(&key[0], &t->alert[i]);
        act_alert_key(&key[1], &plain);
        int named = orders_named(&l->db, (const char *const[]){str_text(&key[0]), str_text(&key[1])}, 2, e);
        str_release(&key[0]);
        str_release(&key[1]);
        if (named)
            return named < 0 ? -1
                             : (int)refuse(t, VERDICT_bad_state,
                                           "the alert stands in another order, or was dropped");
    }
    return VERDICT_done;
}

/* A unit may note on a case that is its own, or in which it has a step. */
static int judge_note(struct ledger *l, struct act_attempt *t, struct err *e)
{
    const struct act *a = &t->d->act;
    if (!a->case_no)
        return VERDICT_done;
    int there = look_at(l, t, a->case_no, e);
    if (there < 0)
        return -1;
    if (there && sees(l, a))
        return VERDICT_done;
    return (int)(by_unit(a) ? refuse(t, VERDICT_not_yours, "the unit has no such case")
                            : refuse(t, VERDICT_bad_form, "there is no such case"));
}

static int judge_bottom(struct act_attempt *t, struct err *e)
{
    const struct act *a = &t->d->act;
    if (a->type != ACT_confirm && a->type != ACT_waive)
        return VERDICT_done;
    int stands = t->d->bottom ? t->d->bottom(t->d->ctx, a->month, (enum league)a->league, a->unit, e) : 1;
    return stands < 0 ? -1
           : stands   ? VERDICT_done
                      : (int)refuse(t, VERDICT_bad_state, "it is no bottom place now");
}

int act_judge_live(struct ledger *l, struct act_attempt *t, struct err *e)
{
    const struct act *a = &t->d->act;
    struct act_alerts alerts = act_alerts_of(a);
    int v = VERDICT_done;
    t->alert = arena_alloc(t->d->arena, (alerts.n + 1) * sizeof *t->alert);
    for (uint32_t i = 0; v == VERDICT_done && i < alerts.n; i++)
        v = judge_alert(l, t, &alerts.v[i], e);
    if (v == VERDICT_done && (a->type == ACT_issue || a->type == ACT_drop))
        v = judge_named(l, t, e);
    if (v == VERDICT_done && a->type == ACT_note)
        v = judge_note(l, t, e);
    return v == VERDICT_done ? judge_bottom(t, e) : v;
}

#include "analyzer/act_step.h"

#include <assert.h>

bool act_needs_order(const struct act *a) { return a->order != NULL; }
bool act_needs_appeal(const struct act *a) { return act_table[a->type].about == ABOUT_APPEAL; }
bool act_needs_interview(const struct act *a) { return act_table[a->type].about == ABOUT_INTERVIEW; }

enum act_verdict act_step_after(const struct act *a, const struct act_log *log)
{
    if (a->seq <= log->seq)
        return VERDICT_bad_seq;
    return log->at != INSTANT_NONE && a->at < log->at ? VERDICT_bad_time : VERDICT_done;
}

/* The units that an act concerns; -1: none of that kind. */
struct concerned {
    int32_t region, dept;
};

static struct concerned concerned_by(const struct act *a, const struct act_things *t)
{
    if (act_needs_interview(a))
        return a->league == LEAGUE_DEPARTMENT ? (struct concerned){-1, a->unit}
                                              : (struct concerned){a->unit, -1};
    if (act_needs_order(a) && a->type != ACT_issue)
        return (struct concerned){t->order->region, t->order->dept};
    if (act_needs_appeal(a) && a->type != ACT_appeal)
        return (struct concerned){t->appeal->region, t->appeal->dept};
    return (struct concerned){a->region, a->dept};
}

static bool is_own(const struct act *a, struct concerned c)
{
    return a->own >= 0 && a->own == (a->role == ACTOR_REGION ? c.region : c.dept);
}

/* A unit acts on what is its own, the bureau on what is not (回避); a note with a case alone needs nothing.
 */
static enum act_verdict judge_unit(const struct act *a, const struct act_things *t)
{
    bool unit = a->role == ACTOR_REGION || a->role == ACTOR_DEPARTMENT;
    if (a->type == ACT_note && !(unit && act_needs_order(a)))
        return VERDICT_done;
    bool own = is_own(a, concerned_by(a, t));
    if (unit && !own)
        return VERDICT_not_yours;
    return a->role == ACTOR_BUREAU && own ? VERDICT_own_unit : VERDICT_done;
}

static uint8_t state_of(const struct act *a, const struct act_things *t)
{
    switch ((enum act_about)act_table[a->type].about) {
    case ABOUT_ORDER: return t->order->state;
    case ABOUT_APPEAL: return t->appeal->state;
    case ABOUT_INTERVIEW: return t->interview->state;
    default: return IS_none;
    }
}

enum act_verdict act_step_judge(const struct act *a, const struct act_things *t, const struct refdata *ref)
{
    const struct act_row *row = &act_table[a->type];
    if (!(row->roles >> a->role & 1))
        return VERDICT_not_allowed;
    if (act_needs_order(a) && a->type != ACT_issue && t->order->state == IS_none)
        return VERDICT_unknown_order;
    if (act_needs_appeal(a) && a->type != ACT_appeal && t->appeal->state == IS_none)
        return VERDICT_unknown_appeal;
    enum act_verdict v = judge_unit(a, t);
    if (v != VERDICT_done)
        return v;
    if (!(row->from >> state_of(a, t) & 1))
        return VERDICT_bad_state;
    return a->type == ACT_extend && !order_extendable(t->order, a, ref) ? VERDICT_bad_state : VERDICT_done;
}

static void appeal_apply(struct appeal *p, const struct act *a)
{
    if (a->type == ACT_appeal)
        *p = (struct appeal){a->alert, a->region, a->dept, IS_none, a->at, INSTANT_NONE};
    else
        p->ended_at = a->at;
    p->state = act_table[a->type].to;
}

void act_step_apply(const struct act *a, const struct act_things *t, const struct refdata *ref)
{
    switch ((enum act_about)act_table[a->type].about) {
    case ABOUT_ORDER: order_apply(t->order, a, ref); break;
    case ABOUT_APPEAL: appeal_apply(t->appeal, a); break;
    case ABOUT_INTERVIEW: interview_apply(t->interview, a); break;
    case ABOUT_NOTHING: break;
    }
}

#include "analyzer/interview.h"

struct interview interview_proposed(month m, enum league league, int32_t unit)
{
    return (struct interview){.month = m,
                              .league = (uint8_t)league,
                              .state = IS_proposed,
                              .unit = unit,
                              .confirmed_at = INSTANT_NONE,
                              .held_on = DAY_NONE,
                              .due = DAY_NONE};
}

void interview_apply(struct interview *v, const struct act *a)
{
    switch ((enum act_type)a->type) {
    case ACT_confirm:
        v->confirmed_at = a->at;
        v->said = a->text;
        break;
    case ACT_waive: v->said = a->text; break;
    case ACT_hold:
        v->held_on = a->held_on;
        v->due = a->due;
        break;
    case ACT_reject: v->due = a->due; break;
    default: break;
    }
    v->state = act_table[a->type].to;
}

static bool waits(const struct interview *v) { return v->state == IS_held || v->state == IS_rejected; }

bool interview_overdue(const struct interview *v, instant as_of)
{
    return waits(v) && day_start(v->due + 1) <= as_of;
}

instant interview_next_change(const struct interview *v, instant as_of)
{
    return waits(v) && day_start(v->due + 1) > as_of ? day_start(v->due + 1) : INSTANT_MAX;
}

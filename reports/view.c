#include "reports/view.h"

void view_period(struct view *v, month first, month last)
{
    v->first = first;
    v->last = last;
}

month view_month(const struct view *v) { return day_month(instant_day(v->now)); }

void view_at(struct view *v, instant now)
{
    v->now = now;
    view_period(v, view_month(v), view_month(v));
}

int view_open(struct view *v, struct read_stamp *stamp, struct err *e)
{
    if (read_open(v->read, &v->viewer, stamp, e))
        return -1;
    view_at(v, stamp->now);
    return 0;
}

int view_whole(const struct view *v, month *until, struct err *e)
{
    *until = view_month(v);
    bool unit = v->viewer.role == ROLE_REGION || v->viewer.role == ROLE_DEPARTMENT;
    return unit ? read_public_until(v->read, until, e) : 0;
}

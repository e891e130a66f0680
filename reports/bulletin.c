#include "reports/bulletin.h"

#include <string.h>

#include "reports/format.h"

static int read_figures(const struct view *v, struct bulletin *b, struct err *e)
{
    month m = b->month = v->last;
    b->ended = day_start(month_first(m + 1)) <= v->now;
    b->days = (int)(month_first(m + 1) - month_first(m));
    return read_first_month(v->read, m, &b->first, e) ||
                   figures_read(&b->regions, v, BY_REGION, m - 12, m, e) ||
                   read_days(v->read, month_first(m), b->days, b->accepted, b->completed, e)
               ? -1
               : 0;
}

int bulletin_read(const struct view *v, struct bulletin *b, struct err *e)
{
    struct read_filter f = READ_ANY;
    month m = v->last;
    f.valid = true;
    f.from = day_start(month_first(m));
    f.to = day_start(month_first(m + 1));
    if (read_figures(v, b, e) || ranking_read_all(v, b->league, e) ||
        read_used_days(v->read, BY_ALL, m, m, v->arena, &b->used, e) ||
        read_used_days(v->read, BY_REGION, m, m, v->arena, &b->used_regions, e) ||
        read_alert_rules(v->read, &f, v->arena, &b->rules, e) ||
        (!b->ended && same_period_read(v, &b->same, e)))
        return -1;
    figures_total(&b->regions, m, &b->now);
    figures_total(&b->regions, m - 1, &b->before);
    figures_total(&b->regions, m - 12, &b->year);
    return 0;
}

const struct counters *bulletin_compared(const struct bulletin *b)
{
    return b->ended ? &b->before : &b->same.city;
}

const struct counters *bulletin_compared_unit(const struct bulletin *b, const struct ranking *r, int32_t unit)
{
    if (!b->ended)
        return &b->same.unit[r->league == LEAGUE_DEPARTMENT ? BY_DEPT : BY_REGION][unit];
    for (size_t i = 0; i < r->before.n; i++)
        if (r->before.v[i].unit == unit)
            return &r->before.v[i].counters;
    return NULL;
}

int bulletin_exists(const struct view *v, month m, struct err *e)
{
    month first;
    return read_first_month(v->read, view_month(v), &first, e) ? -1 : m >= first && m <= view_month(v);
}

bool bulletin_has(const struct bulletin *b, month m) { return m >= b->first; }

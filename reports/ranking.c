#include "reports/ranking.h"

void ranking_of(const struct view *v, const struct figures *f, enum league league, month m,
                struct ranking *out)
{
    out->month = m;
    out->league = league;
    out->ended = day_start(month_first(m + 1)) <= v->now;
    figures_league(f, league, m, v->ref, v->arena, &out->now);
    figures_league(f, league, m - 1, v->ref, v->arena, &out->before);
    out->has_bottom = figures_bottom(f, league, m, v->now, v->ref, v->arena, &out->bottom);
}

int ranking_read(const struct view *v, enum league league, struct ranking *out, struct err *e)
{
    struct figures f;
    if (figures_read(&f, v, figures_by(league), INT32_MIN, v->last, e))
        return -1;
    ranking_of(v, &f, league, v->last, out);
    return 0;
}

#include "cli/lines.h"
#include "codec/objects.h"
#include "reports/figures.h"
#include "reports/names.h"

static const char usage[] =
    "usage: jiancha rank [--month M] [--league county|zone|department] [--bottom] [--limit N]\n"
    "Rankings of the database, one JSON object a line, by month, league and rank; --bottom: the bottom "
    "places instead.\n";

static struct {
    const char *month, *league, *limit;
    bool bottom;
} flag;
#define FLAG(name, help)              \
    {                                 \
#name, help, &flag.name, NULL \
    }
static const struct conf_extra flags[] = {
    FLAG(month, "only this month, quarter, half-year or year: 2026-10, 2026-Q3, 2026-H1, 2026"),
    FLAG(league, "only this league: county, zone or department"),
    {"bottom", "bottom places instead of ranks", NULL, &flag.bottom},
    FLAG(limit, "at most so many"),
    {0},
};

static int only = -1; /* place of --league behind LEAGUE_COUNTY; -1: all */
static int64_t left;

static int put_league(struct call *c, const struct figures *f, enum league league, month m, struct err *e)
{
    struct league_table t;
    struct bottom_place b;
    if (flag.bottom) {
        if (!figures_bottom(f, league, m, c->view.now, &c->ref, c->view.arena, &b))
            return 0;
        object_bottom(&c->out, m, league_word[league], names_code(&c->ref, league, b.unit), b.streak,
                      b.action);
        return lines_end(c, &left, e);
    }
    figures_league(f, league, m, &c->ref, c->view.arena, &t);
    for (size_t i = 0; i < t.n && left; i++) {
        object_standing(&c->out, m, league_word[league], &t.v[i], names_code(&c->ref, league, t.v[i].unit));
        if (lines_end(c, &left, e))
            return -1;
    }
    return 0;
}

static int judge(struct call *c, struct err *e)
{
    month first, last;
    (void)c;
    return lines_limit(flag.limit, &left, e) ||
                   command_word("--league", flag.league, league_word + LEAGUE_COUNTY, &only, e) ||
                   lines_period(flag.month, &first, &last, e)
               ? -1
               : 0;
}

static int run(struct call *c, struct err *e)
{
    struct figures regions, depts;
    month first, last, current = view_month(&c->view);
    if (lines_months(c, flag.month, &first, &last, e) ||
        figures_read(&regions, &c->view, READ_REGION, INT32_MIN, current, e) ||
        figures_read(&depts, &c->view, READ_DEPT, INT32_MIN, current, e))
        return -1;
    for (month m = first; m <= last && m <= current; m++)
        for (int l = LEAGUE_COUNTY; l < LEAGUES && left; l++)
            if ((only < 0 || only == l - LEAGUE_COUNTY) &&
                put_league(c, l == LEAGUE_DEPARTMENT ? &depts : &regions, (enum league)l, m, e))
                return -1;
    return 0;
}

const struct command rank_command = {
    "rank", "its rankings and bottom places", usage, flags, NEEDS_DATABASE, 0, 0, judge, run};

#include "cli/lines.h"
#include "codec/objects.h"
#include "reports/names.h"
#include "reports/ranking.h"

static const char usage[] =
    "usage: jiancha rank [--month M] [--league county|zone|department] [--bottom] [--live] [--limit N]\n"
    "Rankings of the database, one JSON object a line, by month, league and rank; --bottom: the bottom "
    "places instead.\n"
    "Months with a frozen bulletin keep its ranks and bottom places; --live: what their figures say now.\n";

static struct {
    const char *month, *league, *limit;
    bool bottom, live;
} flag;
static const struct conf_extra flags[] = {
    FLAG(month, "only this month, quarter, half-year or year: 2026-10, 2026-Q3, 2026-H1, 2026"),
    FLAG(league, "only this league: county, zone or department"),
    {"bottom", "bottom places instead of ranks", NULL, &flag.bottom},
    {"live", "of months with a frozen bulletin, too, what their figures say now", NULL, &flag.live},
    FLAG(limit, "at most so many"),
    {0},
};

static int only = -1; /* place of --league behind LEAGUE_COUNTY; -1: all */
static int64_t left;

static const char *code_of(const struct call *c, const struct race *r, size_t i)
{
    return names_code(&c->ref, r->league, r->standing[i].unit);
}

static int put_bottom(struct call *c, const struct race *r, month m, struct err *e)
{
    if (r->action == BOTTOM_NONE)
        return 0;
    object_bottom(&c->out, m, league_word[r->league], code_of(c, r, (size_t)r->bottom), r->run, r->action);
    return lines_end(c, &left, e);
}

static int put_standings(struct call *c, const struct race *r, month m, struct err *e)
{
    for (size_t i = 0; i < r->n && left; i++) {
        object_standing(&c->out, m, league_word[r->league], &r->standing[i], code_of(c, r, i));
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

/* Every month is ranked, since a run of bottom places may have begun in any; those asked for are written. */
static int put_months(struct call *c, struct ranking_races *r, month from, month first, month last,
                      struct err *e)
{
    for (month m = from; m <= last && left; m++) {
        if (ranking_races_month(r, m, e))
            return -1;
        for (enum league l = LEAGUE_COUNTY; l < LEAGUES && m >= first && left; l++)
            if (r->wanted[l] && r->there[l] &&
                (flag.bottom ? put_bottom(c, &r->race[l], m, e) : put_standings(c, &r->race[l], m, e)))
                return -1;
    }
    return 0;
}

static int run(struct call *c, struct err *e)
{
    struct ranking_races r;
    month from, first, last, current = view_month(&c->view);
    if (lines_months(c, flag.month, &first, &last, e) || read_first_month(c->view.read, current, &from, e))
        return -1;
    last = last < current ? last : current;
    c->view.live = flag.live;
    int rc = ranking_races_begin(&r, &c->view, only < 0 ? LEAGUE_NONE : (enum league)(LEAGUE_COUNTY + only),
                                 from, last, e) ||
                     put_months(c, &r, from, first, last, e)
                 ? -1
                 : 0;
    ranking_races_end(&r);
    return rc;
}

const struct command rank_command = {
    "rank", "its rankings and bottom places", usage, flags, NEEDS_DATABASE, 0, 0, judge, run};

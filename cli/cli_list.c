#include "cli/cli_list.h"

#include <string.h>

#include "codec/objects.h"
#include "reports/web/api.h"
#include "cli/cli.h"
#include "reports/names.h"

static const char alerts_usage[] = "usage: jiancha alerts [--month M] [--region R] [--dept D] [--item I] "
                                   "[--level L] [--rule N] [--state S] [--limit N]\n"
                                   "Alerts of the database, one JSON object a line, by case_no, rule and "
                                   "subject; with --limit the newest ones, newest first.\n";
static const char indicators_usage[] = "usage: jiancha indicators [--month M] [--by region|dept|item|all] "
                                       "[--region R | --dept D | --item I] [--limit N]\n"
                                       "Counters and rates of the database, one JSON object a line, by "
                                       "month, by and unit; without --month all months up to now.\n";
static const char rank_usage[] =
    "usage: jiancha rank [--month M] [--league county|zone|department] [--bottom] [--limit N]\n"
    "Rankings of the database, one JSON object a line, by month, league and rank; --bottom: the bottom "
    "places instead.\n";

enum { PAGE = 2000 };

/* The flags of all three; each command offers those that it has. */
static struct {
    const char *month, *by, *league, *region, *dept, *item, *level, *rule, *state, *limit;
    bool bottom;
} flag;
#define FLAG(name, help)              \
    {                                 \
#name, help, &flag.name, NULL \
    }

static const struct conf_extra alerts_flags[] = {
    FLAG(month, "raised in this month, 2026-10"),
    FLAG(region, "code of the responsible region"),
    FLAG(dept, "code of the responsible department"),
    FLAG(item, "code of the case's item"),
    FLAG(level, "notice, warning, yellow or red"),
    FLAG(rule, "number of the rule"),
    FLAG(state, "open, cleared, standing, withdrawn or revoked"),
    FLAG(limit, "at most so many"),
    {0},
};
static const struct conf_extra indicators_flags[] = {
    FLAG(month, "only this month, quarter, half-year or year: 2026-10, 2026-Q3, 2026-H1, 2026"),
    FLAG(by, "only rows by region, dept, item or all"),
    FLAG(region, "only the row of this region"),
    FLAG(dept, "only the row of this department"),
    FLAG(item, "only the row of this item"),
    FLAG(limit, "at most so many"),
    {0},
};
static const struct conf_extra rank_flags[] = {
    FLAG(month, "only this month, quarter, half-year or year: 2026-10, 2026-Q3, 2026-H1, 2026"),
    FLAG(league, "only this league: county, zone or department"),
    {"bottom", "bottom places instead of ranks", NULL, &flag.bottom},
    FLAG(limit, "at most so many"),
    {0},
};

/* Lines still to be written: --limit, counted down. */
static int limit_read(int64_t *left, struct err *e)
{
    *left = INT64_MAX;
    return cli_number("--limit", flag.limit, 1, INT32_MAX, left, e);
}

/* Ends the line that was put into c->out. */
static int end_line(struct cli *c, int64_t *left, struct err *e)
{
    str_putc(&c->out, '\n');
    --*left;
    return c->out.len < 65536 ? 0 : cli_flush(c, e);
}

/* The months asked for: those of the period, or all from the first that has a figure to the current one. */
static int months(struct cli *c, month *first, month *last, struct err *e)
{
    if (cli_database(c, e) || read_first_month(c->page.read, c->page.month, first, e))
        return -1;
    *last = c->page.month;
    if (!flag.month)
        return 0;
    if (!period_parse(flag.month, strlen(flag.month), first, last))
        return err_usage(
            e, "--month %s: a month, quarter, half-year or year is wanted: 2026-10, 2026-Q3, 2026-H1, 2026",
            flag.month);
    return *first > c->page.month ? err_usage(e, "--month %s has not begun", flag.month) : 0;
}

static int alerts_filter(const struct refdata *ref, struct read_filter *f, struct err *e)
{
    month m = INT32_MIN;
    int64_t rule = 0;
    int level = 0, state = 0;
    *f = READ_ANY;
    f->region = flag.region;
    f->dept = flag.dept;
    f->item = flag.item;
    f->level = flag.level;
    f->state = flag.state;
    if (cli_code("--region", f->region, f->region ? refdata_region(ref, f->region) : 0, e) ||
        cli_code("--dept", f->dept, f->dept ? refdata_dept(ref, f->dept) : 0, e) ||
        cli_word("--level", f->level, level_word + LEVEL_NOTICE, &level, e) ||
        cli_word("--state", f->state, alert_state_word, &state, e) ||
        cli_number("--rule", flag.rule, 1, 999, &rule, e) || cli_month("--month", flag.month, &m, e))
        return -1;
    f->rule = (int)rule;
    if (m != INT32_MIN) {
        f->from = day_start(month_first(m));
        f->to = day_start(month_first(m + 1));
    }
    return 0;
}

static int put_alerts(struct cli *c, const struct read_alerts *rows, int64_t *left, struct err *e)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct str line = {0};
        int rc = api_alert(&c->page, &line, &rows->v[i], e);
        str_puts(&c->out, str_text(&line));
        str_release(&line);
        if (rc || end_line(c, left, e))
            return -1;
    }
    return 0;
}

static int put_newest(struct cli *c, const struct read_filter *f, int64_t left, struct err *e)
{
    struct read_alerts rows;
    return read_alerts(c->page.read, f, INSTANT_NONE, 0, (int)left, c->page.a, &rows, e)
               ? -1
               : put_alerts(c, &rows, &left, e);
}

static int put_all(struct cli *c, const struct read_filter *f, int64_t left, struct err *e)
{
    struct arena page[2] = {{0}}; /* the last row of one page is asked for by the next */
    struct read_alerts rows = {0};
    int rc;
    for (int k = 0;; k = !k) {
        const struct read_alert *after = rows.n ? &rows.v[rows.n - 1] : NULL;
        arena_reset(&page[k]);
        rc = read_alerts_by_case(c->page.read, f, after, PAGE, &page[k], &rows, e) ||
                     put_alerts(c, &rows, &left, e)
                 ? -1
                 : 0;
        if (rc || !rows.n)
            break;
    }
    arena_release(&page[0]);
    arena_release(&page[1]);
    return rc;
}

static int alerts(struct cli *c, struct err *e)
{
    struct read_filter f;
    int64_t left;
    if (limit_read(&left, e) || alerts_filter(&c->ref, &f, e) || cli_database(c, e))
        return -1;
    return flag.limit ? put_newest(c, &f, left, e) : put_all(c, &f, left, e);
}

int cli_list_alerts(int argc, char **argv)
{
    return cli_run(argc, argv, alerts_flags, alerts_usage, 0, alerts);
}

/* Which rows of `indicators`: one kind of unit or all kinds, one unit or all. */
struct choice {
    int by; /* enum by, -1: all */
    const char *unit; /* NULL: all */
};
static const enum read_by read_by[BYS] = {
    [BY_REGION] = READ_REGION, [BY_DEPT] = READ_DEPT, [BY_ITEM] = READ_ITEM, [BY_ALL] = READ_ALL};

static int choose(const struct refdata *ref, struct choice *out, struct err *e)
{
    const char *const unit[] = {flag.region, flag.dept, flag.item};
    *out = (struct choice){.by = -1};
    if (cli_word("--by", flag.by, by_word, &out->by, e) ||
        cli_code("--region", flag.region, flag.region ? refdata_region(ref, flag.region) : 0, e) ||
        cli_code("--dept", flag.dept, flag.dept ? refdata_dept(ref, flag.dept) : 0, e))
        return -1;
    for (int i = 0; i < 3; i++) {
        if (!unit[i])
            continue;
        if (out->unit || (out->by >= 0 && out->by != i))
            return err_usage(e, "--%s %s: a row is of one region, one department or one item", by_word[i],
                             unit[i]);
        *out = (struct choice){i, unit[i]};
    }
    return 0;
}

static int put_indicators(struct cli *c, const struct choice *want, month first, month last, int64_t *left,
                          struct err *e)
{
    struct arena a = {0};
    int rc = 0;
    for (int k = 0; k < BYS && !rc; k++) {
        struct read_sums sums;
        if (want->by >= 0 && want->by != k)
            continue;
        arena_reset(&a);
        rc = read_period(c->page.read, read_by[k], first, last, &a, &sums, e);
        for (size_t i = 0; !rc && i < sums.n && *left; i++) {
            if (want->unit && strcmp(want->unit, sums.v[i].unit) != 0)
                continue;
            object_indicator(&c->out, first, last, by_word[k], sums.v[i].unit, &sums.v[i].counters);
            rc = end_line(c, left, e);
        }
    }
    arena_release(&a);
    return rc;
}

static int indicators(struct cli *c, struct err *e)
{
    struct choice want;
    month first, last;
    int64_t left;
    if (limit_read(&left, e) || choose(&c->ref, &want, e) || months(c, &first, &last, e))
        return -1;
    if (flag.month)
        return put_indicators(c, &want, first, last, &left, e);
    for (month m = first; m <= last && left; m++)
        if (put_indicators(c, &want, m, m, &left, e))
            return -1;
    return 0;
}

int cli_list_indicators(int argc, char **argv)
{
    return cli_run(argc, argv, indicators_flags, indicators_usage, 0, indicators);
}

static int put_league(struct cli *c, const struct figures *f, enum league league, month m, int64_t *left,
                      struct err *e)
{
    struct league_table t;
    struct bottom_place b;
    if (flag.bottom) {
        if (!figures_bottom(f, league, m, c->page.stamp.now, &c->ref, c->page.a, &b))
            return 0;
        object_bottom(&c->out, m, league_word[league], names_code(&c->ref, league, b.unit), b.streak,
                      b.action);
        return end_line(c, left, e);
    }
    figures_league(f, league, m, &c->ref, c->page.a, &t);
    for (size_t i = 0; i < t.n && *left; i++) {
        object_standing(&c->out, m, league_word[league], &t.v[i], names_code(&c->ref, league, t.v[i].unit));
        if (end_line(c, left, e))
            return -1;
    }
    return 0;
}

static int rank(struct cli *c, struct err *e)
{
    struct figures regions, depts;
    month first, last;
    int64_t left;
    int only = -1;
    if (limit_read(&left, e) || cli_word("--league", flag.league, league_word + LEAGUE_COUNTY, &only, e) ||
        months(c, &first, &last, e) ||
        figures_read(&regions, c->page.read, READ_REGION, INT32_MIN, c->page.month, &c->ref, c->page.a, e) ||
        figures_read(&depts, c->page.read, READ_DEPT, INT32_MIN, c->page.month, &c->ref, c->page.a, e))
        return -1;
    for (month m = first; m <= last && m <= c->page.month; m++)
        for (int l = LEAGUE_COUNTY; l < LEAGUES && left; l++)
            if ((only < 0 || only == l - LEAGUE_COUNTY) &&
                put_league(c, l == LEAGUE_DEPARTMENT ? &depts : &regions, (enum league)l, m, &left, e))
                return -1;
    return 0;
}

int cli_list_rank(int argc, char **argv) { return cli_run(argc, argv, rank_flags, rank_usage, 0, rank); }

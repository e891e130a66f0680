#include <string.h>

#include "cli/lines.h"
#include "codec/objects.h"
#include "reports/history.h"

static const char usage[] = "usage: jiancha indicators [--month M] [--by region|dept|item|all] "
                            "[--region R | --dept D | --item I] [--limit N]\n"
                            "Counters and rates of the database, one JSON object a line, by "
                            "month, by and unit; without --month all months up to now.\n";

static struct {
    const char *month, *by, *region, *dept, *item, *limit;
} flag;
static const struct conf_extra flags[] = {
    FLAG(month, "only this month, quarter, half-year or year: 2026-10, 2026-Q3, 2026-H1, 2026"),
    FLAG(by, "only rows by region, dept, item or all"),
    FLAG(region, "only the row of this region"),
    FLAG(dept, "only the row of this department"),
    FLAG(item, "only the row of this item"),
    FLAG(limit, "at most so many"),
    {0},
};
/* Which rows: one kind of unit or all kinds, one unit or all. */
struct choice {
    int by; /* enum by, -1: all */
    const char *unit; /* NULL: all */
};
static struct choice wanted;
static int64_t left;
static int code(const char *name, const char *value, int32_t index, struct err *e)
{
    return index < 0 ? err_usage(e, "%s %s: the reference data does not have this code", name, value) : 0;
}

static int choose(const struct refdata *ref, struct choice *out, struct err *e)
{
    const char *const unit[] = {flag.region, flag.dept, flag.item};
    *out = (struct choice){.by = -1};
    if (command_word("--by", flag.by, by_word, &out->by, e) ||
        code("--region", flag.region, flag.region ? refdata_region(ref, flag.region) : 0, e) ||
        code("--dept", flag.dept, flag.dept ? refdata_dept(ref, flag.dept) : 0, e))
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

static int put_rows(struct call *c, enum by by, month first, month last, const struct read_sum *row, size_t n,
                    struct err *e)
{
    for (size_t i = 0; i < n && left; i++) {
        if (wanted.unit && strcmp(wanted.unit, row[i].unit) != 0)
            continue;
        object_indicator(&c->out, first, last, by_word[by], row[i].unit, &row[i].counters);
        if (lines_end(c, &left, e))
            return -1;
    }
    return 0;
}

static bool is_wanted(enum by by) { return wanted.by < 0 || wanted.by == (int)by; }

/* One period, summed by the database. */
static int put_period(struct call *c, month first, month last, struct err *e)
{
    struct read_sums sums;
    for (enum by by = 0; by < BYS; by++)
        if (is_wanted(by) && (read_period(c->view.read, by, first, last, &c->arena, &sums, e) ||
                              put_rows(c, by, first, last, sums.v, sums.n, e)))
            return -1;
    return 0;
}

static int put_months(struct call *c, struct history h[BYS], month first, month last, struct err *e)
{
    for (month m = first; m <= last && left; m++)
        for (enum by by = 0; by < BYS; by++)
            if (is_wanted(by) && (history_next(&h[by], e) ||
                                  put_rows(c, by, m, m, h[by].running.row.v, h[by].running.row.n, e)))
                return -1;
    return 0;
}

/* All months, each read once. */
static int put_history(struct call *c, month first, month last, struct err *e)
{
    struct history h[BYS];
    for (enum by by = 0; by < BYS; by++)
        history_begin(&h[by], &c->view, by, first, last);
    int rc = put_months(c, h, first, last, e);
    for (enum by by = 0; by < BYS; by++)
        history_end(&h[by]);
    return rc;
}

static int judge(struct call *c, struct err *e)
{
    month first, last;
    return lines_limit(flag.limit, &left, e) || choose(&c->ref, &wanted, e) ||
                   lines_period(flag.month, &first, &last, e)
               ? -1
               : 0;
}

static int run(struct call *c, struct err *e)
{
    month first, last;
    if (lines_months(c, flag.month, &first, &last, e))
        return -1;
    return flag.month ? put_period(c, first, last, e) : put_history(c, first, last, e);
}

const struct command indicators_command = {
    "indicators", "its counters and rates", usage, flags, NEEDS_DATABASE, 0, 0, judge, run};

#include <string.h>

#include "cli/lines.h"
#include "codec/objects.h"

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

static int put_indicators(struct call *c, month first, month last, struct err *e)
{
    struct arena a = {0};
    int rc = 0;
    for (int k = 0; k < BYS && !rc; k++) {
        struct read_sums sums;
        if (wanted.by >= 0 && wanted.by != k)
            continue;
        arena_reset(&a);
        rc = read_period(c->view.read, (enum by)k, first, last, &a, &sums, e);
        for (size_t i = 0; !rc && i < sums.n && left; i++) {
            if (wanted.unit && strcmp(wanted.unit, sums.v[i].unit) != 0)
                continue;
            object_indicator(&c->out, first, last, by_word[k], sums.v[i].unit, &sums.v[i].counters);
            rc = lines_end(c, &left, e);
        }
    }
    arena_release(&a);
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
    if (flag.month)
        return put_indicators(c, first, last, e);
    for (month m = first; m <= last && left; m++)
        if (put_indicators(c, m, m, e))
            return -1;
    return 0;
}

const struct command indicators_command = {
    "indicators", "its counters and rates", usage, flags, NEEDS_DATABASE, 0, 0, judge, run};

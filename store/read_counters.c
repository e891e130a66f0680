#include <inttypes.h>
#include <stdio.h>

#include "base/str.h"
#include "store/read_query.h"

/* Flows of the month(s), with the three stocks apart: those are summed over all months up to the one asked. */
static const char *const unit_column[] = {"'*'::text", "region collate \"C\"", "dept collate \"C\"", "item collate \"C\""};

static void column_list(struct str *sql, bool one_month)
{
    for (int c = 0; c < COUNTERS; c++) {
        str_printf(sql, ", sum(%s)", counter_name[c]);
        if (one_month && !counter_is_stock((enum counter)c))
            str_puts(sql, " filter (where month = $1)");
    }
}

static int run(struct read *rd, const char *sql, month m, PGresult **r, struct err *e)
{
    char number[16];
    snprintf(number, sizeof number, "%" PRId32, m);
    const char *const params[] = {number};
    *r = read_query(rd, sql, 1, params, e);
    return *r ? 0 : -1;
}

static void take(PGresult *r, struct arena *a, struct read_sums *out)
{
    out->n = 0;
    out->v = arena_alloc(a, ((size_t)PQntuples(r) + 1) * sizeof *out->v);
    for (int i = 0; i < PQntuples(r); i++) {
        struct read_sum *s = &out->v[out->n];
        s->month = (month)read_int(r, i, 0, 0);
        s->unit = read_text(r, i, 1, a);
        for (int c = 0; c < COUNTERS; c++)
            s->counters.c[c] = read_int(r, i, 2 + c, 0);
        out->n += !counters_zero(&s->counters);
    }
    PQclear(r);
}

int read_history(struct read *rd, enum read_by by, month upto, struct arena *a, struct read_sums *out, struct err *e)
{
    struct str sql = {0};
    str_printf(&sql, "select month, %s", unit_column[by]);
    column_list(&sql, false);
    str_puts(&sql, " from counters where month <= $1::int group by 1, 2 order by 1, 2");
    PGresult *r;
    int rc = run(rd, str_text(&sql), upto, &r, e);
    str_release(&sql);
    if (!rc)
        take(r, a, out);
    return rc;
}

int read_month(struct read *rd, enum read_by by, month m, struct arena *a, struct read_sums *out, struct err *e)
{
    struct str sql = {0};
    str_printf(&sql, "select $1::int, %s", unit_column[by]);
    column_list(&sql, true);
    str_puts(&sql, " from counters where month <= $1::int and (month = $1::int or open_end <> 0 or overdue_open <> 0 or overdue_open_statutory <> 0)"
                   " group by 2 order by 2");
    PGresult *r;
    int rc = run(rd, str_text(&sql), m, &r, e);
    str_release(&sql);
    if (!rc)
        take(r, a, out);
    return rc;
}

int read_first_month(struct read *rd, month last, month *out, struct err *e)
{
    PGresult *r = read_query(rd, "select min(month) from counters", 0, NULL, e);
    if (!r)
        return -1;
    *out = (month)read_int(r, 0, 0, last);
    if (*out > last)
        *out = last;
    PQclear(r);
    return 0;
}

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "store/read_query.h"

/* Flows of the month(s), with the three stocks apart: those are summed over all months up to the one asked.
 *
 * Up to the last published month a unit sees everybody's counters, behind it its own
 * (store/schema/018_rows.sql). So that no figure is half the city's and half the unit's, the stocks of the
 * others leave, for a unit, with the first month that is not published, and a period that ends behind the
 * published ones is its own rows alone.
 */
static const char *const unit_column[BYS] = {[BY_REGION] = "region collate \"C\"",
                                             [BY_DEPT] = "dept collate \"C\"",
                                             [BY_ITEM] = "item collate \"C\"",
                                             [BY_ALL] = "'*'::text"};

static void column_list(struct str *sql, bool of_period)
{
    for (int c = 0; c < COUNTERS; c++) {
        str_printf(sql, ", sum(%s)", counter_name[c]);
        if (of_period && !counter_is_stock((enum counter)c))
            str_puts(sql, " filter (where month >= $1)");
    }
}

/* What a unit sees as its own. */
#define OWN "(region = (select viewer_region()) or dept = (select viewer_dept()))"
static const char own_behind[] = " and ($2::int <= (select public_until()) or " OWN ")";

/* The rows by month, for a unit with what leaves. */
static void put_source(struct str *sql, const struct read *rd)
{
    if (read_whose(rd) == READ_ALL) {
        str_puts(sql, " from counters");
        return;
    }
    str_puts(sql, " from (select month, region, dept, item");
    for (int c = 0; c < COUNTERS; c++)
        str_printf(sql, ", %s", counter_name[c]);
    str_puts(sql, " from counters union all select (select public_until()) + 1, region, dept, item");
    for (int c = 0; c < COUNTERS; c++)
        str_printf(sql, counter_is_stock((enum counter)c) ? ", -%s" : ", 0", counter_name[c]);
    str_puts(sql, " from counters where month <= (select public_until()) and " OWN " is not true) seen");
}

/* $3…$5 of a statement that looks at some rows only. */
#define SCOPE                                                                    \
    " and ($3::text is null or region = $3) and ($4::text is null or dept = $4)" \
    " and ($5::text is null or item = $5)"

/* $1 and $2 of the statement: the first and the last month; `scope` NULL: it has no SCOPE. */
static PGresult *run(struct read *rd, const char *sql, const struct read_scope *scope, month first,
                     month last, struct err *e)
{
    char from[16], upto[16];
    const char *const params[] = {from, upto, scope ? scope->region : NULL, scope ? scope->dept : NULL,
                                  scope ? scope->item : NULL};
    snprintf(from, sizeof from, "%" PRId32, first);
    snprintf(upto, sizeof upto, "%" PRId32, last);
    return read_query(rd, sql, scope ? 5 : 2, params, e);
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
        out->n += *s->unit && !counters_zero(&s->counters); /* orders stand under no item */
    }
    PQclear(r);
}

/* Runs and releases the statement. */
static int run_sums(struct read *rd, struct str *sql, const struct read_scope *scope, month first, month last,
                    struct arena *a, struct read_sums *out, struct err *e)
{
    PGresult *r = run(rd, str_text(sql), scope, first, last, e);
    str_release(sql);
    if (r)
        take(r, a, out);
    return r ? 0 : -1;
}

/* The stocks that stood before `from`, as a row of the month before it. */
static int read_stocks(struct read *rd, enum by by, const struct read_scope *scope, month from,
                       struct arena *a, struct read_sums *out, struct err *e)
{
    struct str sql = {0};
    str_printf(&sql, "select $1::int, %s", unit_column[by]);
    for (int c = 0; c < COUNTERS; c++)
        str_printf(&sql, counter_is_stock((enum counter)c) ? ", sum(%s)" : ", 0", counter_name[c]);
    put_source(&sql, rd);
    str_printf(&sql,
               " where month <= $2::int and (open_end <> 0 or overdue_open <> 0 or "
               "overdue_open_statutory <> 0)%s group by 2 order by 2",
               scope ? SCOPE : "");
    return run_sums(rd, &sql, scope, from - 1, from - 1, a, out, e);
}

static int read_scoped(struct read *rd, enum by by, const struct read_scope *scope, month from, month upto,
                       struct arena *a, struct read_sums *out, struct err *e)
{
    struct str sql = {0};
    str_printf(&sql, "select month, %s", unit_column[by]);
    column_list(&sql, false);
    put_source(&sql, rd);
    str_printf(&sql, " where month between $1::int and $2::int%s group by 1, 2 order by 1, 2",
               scope ? SCOPE : "");
    return run_sums(rd, &sql, scope, from, upto, a, out, e);
}

int read_flows(struct read *rd, enum by by, month from, month upto, struct arena *a, struct read_sums *out,
               struct err *e)
{
    return read_scoped(rd, by, NULL, from, upto, a, out, e);
}

int read_history(struct read *rd, enum by by, const struct read_scope *scope, month from, month upto,
                 struct arena *a, struct read_sums *out, struct err *e)
{
    struct read_sums stocks, flows;
    if (read_stocks(rd, by, scope, from, a, &stocks, e) ||
        read_scoped(rd, by, scope, from, upto, a, &flows, e))
        return -1;
    out->n = stocks.n + flows.n;
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    memcpy(out->v, stocks.v, stocks.n * sizeof *out->v);
    memcpy(out->v + stocks.n, flows.v, flows.n * sizeof *out->v);
    return 0;
}

int read_period(struct read *rd, enum by by, month first, month last, struct arena *a, struct read_sums *out,
                struct err *e)
{
    struct str sql = {0};
    str_printf(&sql, "select $2::int, %s", unit_column[by]);
    column_list(&sql, true);
    str_printf(&sql,
               " from counters where month <= $2::int and (month >= $1::int or open_end <> 0 or "
               "overdue_open <> 0 or overdue_open_statutory <> 0)%s group by 2 order by 2",
               read_whose(rd) == READ_ALL ? "" : own_behind);
    return run_sums(rd, &sql, NULL, first, last, a, out, e);
}

int read_used_days(struct read *rd, enum by by, month first, month last, struct arena *a,
                   struct read_useds *out, struct err *e)
{
    char sql[400];
    snprintf(
        sql, sizeof sql,
        "select %s, bucket, sum(n) from used_days where month between $1::int and $2::int%s group by 1, 2 "
        "order by 1, 2",
        unit_column[by], read_whose(rd) == READ_ALL ? "" : own_behind);
    PGresult *r = run(rd, sql, NULL, first, last, e);
    if (!r)
        return -1;
    out->n = 0;
    out->v = arena_zalloc(a, ((size_t)PQntuples(r) + 1) * sizeof *out->v);
    for (int i = 0; i < PQntuples(r); i++) {
        const char *unit = read_text(r, i, 0, a);
        if (!out->n || strcmp(out->v[out->n - 1].unit, unit) != 0)
            out->v[out->n++].unit = unit;
        int64_t bucket = read_int(r, i, 1, 0);
        if (bucket >= 0 && bucket < HIST_BUCKETS)
            out->v[out->n - 1].n[bucket] = read_int(r, i, 2, 0);
    }
    PQclear(r);
    return 0;
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

int read_public_until(struct read *rd, month *out, struct err *e)
{
    PGresult *r = read_query(rd, "select public_until()", 0, NULL, e);
    if (!r)
        return -1;
    *out = (month)read_int(r, 0, 0, -1);
    PQclear(r);
    return 0;
}

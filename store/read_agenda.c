#include "store/read_agenda.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "store/case_query.h"
#include "store/read_query.h"

#define DUE_COLUMNS "case_no, item, region, dept, phase, light, duty, " READ_US("due_at") ", level"

static void put_sorted(struct str *sql, struct read *rd, const struct read_filter *f,
                       const struct read_order *o)
{
    bool of_cases;
    const char *column = case_query_column(o->by, &of_cases);
    assert(!of_cases);
    str_printf(sql,
               "select " DUE_COLUMNS
               "%s" CASE_KEPT_IS("kept") " and due_at is not null order by %s%s, due_at, case_no" CASE_CUT,
               case_query_source(rd, f), column, o->down ? " desc nulls last" : " nulls last");
}

static int take(PGresult *r, struct arena *a, struct read_dues *out)
{
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_due){
            read_text(r, i, 0, a), read_text(r, i, 1, a), read_text(r, i, 2, a),
            read_text(r, i, 3, a), read_text(r, i, 4, a), read_text(r, i, 5, a),
            read_text(r, i, 6, a), read_instant(r, i, 7), (int)read_int(r, i, 8, 0)};
    PQclear(r);
    return 0;
}

int read_agenda(struct read *rd, const struct refdata *ref, const struct read_filter *f,
                const struct read_order *o, struct arena *a, struct read_dues *out, struct err *e)
{
    const char *params[CASE_AGENDA_PARAMS];
    struct case_agenda_text t;
    struct str sql = {0};
    int n = case_query_fill_agenda(rd, ref, f, o, a, &t, params);
    if (case_query_by_due(o))
        case_query_put_agenda(&sql, DUE_COLUMNS, rd, f, o->down);
    else {
        put_sorted(&sql, rd, f, o);
        n = CASE_ORDER_PARAMS;
    }
    int rc = take(read_query(rd, sql.p, n, params, e), a, out);
    str_release(&sql);
    return rc;
}

/* One row with one number each. */
static int take_counts(PGresult *r, int64_t *const out[], int n)
{
    if (!r)
        return -1;
    for (int i = 0; i < n; i++)
        *out[i] = read_int(r, 0, i, 0);
    PQclear(r);
    return 0;
}

int read_agenda_count(struct read *rd, const struct refdata *ref, const struct read_filter *f, int64_t most,
                      int64_t *n, struct err *e)
{
    const char *params[CASE_FILTER_PARAMS + 2];
    struct case_filter_text t;
    struct arena a = {0};
    struct str sql = {0};
    char limit[24];
    snprintf(limit, sizeof limit, "%lld", (long long)most + 1);
    case_query_fill(f, &t, params);
    params[CASE_FILTER_PARAMS] = limit;
    params[CASE_FILTER_PARAMS + 1] = case_query_of_all(rd, f) ? case_query_regions(ref, &a) : NULL;
    str_printf(&sql, "select count(*) from (select 1%s and due_at is not null limit $16::bigint) x",
               case_query_of_all(rd, f)
                   ? " from case_unit where unit = any($17::text[]) and region = substr(unit, 2)" CASE_FILTER
                   : case_query_source(rd, f));
    int rc = take_counts(read_query(rd, sql.p, CASE_FILTER_PARAMS + case_query_of_all(rd, f) + 1, params, e),
                         (int64_t *const[]){n}, 1);
    str_release(&sql);
    arena_release(&a);
    return rc;
}

/* $1, $2: region and department. */
#define OF_UNIT " and ($1::text is null or region = $1) and ($2::text is null or dept = $2)"

#define NEWS_OF(level)                                          \
    "(select level, raised_at from alert where level = '" level \
    "' and seen_at >= $3::timestamptz and state "               \
    "not in ('withdrawn', 'revoked')" OF_UNIT " limit $4::bigint)"

int read_news(struct read *rd, const struct read_filter *f, instant since, int64_t most,
              struct read_news *out, struct err *e)
{
    /* of each level so many at most: what is cut of one takes nothing from another */
    static const char sql[] =
        "with found as (" NEWS_OF("red") " union all " NEWS_OF("yellow") " union all " NEWS_OF(
            "warning") ") select count(*) filter (where level = 'red'), "
                       "count(*) filter (where level = 'yellow'), count(*) filter (where level = 'warning'), "
                       "count(*) filter (where level in ('red', 'yellow') and raised_at < $3), "
                       "(select count(*) from appeal where state <> 'open' and ended_at >= $3" OF_UNIT "), "
                       "(select count(*) from orders where issued_at >= $3 and state <> 'cancelled'" OF_UNIT
                       "), "
                       "(select count(*) from orders where state = 'returned'" OF_UNIT ") from found";
    char at[INSTANT_TEXT], limit[24];
    snprintf(limit, sizeof limit, "%lld", (long long)most + 1);
    const char *const params[] = {f->region, f->dept, instant_text_us(since, at), limit};
    return take_counts(read_query(rd, sql, 4, params, e),
                       (int64_t *const[]){&out->red, &out->yellow, &out->warning, &out->late, &out->appeals,
                                          &out->orders, &out->returned},
                       7);
}

#define GRAVE                                                                       \
    " from alert where raised_at >= $1::timestamptz and level in ('yellow', 'red')" \
    " and state not in ('withdrawn', 'revoked')"

/* How many cases have grave alerts, at most `most` + 1, and which is the last of the first `most`. Asked
 * before, for a plan that knows the last one reads what lies before it as one piece of an index. */
static int read_grave(struct read *rd, const char *const params[2], struct arena *a, int64_t *n,
                      const char **last, struct err *e)
{
    static const char sql[] =
        "select count(*), max(case_no) filter (where k < $2::bigint) from (select case_no, row_number() over"
        " (order by case_no) k from (select distinct case_no" GRAVE
        " order by case_no limit $2::bigint) f) g";
    PGresult *r = read_query(rd, sql, 2, params, e);
    if (!r)
        return -1;
    *n = read_int(r, 0, 0, 0);
    *last = read_text(r, 0, 1, a);
    PQclear(r);
    return 0;
}

int read_waiting(struct read *rd, instant from, int yellow_group, int64_t most, struct read_waiting *out,
                 struct err *e)
{
    /* red: one of a case and unit, unless the unit has an order of the case that is not ended; yellow: the
     * full groups of a unit and month */
    static const char sql[] =
        "with card as (select case_no, level, region, dept, raised_at" GRAVE " and case_no <= $2 and not"
        " exists (select from order_alert o where o.case_no = alert.case_no and o.rule = alert.rule"
        " and o.subject = alert.subject)) select "
        "(select count(*) from (select distinct case_no, region, dept from card where level = 'red') c "
        "where not exists (select from order_alert n join orders o using (\"order\") where n.case_no = "
        "c.case_no and o.region = c.region and o.dept = c.dept and o.state not in ('closed', "
        "'cancelled'))) + "
        "(select coalesce(sum(n / $3::bigint), 0)::bigint from (select count(*) n from card where level = "
        "'yellow' group by region, dept, date_trunc('month', raised_at at time zone 'Asia/Shanghai')) g), "
        "(select count(*) from orders where state = 'replied'), "
        "(select count(*) from appeal where state = 'open'), "
        "(select count(*) from interview where state in ('confirmed', 'reported'))";
    char at[INSTANT_TEXT], limit[24], group[16];
    struct arena a = {0};
    snprintf(limit, sizeof limit, "%lld", (long long)most + 1);
    snprintf(group, sizeof group, "%d", yellow_group);
    const char *params[] = {instant_text_us(from, at), limit, group};
    int rc = read_grave(rd, params, &a, &out->cases, &params[1], e) ||
                     take_counts(
                         read_query(rd, sql, 3, params, e),
                         (int64_t *const[]){&out->proposed, &out->replied, &out->appeals, &out->interviews},
                         4)
                 ? -1
                 : 0;
    arena_release(&a);
    return rc;
}

int read_tasks(struct read *rd, const struct read_filter *f, int limit, struct arena *a,
               struct read_tasks *out, struct err *e)
{
    static const char sql[] = "select \"order\", region, dept, state, color, " READ_DAY(
        "due") " from orders where state in "
               "('issued', 'signed', 'returned')" OF_UNIT " order by due, \"order\" limit $3::int";
    char most[16];
    snprintf(most, sizeof most, "%d", limit);
    const char *const params[] = {f->region, f->dept, most};
    PGresult *r = read_query(rd, sql, 3, params, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_task){read_text(r, i, 0, a), read_text(r, i, 1, a),
                                       read_text(r, i, 2, a), read_text(r, i, 3, a),
                                       read_text(r, i, 4, a), (day)read_int(r, i, 5, DAY_NONE)};
    PQclear(r);
    return 0;
}

int read_silents(struct read *rd, const struct read_filter *f, int limit, struct arena *a,
                 struct read_silents *out, struct err *e)
{
    static const char sql[] = "select source, region, dept, " READ_US(
        "last") " from watch_silent() where true" OF_UNIT
                " order by last, source, region, dept limit $3::int";
    char most[16];
    snprintf(most, sizeof most, "%d", limit);
    const char *const params[] = {f->region, f->dept, most};
    PGresult *r = read_query(rd, sql, 3, params, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_silent){read_text(r, i, 0, a), read_text(r, i, 1, a), read_text(r, i, 2, a),
                                         read_instant(r, i, 3)};
    PQclear(r);
    return 0;
}

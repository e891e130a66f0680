#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/alert_query.h"
#include "store/case_query.h"
#include "store/open_query.h"
#include "store/read_rows.h"

/* clang-format off */
static const char select_changes[] =
    "select h.alert, " READ_US("h.at") ", " READ_US("h.raised_at") ", h.state, h.level"
    " from alert a join alert_history h on h.alert = a.id"
    " where a.case_no = $1 order by a.rule, a.subject, h.at";
/* clang-format on */

#define SELECT_ID(name) name
#define SELECT_TEXT(name) name
#define SELECT_SMALL(name) name
#define SELECT_DAYS(name) name
#define SELECT_DAY(name) READ_DAY(name)
#define SELECT_INSTANT(name) READ_US(name)
#define TAKE_ID(r, i, col) read_int(r, i, col, 0)
#define TAKE_TEXT(r, i, col) read_text(r, i, col, a)
#define TAKE_SMALL(r, i, col) (int)read_int(r, i, col, 0)
#define TAKE_DAYS(r, i, col) (int32_t) read_int(r, i, col, DAYS_NONE)
#define TAKE_DAY(r, i, col) (day) read_int(r, i, col, DAY_NONE)
#define TAKE_INSTANT(r, i, col) read_instant(r, i, col)

static void take_alert(PGresult *r, int i, struct arena *a, struct read_alert *al)
{
    int col = 0;
#define COLUMN(name, form, role, value, field) al->field = TAKE_##form(r, i, col++);
#define UNREAD(name, form, role, value)
#define OTHER(name, form, role, field) al->field = TAKE_##form(r, i, col++);
#include "store/alerts.def"
#undef COLUMN
#undef UNREAD
#undef OTHER
}

static const char select_list[] =
#define COLUMN(name, form, role, value, field) ", " SELECT_##form(#name)
#define UNREAD(name, form, role, value)
#define OTHER(name, form, role, field) SELECT_##form(#name)
#include "store/alerts.def"
#undef COLUMN
#undef UNREAD
#undef OTHER
    ;

/* Beside the levels stands a row of nulls where the page has none. */
static size_t rows_of(PGresult *r)
{
    size_t n = (size_t)PQntuples(r);
    return n == 1 && PQgetisnull(r, 0, 0) ? 0 : n;
}

static int take_alerts(PGresult *r, struct arena *a, struct read_alerts *out)
{
    if (!r)
        return -1;
    out->n = rows_of(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        take_alert(r, i, a, &out->v[i]);
    PQclear(r);
    return 0;
}

/* The last columns. */
static void take_levels(PGresult *r, int64_t n[LEVELS])
{
    n[LEVEL_NONE] = 0;
    for (int level = LEVEL_NONE + 1; level < LEVELS; level++)
        n[level] = read_int(r, 0, PQnfields(r) - LEVELS + level, 0);
}

/* How a list stands, and what has the column: `gravest` too, each alert, or only its case. */
enum column_in { IN_GRAVEST, IN_ALERT, IN_CASE };
static const struct order_column {
    const char *key, *column;
    enum column_in in;
} order_table[] = {
    {"raised", "raised_at", IN_GRAVEST}, {"level", ALERT_RANK, IN_GRAVEST},
    {"case_no", "case_no", IN_GRAVEST},  {"more", "n", IN_GRAVEST},
    {"seen", "seen_at", IN_ALERT},       {"rule", "rule", IN_ALERT},
    {"item", "item", IN_ALERT},          {"region", "region", IN_ALERT},
    {"dept", "dept", IN_ALERT},          {"state", "state", IN_ALERT},
    {"due", "due_at", IN_CASE},          {"left", "due_at", IN_CASE},
};

static const struct order_column *column_of(const char *key)
{
    enum { N = sizeof order_table / sizeof *order_table };
    int i = 0;
    while (i < N && strcmp(order_table[i].key, key) != 0)
        i++;
    assert(i < N);
    return &order_table[i];
}

static int take_rows(PGresult *r, struct arena *a, struct read_alert_rows *out)
{
    if (!r)
        return -1;
    int behind = PQnfields(r) - (LEVELS - 1) - 3;
    out->n = rows_of(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++) {
        take_alert(r, i, a, &out->v[i].alert);
        out->v[i].duty = read_text(r, i, behind, a);
        out->v[i].due = read_instant(r, i, behind + 1);
        out->v[i].n = read_int(r, i, behind + 2, 1);
    }
    take_levels(r, out->levels);
    PQclear(r);
    return 0;
}

#define LEVEL_WANTED "($17::text is null or level = $17)"

/* The rows of a list: those of the filter, or the gravest of each case, with `n` where they are counted. What
 * can be cut is cut before anything is joined. */
static void put_rows(struct str *sql, const struct alert_listed *l, enum column_in in, const char *cut)
{
    const char *early = in == IN_GRAVEST ? cut : "", *late = in == IN_CASE ? "" : cut;
    if (l->by_case) {
        str_printf(sql, "select a.*%s from (select id%s from gravest where " LEVEL_WANTED "%s) g",
                   l->counted ? ", n" : "", l->counted ? ", n" : "", early);
        str_printf(sql, " join alert a using (id)%s", late);
        return;
    }
    str_puts(sql, "select *, 1 n from ");
    alert_query_listed(sql, l, late);
}

/* How many alerts of the filter the case of a row has. Of a page they are counted row by row. */
#define COUNTED "(select count(*) from alert where case_no = p.case_no" ALERT_FILTER ")"

int read_alerts_ordered(struct read *rd, const struct refdata *ref, const struct read_filter *f, bool by_case,
                        const struct read_order *o, struct arena *a, struct read_alert_rows *out,
                        struct err *e)
{
    enum { FEW = 200 };
    const struct order_column *by = column_of(o->by);
    bool counted = f->once || o->limit > FEW || !strcmp(o->by, "more");
    bool first = by_case && open_query_serves(f) && !strcmp(o->by, "level") && o->down &&
                 o->offset + o->limit <= FEW;
    const struct alert_listed l = {read_whose(rd), f->once, by_case, counted};
    const char *params[ALERT_FILTER_PARAMS + 4];
    struct read_filter any_level = *f;
    struct alert_filter_text t;
    struct str sql = {0}, order = {0}, cut = {0};
    char limit[16], offset[24];
    any_level.level = NULL;
    alert_query_fill(by_case ? &any_level : f, &t, params);
    snprintf(limit, sizeof limit, "%d", o->limit);
    snprintf(offset, sizeof offset, "%" PRId64, o->offset);
    params[ALERT_FILTER_PARAMS] = f->level;
    params[ALERT_FILTER_PARAMS + 1] = limit;
    params[ALERT_FILTER_PARAMS + 2] = offset;
    params[ALERT_FILTER_PARAMS + 3] = first ? case_query_regions(ref, a) : NULL;
    str_printf(&order, " order by %s%s, raised_at desc, %s desc", by->column,
               o->down ? " desc nulls last" : " nulls last", by_case ? "case_no" : "id");
    str_printf(&cut, "%s limit $18::int + $19::bigint", order.p);
    if (first)
        open_query_put(&sql, rd, "$20", true);
    else
        alert_query_levels(&sql, &l);
    str_printf(&sql,
               "select %s, duty, " READ_US("due_at") ", %s, levels.* from levels left join (select * from (",
               select_list, by_case && !counted ? COUNTED : "n");
    put_rows(&sql, &l, by->in, cut.p);
    str_printf(&sql,
               ") a left join (select case_no, duty, due_at from cases) c using (case_no)"
               " where " LEVEL_WANTED "%s limit $18::int offset $19::bigint) p on true%s",
               order.p, order.p);
    str_release(&order);
    str_release(&cut);
    int rc = take_rows(
        read_query(rd, sql.p, ALERT_FILTER_PARAMS + 3 + (first && l.whose == READ_ALL), params, e), a, out);
    str_release(&sql);
    return rc;
}

/* How many of all that is open, by case. */
static PGresult *read_open_levels(struct read *rd, const struct refdata *ref, struct err *e)
{
    struct arena a = {0};
    struct str sql = {0};
    const char *const params[] = {case_query_regions(ref, &a)};
    open_query_put(&sql, rd, "$1", false);
    str_puts(&sql, "select * from levels");
    PGresult *r = read_query(rd, sql.p, read_whose(rd) == READ_ALL, params, e);
    str_release(&sql);
    arena_release(&a);
    return r;
}

static PGresult *read_levels(struct read *rd, const struct read_filter *f, bool by_case, struct err *e)
{
    const struct alert_listed l = {read_whose(rd), f->once, by_case, false};
    const char *params[ALERT_FILTER_PARAMS];
    struct read_filter any_level = *f;
    struct alert_filter_text t;
    struct str sql = {0};
    any_level.level = NULL;
    alert_query_fill(by_case ? &any_level : f, &t, params);
    alert_query_levels(&sql, &l);
    str_puts(&sql, "select * from levels");
    PGresult *r = read_query(rd, sql.p, ALERT_FILTER_PARAMS, params, e);
    str_release(&sql);
    return r;
}

int read_alert_levels(struct read *rd, const struct refdata *ref, const struct read_filter *f, bool by_case,
                      int64_t n[LEVELS], struct err *e)
{
    PGresult *r = by_case && open_query_serves(f) ? read_open_levels(rd, ref, e)
                                                  : read_levels(rd, f, by_case, e);
    if (!r)
        return -1;
    take_levels(r, n);
    PQclear(r);
    return 0;
}

int read_alerts(struct read *rd, const struct read_filter *f, instant raised, int64_t id, int limit,
                struct arena *a, struct read_alerts *out, struct err *e)
{
#define NEWEST " order by raised_at desc, id desc"
    static const char page[] =
        " and ($17::timestamptz is null or (raised_at, id) < ($17, $18::bigint))" NEWEST " limit $19::int";
    const struct alert_listed l = {read_whose(rd), f->once, false, false};
    const char *params[ALERT_FILTER_PARAMS + 3];
    struct alert_filter_text t;
    struct str sql = {0};
    char at[INSTANT_TEXT], id_text[24], limit_text[16];
    alert_query_fill(f, &t, params);
    snprintf(id_text, sizeof id_text, "%" PRId64, id);
    snprintf(limit_text, sizeof limit_text, "%d", limit);
    params[ALERT_FILTER_PARAMS] = raised == INSTANT_NONE ? NULL : instant_text_us(raised, at);
    params[ALERT_FILTER_PARAMS + 1] = id_text;
    params[ALERT_FILTER_PARAMS + 2] = limit_text;
    alert_query_levels(&sql, &l);
    str_printf(&sql, "select %s, levels.* from levels left join (select * from ", select_list);
    alert_query_listed(&sql, &l, page);
    str_puts(&sql, ") p on true" NEWEST);
    PGresult *r = read_query(rd, sql.p, ALERT_FILTER_PARAMS + 3, params, e);
    str_release(&sql);
    if (r)
        take_levels(r, out->levels);
    return take_alerts(r, a, out);
}

static int take_groups(PGresult *r, struct arena *a, struct read_groups *out)
{
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_group){read_text(r, i, 0, a), read_int(r, i, 1, 0)};
    PQclear(r);
    return 0;
}

int read_alerts_by_case(struct read *rd, const struct read_filter *f, const struct read_alert *after,
                        int limit, struct arena *a, struct read_alerts *out, struct err *e)
{
    static const char page[] =
        " and ($17::text is null or (case_no, rule, subject) > ($17, $18::int, $19)) order by "
        "case_no, rule, subject limit $20::int";
    const char *params[ALERT_FILTER_PARAMS + 4];
    struct alert_filter_text t;
    struct str sql = {0};
    char rule[16], limit_text[16];
    alert_query_fill(f, &t, params);
    snprintf(rule, sizeof rule, "%d", after ? after->rule : 0);
    snprintf(limit_text, sizeof limit_text, "%d", limit);
    params[ALERT_FILTER_PARAMS] = after ? after->case_no : NULL;
    params[ALERT_FILTER_PARAMS + 1] = rule;
    params[ALERT_FILTER_PARAMS + 2] = after ? after->subject : "";
    params[ALERT_FILTER_PARAMS + 3] = limit_text;
    alert_query_select(&sql, rd, f->once, select_list, page);
    int rc = take_alerts(read_query(rd, sql.p, ALERT_FILTER_PARAMS + 4, params, e), a, out);
    str_release(&sql);
    return rc;
}

int read_alert_groups(struct read *rd, const struct read_filter *f, enum read_group_by by, struct arena *a,
                      struct read_groups *out, struct err *e)
{
    static const char *const columns[] = {"rule::text, count(*)", "dept, count(*)"};
    const char *params[ALERT_FILTER_PARAMS];
    struct alert_filter_text t;
    struct str sql = {0};
    alert_query_fill(f, &t, params);
    alert_query_select(&sql, rd, f->once, columns[by], " group by 1 order by 2 desc, 1");
    int rc = take_groups(read_query(rd, sql.p, ALERT_FILTER_PARAMS, params, e), a, out);
    str_release(&sql);
    return rc;
}

int read_case_changes(struct read *rd, const char *case_no, struct arena *a, struct read_changes *out,
                      struct err *e)
{
    const char *const params[] = {case_no};
    PGresult *r = read_query(rd, select_changes, 1, params, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_change){read_int(r, i, 0, 0), read_instant(r, i, 1), read_instant(r, i, 2),
                                         read_text(r, i, 3, a), read_text(r, i, 4, a)};
    PQclear(r);
    return 0;
}

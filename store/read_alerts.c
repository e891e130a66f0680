#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/read_query.h"
#include "store/read_rows.h"

enum { FILTER_PARAMS = 16 };

/* The alerts that a list may be of: all, or those of a unit. It sees those that it is responsible for, and
 * those of its cases; of a case that is not shared no other unit ever was responsible for one. The viewer is
 * asked for by a subselect: a function within a condition would hide it from the index, for it might leak
 * what the policy hides. */
/* clang-format off */
#define ITS(own) "select * from alert where " own " = (select viewer_" own "())"
#define SHARED(own) \
    "select * from alert where " own " <> (select viewer_" own "())" \
    " and case_no in (select case_no from case_unit where unit = (select viewer_unit()) and shared)"

/* What counts once of them. A rule's hundred is its dimension. */
#define CARD "case_no, rule / 100, date_trunc('month', raised_at at time zone 'Asia/Shanghai'), region, dept"
#define ONCE \
    " where state not in ('withdrawn', 'revoked') and level in ('yellow', 'red')" \
    " and ($1::text is null or region = $1) and ($2::text is null or dept = $2)" \
    " and ($6::text is null or case_no = $6)" \
    " and ($8::timestamptz is null or raised_at >= $8) and ($9::timestamptz is null or raised_at < $9)" \
    " order by " CARD ", level = 'red' desc, raised_at, id) "

/* $1…$16: null means any. The planner knows the values (unnamed statements), so the tests of absent ones cost
 * nothing. */
#define FILTER \
    " and ($1::text is null or region = $1) and ($2::text is null or dept = $2)" \
    " and ($3::text is null or item = $3) and ($4::text is null or level = $4)" \
    " and ($5::text is null or state = $5) and ($6::text is null or case_no = $6)" \
    " and ($7::int is null or rule = $7)" \
    " and ($8::timestamptz is null or raised_at >= $8) and ($9::timestamptz is null or raised_at < $9)" \
    " and ($10::bool is null or state not in ('withdrawn', 'revoked'))" \
    " and ($11::timestamptz is null or seen_at >= $11)" \
    READ_ANY_OF("$12", "$13", "$14", "$15", "$16")

static const char select_changes[] =
    "select h.alert, " READ_US("h.at") ", " READ_US("h.raised_at") ", h.state, h.level"
    " from alert a join alert_history h on h.alert = a.id"
    " where a.case_no = $1 order by a.rule, a.subject, h.at";
static const char *const its[] = {[READ_REGION] = ITS("region"), [READ_DEPT] = ITS("dept")};
static const char *const shared[] = {[READ_REGION] = SHARED("region"), [READ_DEPT] = SHARED("dept")};
/* clang-format on */

struct filter_text {
    char rule[16], from[INSTANT_TEXT], to[INSTANT_TEXT], seen[INSTANT_TEXT];
};

static void fill(const struct read_filter *f, struct filter_text *t, const char *params[FILTER_PARAMS])
{
    snprintf(t->rule, sizeof t->rule, "%d", f->rule);
    params[0] = f->region;
    params[1] = f->dept;
    params[2] = f->item;
    params[3] = f->level;
    params[4] = f->state;
    params[5] = f->case_no;
    params[6] = f->rule ? t->rule : NULL;
    params[7] = f->from == INSTANT_NONE ? NULL : instant_text_us(f->from, t->from);
    params[8] = f->to == INSTANT_NONE ? NULL : instant_text_us(f->to, t->to);
    params[9] = f->valid ? "t" : NULL;
    params[10] = f->seen == INSTANT_NONE ? NULL : instant_text_us(f->seen, t->seen);
    read_any_fill(f->any, params + 11);
}

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

static int take_alerts(PGresult *r, struct arena *a, struct read_alerts *out)
{
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        take_alert(r, i, a, &out->v[i]);
    PQclear(r);
    return 0;
}

/* A unit's are two lists, each in its own order by an index: each is cut by itself, and then both together.
 */
static void put_alerts(struct str *sql, enum read_whose whose, const char *filter, const char *cut)
{
    if (whose == READ_ALL)
        str_puts(sql, "alert");
    else
        str_printf(sql, "((%s%s%s) union all (%s%s%s)) alert", its[whose], filter, cut, shared[whose], filter,
                   cut);
}

/* "select columns from … where …", of the viewer's alerts, or of what counts once of them; `cut`: more
 * conditions, their order and how many, if not all are wanted. */
static void put_select(struct str *sql, const struct read *rd, bool once, const char *columns,
                       const char *cut)
{
    enum read_whose whose = read_whose(rd);
    if (once) {
        str_puts(sql, "with once as (select distinct on (" CARD ") * from ");
        put_alerts(sql, whose, "", "");
        str_puts(sql, ONCE);
    }
    str_printf(sql, "select %s from ", columns);
    if (once)
        str_puts(sql, "once");
    else
        put_alerts(sql, whose, FILTER, cut);
    str_printf(sql, " where true" FILTER "%s", cut);
}

/* How a list stands. */
#define RANK "array_position('{notice,warning,yellow,red}', level)"
static const struct {
    const char *key, *column;
} order_table[] = {
    {"raised", "raised_at"}, {"seen", "seen_at"}, {"level", RANK},      {"rule", "rule"},
    {"case_no", "case_no"},  {"item", "item"},    {"region", "region"}, {"dept", "dept"},
    {"state", "state"},      {"due", "due_at"},   {"left", "due_at"},   {"more", "n"},
};

static const char *column_of(const char *key)
{
    enum { N = sizeof order_table / sizeof *order_table };
    int i = 0;
    while (i < N && strcmp(order_table[i].key, key) != 0)
        i++;
    assert(i < N);
    return order_table[i].column;
}

static int take_rows(PGresult *r, struct arena *a, struct read_alert_rows *out)
{
    if (!r)
        return -1;
    int behind = PQnfields(r) - 3;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++) {
        take_alert(r, i, a, &out->v[i].alert);
        out->v[i].duty = read_text(r, i, behind, a);
        out->v[i].due = read_instant(r, i, behind + 1);
        out->v[i].n = read_int(r, i, behind + 2, 1);
    }
    PQclear(r);
    return 0;
}

/* The rows of a list: those of the filter, or the gravest of each case with `n`. */
static void put_rows(struct str *sql, struct read *rd, const struct read_filter *f, bool by_case,
                     const char *cut)
{
    if (by_case)
        str_puts(sql, "select distinct on (case_no) *, count(*) over (partition by case_no) n from (");
    put_select(sql, rd, f->once, by_case ? "*" : "*, 1 n", by_case ? "" : cut);
    if (by_case)
        str_puts(sql, ") x order by case_no, " RANK " desc, raised_at, id");
}

int read_alerts_ordered(struct read *rd, const struct read_filter *f, bool by_case,
                        const struct read_order *o, struct arena *a, struct read_alert_rows *out,
                        struct err *e)
{
    const char *params[FILTER_PARAMS + 3];
    struct read_filter any_level = *f;
    struct filter_text t;
    struct str sql = {0}, order = {0}, cut = {0};
    char limit[16], offset[24];
    any_level.level = NULL;
    fill(by_case ? &any_level : f, &t, params);
    snprintf(limit, sizeof limit, "%d", o->limit);
    snprintf(offset, sizeof offset, "%" PRId64, o->offset);
    params[FILTER_PARAMS] = f->level;
    params[FILTER_PARAMS + 1] = limit;
    params[FILTER_PARAMS + 2] = offset;
    const char *by = column_of(o->by);
    str_printf(&order, " order by %s%s, raised_at desc, id desc", by,
               o->down ? " desc nulls last" : " nulls last");
    if (strcmp(by, "due_at") != 0 && strcmp(by, "n") != 0) /* a column of alerts: no more need be joined */
        str_printf(&cut, "%s limit $18::int + $19::bigint", order.p);
    str_printf(&sql, "select %s, duty, " READ_US("due_at") ", n from (", select_list);
    put_rows(&sql, rd, f, by_case, str_text(&cut));
    str_printf(&sql,
               ") a left join (select case_no, duty, due_at from cases) c using (case_no)"
               " where ($17::text is null or level = $17)%s limit $18::int offset $19::bigint",
               order.p);
    str_release(&order);
    str_release(&cut);
    int rc = take_rows(read_query(rd, sql.p, FILTER_PARAMS + 3, params, e), a, out);
    str_release(&sql);
    return rc;
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

int read_alert_cases(struct read *rd, const struct read_filter *f, struct arena *a, struct read_groups *out,
                     struct err *e)
{
    const char *params[FILTER_PARAMS];
    struct read_filter any_level = *f;
    struct filter_text t;
    struct str sql = {0};
    any_level.level = NULL;
    fill(&any_level, &t, params);
    str_puts(&sql, "select level, count(*) from (");
    put_rows(&sql, rd, f, true, "");
    str_puts(&sql, ") a group by 1 order by 2 desc, 1");
    int rc = take_groups(read_query(rd, sql.p, FILTER_PARAMS, params, e), a, out);
    str_release(&sql);
    return rc;
}

static int take_page(struct read *rd, const struct read_filter *f, const char *rest, int n,
                     const char *const *params, struct arena *a, struct read_alerts *out, struct err *e)
{
    struct str sql = {0};
    put_select(&sql, rd, f->once, select_list, rest);
    int rc = take_alerts(read_query(rd, sql.p, n, params, e), a, out);
    str_release(&sql);
    return rc;
}

static PGresult *query_filtered(struct read *rd, const struct read_filter *f, const char *columns,
                                const char *rest, struct err *e)
{
    const char *params[FILTER_PARAMS];
    struct filter_text t;
    struct str sql = {0};
    fill(f, &t, params);
    put_select(&sql, rd, f->once, columns, "");
    str_puts(&sql, rest);
    PGresult *r = read_query(rd, sql.p, FILTER_PARAMS, params, e);
    str_release(&sql);
    return r;
}

int read_alerts(struct read *rd, const struct read_filter *f, instant raised, int64_t id, int limit,
                struct arena *a, struct read_alerts *out, struct err *e)
{
    static const char page[] =
        " and ($17::timestamptz is null or (raised_at, id) < ($17, $18::bigint)) order by "
        "raised_at desc, id desc limit $19::int";
    const char *params[FILTER_PARAMS + 3];
    struct filter_text t;
    char at[INSTANT_TEXT], id_text[24], limit_text[16];
    fill(f, &t, params);
    snprintf(id_text, sizeof id_text, "%" PRId64, id);
    snprintf(limit_text, sizeof limit_text, "%d", limit);
    params[FILTER_PARAMS] = raised == INSTANT_NONE ? NULL : instant_text_us(raised, at);
    params[FILTER_PARAMS + 1] = id_text;
    params[FILTER_PARAMS + 2] = limit_text;
    return take_page(rd, f, page, FILTER_PARAMS + 3, params, a, out, e);
}

int read_alerts_by_case(struct read *rd, const struct read_filter *f, const struct read_alert *after,
                        int limit, struct arena *a, struct read_alerts *out, struct err *e)
{
    static const char page[] =
        " and ($17::text is null or (case_no, rule, subject) > ($17, $18::int, $19)) order by "
        "case_no, rule, subject limit $20::int";
    const char *params[FILTER_PARAMS + 4];
    struct filter_text t;
    char rule[16], limit_text[16];
    fill(f, &t, params);
    snprintf(rule, sizeof rule, "%d", after ? after->rule : 0);
    snprintf(limit_text, sizeof limit_text, "%d", limit);
    params[FILTER_PARAMS] = after ? after->case_no : NULL;
    params[FILTER_PARAMS + 1] = rule;
    params[FILTER_PARAMS + 2] = after ? after->subject : "";
    params[FILTER_PARAMS + 3] = limit_text;
    return take_page(rd, f, page, FILTER_PARAMS + 4, params, a, out, e);
}

int read_alert_groups(struct read *rd, const struct read_filter *f, enum read_group_by by, struct arena *a,
                      struct read_groups *out, struct err *e)
{
    static const char *const columns[] = {"level, count(*)", "rule::text, count(*)", "region, count(*)",
                                          "dept, count(*)"};
    return take_groups(query_filtered(rd, f, columns[by], " group by 1 order by 2 desc, 1", e), a, out);
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

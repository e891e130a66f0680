#include <inttypes.h>
#include <stdio.h>

#include "store/read_query.h"
#include "store/read_rows.h"

enum { FILTER_PARAMS = 10 };

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

/* $1…$10: null means any. The planner knows the values (unnamed statements), so the tests of absent ones cost
 * nothing. */
#define FILTER \
    " and ($1::text is null or region = $1) and ($2::text is null or dept = $2)" \
    " and ($3::text is null or item = $3) and ($4::text is null or level = $4)" \
    " and ($5::text is null or state = $5) and ($6::text is null or case_no = $6)" \
    " and ($7::int is null or rule = $7)" \
    " and ($8::timestamptz is null or raised_at >= $8) and ($9::timestamptz is null or raised_at < $9)" \
    " and ($10::bool is null or state not in ('withdrawn', 'revoked'))"

static const char select_changes[] =
    "select h.alert, " READ_US("h.at") ", " READ_US("h.raised_at") ", h.state, h.level"
    " from alert a join alert_history h on h.alert = a.id"
    " where a.case_no = $1 order by a.rule, a.subject, h.at";
static const char *const its[] = {[READ_REGION] = ITS("region"), [READ_DEPT] = ITS("dept")};
static const char *const shared[] = {[READ_REGION] = SHARED("region"), [READ_DEPT] = SHARED("dept")};
/* clang-format on */

struct filter_text {
    char rule[16], from[INSTANT_TEXT], to[INSTANT_TEXT];
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
        " and ($11::timestamptz is null or (raised_at, id) < ($11, $12::bigint)) order by "
        "raised_at desc, id desc limit $13::int";
    const char *params[FILTER_PARAMS + 3];
    struct filter_text t;
    char at[INSTANT_TEXT], id_text[24], limit_text[16];
    fill(f, &t, params);
    snprintf(id_text, sizeof id_text, "%" PRId64, id);
    snprintf(limit_text, sizeof limit_text, "%d", limit);
    params[10] = raised == INSTANT_NONE ? NULL : instant_text_us(raised, at);
    params[11] = id_text;
    params[12] = limit_text;
    return take_page(rd, f, page, FILTER_PARAMS + 3, params, a, out, e);
}

int read_alerts_by_case(struct read *rd, const struct read_filter *f, const struct read_alert *after,
                        int limit, struct arena *a, struct read_alerts *out, struct err *e)
{
    static const char page[] =
        " and ($11::text is null or (case_no, rule, subject) > ($11, $12::int, $13)) order by "
        "case_no, rule, subject limit $14::int";
    const char *params[FILTER_PARAMS + 4];
    struct filter_text t;
    char rule[16], limit_text[16];
    fill(f, &t, params);
    snprintf(rule, sizeof rule, "%d", after ? after->rule : 0);
    snprintf(limit_text, sizeof limit_text, "%d", limit);
    params[10] = after ? after->case_no : NULL;
    params[11] = rule;
    params[12] = after ? after->subject : "";
    params[13] = limit_text;
    return take_page(rd, f, page, FILTER_PARAMS + 4, params, a, out, e);
}

int read_alert_groups(struct read *rd, const struct read_filter *f, enum read_group_by by, struct arena *a,
                      struct read_groups *out, struct err *e)
{
    static const char *const columns[] = {"level, count(*)", "rule::text, count(*)", "region, count(*)",
                                          "dept, count(*)"};
    PGresult *r = query_filtered(rd, f, columns[by], " group by 1 order by 2 desc, 1", e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_group){read_text(r, i, 0, a), read_int(r, i, 1, 0)};
    PQclear(r);
    return 0;
}

int read_alert_rules(struct read *rd, const struct read_filter *f, struct arena *a, struct read_rules *out,
                     struct err *e)
{
    PGresult *r = query_filtered(rd, f, "rule, level, count(*)",
                                 " group by rule, level order by rule, array_position(array['red', 'yellow', "
                                 "'warning', 'notice'], level::text)",
                                 e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_rule){(int)read_int(r, i, 0, 0), read_text(r, i, 1, a),
                                       read_int(r, i, 2, 0)};
    PQclear(r);
    return 0;
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

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/case_query.h"
#include "store/case_units.h"
#include "store/read_rows.h"
#include "store/read_cases.h"

const char *const read_verdict_word[READ_VERDICTS + 1] = {"kept", "broken",  "overdue",
                                                          "none", "pending", NULL};

/* clang-format off */
/* Rows without an event in the fold (all voided, or still to come) are no cases yet. */
/* A unit's lists go by case_unit, which has an index for them; what the unit may see is the database's to say. The
 * viewer is asked for by a subselect: a function within a condition would hide it from the index, for it might leak
 * what the policy hides. */
#define OF_ALL " from cases where n_events > 0" CASE_FILTER
#define OF_UNIT " from case_unit where unit = (select viewer_unit())" CASE_FILTER
#define COLUMNS "case_no, events, " READ_US("evaluated") ", version, upheld"
#define PAGE(kept) \
    CASE_KEPT_IS(kept) \
    " and ($17::text is null or case_no > $17)" \
    " order by case_no limit $18::int"
static const char page_of_all[] =
    "select " COLUMNS OF_ALL PAGE(CASE_KEPT);
static const char page_of_unit[] =
    "select " COLUMNS " from cases join (select case_no" OF_UNIT PAGE("kept") ") listed using (case_no)"
    " order by case_no";
static const char ordered_all[] = /* all by number: the table's own order */
    "select " COLUMNS " from cases where n_events > 0" CASE_FILTER CASE_KEPT_IS(CASE_KEPT)
    " order by case_no%s" CASE_CUT;
static const char ordered_by_case[] =
    "select " COLUMNS " from (select case_no%s" CASE_KEPT_IS("kept") ") l join cases using (case_no)"
    " order by %s%s, case_no" CASE_CUT;
static const char ordered_by_unit[] =
    "select " COLUMNS
    " from (select case_no, %s k%s" CASE_KEPT_IS("kept") " order by k%s, case_no" CASE_CUT ") l"
    " join cases using (case_no) order by k%s, case_no";
static const char by_day[] =
    "select " READ_DAY("day") ", sum(accepted), sum(completed) from day_count"
    " where day >= $1::date and day < $2::date"
    " group by 1";
/* clang-format on */

static int take_cases(PGresult *r, struct arena *a, struct read_cases *out)
{
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->n -= out->n == 1 && PQgetisnull(r, 0, 0); /* beside counts stands a row of nulls where nothing is */
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++) {
        struct read_case *c = &out->v[i];
        c->case_no = read_text(r, i, 0, a);
        c->events = read_bytes(r, i, 1, a, &c->n_events_bytes);
        c->evaluated = read_instant(r, i, 2);
        c->version = read_text(r, i, 3, a);
        c->upheld = read_bytes(r, i, 4, a, &c->n_upheld_bytes);
    }
    PQclear(r);
    return 0;
}

int read_cases(struct read *rd, const struct read_filter *f, const char *after, int limit, struct arena *a,
               struct read_cases *out, struct err *e)
{
    const char *params[CASE_FILTER_PARAMS + 3];
    struct case_filter_text t;
    char limit_text[16];
    snprintf(limit_text, sizeof limit_text, "%d", limit);
    case_query_fill(f, &t, params);
    params[CASE_FILTER_PARAMS] = f->kept;
    params[CASE_FILTER_PARAMS + 1] = after;
    params[CASE_FILTER_PARAMS + 2] = limit_text;
    return take_cases(
        read_query(rd, read_whose(rd) ? page_of_unit : page_of_all, CASE_FILTER_PARAMS + 3, params, e), a,
        out);
}

/* Those of which something is due. */
static int read_due(struct read *rd, const struct refdata *ref, const struct read_filter *f,
                    const struct read_order *o, struct arena *a, struct read_cases *out, struct err *e)
{
    const char *params[CASE_AGENDA_PARAMS];
    struct case_agenda_text t;
    struct str sql = {0};
    int n = case_query_fill_agenda(rd, ref, f, o, a, &t, params);
    str_puts(&sql, "select " COLUMNS " from (");
    case_query_put_agenda(&sql, "case_no, due_at as due", rd, f, o->down);
    str_printf(&sql, ") l join cases using (case_no) order by due%s, case_no", o->down ? " desc" : "");
    int rc = take_cases(read_query(rd, sql.p, n, params, e), a, out);
    str_release(&sql);
    return rc;
}

/* The others, by number. */
static int read_not_due(struct read *rd, const struct read_filter *f, const struct read_order *o,
                        struct arena *a, struct read_cases *out, struct err *e)
{
    const char *params[CASE_ORDER_PARAMS];
    bool whole = case_query_of_all(rd, f); /* the table's own order */
    struct case_order_text t;
    struct str sql = {0};
    case_query_fill_order(f, o, &t, params);
    if (whole)
        str_puts(&sql, "select " COLUMNS OF_ALL CASE_KEPT_IS(CASE_KEPT));
    else
        str_printf(&sql, "select " COLUMNS " from cases join (select case_no%s" CASE_KEPT_IS("kept"),
                   case_query_source(rd, f));
    str_printf(&sql, " and due_at is null order by case_no" CASE_CUT "%s",
               whole ? "" : ") listed using (case_no) order by case_no");
    int rc = take_cases(read_query(rd, sql.p, CASE_ORDER_PARAMS, params, e), a, out);
    str_release(&sql);
    return rc;
}

static int count_due(struct read *rd, const struct read_filter *f, int64_t *n, struct err *e)
{
    const char *params[CASE_FILTER_PARAMS + 1];
    struct case_filter_text t;
    struct str sql = {0};
    case_query_fill(f, &t, params);
    params[CASE_FILTER_PARAMS] = f->kept;
    str_printf(&sql, "select count(*)%s" CASE_KEPT_IS("kept") " and due_at is not null",
               case_query_source(rd, f));
    PGresult *r = read_query(rd, sql.p, CASE_FILTER_PARAMS + 1, params, e);
    str_release(&sql);
    *n = r ? read_int(r, 0, 0, 0) : 0;
    PQclear(r);
    return r ? 0 : -1;
}

/* Those of which nothing is due stand behind the others: where a page has some of these, it goes on with the
 * first, else with as many passed over as its offset goes beyond the others. Counted apart, for a query whose
 * offset is not known beforehand is planned as if it read much. */
static int by_due(struct read *rd, const struct refdata *ref, const struct read_filter *f,
                  const struct read_order *o, struct arena *a, struct read_cases *out, struct err *e)
{
    struct read_order rest = *o;
    struct read_cases more;
    int64_t n_due = o->offset;
    if (read_due(rd, ref, f, o, a, out, e))
        return -1;
    rest.limit -= (int)out->n;
    if (!rest.limit)
        return 0;
    if (!out->n && o->offset && count_due(rd, f, &n_due, e))
        return -1;
    rest.offset = o->offset - n_due;
    assert(rest.offset >= 0); /* one snapshot */
    if (read_not_due(rd, f, &rest, a, &more, e))
        return -1;
    struct read_case *both = arena_alloc(a, (out->n + more.n + 1) * sizeof *both);
    memcpy(both, out->v, out->n * sizeof *both);
    memcpy(both + out->n, more.v, more.n * sizeof *both);
    *out = (struct read_cases){both, out->n + more.n};
    return 0;
}

static int by_column(struct read *rd, const struct read_filter *f, const struct read_order *o,
                     struct arena *a, struct read_cases *out, struct err *e)
{
    const char *params[CASE_ORDER_PARAMS], *down = o->down ? " desc nulls last" : " nulls last";
    struct case_order_text t;
    struct str sql = {0};
    bool of_cases;
    const char *by = case_query_column(o->by, &of_cases);
    case_query_fill_order(f, o, &t, params);
    const char *source = case_query_source(rd, f);
    if (!strcmp(o->by, "case_no") && !read_whose(rd))
        str_printf(&sql, ordered_all, o->down ? " desc" : "");
    else if (of_cases)
        str_printf(&sql, ordered_by_case, source, by, down);
    else
        str_printf(&sql, ordered_by_unit, by, source, down, down);
    int rc = take_cases(read_query(rd, sql.p, CASE_ORDER_PARAMS, params, e), a, out);
    str_release(&sql);
    return rc;
}

/* What has a word that somebody looks for: all numbers are read once, which an index has, and then only the
 * rows found. Arrays, for a plan that expects few. The counts stand beside each row. */
/* clang-format off */
#define FOUND(column) "array(select " column " from found where true" CASE_KEPT_IS("kept") ")"
static const char of_word[] =
    "with found as materialized (select unit, case_no, kept%s),"
    " counts as (select count(*) filter (where kept = 'kept'), count(*) filter (where kept = 'broken'),"
    " count(*) filter (where kept = 'overdue'), count(*) filter (where kept = 'none'),"
    " count(*) filter (where kept = 'pending') from found)"
    " select p.*, counts.* from counts left join (select " COLUMNS ", k from (select case_no, %s k"
    " from unnest(" FOUND("unit") ", " FOUND("case_no") ") f(unit, case_no) join %s using (%scase_no)"
    " order by k%s, case_no" CASE_CUT ") l join cases using (case_no)) p on true order by k%s, case_no";
/* clang-format on */

static int found(struct read *rd, const struct read_filter *f, const struct read_order *o, struct arena *a,
                 struct read_cases *out, int64_t n[READ_VERDICTS], struct err *e)
{
    const char *params[CASE_ORDER_PARAMS], *down = o->down ? " desc nulls last" : " nulls last";
    struct case_order_text t;
    struct str sql = {0};
    bool of_cases;
    const char *by = case_query_column(o->by, &of_cases);
    case_query_fill_order(f, o, &t, params);
    str_printf(&sql, of_word, case_query_source(rd, f), by, of_cases ? "cases" : "case_unit",
               of_cases ? "" : "unit, ", down, down);
    PGresult *r = read_query(rd, sql.p, CASE_ORDER_PARAMS, params, e);
    str_release(&sql);
    for (int v = 0; r && v < READ_VERDICTS; v++)
        n[v] = read_int(r, 0, PQnfields(r) - READ_VERDICTS + v, 0);
    return take_cases(r, a, out);
}

/* How many the list has of all that are counted. */
static int64_t n_listed(const struct read_filter *f, const int64_t n[READ_VERDICTS])
{
    int64_t all = 0;
    for (int v = 0; v < READ_VERDICTS; v++)
        all += !f->kept || !strcmp(f->kept, read_verdict_word[v]) ? n[v] : 0;
    return all;
}

int read_cases_ordered(struct read *rd, const struct refdata *ref, const struct read_filter *f,
                       const struct read_order *o, struct arena *a, struct read_cases *out,
                       int64_t n[READ_VERDICTS], struct err *e)
{
    if (f->any)
        return found(rd, f, o, a, out, n, e);
    *out = (struct read_cases){0};
    if (read_verdicts(rd, f, n, e))
        return -1;
    if (n_listed(f, n) <= o->offset) /* no row is looked for: only all that there are would tell */
        return 0;
    return case_query_by_due(o) ? by_due(rd, ref, f, o, a, out, e) : by_column(rd, f, o, a, out, e);
}

int read_cases_since(struct read *rd, instant since, const char *after, int limit, struct arena *a,
                     struct read_cases *out, struct err *e)
{
    char at[INSTANT_TEXT], limit_text[16];
    snprintf(limit_text, sizeof limit_text, "%d", limit);
    const char *const params[] = {instant_text_us(since, at), after, limit_text};
    return take_cases(read_query(rd,
                                 "select " COLUMNS
                                 " from cases where (evaluated >= $1::timestamptz or not ended)"
                                 " and ($2::text is null or case_no > $2) order by case_no limit $3::int",
                                 3, params, e),
                      a, out);
}

int read_verdicts(struct read *rd, const struct read_filter *f, int64_t n[READ_VERDICTS], struct err *e)
{
    const char *params[CASE_FILTER_PARAMS];
    struct case_filter_text t;
    case_query_fill(f, &t, params);
    struct str sql = {0};
    str_printf(&sql, "select kept, count(*)%s group by 1", case_query_source(rd, f));
    PGresult *r = read_query(rd, sql.p, CASE_FILTER_PARAMS, params, e);
    str_release(&sql);
    if (!r)
        return -1;
    memset(n, 0, READ_VERDICTS * sizeof *n);
    for (int i = 0; i < PQntuples(r); i++)
        for (int v = 0; v < READ_VERDICTS; v++)
            if (!strcmp(PQgetvalue(r, i, 0), read_verdict_word[v]))
                n[v] = read_int(r, i, 1, 0);
    PQclear(r);
    return 0;
}

int read_days(struct read *rd, day from, int days, int64_t *accepted, int64_t *completed, struct err *e)
{
    char first[DAY_TEXT], behind[DAY_TEXT];
    const char *const v[] = {day_text(from, first), day_text(from + days, behind)};
    PGresult *r = read_query(rd, by_day, 2, v, e);
    if (!r)
        return -1;
    memset(accepted, 0, (size_t)days * sizeof *accepted);
    memset(completed, 0, (size_t)days * sizeof *completed);
    for (int i = 0; i < PQntuples(r); i++) {
        int64_t at = read_int(r, i, 0, 0) - from;
        assert(at >= 0 && at < days);
        accepted[at] = read_int(r, i, 1, 0);
        completed[at] = read_int(r, i, 2, 0);
    }
    PQclear(r);
    return 0;
}

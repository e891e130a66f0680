/* The rows of `orders`: an order as its acts have made it. */
#include <stdio.h>
#include <string.h>

#include "store/read_acts.h"
#include "store/param.h"
#include "store/read_query.h"

/* clang-format off */
/* In the order in which take_row reads them. */
#define COLUMNS \
    "\"order\", region, dept, alerts, state, color, on_time, steps," \
    " " READ_US("issued_at") ", " READ_US("signed_at") "," \
    " " READ_US("replied_at") ", " READ_US("closed_at") "," \
    " rounds, " READ_DAY("first_due") ", " READ_DAY("due") "," \
    " " READ_US("round_end") ", " READ_US("due_soon") "," \
    " provisional, counts, " READ_US("next_change") ", overdue"

static const char lock_due[] =
    "select " COLUMNS ", version <> $3 from orders"
    " where next_change <= " PARAM_AT("$1") " or version <> $3"
    " order by \"order\" limit $2::bigint for update skip locked";

static const char upsert[] =
    "insert into orders (\"order\", year, n, region, dept, alerts, state, color, on_time, steps,"
    " issued_at, signed_at, replied_at, closed_at,"
    " rounds, first_due, due, round_end, due_soon,"
    " provisional, next_change, counts, version, overdue)"
    " values ($1, $2::integer, $3::integer, $4, $5, $6::integer, $7, $8, $9::boolean, $10::smallint,"
    " " PARAM_AT("$11") ", " PARAM_AT("$12") ", " PARAM_AT("$13") ", " PARAM_AT("$14") ","
    " $15::integer, $16::date, $17::date, " PARAM_AT("$18") ", " PARAM_AT("$19") ","
    " $20::boolean, " PARAM_AT("$21") ", $22, $23, $24::boolean)"
    " on conflict (\"order\") do update set"
    " state = excluded.state, color = excluded.color, on_time = excluded.on_time, steps = excluded.steps,"
    " issued_at = excluded.issued_at, signed_at = excluded.signed_at,"
    " replied_at = excluded.replied_at, closed_at = excluded.closed_at,"
    " rounds = excluded.rounds, first_due = excluded.first_due, due = excluded.due,"
    " round_end = excluded.round_end, due_soon = excluded.due_soon,"
    " provisional = excluded.provisional, next_change = excluded.next_change, counts = excluded.counts,"
    " version = excluded.version, overdue = excluded.overdue";
/* clang-format on */

static int color_of(const char *word)
{
    for (int i = 0; i < COLORS; i++)
        if (!strcmp(order_color_word[i], word))
            return i;
    return COLOR_BLUE;
}

/* Row `i` of a result with COLUMNS. */
static void take_row(PGresult *r, int i, const struct refdata *ref, struct arena *a, struct order_row *out)
{
    instant next = read_instant(r, i, 19);
    *out = (struct order_row){
        .o =
            {
                .order = read_text(r, i, 0, a),
                .region = refdata_region(ref, PQgetvalue(r, i, 1)),
                .dept = refdata_dept(ref, PQgetvalue(r, i, 2)),
                .alerts = (uint32_t)read_int(r, i, 3, 0),
                .state = (uint8_t)act_state_find(ABOUT_ORDER, PQgetvalue(r, i, 4)),
                .steps = (uint8_t)read_int(r, i, 7, 0),
                .issued_at = read_instant(r, i, 8),
                .signed_at = read_instant(r, i, 9),
                .replied_at = read_instant(r, i, 10),
                .closed_at = read_instant(r, i, 11),
                .rounds = (int32_t)read_int(r, i, 12, 0),
                .first_due = (day)read_int(r, i, 13, DAY_NONE),
                .due = (day)read_int(r, i, 14, DAY_NONE),
                .round_end = read_instant(r, i, 15),
            },
        .color = (enum order_color)color_of(PQgetvalue(r, i, 5)),
        .on_time = PQgetisnull(r, i, 6) ? -1 : *PQgetvalue(r, i, 6) == 't',
        .due_soon = read_instant(r, i, 16),
        .provisional = *PQgetvalue(r, i, 17) == 't',
        .counts = read_text(r, i, 18, a),
        .next_change = next == INSTANT_NONE ? INSTANT_MAX : next,
        .overdue = *PQgetvalue(r, i, 20) == 't',
    };
}

int orders_lock(struct db *db, const char *order, const struct refdata *ref, struct arena *a,
                struct order_row *out, struct err *e)
{
    PGresult *r = db_text(db, "select " COLUMNS " from orders where \"order\" = $1 for update", 1, &order, e);
    int n = r ? PQntuples(r) : -1;
    *out = (struct order_row){
        .o = {.state = IS_none}, .counts = "", .due_soon = INSTANT_NONE, .next_change = INSTANT_MAX};
    if (n > 0)
        take_row(r, 0, ref, a, out);
    PQclear(r);
    return n;
}

int orders_lock_due(struct db *db, instant now, int limit, const struct refdata *ref, struct arena *a,
                    struct order_rows *out, struct err *e)
{
    const char *v[] = {param_instant(a, now), param_int(a, limit), ref->version};
    PGresult *r = db_text(db, lock_due, 3, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    out->stale = arena_zalloc(a, out->n + 1);
    for (size_t i = 0; i < out->n; i++) {
        take_row(r, (int)i, ref, a, &out->v[i]);
        out->stale[i] = *PQgetvalue(r, (int)i, 21) == 't';
    }
    PQclear(r);
    return 0;
}

/* YYYY-N: the year and the number; anything else has neither. */
static bool number_of(const char *order, int *year, int *n)
{
    char rest;
    return strlen(order) <= 15 && sscanf(order, "%4d-%9d%c", year, n, &rest) == 2 && *year >= 1000 && *n > 0;
}

int orders_put(struct db *db, const struct order_row *r, const struct refdata *ref, struct err *e)
{
    struct arena t = {0};
    const struct order *o = &r->o;
    int year, n;
    bool numbered = number_of(o->order, &year, &n);
    const char *v[] = {o->order,
                       numbered ? param_int(&t, year) : NULL,
                       numbered ? param_int(&t, n) : NULL,
                       ref->regions[o->region].code,
                       ref->depts[o->dept].code,
                       param_int(&t, o->alerts),
                       act_state_word[o->state],
                       order_color_word[r->color],
                       r->on_time < 0 ? NULL
                       : r->on_time   ? "t"
                                      : "f",
                       param_int(&t, o->steps),
                       param_instant(&t, o->issued_at),
                       param_instant(&t, o->signed_at),
                       param_instant(&t, o->replied_at),
                       param_instant(&t, o->closed_at),
                       param_int(&t, o->rounds),
                       param_day(&t, o->first_due),
                       param_day(&t, o->due),
                       param_instant(&t, o->round_end),
                       param_instant(&t, r->due_soon),
                       r->provisional ? "t" : "f",
                       param_instant(&t, r->next_change),
                       r->counts,
                       ref->version,
                       r->overdue ? "t" : "f"};
    PGresult *res = db_text(db, upsert, sizeof v / sizeof *v, v, e);
    PQclear(res);
    arena_release(&t);
    return res ? 0 : -1;
}

int orders_number(struct db *db, int year, int *n, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {param_int(&t, year)};
    PGresult *r = db_text(db, "select coalesce(max(n), 0) + 1 from orders where year = $1::integer", 1, v, e);
    *n = r ? (int)read_int(r, 0, 0, 1) : 0;
    PQclear(r);
    arena_release(&t);
    return r ? 0 : -1;
}

/* The first columns of a row of order_alert. */
static struct act_alert take_alert(PGresult *r, int i, struct arena *a)
{
    return (struct act_alert){.case_no = read_text(r, i, 0, a),
                              .rule = (uint16_t)rules_find((int)read_int(r, i, 1, 0)),
                              .subject = read_text(r, i, 2, a),
                              .source = read_text(r, i, 3, a),
                              .event_id = read_text(r, i, 4, a)};
}

/* With whose order it is and whether that has ended. */
static void take_name(PGresult *r, int i, const struct refdata *ref, struct arena *a, struct acts_names *out)
{
    const struct act_alert al = take_alert(r, i, a);
    const struct act_alerts one = {&al, 1};
    if (PQgetisnull(r, i, 5)) {
        acts_names_add(out, &one, -1, -1, NAMED_BY_DROP);
        return;
    }
    /* each alert counts as an order of its own: that changes no answer */
    uint32_t order = (uint32_t)out->orders.n;
    acts_names_add(out, &one, refdata_region(ref, PQgetvalue(r, i, 5)),
                   refdata_dept(ref, PQgetvalue(r, i, 6)), order);
    if (*PQgetvalue(r, i, 7) == 't')
        acts_names_end(out, order);
}

int orders_naming(struct db *db, struct wire_rows *numbers, const struct refdata *ref, struct acts_names *out,
                  struct err *e)
{
    struct arena a = {0};
    PGresult *r = db_exec(db,
                          "select a.case_no, a.rule::text, a.subject, a.source, a.event_id, o.region, o.dept,"
                          " (o.state in ('closed', 'cancelled'))::text from order_alert a"
                          " left join orders o using (\"order\") where a.case_no = any($1) order by a.seq",
                          numbers, NULL, 0, e);
    for (int i = 0; r && i < PQntuples(r); i++)
        take_name(r, i, ref, &a, out);
    PQclear(r);
    arena_release(&a);
    return r ? 0 : -1;
}

/* Of which an alert may not stand any more: its row does not, or it is known by its event, whose #k may have
 * shifted. */
#define DOUBTED(wanted)                                                                     \
    " and (" wanted "::text is null or exists (select from order_alert n left join alert a" \
    " on a.case_no = n.case_no and a.rule = n.rule and md5(a.subject) = md5(n.subject)"     \
    " and a.subject = n.subject where n.\"order\" = orders.\"order\""                       \
    " and (n.event_id is not null or a.state is null or a.state in ('withdrawn', 'revoked'))))"

int read_orders(struct read *rd, const struct read_orders_filter *f, const char *after, int limit,
                const struct refdata *ref, struct arena *a, struct order_rows *out, struct err *e)
{
    static const char sql[] =
        "select " COLUMNS " from orders where ($1::text is null or \"order\" = $1)"
        " and ($2::text is null or region = $2) and ($3::text is null or dept = $3)"
        " and ($4::text is null or state = $4) and ($5::text is null or color = $5)"
        " and ($6::text is null or state not in ('closed', 'cancelled'))" DOUBTED(
            "$9") " and ($7::text is null or \"order\" > $7) order by \"order\" limit $8::bigint";
    const char *v[] = {f->order,
                       f->region,
                       f->dept,
                       f->state,
                       f->color,
                       f->open ? "t" : NULL,
                       after,
                       param_int(a, limit),
                       f->doubted ? "t" : NULL};
    PGresult *r = read_query(rd, sql, 9, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    out->stale = NULL;
    for (size_t i = 0; i < out->n; i++)
        take_row(r, (int)i, ref, a, &out->v[i]);
    PQclear(r);
    return 0;
}

int read_order_alerts(struct read *rd, const char *first, const char *last, struct arena *a,
                      struct read_order_alerts *out, struct err *e)
{
    static const char sql[] = "select case_no, rule, subject, source, event_id, \"order\" from order_alert"
                              " where \"order\" >= $1 and \"order\" <= $2"
                              " order by \"order\", seq, case_no, rule, subject";
    PGresult *r = read_query(rd, sql, 2, (const char *const[]){first, last}, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (size_t i = 0; i < out->n; i++)
        out->v[i] = (struct read_order_alert){read_text(r, (int)i, 5, a), take_alert(r, (int)i, a)};
    PQclear(r);
    return 0;
}

int read_naming(struct read *rd, instant from, const struct refdata *ref, struct acts_names *out,
                struct err *e)
{
    struct arena a = {0};
    // clang-format off
    static const char sql[] =
        "select a.case_no, a.rule, a.subject, a.source, a.event_id, o.region, o.dept, o.state in ('closed', 'cancelled')"
        " from order_alert a left join orders o using (\"order\") where a.case_no in (select case_no from alert"
        " where level in ('yellow', 'red') and state not in ('withdrawn', 'revoked')"
        " and (raised_at >= " PARAM_AT("$1") " or seen_at >= " PARAM_AT("$1") ")) order by a.seq";
    // clang-format on
    const char *v[] = {param_instant(&a, from)};
    PGresult *r = read_query(rd, sql, 1, v, e);
    for (int i = 0; r && i < PQntuples(r); i++)
        take_name(r, i, ref, &a, out);
    PQclear(r);
    arena_release(&a);
    return r ? 0 : -1;
}

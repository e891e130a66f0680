#include "store/read_acts.h"

#include <string.h>

#include "store/locks.h"
#include "store/param.h"
#include "store/read_query.h"

/* Many wait for the row of the head, and each change of it wakes them all; of those that wait for an advisory
 * lock one comes next. */
int acts_lock(struct db *db, struct act_log *head, struct err *e)
{
    PGresult *r = db_text(db,
                          "select pg_advisory_xact_lock(" LOCK_ACTS ");"
                          " select seq, " READ_US("at") " from act_head for update",
                          0, NULL, e);
    if (!r)
        return -1;
    *head = (struct act_log){read_int(r, 0, 0, 0), read_instant(r, 0, 1)};
    PQclear(r);
    return 0;
}

static int run(struct db *db, const char *sql, int n, const char *const *v, struct err *e)
{
    PGresult *r = db_text(db, sql, n, v, e);
    PQclear(r);
    return r ? 0 : -1;
}

static const char *own_code(const struct act *a, const struct refdata *ref)
{
    if (a->own < 0)
        return NULL;
    return a->role == ACTOR_REGION ? ref->regions[a->own].code : ref->depts[a->own].code;
}

/* clang-format off */
static const char insert_act[] =
    "with head as (update act_head set seq = $1::bigint, at = " PARAM_AT("$2") ")"
    ", line as (insert into act (seq, at, by, role, own, act, \"order\", case_no, region, dept, body)"
    " values ($1::bigint, " PARAM_AT("$2") ", $3, $4, $5, $6, $7, $8, $9, $10, $11))"
    " select audit_put(" PARAM_AT("$2") ", $3, $12, $13)";
/* clang-format on */

int acts_append(struct db *db, const struct acts_entry *n, const struct refdata *ref, struct err *e)
{
    const struct act *a = n->act;
    struct arena t = {0};
    const char *v[] = {param_int(&t, a->seq),
                       param_instant(&t, a->at),
                       a->by,
                       act_role_word[a->role],
                       own_code(a, ref),
                       act_table[a->type].name,
                       a->order,
                       a->case_no ? a->case_no : a->alert.case_no,
                       n->whose.region < 0 ? NULL : ref->regions[n->whose.region].code,
                       n->whose.dept < 0 ? NULL : ref->depts[n->whose.dept].code,
                       n->body,
                       n->what,
                       n->about};
    int rc = run(db, insert_act, 13, v, e);
    arena_release(&t);
    return rc;
}

int acts_commit(struct db *db, struct err *e)
{
    return db_run(db, "set local synchronous_commit = off; commit", e) || db_durable(db, e) ? -1 : 0;
}

int acts_there(struct db *db, int64_t seq, const char *body, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {param_int(&t, seq), body};
    PGresult *r = db_text(db, "select 1 from act where seq = $1::bigint and body = $2", 2, v, e);
    int rc = r ? PQntuples(r) : -1;
    PQclear(r);
    arena_release(&t);
    return rc > 0 && db_durable(db, e) ? -1 : rc;
}

int acts_of_interviews(struct db *db, int64_t after, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {param_int(&t, after)};
    PGresult *r = db_text(db, "select 1 from act where seq > $1::bigint and " ACTS_OF_INTERVIEWS " limit 1",
                          1, v, e);
    int n = r ? PQntuples(r) : -1;
    PQclear(r);
    arena_release(&t);
    return n;
}

int acts_issued(struct db *db, instant since, int64_t *n, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {param_instant(&t, since)};
    static const char sql[] =
        "select count(*) from act where role = 'system' and act = 'issue' and at >= " PARAM_AT("$1");
    PGresult *r = db_text(db, sql, 1, v, e);
    *n = r ? read_int(r, 0, 0, 0) : 0;
    PQclear(r);
    arena_release(&t);
    return r ? 0 : -1;
}

static int take_lines(PGresult *r, struct arena *a, struct acts_lines *out)
{
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (size_t i = 0; i < out->n; i++)
        out->v[i] = (struct acts_line){read_int(r, (int)i, 0, 0), read_text(r, (int)i, 1, a)};
    PQclear(r);
    return 0;
}

int acts_read(struct db *db, int64_t after, int limit, const char *order, struct arena *a,
              struct acts_lines *out, struct err *e)
{
    const char *v[] = {param_int(a, after), param_int(a, limit), order};
    static const char of_order[] = "select seq, body from act where \"order\" = $3 and seq > $1::bigint"
                                   " order by seq limit $2::bigint";
    static const char of_all[] = "select seq, body from act where $3::text is null and seq > $1::bigint"
                                 " order by seq limit $2::bigint";
    return take_lines(db_text(db, order ? of_order : of_all, 3, v, e), a, out);
}

int acts_just_now(struct db *db, const struct act *x, struct arena *a, struct acts_lines *out, struct err *e)
{
    const char *v[] = {x->order ? x->order : x->alert.case_no ? x->alert.case_no : x->case_no};
    static const char of_order[] =
        "select seq, body, at from act where \"order\" = $1 order by seq desc limit 1";
    static const char of_case[] =
        "select seq, body, at from act where case_no = $1 order by seq desc limit 1";
    struct str sql = {0};
    str_printf(&sql, "select * from (%s) t where at > clock_timestamp() - interval '1 minute'",
               x->order ? of_order : of_case);
    int rc = take_lines(db_text(db, sql.p, 1, v, e), a, out);
    str_release(&sql);
    return rc;
}

static const char *key_of(const struct act_alert *al, struct arena *a)
{
    struct str key = {0};
    act_alert_key(&key, al);
    return str_keep(&key, a);
}

/* clang-format off */
/* It may have been named before, by an order that was cancelled. */
static const char upsert_name[] =
    "insert into order_alert (key, seq, \"order\", case_no, rule, subject, source, event_id)"
    " values ($1, $2::bigint, $3, $4, $5::smallint, $6, $7, $8)"
    " on conflict (key) do update set seq = excluded.seq, \"order\" = excluded.\"order\"";
/* clang-format on */

int orders_name(struct db *db, int64_t seq, const char *order, const struct act_alerts *alerts, struct err *e)
{
    struct arena t = {0};
    int rc = 0;
    for (uint32_t i = 0; !rc && i < alerts->n; i++) {
        const struct act_alert *al = &alerts->v[i];
        const char *v[] = {key_of(al, &t),
                           param_int(&t, seq),
                           order,
                           al->case_no,
                           param_int(&t, rule_table[al->rule].no),
                           al->subject,
                           al->source,
                           al->event_id};
        rc = run(db, upsert_name, 8, v, e);
    }
    arena_release(&t);
    return rc;
}

int orders_named(struct db *db, const char *const *key, size_t n, struct err *e)
{
    static const char sql[] = "select 1 from order_alert a left join orders o using (\"order\")"
                              " where a.key = $1 and o.state is distinct from 'cancelled'";
    for (size_t i = 0; i < n; i++) {
        PGresult *r = db_text(db, sql, 1, &key[i], e);
        int found = r ? PQntuples(r) : -1;
        PQclear(r);
        if (found)
            return found < 0 ? -1 : 1;
    }
    return 0;
}

/* clang-format off */
static const char select_appeal[] =
    "select region, dept, state, " READ_US("opened_at") ", " READ_US("ended_at")
    " from appeal where key = $1 for update";
/* clang-format on */

int appeals_get(struct db *db, const struct act_alert *al, const struct refdata *ref, struct arena *a,
                struct appeal *out, struct err *e)
{
    const char *v[] = {key_of(al, a)};
    PGresult *r = db_text(db, select_appeal, 1, v, e);
    int n = r ? PQntuples(r) : -1;
    *out = (struct appeal){
        .alert = *al, .state = IS_none, .opened_at = INSTANT_NONE, .ended_at = INSTANT_NONE};
    if (n > 0) {
        out->region = refdata_region(ref, PQgetvalue(r, 0, 0));
        out->dept = refdata_dept(ref, PQgetvalue(r, 0, 1));
        out->state = (uint8_t)act_state_find(ABOUT_APPEAL, PQgetvalue(r, 0, 2));
        out->opened_at = read_instant(r, 0, 3);
        out->ended_at = read_instant(r, 0, 4);
    }
    PQclear(r);
    return n;
}

/* clang-format off */
static const char upsert_appeal[] =
    "insert into appeal"
    " values ($1, $2, $3::smallint, $4, $5, $6, $7, $8, $9, " PARAM_AT("$10") ", " PARAM_AT("$11") ")"
    " on conflict (key) do update set state = excluded.state, ended_at = excluded.ended_at";
/* clang-format on */

int appeals_put(struct db *db, const struct appeal *p, const struct refdata *ref, struct err *e)
{
    struct arena t = {0};
    const struct act_alert *al = &p->alert;
    const char *v[] = {key_of(al, &t),
                       al->case_no,
                       param_int(&t, rule_table[al->rule].no),
                       al->subject,
                       al->source,
                       al->event_id,
                       ref->regions[p->region].code,
                       ref->depts[p->dept].code,
                       act_state_word[p->state],
                       param_instant(&t, p->opened_at),
                       param_instant(&t, p->ended_at)};
    int rc = run(db, upsert_appeal, 11, v, e);
    arena_release(&t);
    return rc;
}

static const char *unit_code(enum league league, int32_t unit, const struct refdata *ref)
{
    return league == LEAGUE_DEPARTMENT ? ref->depts[unit].code : ref->regions[unit].code;
}

/* clang-format off */
static const char select_interview[] =
    "select state, " READ_US("confirmed_at") ", " READ_DAY("held_on") ", " READ_DAY("due") ", said"
    " from interview where month = $1::integer and league = $2 and unit = $3 for update";
/* clang-format on */

int interviews_get(struct db *db, month m, enum league league, int32_t unit, const struct refdata *ref,
                   struct arena *a, struct interview *out, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {param_int(&t, m), league_word[league], unit_code(league, unit, ref)};
    PGresult *r = db_text(db, select_interview, 3, v, e);
    int n = r ? PQntuples(r) : -1;
    *out = interview_proposed(m, league, unit);
    if (n > 0) {
        out->state = (uint8_t)act_state_find(ABOUT_INTERVIEW, PQgetvalue(r, 0, 0));
        out->confirmed_at = read_instant(r, 0, 1);
        out->held_on = (day)read_int(r, 0, 2, DAY_NONE);
        out->due = (day)read_int(r, 0, 3, DAY_NONE);
        out->said = read_text(r, 0, 4, a);
    }
    PQclear(r);
    arena_release(&t);
    return n;
}

/* clang-format off */
static const char upsert_interview[] =
    "insert into interview"
    " values ($1::integer, $2, $3, $4, " PARAM_AT("$5") ", $6::date, $7::date, $8::boolean,"
    " " PARAM_AT("$9") ", $10)"
    " on conflict (month, league, unit) do update set"
    " state = excluded.state, confirmed_at = excluded.confirmed_at, held_on = excluded.held_on,"
    " due = excluded.due, overdue = excluded.overdue, next_change = excluded.next_change,"
    " said = excluded.said";
/* clang-format on */

int interviews_put(struct db *db, const struct interview *v, instant as_of, const struct refdata *ref,
                   struct err *e)
{
    struct arena t = {0};
    const char *p[] = {param_int(&t, v->month),
                       league_word[v->league],
                       unit_code((enum league)v->league, v->unit, ref),
                       act_state_word[v->state],
                       param_instant(&t, v->confirmed_at),
                       param_day(&t, v->held_on),
                       param_day(&t, v->due),
                       interview_overdue(v, as_of) ? "t" : "f",
                       param_instant(&t, interview_next_change(v, as_of)),
                       v->said};
    int rc = run(db, upsert_interview, 10, p, e);
    arena_release(&t);
    return rc;
}

int interviews_due(struct db *db, instant now, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {param_instant(&t, now)};
    static const char sql[] =
        "update interview set overdue = true, next_change = null where next_change <= " PARAM_AT("$1");
    int rc = run(db, sql, 1, v, e);
    arena_release(&t);
    return rc;
}

/* clang-format off */
static const char select_interviews[] =
    "select month, league, unit, state,"
    " " READ_US("confirmed_at") ", " READ_DAY("held_on") ", " READ_DAY("due") ", said"
    " from interview order by month, league, unit";
/* clang-format on */

int read_interviews(struct read *rd, const struct refdata *ref, struct arena *a, struct read_interviews *out,
                    struct err *e)
{
    PGresult *r = read_query(rd, select_interviews, 0, NULL, e);
    if (!r)
        return -1;
    out->n = 0;
    out->v = arena_alloc(a, ((size_t)PQntuples(r) + 1) * sizeof *out->v);
    for (int i = 0; i < PQntuples(r); i++) {
        int league = lists_find(league_word, LEAGUES, PQgetvalue(r, i, 1));
        int32_t unit = league == LEAGUE_DEPARTMENT ? refdata_dept(ref, PQgetvalue(r, i, 2))
                                                   : refdata_region(ref, PQgetvalue(r, i, 2));
        if (league <= 0 || unit < 0)
            continue;
        struct interview *v = &out->v[out->n++];
        *v = interview_proposed((month)read_int(r, i, 0, 0), (enum league)league, unit);
        v->state = (uint8_t)act_state_find(ABOUT_INTERVIEW, PQgetvalue(r, i, 3));
        v->confirmed_at = read_instant(r, i, 4);
        v->held_on = (day)read_int(r, i, 5, DAY_NONE);
        v->due = (day)read_int(r, i, 6, DAY_NONE);
        v->said = read_text(r, i, 7, a);
    }
    PQclear(r);
    return 0;
}

/* clang-format off */
static const char select_appeals[] =
    "select case_no, rule, subject, source, event_id, region, dept, state,"
    " " READ_US("opened_at") ", " READ_US("ended_at")
    " from appeal where opened_at >= " PARAM_AT("$1") " and opened_at < " PARAM_AT("$2")
    " order by opened_at, key";
/* clang-format on */

int read_appeals(struct read *rd, instant from, instant to, const struct refdata *ref, struct arena *a,
                 struct read_appeals *out, struct err *e)
{
    const char *v[] = {param_instant(a, from), param_instant(a, to)};
    PGresult *r = read_query(rd, select_appeals, 2, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_zalloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < PQntuples(r); i++)
        out->v[i] = (struct appeal){
            .alert = {.case_no = read_text(r, i, 0, a),
                      .subject = read_text(r, i, 2, a),
                      .source = read_text(r, i, 3, a),
                      .event_id = read_text(r, i, 4, a),
                      .rule = (uint16_t)rules_find((int)read_int(r, i, 1, 0))},
            .region = refdata_region(ref, PQgetvalue(r, i, 5)),
            .dept = refdata_dept(ref, PQgetvalue(r, i, 6)),
            .state = (uint8_t)act_state_find(ABOUT_APPEAL, PQgetvalue(r, i, 7)),
            .opened_at = read_instant(r, i, 8),
            .ended_at = read_instant(r, i, 9),
        };
    PQclear(r);
    return 0;
}

#include "store/alerts.h"

#include <stdio.h>
#include <string.h>

#include "store/read_query.h"

void alerts_begin(struct alerts *a)
{
    wire_begin(&a->rows, "tstttttztziid");
    str_clear(&a->fresh);
}

void alerts_release(struct alerts *a)
{
    wire_release(&a->rows);
    str_release(&a->fresh);
}

static void put_days(struct str *s, int32_t n)
{
    if (n == DAYS_NONE)
        wire_null(s);
    else
        wire_int4(s, n);
}

static void put(struct str *c, int step, const struct case_row *row, const struct alert *al,
                enum alert_state state, const struct refdata *ref)
{
    wire_text(c, row->case_no);
    wire_int2(c += step, (int16_t)rule_table[al->rule].no);
    wire_text(c += step, al->subject);
    wire_text(c += step, level_word[al->level]);
    wire_text(c += step, ref->regions[al->region].code);
    wire_text(c += step, ref->depts[al->dept].code);
    wire_text(c += step, row->item);
    wire_instant(c += step, al->raised);
    wire_text(c += step, alert_state_word[state]);
    wire_instant(c += step, al->cleared);
    put_days(c += step, al->used);
    put_days(c += step, al->limit);
    wire_day(c += step, al->due);
}

static void put_fresh(struct alerts *a, const struct evaluation *is, const struct refdata *ref, instant now)
{
    for (size_t i = 0; i < is->alerts.n; i++) {
        wire_row(&a->fresh, 14);
        put(&a->fresh, 0, &is->row, &is->alerts.v[i], (enum alert_state)is->alerts.v[i].state, ref);
        wire_instant(&a->fresh, now);
    }
}

static void put_again(struct alerts *a, const struct case_row *row, const struct alert *al,
                      enum alert_state state, const struct refdata *ref)
{
    put(a->rows.col, 1, row, al, state, ref);
    a->rows.n++;
}

static bool same(const struct alert *a, const struct alert *b)
{
    return a->level == b->level && a->state == b->state && a->region == b->region && a->dept == b->dept &&
           a->raised == b->raised && a->cleared == b->cleared && a->used == b->used && a->limit == b->limit &&
           a->due == b->due;
}

/* Both are sorted by (rule, subject) and unique in it. */
void alerts_differ(struct alerts *a, const struct evaluation *old, const struct evaluation *is, bool moved,
                   const struct refdata *ref, instant now)
{
    static const struct evaluation nothing;
    if (!old && !a->outlived) {
        put_fresh(a, is, ref, now);
        return;
    }
    old = old ? old : &nothing;
    for (size_t i = 0, k = 0; i < old->alerts.n || k < is->alerts.n;) {
        const struct alert *x = i < old->alerts.n ? &old->alerts.v[i] : NULL,
                           *y = k < is->alerts.n ? &is->alerts.v[k] : NULL;
        int c = !x                   ? 1
                : !y                 ? -1
                : x->rule != y->rule ? (x->rule < y->rule ? -1 : 1)
                                     : strcmp(x->subject, y->subject);
        if (c < 0)
            put_again(a, &is->row, x, STATE_WITHDRAWN, ref);
        else if (c > 0 || moved || !same(x, y))
            put_again(a, &is->row, y, (enum alert_state)y->state, ref);
        i += c <= 0;
        k += c >= 0;
    }
}

int alerts_write(struct alerts *a, struct db *db, instant now, struct err *e)
{
    static const char sql[] =
        "with w as (insert into alert as k (case_no, rule, subject, level, region, dept, item, raised_at, "
        "state, cleared_at, used, limit_days, due, "
        "seen_at)"
        " select u.*, $14 from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) u"
        " on conflict (case_no, rule, md5(subject)) do update set level = excluded.level, region = "
        "excluded.region, dept = excluded.dept,"
        " item = excluded.item, raised_at = excluded.raised_at, state = excluded.state, cleared_at = "
        "excluded.cleared_at, used = excluded.used,"
        " limit_days = excluded.limit_days, due = excluded.due"
        /* a row that was there before carries the lock of this update */
        " returning id, state, level, raised_at, xmax <> 0 as changed)"
        " insert into alert_history (alert, at, state, level, raised_at) select id, $14, state, level, "
        "raised_at from w where changed";
    char at[8];
    if (a->fresh.len && db_copy(db,
                                "copy alert (case_no, rule, subject, level, region, dept, item, raised_at, "
                                "state, cleared_at, used, limit_days, due, seen_at)"
                                " from stdin (format binary)",
                                &a->fresh, e)) {
        a->outlived = !strcmp(db->sqlstate, "23505"); /* unique_violation */
        return a->outlived ? 1 : -1;
    }
    a->outlived = false;
    if (!a->rows.n)
        return 0;
    return db_count(db, sql, &a->rows, &DB_INSTANT(at, now), 1, e) < 0 ? -1 : 0;
}

int alerts_found(struct db *db, const char *case_no, int rule, const char *subject, instant *found,
                 struct err *e)
{
    char no[16];
    snprintf(no, sizeof no, "%d", rule);
    const char *v[] = {case_no, no, subject};
    PGresult *r = db_text(
        db,
        "select " READ_US("seen_at") " from alert where case_no = $1 and rule = $2::smallint and"
                                     " md5(subject) = md5($3)",
        3, v, e);
    if (!r)
        return -1;
    *found = PQntuples(r) ? read_instant(r, 0, 0) : INSTANT_NONE;
    PQclear(r);
    return 0;
}

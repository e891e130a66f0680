#include "store/alerts.h"

#include <string.h>

void alerts_begin(struct alerts *a) { wire_begin(&a->rows, "tstttttztziid"); }

void alerts_release(struct alerts *a) { wire_release(&a->rows); }

static void put_days(struct str *s, int32_t n)
{
    if (n == DAYS_NONE)
        wire_null(s);
    else
        wire_int4(s, n);
}

static void put(struct alerts *a, const char *case_no, const struct alert *al, const char *item, enum alert_state state, const struct refdata *ref)
{
    struct str *c = a->rows.col;
    wire_text(c++, case_no);
    wire_int2(c++, (int16_t)rule_table[al->rule].no);
    wire_text(c++, al->subject);
    wire_text(c++, level_word[al->level]);
    wire_text(c++, ref->regions[al->region].code);
    wire_text(c++, ref->depts[al->dept].code);
    wire_text(c++, item);
    wire_instant(c++, al->raised);
    wire_text(c++, alert_state_word[state]);
    wire_instant(c++, al->cleared);
    put_days(c++, al->used);
    put_days(c++, al->limit);
    wire_day(c++, al->due);
    a->rows.n++;
}

static bool same(const struct alert *a, const struct alert *b)
{
    return a->level == b->level && a->state == b->state && a->region == b->region && a->dept == b->dept && a->raised == b->raised &&
           a->cleared == b->cleared && a->used == b->used && a->limit == b->limit && a->due == b->due;
}

/* Both are sorted by (rule, subject) and unique in it. */
void alerts_differ(struct alerts *a, const char *case_no, const struct evaluation *old, const struct evaluation *now, const char *item, bool moved,
                   const struct refdata *ref)
{
    size_t i = 0, k = 0;
    while (i < old->alerts.n || k < now->alerts.n) {
        const struct alert *x = i < old->alerts.n ? &old->alerts.v[i] : NULL, *y = k < now->alerts.n ? &now->alerts.v[k] : NULL;
        int c = !x ? 1 : !y ? -1 : x->rule != y->rule ? (x->rule < y->rule ? -1 : 1) : strcmp(x->subject, y->subject);
        if (c < 0)
            put(a, case_no, x, item, STATE_WITHDRAWN, ref);
        else if (c > 0 || moved || !same(x, y))
            put(a, case_no, y, item, (enum alert_state)y->state, ref);
        i += c <= 0;
        k += c >= 0;
    }
}

int alerts_write(struct alerts *a, struct db *db, instant now, struct err *e)
{
    static const char sql[] =
        "with w as (insert into alert as k (case_no, rule, subject, level, region, dept, item, raised_at, state, cleared_at, used, limit_days, due, seen_at)"
        " select u.*, $14 from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) u"
        " on conflict (case_no, rule, md5(subject)) do update set level = excluded.level, region = excluded.region, dept = excluded.dept,"
        " item = excluded.item, raised_at = excluded.raised_at, state = excluded.state, cleared_at = excluded.cleared_at, used = excluded.used,"
        " limit_days = excluded.limit_days, due = excluded.due"
        /* a row that was there before carries the lock of this update */
        " returning id, state, level, raised_at, xmax <> 0 as changed)"
        " insert into alert_history (alert, at, state, level, raised_at) select id, $14, state, level, raised_at from w where changed";
    char at[8];
    if (!a->rows.n)
        return 0;
    return db_count(db, sql, &a->rows, &DB_INSTANT(at, now), 1, e) < 0 ? -1 : 0;
}

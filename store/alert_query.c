#include "store/alert_query.h"

#include <stdio.h>

/* The alerts that a list may be of: all, or those of a unit. It sees those that it is responsible for, and
 * those of its cases; of a case that is not shared no other unit ever was responsible for one, and a case
 * without a level has no open one. The viewer is asked for by a subselect: a function within a condition
 * would hide it from the index, for it might leak what the policy hides. */
/* clang-format off */
#define ITS(own) "select * from alert where " own " = (select viewer_" own "())"
#define SHARED(own) \
    "select * from alert where " own " <> (select viewer_" own "())" \
    " and case_no in (select u.case_no from case_unit u where u.unit = (select viewer_unit()) and u.shared" \
    " and (u.level > 0 or $5::text is distinct from 'open'))"

/* What counts once of them. A rule's hundred is its dimension. */
#define CARD "case_no, rule / 100, date_trunc('month', raised_at at time zone 'Asia/Shanghai'), region, dept"
#define ONCE \
    " where state not in ('withdrawn', 'revoked') and level in ('yellow', 'red')" \
    " and ($1::text is null or region = $1) and ($2::text is null or dept = $2)" \
    " and ($6::text is null or case_no = $6)" \
    " and ($8::timestamptz is null or raised_at >= $8) and ($9::timestamptz is null or raised_at < $9)" \
    " order by " CARD ", level = 'red' desc, raised_at, id) "

static const char *const its[] = {[READ_REGION] = ITS("region"), [READ_DEPT] = ITS("dept")};
static const char *const shared[] = {[READ_REGION] = SHARED("region"), [READ_DEPT] = SHARED("dept")};
/* clang-format on */

void alert_query_fill(const struct read_filter *f, struct alert_filter_text *t,
                      const char *params[ALERT_FILTER_PARAMS])
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

/* A unit's are two lists, each in its own order by an index: each is cut by itself, and then both together.
 * `other`: the second. */
static void put_alerts(struct str *sql, enum read_whose whose, const char *other, const char *filter,
                       const char *cut)
{
    if (whose == READ_ALL)
        str_puts(sql, "alert");
    else
        str_printf(sql, "((%s%s%s) union all (%s%s%s)) alert", its[whose], filter, cut, other, filter, cut);
}

static void put_once(struct str *sql, enum read_whose whose)
{
    str_puts(sql, "once as (select distinct on (" CARD ") * from ");
    put_alerts(sql, whose, shared[whose], "", "");
    str_puts(sql, ONCE);
}

void alert_query_select(struct str *sql, const struct read *rd, bool once, const char *columns,
                        const char *cut)
{
    enum read_whose whose = read_whose(rd);
    if (once) {
        str_puts(sql, "with ");
        put_once(sql, whose);
    }
    str_printf(sql, "select %s from ", columns);
    if (once)
        str_puts(sql, "once");
    else
        put_alerts(sql, whose, shared[whose], ALERT_FILTER, cut);
    str_printf(sql, " where true" ALERT_FILTER "%s", cut);
}

void alert_query_listed(struct str *sql, const struct alert_listed *l, const char *cut)
{
    if (l->once)
        str_puts(sql, "once");
    else
        put_alerts(sql, l->whose, "select * from other where true", ALERT_FILTER, cut);
    str_printf(sql, " where true" ALERT_FILTER "%s", cut);
}

#define GRAVEST ALERT_RANK " desc, raised_at, id"
#define WINDOW                                             \
    " window w as (partition by case_no order by " GRAVEST \
    " rows between unbounded preceding and unbounded following)"

void alert_query_levels(struct str *sql, const struct alert_listed *l)
{
    str_puts(sql, "with ");
    if (l->once)
        put_once(sql, l->whose);
    else if (l->whose != READ_ALL)
        str_printf(sql, "other as materialized (%s" ALERT_FILTER ")", shared[l->whose]);
    str_puts(sql, l->once || l->whose != READ_ALL ? ", " : "");
    if (l->by_case) {
        str_printf(sql, "gravest as materialized (select distinct on (case_no) " ALERT_GRAVEST "%s from ",
                   l->counted ? ", count(*) over w n" : "");
        alert_query_listed(sql, l, "");
        str_printf(sql, "%s order by case_no, " GRAVEST "), ", l->counted ? WINDOW : "");
    }
    str_puts(sql, "levels as (select ");
    for (int level = LEVEL_NONE + 1; level < LEVELS; level++)
        str_printf(sql, "%scount(*) filter (where level = '%s') of_%s", level > LEVEL_NONE + 1 ? ", " : "",
                   level_word[level], level_word[level]);
    str_puts(sql, " from ");
    if (l->by_case)
        str_puts(sql, "gravest");
    else
        alert_query_listed(sql, l, "");
    str_puts(sql, ")");
}

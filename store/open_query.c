#include "store/open_query.h"

#include <string.h>

#include "store/alert_query.h"

bool open_query_serves(const struct read_filter *f)
{
    return f->state && !strcmp(f->state, alert_state_word[STATE_OPEN]) && !f->region && !f->dept &&
           !f->item && !f->case_no && !f->rule && !f->valid && !f->once && !f->any &&
           f->from == INSTANT_NONE && f->to == INSTANT_NONE && f->seen == INSTANT_NONE;
}

static void put_levels(struct str *sql, bool all, const char *regions)
{
    str_puts(sql, "levels as (select ");
    for (int level = LEVEL_NONE + 1; level < LEVELS; level++)
        str_printf(sql, "%scount(*) filter (where level = %d) of_%s", level > LEVEL_NONE + 1 ? ", " : "",
                   level, level_word[level]);
    str_puts(sql, " from case_unit where level > 0 and ");
    if (all) /* each case once: as the unit of its region has it */
        str_printf(sql, "unit = any(%s::text[]) and region = substr(unit, 2))", regions);
    else
        str_puts(sql, "unit = (select viewer_unit()))");
}

#define FIRST " order by level desc, level_at desc, case_no desc limit $18::int + $19::bigint"
#define WANTED \
    " and level > 0 and ($17::text is null or level = array_position('{notice,warning,yellow,red}', $17::text))"

static void put_gravest(struct str *sql, bool all, const char *regions)
{
    str_puts(sql, "gravest as materialized (select a.* from (select case_no from ");
    if (all)
        str_printf(
            sql,
            "unnest(%s::text[]) r(r) cross join lateral (select case_no, level, level_at from case_unit"
            " where unit = r and region = substr(r, 2)" WANTED FIRST ") u" FIRST,
            regions);
    else
        str_puts(sql, "case_unit where unit = (select viewer_unit())" WANTED FIRST);
    str_puts(sql, ") c cross join lateral (select " ALERT_GRAVEST " from alert where case_no = c.case_no"
                  " and state = 'open' order by " ALERT_RANK " desc, raised_at, id limit 1) a), ");
}

void open_query_put(struct str *sql, struct read *rd, const char *regions, bool page)
{
    bool all = read_whose(rd) == READ_ALL;
    str_puts(sql, "with ");
    if (page)
        put_gravest(sql, all, regions);
    put_levels(sql, all, regions);
}

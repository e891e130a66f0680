#include "store/case_query.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void case_query_fill(const struct read_filter *f, struct case_filter_text *t,
                     const char *params[CASE_FILTER_PARAMS])
{
    params[0] = f->region;
    params[1] = f->dept;
    params[2] = f->item;
    params[3] = f->phase;
    params[4] = f->light;
    params[5] = f->case_no;
    params[6] = f->duty;
    snprintf(t->level, sizeof t->level, "%d", lists_find(level_word, LEVELS, f->level));
    params[7] = f->level ? t->level : NULL;
    params[8] = f->due_after == INSTANT_NONE ? NULL : instant_text_us(f->due_after, t->after);
    params[9] = f->due_by == INSTANT_NONE ? NULL : instant_text_us(f->due_by, t->by);
    read_any_fill(f->any, params + 10);
}

/* The policies say what the viewer may see; this says where the rows of the list lie together. */
const char *case_query_source(struct read *rd, const struct read_filter *f)
{
    return read_whose(rd) ? " from case_unit where unit = (select viewer_unit())" CASE_FILTER
           : f->region    ? " from case_unit where unit = 'r' || $1::text" CASE_FILTER
           : f->dept      ? " from case_unit where unit = 'd' || $2::text" CASE_FILTER
                          : " from case_unit where unit = 'r' || region" CASE_FILTER;
}

void case_query_fill_order(const struct read_filter *f, const struct read_order *o, struct case_order_text *t,
                           const char *params[CASE_ORDER_PARAMS])
{
    case_query_fill(f, &t->filter, params);
    snprintf(t->limit, sizeof t->limit, "%d", o->limit);
    snprintf(t->offset, sizeof t->offset, "%lld", (long long)o->offset);
    params[CASE_FILTER_PARAMS] = f->kept;
    params[CASE_FILTER_PARAMS + 1] = t->limit;
    params[CASE_FILTER_PARAMS + 2] = t->offset;
}

bool case_query_of_all(struct read *rd, const struct read_filter *f)
{
    return !read_whose(rd) && !f->region && !f->dept;
}

bool case_query_by_due(const struct read_order *o) { return !strcmp(o->by, "due") || !strcmp(o->by, "left"); }

const char *case_query_regions(const struct refdata *ref, struct arena *a)
{
    struct str s = {0};
    for (int32_t i = 0; i < ref->n_regions; i++)
        str_printf(&s, "%cr%s", i ? ',' : '{', ref->regions[i].code);
    str_puts(&s, ref->n_regions ? "}" : "{}");
    return str_keep(&s, a);
}

/* $19: the units of the regions; $20: how many of each. */
void case_query_put_agenda(struct str *sql, const char *columns, struct read *rd, const struct read_filter *f,
                           bool down)
{
    const char *order = down ? "due_at desc, case_no" : "due_at, case_no";
    if (case_query_of_all(rd, f))
        str_printf(
            sql,
            "select %s from unnest($19::text[]) r(r) cross join lateral (select * from case_unit where "
            "unit = r and region = substr(r, 2) and due_at is not null" CASE_FILTER CASE_KEPT_IS(
                "kept") " order by %s limit $20::bigint) c order by %s" CASE_CUT,
            columns, order, order);
    else
        str_printf(sql, "select %s%s" CASE_KEPT_IS("kept") " and due_at is not null order by %s" CASE_CUT,
                   columns, case_query_source(rd, f), order);
}

int case_query_fill_agenda(struct read *rd, const struct refdata *ref, const struct read_filter *f,
                           const struct read_order *o, struct arena *a, struct case_agenda_text *t,
                           const char *params[CASE_AGENDA_PARAMS])
{
    int n = CASE_ORDER_PARAMS;
    case_query_fill_order(f, o, &t->order, params);
    if (case_query_of_all(rd, f)) {
        snprintf(t->each, sizeof t->each, "%lld", (long long)(o->offset + o->limit));
        params[n++] = case_query_regions(ref, a);
        params[n++] = t->each;
    }
    return n;
}

static const struct {
    const char *key, *column;
    bool of_cases;
} order_table[] = {
    {"case_no", "case_no", false},
    {"item", "item", false},
    {"region", "region", false},
    {"dept", "dept", false},
    {"phase",
     "array_position('{submitted,supplementing,accepted,paused,decided,delivered,not_accepted,withdrawn,"
     "terminated}', phase)",
     false},
    {"light", "array_position('{none,normal,warning,yellow,red,paused}', light)", false},
    {"kept", "kept", false},
    {"duty", "duty", false},
    {"due", "due_at", false},
    {"left", "due_at", false},
    {"level", "level", false},
    {"promise", "promise_due", true},
    {"submitted", "submitted_at", true},
};

const char *case_query_column(const char *key, bool *of_cases)
{
    enum { N = sizeof order_table / sizeof *order_table };
    int i = 0;
    while (i < N && strcmp(order_table[i].key, key) != 0)
        i++;
    assert(i < N);
    *of_cases = order_table[i].of_cases;
    return order_table[i].column;
}

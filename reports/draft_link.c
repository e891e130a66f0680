/* Where a figure can be followed: the address of the list of exactly its rows. Set over all tables once they
 * stand, before the sentences take their figures from them. A figure of nothing leads nowhere. */
#include <stdio.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"

/* Whose rows, and of when. */
struct rows {
    const char *region, *dept, *item; /* codes; NULL: any */
    month first, last;
};

static void put_param(struct str *out, const char *name, const char *value)
{
    if (!value)
        return;
    str_putc(out, strchr(str_text(out), '?') ? '&' : '?');
    str_printf(out, "%s=", name);
    str_url(out, value);
}

static void put_rows(struct str *out, const struct rows *r)
{
    char text[DAY_TEXT];
    put_param(out, "month", period_text(r->first, r->last, text));
    put_param(out, "region", r->region);
    put_param(out, "dept", r->dept);
    put_param(out, "item", r->item);
}

static void set_link(struct drafting *g, struct doc_table *t, size_t row, const char *column,
                     const struct str *href)
{
    struct doc_cell *c = &t->cells.v[row * t->columns.n + doc_column_of(t, column)];
    if (c->type == CELL_NULL || (c->type == CELL_COUNT && c->v == 0))
        return;
    c->href = arena_strdup(&g->d->arena, str_text(href));
}

/* Alerts of a level: all pieces, or each case once. */
static void put_alerts(struct str *out, const char *rule, const char *level, bool once, const struct rows *r)
{
    str_puts(out, "/alerts");
    put_param(out, "rule", rule);
    put_param(out, "level", level);
    put_param(out, once ? "once" : "state", once ? "1" : "valid");
    put_rows(out, r);
}

/* The rows of a counter or rate by its name. False: it is neither, or of orders, which are no cases. */
static bool put_counted(struct str *out, const char *name, const struct rows *r)
{
    int c = counter_find(name), rate = -1;
    for (int i = 0; i < RATES; i++)
        rate = strcmp(rate_name[i], name) ? rate : i;
    if (c >= C_n_notice && c <= C_n_red)
        put_alerts(out, NULL, level_word[LEVEL_NOTICE + (c - C_n_notice)], false, r);
    else if (c == C_c_yellow || c == C_c_red)
        put_alerts(out, NULL, level_word[c == C_c_red ? LEVEL_RED : LEVEL_YELLOW], true, r);
    else if (c == C_orders || c == C_orders_due || c == C_orders_on_time || rate == RATE_order_rate) {
        str_puts(out, "/orders");
        put_param(out, "counted", c >= 0 ? name : counter_name[C_orders_due]);
        put_rows(out, r);
    } else if (c >= 0 || rate >= 0) {
        str_puts(out, "/cases");
        put_param(out, "counted", name);
        put_rows(out, r);
    }
    return out->len > 0;
}

static void link_counted(struct drafting *g, struct doc_table *t, size_t row, const char *column,
                         const char *name, const struct rows *r)
{
    struct str href = {0};
    if (put_counted(&href, name, r))
        set_link(g, t, row, column, &href);
    str_release(&href);
}

/* The region without a league: the city's own departments. */
static const char *own_region(const struct refdata *ref)
{
    const char *own = NULL;
    for (int32_t i = 0; i < ref->n_regions; i++)
        if (!ref->regions[i].league) {
            if (own)
                return NULL;
            own = ref->regions[i].code;
        }
    return own;
}

static bool has_column(const struct doc_table *t, const char *key)
{
    for (size_t i = 0; i < t->columns.n; i++)
        if (!strcmp(t->columns.v[i].key, key))
            return true;
    return false;
}

/* Whose figures a row holds, by its column `unit`. */
static struct rows rows_of(const struct drafting *g, const struct doc_table *t, size_t row)
{
    struct rows r = {.first = g->f->first, .last = g->f->last};
    const char *code = has_column(t, "unit") ? draft_cell(t, (int64_t)row, "unit")->text : NULL;
    if (!code)
        return r;
    if (refdata_region(g->f->ref, code) >= 0)
        r.region = code;
    else if (*code)
        r.dept = code;
    else
        r.region = own_region(g->f->ref);
    return r;
}

/* A table with a row a unit and columns named as counters and rates. */
static void link_units(struct drafting *g, struct doc_table *t)
{
    for (size_t i = 0; t && i < doc_rows(t); i++) {
        struct rows r = rows_of(g, t, i);
        if (!r.region && !r.dept)
            continue;
        for (size_t c = 0; c < t->columns.n; c++)
            link_counted(g, t, i, t->columns.v[c].key, t->columns.v[c].key, &r);
        if (has_column(t, "share_red"))
            link_counted(g, t, i, "share_red", counter_name[C_n_red], &r);
    }
}

/* The city's figures, and those of the periods that they are compared with. */
static void link_city(struct drafting *g)
{
    const struct draft_figures *f = g->f;
    month n = f->last - f->first + 1;
    const struct rows now = {.first = f->first, .last = f->last},
                      before = {.first = f->first - n, .last = f->first - 1},
                      year = {.first = f->first - 12, .last = f->last - 12};
    for (size_t i = 0; i < doc_rows(g->overall); i++) {
        const char *key = draft_cell(g->overall, (int64_t)i, "key")->text;
        link_counted(g, g->overall, i, "value", key, &now);
        link_counted(g, g->overall, i, "previous", key, &before);
        link_counted(g, g->overall, i, "year_before", key, &year);
    }
    for (size_t i = 0; g->same && i < doc_rows(g->same); i++)
        link_counted(g, g->same, i, "value", draft_cell(g->same, (int64_t)i, "key")->text, &now);
    for (size_t i = 0; g->small && i < doc_rows(g->small); i++)
        link_counted(g, g->small, i, "value", draft_cell(g->small, (int64_t)i, "key")->text, &now);
}

/* The level that the cards of a rule have; NULL: none or several. */
static const char *level_of(const struct drafting *g, int rule)
{
    int level = LEVEL_NONE;
    for (size_t i = 0; i < g->f->cards.n; i++) {
        const struct draft_cards *c = &g->f->cards.v[i];
        if (c->rule != rule || c->level < LEVEL_YELLOW || c->before)
            continue;
        if (level != LEVEL_NONE && level != c->level)
            return NULL;
        level = c->level;
    }
    return level == LEVEL_NONE ? NULL : level_word[level];
}

static void link_rule(struct drafting *g, struct doc_table *t, size_t row, const char *column, int rule,
                      const char *level, const struct rows *r)
{
    struct str href = {0};
    char no[16];
    snprintf(no, sizeof no, "%d", rule_table[rule].no);
    put_alerts(&href, no, level, false, r);
    set_link(g, t, row, column, &href);
    str_release(&href);
}

static void link_alerts(struct drafting *g)
{
    struct doc_table *t = g->alerts;
    for (size_t i = 0; i < doc_rows(t); i++) {
        struct rows r = rows_of(g, t, i);
        int rule = rules_find((int)draft_value(t, (int64_t)i, "rule"));
        const char *level = draft_cell(t, (int64_t)i, "level")->text;
        link_rule(g, t, i, "n", rule, level, &r);
        r = (struct rows){.first = r.first - (r.last - r.first + 1), .last = r.first - 1};
        if (!g->f->has_same) /* a part of a month has no list */
            link_rule(g, t, i, "previous", rule, level, &r);
    }
}

/* The cards of a rule at a unit, and those of the item that has most. A city's department answers for the
 * city's own part alone. */
static void link_cards(struct drafting *g, struct doc_table *t, size_t row, int rule, const char *cards,
                       const char *of_item)
{
    struct rows r = rows_of(g, t, row);
    const char *level = level_of(g, rule), *code = draft_cell(t, (int64_t)row, "unit")->text;
    enum league league = LEAGUE_DEPARTMENT;
    int32_t unit = refdata_region(g->f->ref, code);
    int64_t n;
    if (!level)
        return;
    if (unit >= 0)
        league = (enum league)g->f->ref->regions[unit].league;
    else {
        unit = refdata_dept(g->f->ref, code);
        r.region = own_region(g->f->ref);
    }
    link_rule(g, t, row, cards, rule, level, &r);
    if ((r.item = draft_item_most(g, league, unit, rule, &n)))
        link_rule(g, t, row, of_item, rule, level, &r);
}

static void link_own(struct drafting *g)
{
    for (size_t i = 0; i < doc_rows(g->own); i++)
        link_cards(g, g->own, i, rules_find((int)draft_value(g->own, (int64_t)i, "rule")), "n", "item_n");
}

static int rule_titled(const char *title)
{
    for (int i = 0; i < RULE_COUNT; i++)
        if (!strcmp(rule_table[i].title, title))
            return i;
    return -1;
}

/* What failed of a rate, and the rate's own cases; or the cards of a rule. */
static void link_problems(struct drafting *g)
{
    struct doc_table *t = g->problems;
    for (size_t i = 0; i < doc_rows(t); i++) {
        struct rows r = rows_of(g, t, i);
        struct str href = {0};
        const char *topic = draft_cell(t, (int64_t)i, "topic")->text;
        int rule = strcmp(topic, "rule") ? -1 : rule_titled(draft_cell(t, (int64_t)i, "title")->text);
        if (rule >= 0) {
            link_cards(g, t, i, rule, "cases", "item_cases");
            continue;
        }
        link_counted(g, t, i, "rate", topic, &r);
        if (put_counted(&href, topic, &r) && !strncmp(href.p, "/cases", 6)) {
            put_param(&href, "missed", "1");
            set_link(g, t, i, "cases", &href);
        }
        str_release(&href);
    }
}

static void link_reds(struct drafting *g)
{
    for (size_t i = 0; i < doc_rows(g->reds); i++) {
        struct str href = {0};
        str_puts(&href, "/cases");
        put_param(&href, "no", draft_cell(g->reds, (int64_t)i, "case_no")->text);
        set_link(g, g->reds, i, "case_no", &href);
        str_release(&href);
    }
}

/* Ranks and scores of a month stand on a page of their own. */
static void link_ranks(struct drafting *g, struct doc_table *t, enum league league)
{
    struct str href = {0};
    char text[DAY_TEXT];
    if (g->f->first != g->f->last)
        return;
    str_puts(&href, "/rankings");
    put_param(&href, "month", month_text(g->f->last, text));
    for (size_t i = 0; i < doc_rows(t); i++) {
        size_t len = href.len;
        put_param(&href, "league", league ? league_word[league] : draft_cell(t, (int64_t)i, "league")->text);
        if (has_column(t, "score")) {
            set_link(g, t, i, "score", &href);
            set_link(g, t, i, "rank", &href);
        } else
            set_link(g, t, i, "streak", &href);
        href.len = len;
        href.p[len] = 0;
    }
    str_release(&href);
}

void draft_links(struct drafting *g)
{
    link_city(g);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        link_units(g, g->league[l]);
        link_ranks(g, g->league[l], l);
    }
    link_units(g, g->standings);
    link_units(g, g->cards);
    link_units(g, g->orders);
    link_units(g, g->ratings);
    link_units(g, g->quality);
    link_ranks(g, g->bottom, LEAGUE_NONE);
    link_alerts(g);
    link_own(g);
    link_problems(g);
    link_reds(g);
}

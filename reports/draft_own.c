/* What each county and zone has to look after: its yellow and red cards by rule, three rules at most, and the
 * item that has most of each. */
#include <stdlib.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"

enum { RULES_SAID = 3 };

static int by_item(const void *a, const void *b)
{
    const struct draft_cards *const *p = a, *const *q = b;
    return strcmp((*p)->item, (*q)->item);
}

/* Cards of one item may stand in several rows: of two levels, of several departments. */
const char *draft_item_most(const struct drafting *g, enum league league, int32_t unit, int rule, int64_t *n)
{
    VEC(const struct draft_cards *) own = {0};
    const char *most = NULL;
    bool tie = false;
    *n = 0;
    for (size_t i = 0; i < g->f->cards.n; i++) {
        const struct draft_cards *c = &g->f->cards.v[i];
        enum league l;
        int32_t u;
        if (c->rule == rule && c->level >= LEVEL_YELLOW && !c->before && draft_unit_of(g, c, &l, &u) &&
            l == league && u == unit)
            vec_push(&own, c);
    }
    if (own.n > 1)
        qsort(own.v, own.n, sizeof *own.v, by_item);
    for (size_t i = 0, k; i < own.n; i = k) {
        int64_t sum = 0;
        for (k = i; k < own.n && !strcmp(own.v[k]->item, own.v[i]->item); k++)
            sum += own.v[k]->n;
        tie = sum == *n || (tie && sum < *n);
        if (sum > *n) {
            *n = sum;
            most = own.v[i]->item;
        }
    }
    vec_release(&own);
    return tie ? NULL : most;
}

struct rule_cards {
    int rule;
    int64_t n;
};

static int by_n(const void *a, const void *b)
{
    const struct rule_cards *p = a, *q = b;
    return p->n != q->n ? (p->n > q->n ? -1 : 1) : p->rule - q->rule;
}

static void put_rule(struct drafting *g, enum league l, int32_t unit, const struct rule_cards *r)
{
    struct doc_table *t = g->own;
    int64_t n;
    const char *item = draft_item_most(g, l, unit, r->rule, &n);
    doc_text(g->d, t, names_code(g->f->ref, l, unit));
    doc_text(g->d, t, draft_unit(g, l, unit));
    doc_count(t, rule_table[r->rule].no);
    doc_text(g->d, t, rule_table[r->rule].title);
    doc_count(t, r->n);
    doc_text(g->d, t, item ? names_item(g->f->ref, item) : "");
    if (item)
        doc_count(t, n);
    else
        doc_null(t);
}

static void put_unit(struct drafting *g, enum league l, int32_t unit)
{
    struct rule_cards n[RULE_COUNT];
    for (int r = 0; r < RULE_COUNT; r++)
        n[r] = (struct rule_cards){r, 0};
    for (size_t i = 0; i < g->f->cards.n; i++) {
        const struct draft_cards *c = &g->f->cards.v[i];
        if (!c->before && c->level >= LEVEL_YELLOW && c->region == unit)
            n[c->rule].n += c->n;
    }
    qsort(n, RULE_COUNT, sizeof *n, by_n);
    for (int k = 0; k < RULES_SAID && n[k].n; k++)
        put_rule(g, l, unit, &n[k]);
}

/* The place of a region in its league; -1: it has none, or no figure. They are told in canonical order. */
static int64_t place_of(const struct drafting *g, enum league l, int32_t unit)
{
    for (size_t i = 0; i < g->f->league[l].n; i++)
        if (g->f->league[l].v[i].unit == unit)
            return (int64_t)i;
    return -1;
}

void draft_own(struct drafting *g)
{
    struct doc_table *t = g->own = draft_table(g, "own", "各县区、开发区存在的主要问题");
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "rule", "规则", "号", COLUMN_SHOWN);
    doc_column(t, "title", "问题", "", COLUMN_SHOWN);
    doc_column(t, "n", "红黄牌", "张", COLUMN_SHOWN);
    doc_column(t, "item", "最多的事项", "", COLUMN_SHOWN);
    doc_column(t, "item_n", "其中", "张", COLUMN_SHOWN);
    t->note = "每个单位列最多的三类；最多的事项并列的，不列。";
    for (enum league l = LEAGUE_COUNTY; l <= LEAGUE_ZONE; l++)
        for (int32_t u = 0; u < g->f->ref->n_regions; u++)
            if (place_of(g, l, u) >= 0)
                put_unit(g, l, u);
}

/* （“建设用地规划许可”最多，6张）; all of them one item's: （均为“…”）; one card says nothing */
static void say_item(struct drafting *g, int64_t row)
{
    int64_t n = draft_value(g->own, row, "item_n");
    const char *item = draft_cell(g->own, row, "item")->text;
    if (n < 2)
        return;
    if (n == draft_value(g->own, row, "n"))
        doc_say(g->d, "（均为“%s”）", item);
    else {
        doc_say(g->d, "（“%s”最多，", item);
        draft_figure(g, g->own, row, "item_n", "张）");
    }
}

/* The rows of a unit stand together: 其中超过承诺时限12张（“建设用地规划许可”最多，6张）、…; all of one rule:
 * 均为… */
static void say_rules(struct drafting *g, int64_t row, int64_t cards)
{
    const char *code = draft_cell(g->own, row, "unit")->text;
    if (draft_value(g->own, row, "n") == cards) {
        doc_say(g->d, "，%s%s", cards > 1 ? "均为" : "为", draft_cell(g->own, row, "title")->text);
        if (draft_value(g->own, row, "item_n") < cards || cards == 1)
            say_item(g, row);
        else
            doc_say(g->d, "（“%s”）", draft_cell(g->own, row, "item")->text);
        return;
    }
    doc_say(g->d, "，其中");
    for (int64_t k = row; k < (int64_t)doc_rows(g->own) && !strcmp(draft_cell(g->own, k, "unit")->text, code);
         k++) {
        doc_say(g->d, "%s%s", k > row ? "、" : "", draft_cell(g->own, k, "title")->text);
        draft_figure(g, g->own, k, "n", "张");
        say_item(g, k);
    }
}

static void say_unit(struct drafting *g, enum league l, size_t place)
{
    const struct draft_place *p = &g->f->league[l].v[place];
    const char *code = names_code(g->f->ref, l, p->unit);
    int64_t row = draft_row(g->own, "unit", code), overdue = p->now.c[C_overdue_open];
    if (row < 0 && !overdue)
        return;
    doc_paragraph(g->d);
    doc_say(g->d, "%s：", draft_unit(g, l, p->unit));
    if (p->now.c[C_n_red]) {
        doc_say(g->d, "红牌");
        draft_figure(g, g->league[l], (int64_t)place, "n_red", p->now.c[C_n_yellow] ? "张、" : "张");
    }
    if (p->now.c[C_n_yellow]) {
        doc_say(g->d, "黄牌");
        draft_figure(g, g->league[l], (int64_t)place, "n_yellow", "张");
    }
    if (row >= 0)
        say_rules(g, row, p->now.c[C_n_red] + p->now.c[C_n_yellow]);
    if (overdue) {
        doc_say(g->d, "%s超过承诺时限仍在办",
                row >= 0 || p->now.c[C_n_red] || p->now.c[C_n_yellow] ? "；" : "");
        draft_figure(g, g->league[l], (int64_t)place, "overdue_open", "件");
    }
    doc_say(g->d, "。");
}

bool draft_has_own(const struct drafting *g)
{
    bool any = doc_rows(g->own) > 0;
    for (enum league l = LEAGUE_COUNTY; l <= LEAGUE_ZONE; l++)
        for (size_t i = 0; i < g->f->league[l].n && !any; i++)
            any = g->f->league[l].v[i].now.c[C_overdue_open] > 0;
    return any;
}

void draft_say_own(struct drafting *g)
{
    for (enum league l = LEAGUE_COUNTY; l <= LEAGUE_ZONE; l++)
        for (int32_t u = 0; u < g->f->ref->n_regions; u++) {
            int64_t place = place_of(g, l, u);
            if (place >= 0)
                say_unit(g, l, (size_t)place);
        }
}

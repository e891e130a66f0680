/* Figures of the period before that have become others since its bulletin was frozen: a later bulletin
 * compares with what they are now, and lists what differs (contract 7). Scores, ranks and bottom places stay
 * those that were frozen; what they would be now is listed likewise. */
#include <string.h>

#include "reports/doc_make.h"
#include "reports/frozen_parts.h"
#include "reports/names.h"

struct earlier {
    struct doc *d;
    const struct doc *was;
    struct doc_table *t; /* NULL: nothing differs yet */
};

struct doc_table *frozen_table(struct doc *d, const char *id, const char *what)
{
    static const char numbered[] = "附表";
    struct str title = {0};
    int n = 1;
    for (size_t i = 0; i < d->tables.n; i++)
        n += !strncmp(d->tables.v[i]->title, numbered, sizeof numbered - 1);
    str_printf(&title, "%s%d　%s", numbered, n, what);
    struct doc_table *t = doc_table(d, id, str_text(&title), DOC_ANNEX);
    str_release(&title);
    return t;
}

static void begin(struct earlier *x)
{
    struct doc_table *t = x->t = frozen_table(x->d, "earlier", "上期数据变动");
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "key", "指标代码", "", COLUMN_DATA);
    doc_column(t, "title", "指标", "", COLUMN_SHOWN);
    doc_column(t, "frozen", "上期通报", "", COLUMN_SHOWN);
    doc_column(t, "now", "重新计算", "", COLUMN_SHOWN);
    t->columns.v[4].figure = t->columns.v[5].figure = true;
    t->note =
        "上期定稿后补录、更正的数据；本期与上期相比，用重新计算的数；名次、得分和末位仍以上期通报为准。";
}

/* The beginning of a row: what differs, of whom. Two cells are still to come. */
static struct doc_table *add(struct earlier *x, const char *unit, const char *name, const char *key,
                             const char *title)
{
    if (!x->t)
        begin(x);
    doc_text(x->d, x->t, unit);
    doc_text(x->d, x->t, name);
    doc_text(x->d, x->t, key);
    doc_text(x->d, x->t, title);
    return x->t;
}

static void compare(struct earlier *x, const char *unit, const char *name, int counter,
                    const struct doc_cell *was, int64_t now)
{
    if (!was || was->type != CELL_COUNT || was->v == now)
        return;
    struct doc_table *t = add(x, unit, name, counter_name[counter], counter_zh[counter]);
    doc_count(t, was->v);
    doc_count(t, now);
}

static void put_number(struct doc_table *t, enum cell_type type, bool there, int64_t v)
{
    if (there)
        doc_number(t, type, v);
    else
        doc_null(t);
}

/* A rank or a score, which a unit may lack on either side. */
static void compare_place(struct earlier *x, const char *unit, const char *name, const char *key,
                          const char *title, enum cell_type type, const struct doc_cell *was, bool there,
                          int64_t now)
{
    bool had = was && was->type != CELL_NULL;
    if (had == there && (!had || was->v == now))
        return;
    struct doc_table *t = add(x, unit, name, key, title);
    put_number(t, type, had, had ? was->v : 0);
    put_number(t, type, there, now);
}

/* The cell of the row that is known by `key` in its first column; NULL: there is none. */
static const struct doc_cell *cell_of(const struct doc_table *t, const char *key, const char *column)
{
    size_t c = 0;
    while (t && c < t->columns.n && strcmp(t->columns.v[c].key, column) != 0)
        c++;
    for (size_t r = 0; t && c < t->columns.n && r < doc_rows(t); r++)
        if (doc_at(t, r, 0)->type == CELL_TEXT && !strcmp(doc_at(t, r, 0)->text, key))
            return doc_at(t, r, c);
    return NULL;
}

static void compare_unit(struct earlier *x, const struct draft_figures *f, enum league l,
                         const struct draft_place *p)
{
    const struct doc_table *t = doc_find(x->was, league_word[l]);
    const char *unit = names_code(f->ref, l, p->unit), *name = names_unit(f->ref, l, p->unit);
    bool ranked = p->rank_again > 0;
    if (!t)
        return;
    for (int k = 0; k < COUNTERS; k++)
        compare(x, unit, name, k, cell_of(t, unit, counter_name[k]), p->before.c[k]);
    compare_place(x, unit, name, "score", "得分", CELL_SCORE, cell_of(t, unit, "score"), ranked,
                  p->score_again);
    compare_place(x, unit, name, "rank", "名次", CELL_COUNT, cell_of(t, unit, "rank"), ranked, p->rank_again);
}

/* 约谈分管负责人（连续2个月） */
static void put_bottom(struct doc *d, struct doc_table *t, int action, int64_t streak)
{
    struct str text = {0};
    if (action != BOTTOM_NONE)
        str_printf(&text, "%s（连续%lld个月）", bottom_action_zh[action], (long long)streak);
    doc_text(d, t, action == BOTTOM_NONE ? "不是末位" : str_text(&text));
    str_release(&text);
}

/* The bottom place of a league in the frozen document: its row; -1: none. */
static int64_t bottom_row(const struct doc_table *t, enum league l)
{
    for (size_t r = 0; t && r < doc_rows(t); r++)
        if (!strcmp(doc_at(t, r, doc_column_of(t, "league"))->text, league_word[l]))
            return (int64_t)r;
    return -1;
}

static void add_bottom(struct earlier *x, const struct draft_figures *f, enum league l, const char *unit,
                       int was, int64_t was_streak, int now, int64_t now_streak)
{
    int32_t u = l == LEAGUE_DEPARTMENT ? refdata_dept(f->ref, unit) : refdata_region(f->ref, unit);
    struct doc_table *t = add(x, unit, u < 0 ? unit : names_unit(f->ref, l, u), "bottom", "末位");
    put_bottom(x->d, t, was, was_streak);
    put_bottom(x->d, t, now, now_streak);
}

/* Who was in the bottom place, for how long, with what consequence; and who would be. */
static void compare_bottom(struct earlier *x, const struct draft_figures *f, enum league l)
{
    const struct doc_table *t = doc_find(x->was, "bottom");
    const struct draft_bottom *now = NULL;
    int64_t row = bottom_row(t, l), streak = 0;
    int action = BOTTOM_NONE;
    const char *unit = "", *is = "";
    for (size_t i = 0; i < f->bottoms_again.n; i++)
        if (f->bottoms_again.v[i].league == l)
            now = &f->bottoms_again.v[i];
    if (row >= 0) {
        unit = doc_at(t, (size_t)row, doc_column_of(t, "unit"))->text;
        streak = doc_at(t, (size_t)row, doc_column_of(t, "streak"))->v;
        action = lists_find(bottom_action_word, BOTTOMS,
                            doc_at(t, (size_t)row, doc_column_of(t, "action"))->text);
    }
    if (now)
        is = names_code(f->ref, l, now->unit);
    if (!strcmp(unit, is)) {
        if (now && (now->streak != streak || (int)now->action != action))
            add_bottom(x, f, l, unit, action, streak, (int)now->action, now->streak);
        return;
    }
    if (*unit)
        add_bottom(x, f, l, unit, action, streak, BOTTOM_NONE, 0);
    if (now)
        add_bottom(x, f, l, is, BOTTOM_NONE, 0, (int)now->action, now->streak);
}

void frozen_earlier(struct doc *d, const struct doc *was, const struct draft_figures *f)
{
    struct earlier x = {.d = d, .was = was};
    for (int k = 0; k < COUNTERS; k++)
        compare(&x, "", f->conf->city, k, cell_of(doc_find(was, "overall"), counter_name[k], "value"),
                f->before.c[k]);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        for (size_t i = 0; i < f->league[l].n; i++)
            compare_unit(&x, f, l, &f->league[l].v[i]);
        if (f->first == f->last)
            compare_bottom(&x, f, l);
    }
}

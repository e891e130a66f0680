/* Figures of the period before that have become others since its bulletin was frozen: a later bulletin
 * compares with what they are now, and lists what differs (contract 7). */
#include <string.h>

#include "reports/doc_make.h"
#include "reports/frozen_parts.h"
#include "reports/names.h"

struct earlier {
    struct doc *d;
    const struct doc *was;
    struct doc_table *t; /* NULL: nothing differs yet */
};

static void begin(struct earlier *x)
{
    struct doc_table *t = x->t = doc_table(x->d, "earlier", "上期数据变动", DOC_ANNEX);
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "key", "指标代码", "", COLUMN_DATA);
    doc_column(t, "title", "指标", "", COLUMN_SHOWN);
    doc_column(t, "frozen", "上期通报", "", COLUMN_SHOWN);
    doc_column(t, "now", "重新计算", "", COLUMN_SHOWN);
    t->columns.v[4].figure = t->columns.v[5].figure = true;
    t->note = "上期定稿后补录、更正的数据；本期与上期相比，用重新计算的数。";
}

static void compare(struct earlier *x, const char *unit, const char *name, int counter,
                    const struct doc_cell *was, int64_t now)
{
    if (!was || was->type != CELL_COUNT || was->v == now)
        return;
    if (!x->t)
        begin(x);
    doc_text(x->d, x->t, unit);
    doc_text(x->d, x->t, name);
    doc_text(x->d, x->t, counter_name[counter]);
    doc_text(x->d, x->t, counter_zh[counter]);
    doc_count(x->t, was->v);
    doc_count(x->t, now);
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

void frozen_earlier(struct doc *d, const struct doc *was, const struct draft_figures *f)
{
    struct earlier x = {.d = d, .was = was};
    for (int k = 0; k < COUNTERS; k++)
        compare(&x, "", f->conf->city, k, cell_of(doc_find(was, "overall"), counter_name[k], "value"),
                f->before.c[k]);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        const struct doc_table *t = doc_find(was, league_word[l]);
        for (size_t i = 0; i < f->league[l].n; i++) {
            const struct draft_place *p = &f->league[l].v[i];
            const char *unit = names_code(f->ref, l, p->unit);
            for (int k = 0; k < COUNTERS; k++)
                compare(&x, unit, names_unit(f->ref, l, p->unit), k, cell_of(t, unit, counter_name[k]),
                        p->before.c[k]);
        }
    }
}

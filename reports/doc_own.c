#include "reports/doc_own.h"

#include <stdlib.h>
#include <string.h>

/* What says where a unit stands among others, or how much of all is its. */
static bool compares(const char *key)
{
    static const char *const keys[] = {"rank",  "previous_rank", "score", "move",
                                       "share", "share_red",     "gap",   "streak"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!strcmp(keys[i], key))
            return true;
    return false;
}

static size_t column(const struct doc_table *t, const char *key)
{
    size_t i = 0;
    while (i < t->columns.n && strcmp(t->columns.v[i].key, key) != 0)
        i++;
    return i;
}

/* Keeps the unit's rows; false: there is none. */
static bool keep_rows(struct doc_table *t, const char *unit)
{
    size_t n = t->columns.n, at = column(t, "unit"), kept = 0;
    for (size_t r = 0; at < n && r < doc_rows(t); r++) {
        const struct doc_cell *c = doc_at(t, r, at);
        if (c->type != CELL_TEXT || strcmp(c->text, unit) != 0)
            continue;
        memmove(&t->cells.v[kept * n], &t->cells.v[r * n], n * sizeof *t->cells.v);
        kept++;
    }
    for (size_t i = 0; i < kept * n; i++)
        if (compares(t->columns.v[i % n].key))
            t->cells.v[i] = (struct doc_cell){.type = CELL_NULL};
    t->cells.n = kept * n;
    if (t->note && column(t, "rank") < n) /* it says why a unit has none: not why it is not told here */
        t->note = "比率后为分子/分母；名次和得分在通报印发后可见。";
    return kept > 0;
}

/* And what makes a letter of it: to whom, by whom, with what remarks. */
static void drop_prose(struct doc *d)
{
    struct doc_paper *p = &d->paper;
    p->to = p->signatory = p->disclosure = p->copies = p->printer = p->contact = NULL;
    p->dated = DAY_NONE;
    for (size_t i = 0; i < d->blocks.n; i++)
        vec_release(&d->blocks.v[i].spans);
    d->blocks.n = 0;
    for (size_t i = 0; i < d->charts.n; i++) {
        struct doc_chart *c = d->charts.v[i];
        str_release(&c->svg);
        str_release(&c->dark);
        str_release(&c->print);
        str_release(&c->png);
    }
    d->charts.n = 0;
    d->annexes.n = 0;
}

void doc_own(struct doc *d, const char *unit)
{
    size_t kept = 0;
    drop_prose(d);
    for (size_t i = 0; i < d->tables.n; i++) {
        struct doc_table *t = d->tables.v[i];
        if (t->place != DOC_DATA && keep_rows(t, unit)) {
            t->place = DOC_ANNEX;
            d->tables.v[kept++] = t;
            continue;
        }
        vec_release(&t->columns);
        vec_release(&t->cells);
    }
    d->tables.n = kept;
    d->n_events = d->n_cases = d->act = 0;
    d->cutoff.n = 0;
    d->hash[0] = 0;
}

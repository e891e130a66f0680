/* Sentences about the city's figures: the words and the cell that each number is. */
#include <stdlib.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/wording.h"

void draft_figure(struct drafting *g, const struct doc_table *t, int64_t row, const char *column,
                  const char *unit)
{
    doc_figure(g->d, t, (uint32_t)row, column);
    doc_say(g->d, "%s", unit);
}

void draft_say_number(struct drafting *g, const char *about, int64_t n, const char *unit)
{
    doc_text(g->d, g->said, about);
    doc_count(g->said, n);
    doc_text(g->d, g->said, unit);
    draft_figure(g, g->said, (int64_t)doc_rows(g->said) - 1, "n", unit);
}

static int by_size(const void *a, const void *b)
{
    const struct draft_named *p = a, *q = b;
    return p->by != q->by ? (p->by > q->by ? -1 : 1) : p->row < q->row ? -1 : p->row > q->row;
}

void draft_names_sort(draft_names *v)
{
    if (v->n > 1)
        qsort(v->v, v->n, sizeof *v->v, by_size);
}

void draft_name_most(struct drafting *g, draft_names *v, size_t most, void (*one)(struct drafting *, size_t))
{
    draft_names_sort(v);
    for (size_t i = 0; i < v->n && i < most; i++) {
        doc_say(g->d, "%s", i ? "、" : "");
        one(g, v->v[i].row);
    }
}

const struct doc_cell *draft_cell(const struct doc_table *t, int64_t row, const char *column)
{
    return doc_at(t, (size_t)row, doc_column_of(t, column));
}

int64_t draft_value(const struct doc_table *t, int64_t row, const char *column)
{
    return draft_cell(t, row, column)->v;
}

int64_t draft_overall_row(const struct drafting *g, const char *key)
{
    return draft_row(g->overall, "key", key);
}

/* 收件3,076件 */
void draft_say_count(struct drafting *g, const char *words, enum counter c, const char *unit)
{
    doc_say(g->d, "%s", words);
    draft_figure(g, g->overall, draft_overall_row(g, counter_name[c]), "value", unit);
}

bool draft_running(const struct drafting *g) { return day_start(month_first(g->f->last + 1)) > g->f->as_of; }

void draft_due(const struct drafting *g, struct str *out, int days)
{
    day made = instant_day(g->f->as_of);
    wording_day(out, calendar_add(&g->f->ref->cal, made, days), made);
}

/* One comparison of the city's figures: the table that has it, the columns of the figure then and of its
 * change, the words before it, and with what it is level (NULL: the same words). */
struct side {
    const struct doc_table *table;
    const char *then, *change, *words, *level;
};
enum { SIDES = 2 };

/* With what the city's figures are compared: the period before and the year before; of a month to date, as
 * much of the month before; of a longer period to date, nothing. Returns how many. */
static int sides(const struct drafting *g, bool rate, struct side side[SIDES])
{
    if (draft_running(g)) {
        side[0] = (struct side){g->same, "previous", "change", "，", NULL}; /* said once, at the beginning */
        return g->same != NULL;
    }
    bool year = g->f->last - g->f->first == 11; /* the year before is the period before */
    side[0] = (struct side){g->overall, "previous", "change", "，环比", NULL};
    if (rate || year) {
        side[0].words = wording_than(g->f->first, g->f->last);
        side[0].level = wording_before(g->f->first, g->f->last);
    }
    side[1] = (struct side){g->overall, "year_before", "year_change", "，同比", NULL};
    return year ? 1 : SIDES;
}

/* ，较上月增加3件; ，与上月持平 */
static void say_side(struct drafting *g, const struct side *side, const struct doc_table *t, int64_t row,
                     const char *column, const char *change)
{
    if (side->level && wording_level(change))
        doc_say(g->d, "，与%s", side->level);
    else
        doc_say(g->d, "%s", side->words);
    doc_figure_as(g->d, t, (uint32_t)row, column, change);
}

/* A count that was small grows by pieces, not by per cent. */
static void say_pieces(struct drafting *g, const char *key, const struct side *side, const char *unit)
{
    struct str text = {0};
    const char *column = strcmp(side->then, "previous") ? "year_more" : "more";
    int64_t row = g->small ? draft_row(g->small, "key", key) : -1;
    if (row < 0 || draft_cell(g->small, row, column)->type == CELL_NULL)
        return;
    wording_more(&text, draft_value(g->small, row, column), unit);
    say_side(g, side, g->small, row, column, str_text(&text));
    str_release(&text);
}

/* ，环比… and ，同比… of one counter; small ones in pieces. */
void draft_say_changes(struct drafting *g, enum counter c)
{
    struct side side[SIDES];
    int n = sides(g, false, side);
    for (int i = 0; i < n; i++) {
        int64_t row = draft_row(side[i].table, "key", counter_name[c]);
        const struct doc_cell *then = draft_cell(side[i].table, row, side[i].then);
        struct str text = {0};
        if (then->type == CELL_NULL)
            continue;
        if (then->v < DRAFT_SMALL) {
            say_pieces(g, counter_name[c], &side[i], "件");
            continue;
        }
        wording_growth(&text, draft_value(side[i].table, row, side[i].change));
        say_side(g, &side[i], side[i].table, row, side[i].change, str_text(&text));
        str_release(&text);
    }
}

/* 按时办结率95.54%，较上月下降0.21个百分点，同比… */
void draft_say_rate(struct drafting *g, enum rate r)
{
    struct side side[SIDES];
    int64_t row = draft_overall_row(g, rate_name[r]);
    if (draft_cell(g->overall, row, "value")->type == CELL_NULL)
        return;
    doc_say(g->d, "%s", rate_zh[r]);
    doc_figure(g->d, g->overall, (uint32_t)row, "value");
    int n = sides(g, true, side);
    for (int i = 0; i < n; i++) {
        struct str text = {0};
        row = draft_row(side[i].table, "key", rate_name[r]);
        if (row < 0 || draft_cell(side[i].table, row, side[i].change)->type == CELL_NULL)
            continue;
        wording_points(&text, draft_value(side[i].table, row, side[i].change));
        say_side(g, &side[i], side[i].table, row, side[i].change, str_text(&text));
        str_release(&text);
    }
    doc_say(g->d, "。");
}

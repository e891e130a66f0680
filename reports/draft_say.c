/* Sentences about the city's figures: the words and the cell that each number is. */
#include "reports/draft_parts.h"
#include "reports/wording.h"

void draft_figure(struct drafting *g, const struct doc_table *t, int64_t row, const char *column,
                  const char *unit)
{
    doc_figure(g->d, t, (uint32_t)row, column);
    doc_say(g->d, "%s", unit);
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

/* How a figure of the city changed, in words; false: there is nothing to compare with. */
static bool say_change(struct drafting *g, int64_t row, const char *column)
{
    const struct doc_cell *c = draft_cell(g->overall, row, column);
    struct str text = {0};
    if (c->type == CELL_NULL)
        return false;
    if (c->type == CELL_POINTS)
        wording_points(&text, c->v);
    else
        wording_growth(&text, c->v);
    doc_figure_as(g->d, g->overall, (uint32_t)row, column, str_text(&text));
    str_release(&text);
    return true;
}

enum { SMALL = 30 }; /* a count that was below this grows by pieces, not by per cent */

/* ，环比… and ，同比… of one counter; small ones in pieces. */
void draft_say_changes(struct drafting *g, enum counter c)
{
    static const struct {
        const char *then, *change, *words;
    } side[] = {{"previous", "change", "，环比"}, {"year_before", "year_change", "，同比"}};
    int64_t row = draft_overall_row(g, counter_name[c]);
    for (int i = 0; i < 2; i++) {
        const struct doc_cell *then = draft_cell(g->overall, row, side[i].then);
        if (then->type == CELL_NULL || then->v < SMALL)
            continue;
        doc_say(g->d, "%s", side[i].words);
        say_change(g, row, side[i].change);
    }
}

/* 按时办结率95.54%，较上月下降0.21个百分点，同比… */
void draft_say_rate(struct drafting *g, enum rate r)
{
    int64_t row = draft_overall_row(g, rate_name[r]);
    if (draft_cell(g->overall, row, "value")->type == CELL_NULL)
        return;
    doc_say(g->d, "%s", rate_zh[r]);
    doc_figure(g->d, g->overall, (uint32_t)row, "value");
    if (draft_cell(g->overall, row, "change")->type != CELL_NULL) {
        doc_say(g->d, "，较%s", wording_before(g->f->first, g->f->last));
        say_change(g, row, "change");
    }
    if (draft_cell(g->overall, row, "year_change")->type != CELL_NULL) {
        doc_say(g->d, "，同比");
        say_change(g, row, "year_change");
    }
    doc_say(g->d, "。");
}

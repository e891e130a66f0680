/* What every file of the draft makes its tables and sentences with. */
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"

struct doc_table *draft_table(struct drafting *g, const char *id, const char *what)
{
    struct str title = {0};
    str_printf(&title, "附表%d　%s", ++g->n_tables, what);
    struct doc_table *t = doc_table(g->d, id, str_text(&title), DOC_ANNEX);
    str_release(&title);
    return t;
}

void draft_table_number(struct str *out, const struct doc_table *t)
{
    str_put(out, t->title, (size_t)(strstr(t->title, "　") - t->title));
}

int64_t draft_row(const struct doc_table *t, const char *column, const char *text)
{
    uint32_t c = doc_column_of(t, column);
    for (size_t r = 0; r < doc_rows(t); r++)
        if (doc_at(t, r, c)->type == CELL_TEXT && !strcmp(doc_at(t, r, c)->text, text))
            return (int64_t)r;
    return -1;
}

const char *draft_unit(const struct drafting *g, enum league league, int32_t unit)
{
    return names_unit(g->f->ref, league, unit);
}

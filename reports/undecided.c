#include "reports/undecided.h"

#include <string.h>

#include "reports/names.h"

static bool is_decided(const struct read_interviews *l, month m, const struct refdata *ref,
                       const char *league, const char *unit)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct interview *v = &l->v[i];
        if (v->month == m && v->state != IS_proposed && !strcmp(league_word[v->league], league) &&
            !strcmp(names_code(ref, (enum league)v->league, v->unit), unit))
            return true;
    }
    return false;
}

const char *undecided_unit(const struct doc *d, month m, const struct refdata *ref,
                           const struct read_interviews *interviews)
{
    const struct doc_table *t = doc_find(d, "bottom");
    for (size_t i = 0; t && i < doc_rows(t); i++)
        if (!is_decided(interviews, m, ref, doc_at(t, i, doc_column_of(t, "league"))->text,
                        doc_at(t, i, doc_column_of(t, "unit"))->text))
            return doc_at(t, i, doc_column_of(t, "name"))->text;
    return NULL;
}

/* The sentences on interviews once more, of a document that was frozen: its figures stay, the acts have gone
 * on. */
#include <assert.h>
#include <string.h>

#include "reports/draft_parts.h"
#include "reports/names.h"

/* What the sentences are made of, out of the document's own tables. */
static void take_figures(struct draft_figures *f, const struct doc *d)
{
    const struct doc_table *t = doc_find(d, "bottom");
    bool known = period_parse(d->period, strlen(d->period), &f->first, &f->last);
    assert(known);
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        const struct doc_table *of = doc_find(d, league_word[l]);
        f->league[l].n = of ? doc_rows(of) : 0;
    }
    for (size_t i = 0; t && i < doc_rows(t); i++) {
        int l = names_league(doc_at(t, i, doc_column_of(t, "league"))->text);
        const char *unit = doc_at(t, i, doc_column_of(t, "unit"))->text;
        int action = lists_find(bottom_action_word, BOTTOMS, doc_at(t, i, doc_column_of(t, "action"))->text);
        assert(l > 0 && action >= 0);
        vec_push(&f->bottoms,
                 ((struct draft_bottom){
                     (enum league)l,
                     l == LEAGUE_DEPARTMENT ? refdata_dept(f->ref, unit) : refdata_region(f->ref, unit),
                     (int32_t)doc_at(t, i, doc_column_of(t, "streak"))->v, (enum bottom_action)action}));
    }
}

static size_t end_of_section(const struct doc *d, size_t at)
{
    for (at++; at < d->blocks.n; at++)
        if (d->blocks.v[at].kind == DOC_HEADING && d->blocks.v[at].level == 1)
            break;
    return at;
}

/* The blocks behind `made` take the place of the paragraphs of the section [at, end). */
static void replace_section(struct doc *d, size_t at, size_t end, size_t made)
{
    VEC(struct doc_block) v = {0};
    for (size_t i = 0; i <= at; i++)
        vec_push(&v, d->blocks.v[i]);
    for (size_t i = made + 1; i < d->blocks.n; i++) /* its heading stays as it was */
        vec_push(&v, d->blocks.v[i]);
    for (size_t i = at + 1; i < end; i++)
        if (d->blocks.v[i].kind != DOC_PARAGRAPH)
            vec_push(&v, d->blocks.v[i]);
        else
            vec_release(&d->blocks.v[i].spans);
    for (size_t i = end; i < made; i++)
        vec_push(&v, d->blocks.v[i]);
    vec_release(&d->blocks);
    d->blocks.v = v.v;
    d->blocks.n = v.n;
    d->blocks.cap = v.cap;
}

void draft_interviews_again(struct doc *d, const struct refdata *ref, const struct interview *v, size_t n,
                            instant as_of)
{
    struct draft_figures f = {.ref = ref, .as_of = as_of};
    struct drafting g = {.f = &f, .d = d, .bottom = doc_find(d, "bottom")};
    size_t at = 0, made = d->blocks.n;
    while (at < made && !(d->blocks.v[at].part && !strcmp(d->blocks.v[at].part, DRAFT_INTERVIEWS)))
        at++;
    if (at == made)
        return;
    take_figures(&f, d);
    for (size_t i = 0; i < n; i++)
        vec_push(&f.interviews, v[i]);
    draft_interviews(&g);
    replace_section(d, at, end_of_section(d, at), made);
    vec_release(&f.bottoms);
    vec_release(&f.interviews);
}

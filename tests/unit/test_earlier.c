/* What has changed of a frozen month, as the bulletin of the next one lists it: against the same month
 * drafted anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "reports/frozen_parts.h"
#include "tests/unit/city.h"

enum { SEPTEMBER = 12 * 2026 + 8 };

static void begin(struct city *c, struct draft_figures *f, int64_t cases, month m,
                  const struct race_frozen *frozen)
{
    *c = (struct city){.counties = 12, .zones = 6, .depts = 30, .cases = cases, .from = 12 * 2026, .last = m};
    city_make(c);
    memset(f, 0, sizeof *f);
    f->ref = &c->ref;
    f->conf = &c->conf;
    f->first = f->last = m;
    f->as_of = day_start(month_first(m + 1) + 6);
    draft_begin(f, &c->arena);
    draft_fill(f, &(struct draft_source){c, city_counters, city_counters, c->from, frozen}, &c->arena);
}

static void end(struct city *c, struct draft_figures *f)
{
    draft_release(f);
    city_release(c);
}

/* What a frozen bulletin of these figures keeps of its month. */
static struct race_frozen keep(const struct draft_figures *f, struct race_kept kept[LEAGUES], struct arena *a)
{
    struct race_frozen out = {kept, 0};
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        struct race_place *v = arena_alloc(a, (f->league[l].n + 1) * sizeof *v);
        kept[out.n] = (struct race_kept){f->last, l, v, f->league[l].n, -1, 0, BOTTOM_NONE};
        for (size_t i = 0; i < f->league[l].n; i++) {
            const struct draft_place *p = &f->league[l].v[i];
            v[i] = (struct race_place){p->unit, p->rank, p->score, p->now.c[C_completed]};
        }
        for (size_t i = 0; i < f->bottoms.n; i++)
            if (f->bottoms.v[i].league == l) {
                kept[out.n].bottom = f->bottoms.v[i].unit;
                kept[out.n].streak = f->bottoms.v[i].streak;
                kept[out.n].action = f->bottoms.v[i].action;
            }
        out.n++;
    }
    return out;
}

static const struct draft_place *place_of(const struct draft_figures *f, enum league l, int32_t unit)
{
    for (size_t i = 0; i < f->league[l].n; i++)
        if (f->league[l].v[i].unit == unit)
            return &f->league[l].v[i];
    return NULL;
}

static int rows_of(const struct doc_table *t, const char *key)
{
    int n = 0;
    for (size_t r = 0; t && r < doc_rows(t); r++)
        n += !strcmp(doc_at(t, r, doc_column_of(t, "key"))->text, key);
    return n;
}

/* September was frozen with `was` cases a unit; October is drafted when they are `now`. */
static int tables_numbered(const struct doc *d)
{
    int n = 0;
    for (size_t i = 0; i < d->tables.n; i++)
        n += strncmp(d->tables.v[i]->title, "附表", strlen("附表")) == 0;
    return n;
}

static void check(int64_t was, int64_t now, bool differs)
{
    struct city old, again, next;
    struct draft_figures fo, fa, fn;
    struct race_kept kept[LEAGUES];
    begin(&old, &fo, was, SEPTEMBER, NULL);
    begin(&again, &fa, now, SEPTEMBER, NULL);
    struct race_frozen frozen = keep(&fo, kept, &old.arena);
    begin(&next, &fn, now, SEPTEMBER + 1, &frozen);
    int scores = 0, ranks = 0, bottoms = 0;
    for (enum league l = LEAGUE_COUNTY; l < LEAGUES; l++)
        for (size_t i = 0; i < fo.league[l].n; i++) {
            const struct draft_place *p = &fo.league[l].v[i], *q = place_of(&fa, l, p->unit),
                                     *r = place_of(&fn, l, p->unit);
            assert_true(r->rank_before == p->rank && r->score_before == p->score); /* as frozen */
            assert_true(r->rank_again == q->rank && r->score_again == q->score); /* as it would be */
            scores += p->score != q->score;
            ranks += p->rank != q->rank;
        }
    for (size_t i = 0; i < fo.bottoms.n; i++)
        for (size_t k = 0; k < fa.bottoms.n; k++) {
            const struct draft_bottom *p = &fo.bottoms.v[i], *q = &fa.bottoms.v[k];
            if (p->league == q->league)
                bottoms += p->unit != q->unit ? 2 : p->streak != q->streak || p->action != q->action;
        }
    struct doc *d = draft_make(&fo), *x = draft_make(&fn);
    frozen_earlier(x, d, &fn);
    const struct doc_table *t = doc_find(x, "earlier");
    assert_int_equal(t != NULL, differs);
    if (differs) { /* numbered behind the draft's */
        char title[64];
        snprintf(title, sizeof title, "附表%d　上期数据变动", tables_numbered(d) + 1);
        assert_string_equal(t->title, title);
    }
    assert_true(!differs || (scores && ranks && bottoms));
    assert_int_equal(rows_of(t, "score"), scores);
    assert_int_equal(rows_of(t, "rank"), ranks);
    assert_int_equal(rows_of(t, "bottom"), bottoms);
    doc_free(x);
    doc_free(d);
    end(&old, &fo);
    end(&again, &fa);
    end(&next, &fn);
}

static void scores_ranks_and_bottom_places_are_listed(void **state)
{
    (void)state;
    check(900, 900, false);
    check(900, 430, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(scores_ranks_and_bottom_places_are_listed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

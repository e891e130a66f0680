#include "reports/interviews.h"

#include <stdlib.h>
#include <string.h>

#include "reports/names.h"
#include "reports/ranking.h"
#include "store/read_acts.h"

static struct interview_row *row_of(struct interviews *l, month m, enum league league, int32_t unit)
{
    for (size_t i = 0; i < l->rows.n; i++) {
        struct interview *v = &l->rows.v[i].v;
        if (v->month == m && v->league == league && v->unit == unit)
            return &l->rows.v[i];
    }
    return NULL;
}

static void take_place(struct interviews *out, month m, const struct race *race)
{
    if (race->action == BOTTOM_NONE)
        return;
    int32_t unit = race->standing[race->bottom].unit;
    struct interview_row *r = row_of(out, m, race->league, unit);
    if (r)
        r->action = race->action;
    else
        vec_push(&out->rows,
                 ((struct interview_row){interview_proposed(m, race->league, unit), race->action}));
}

/* Streaks need all months before, so the leagues are raced from the first one on. */
static int read_places(const struct view *v, month first, month last, struct interviews *out, struct err *e)
{
    struct ranking_races r;
    month begin;
    if (read_first_month(v->read, view_month(v), &begin, e))
        return -1;
    int rc = ranking_races_begin(&r, v, LEAGUE_NONE, begin, last, e);
    for (month m = begin; !rc && m <= last; m++) {
        rc = ranking_races_month(&r, m, e);
        for (enum league l = LEAGUE_COUNTY; !rc && m >= first && l < LEAGUES; l++)
            if (r.there[l])
                take_place(out, m, &r.race[l]);
    }
    ranking_races_end(&r);
    return rc;
}

struct sorted {
    struct interview_row row;
    const char *code;
};

static int by_place(const void *a, const void *b)
{
    const struct sorted *p = a, *q = b;
    if (p->row.v.month != q->row.v.month)
        return p->row.v.month < q->row.v.month ? -1 : 1;
    if (p->row.v.league != q->row.v.league)
        return p->row.v.league < q->row.v.league ? -1 : 1;
    return strcmp(p->code, q->code);
}

static void sort(const struct view *v, struct interviews *l)
{
    struct sorted *s = arena_alloc(v->arena, (l->rows.n + 1) * sizeof *s);
    for (size_t i = 0; i < l->rows.n; i++) {
        const struct interview *x = &l->rows.v[i].v;
        s[i] = (struct sorted){l->rows.v[i], names_code(v->ref, (enum league)x->league, x->unit)};
    }
    if (l->rows.n > 1)
        qsort(s, l->rows.n, sizeof *s, by_place);
    for (size_t i = 0; i < l->rows.n; i++)
        l->rows.v[i] = s[i].row;
}

int interviews_read(const struct view *v, month first, month last, struct interviews *out, struct err *e)
{
    struct read_interviews acted;
    *out = (struct interviews){0};
    if (read_interviews(v->read, v->ref, v->arena, &acted, e))
        return -1;
    for (size_t i = 0; i < acted.n; i++)
        if (acted.v[i].month >= first && acted.v[i].month <= last)
            vec_push(&out->rows, ((struct interview_row){acted.v[i], BOTTOM_NONE}));
    if (read_places(v, first, last, out, e)) {
        interviews_release(out);
        return -1;
    }
    sort(v, out);
    return 0;
}

void interviews_release(struct interviews *l) { vec_release(&l->rows); }

#include "reports/counted.h"

#include <string.h>

#include "analyzer/eval.h"

enum { PIECE = 4000 };

bool counted_name(const char *name, struct counted_filter *f)
{
    f->rate = -1;
    f->counter = counter_find(name);
    if (f->counter == C_orders || f->counter == C_orders_due || f->counter == C_orders_on_time)
        f->counter = -1;
    for (int r = 0; r < RATES; r++)
        if (r != RATE_order_rate && !strcmp(rate_name[r], name))
            f->rate = r;
    return f->counter >= 0 || f->rate >= 0;
}

bool counted_day(struct counted_filter *f, day d)
{
    f->day = d;
    f->first = f->last = day_month(d);
    return f->counter == C_accepted || f->counter == C_completed;
}

/* What the days of such a counter are written as (enum contrib_code). */
static int code_of_day(const struct counted_filter *f)
{
    int y, m, mday;
    day_split(f->day, &y, &m, &mday);
    return (f->counter == C_accepted ? CONTRIB_ACCEPTED : CONTRIB_COMPLETED) + mday - 1;
}

/* Adds up what a case has in the period at the unit. The stocks are those of the end: what came less what
 * went, from the beginning on. */
static void add_up(const struct counted_filter *f, const struct refdata *ref, const struct evaluation *ev,
                   struct counters *sum)
{
    int32_t region = f->region ? refdata_region(ref, f->region) : -1,
            dept = f->dept ? refdata_dept(ref, f->dept) : -1;
    int of_day = f->day == DAY_NONE ? -1 : code_of_day(f);
    memset(sum, 0, sizeof *sum);
    for (size_t i = 0; i < ev->contribs.n; i++) {
        const struct contrib *c = &ev->contribs.v[i];
        if (c->month > f->last || (f->region && c->region != region) || (f->dept && c->dept != dept))
            continue;
        if (of_day >= 0)
            sum->c[f->counter] += c->month == f->first && c->counter == of_day ? c->value : 0;
        else if (c->counter < COUNTERS &&
                 (c->month >= f->first || counter_is_stock((enum counter)c->counter)))
            sum->c[c->counter] += c->value;
    }
}

/* Whether the case stands in the figure, and with how much. */
static bool counts(const struct counted_filter *f, const struct counters *sum, struct counted_row *row)
{
    if (f->counter >= 0) {
        row->num = sum->c[f->counter];
        return row->num != 0;
    }
    struct rate_value r = rate_of(sum, (enum rate)f->rate);
    row->num = r.num;
    row->den = r.den;
    return f->missed ? r.den != r.num : r.den != 0 || r.num != 0;
}

/* The row outlives the piece that it was read in. */
static struct read_counted_row kept(const struct read_counted_row *r, struct arena *a)
{
    return (struct read_counted_row){arena_strdup(a, r->case_no),
                                     arena_strdup(a, r->item),
                                     arena_strdup(a, r->region),
                                     arena_strdup(a, r->dept),
                                     arena_strdup(a, r->phase),
                                     NULL,
                                     0};
}

static void take(struct counted *out, const struct counted_filter *f, const struct counted_row *row,
                 const char *after, size_t limit, struct arena *a)
{
    out->n++;
    out->num += f->rate >= 0 ? row->num : 0;
    out->total += f->counter >= 0 ? row->num : f->missed ? row->den - row->num : row->den;
    if (after && strcmp(row->of.case_no, after) <= 0)
        return;
    if (out->shown == limit) {
        out->more = true;
        return;
    }
    out->v[out->shown] = *row;
    out->v[out->shown++].of = kept(&row->of, a);
}

static int read_piece(const struct view *v, const struct counted_filter *f,
                      const struct read_counted_rows *rows, const char *after, size_t limit, struct arena *a,
                      struct counted *out, struct err *e)
{
    struct evaluation ev = {0};
    struct counters sum;
    int rc = 0;
    for (size_t i = 0; !rc && i < rows->n; i++) {
        struct counted_row row = {.of = rows->v[i]};
        if (!eval_unpack(row.of.written, row.of.n_written, v->ref, a, &ev)) {
            rc = err_set(e, "case %s: what was written of it names a unit or rule that is not known",
                         row.of.case_no);
            break;
        }
        add_up(f, v->ref, &ev, &sum);
        if (counts(f, &sum, &row))
            take(out, f, &row, after, limit, v->arena);
    }
    eval_release(&ev);
    return rc;
}

/* Alerts and steps count at who answers for them, all else at the case's own unit. */
static bool elsewhere(const struct counted_filter *f)
{
    return f->rate == RATE_step_rate || f->counter == C_steps_due || f->counter == C_steps_on_time ||
           (f->counter >= C_n_notice && f->counter <= C_c_red);
}

int counted_read(const struct view *v, const struct counted_filter *f, const char *after, size_t limit,
                 struct counted *out, struct err *e)
{
    struct arena pieces[2] = {{0}}; /* the one before holds the place where this one begins */
    const char *from = NULL;
    bool own = !elsewhere(f);
    int rc = 0;
    *out = (struct counted){.v = arena_alloc(v->arena, (limit + 1) * sizeof *out->v)};
    for (int k = 0;; k = !k) {
        struct read_counted_rows rows;
        arena_reset(&pieces[k]);
        rc = read_counted(v->read, own ? f->region : NULL, own ? f->dept : NULL, f->item, from, PIECE,
                          &pieces[k], &rows, e) ||
             read_piece(v, f, &rows, after, limit, &pieces[k], out, e);
        if (rc || rows.n < PIECE)
            break;
        from = rows.v[rows.n - 1].case_no;
    }
    arena_release(&pieces[0]);
    arena_release(&pieces[1]);
    return rc ? -1 : 0;
}

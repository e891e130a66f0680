#include "store/case_units.h"

#include <assert.h>
#include <stdlib.h>
#include <stdlib.h>
#include <string.h>

#define COLUMN(name, form, role, value) LETTER_##form
static const char types[] =
#include "store/case_unit.def"
    ;
#undef COLUMN
#define COLUMN(name, form, role, value) {#name, ROLE_##role},
const struct column case_units_columns[] = {
#include "store/case_unit.def"
    {NULL, 0}};
#undef COLUMN

instant case_units_due(const struct limit *l)
{
    if (l->due_at != INSTANT_NONE)
        return l->due_at;
    return l->projected || l->due == DAY_NONE ? INSTANT_NONE : day_start(l->due + 1);
}

const char *case_units_kept(const struct case_row *row)
{
    const struct limit *l = &row->promise;
    if (case_units_due(l) == INSTANT_NONE && (l->n == DAYS_NONE || row->start == DAY_NONE))
        return "none";
    if (l->kept < 0)
        return "pending";
    return l->kept ? "kept" : row->ended ? "broken" : "overdue";
}

static void put_unit(struct str *out, bool dept, const char *code)
{
    str_putc(out, dept ? 'd' : 'r');
    str_puts(out, code);
}

void case_units_lines(struct str *out, const struct evaluation *ev, const struct refdata *ref)
{
    for (size_t i = 0; i < ev->handlers.n; i++) {
        const struct handler *h = &ev->handlers.v[i];
        const struct duty *d = eval_next_duty(ev, h->dept ? -1 : h->unit, h->dept ? h->unit : -1);
        put_unit(out, h->dept, h->dept ? ref->depts[h->unit].code : ref->regions[h->unit].code);
        if (d)
            str_printf(out, "\t%d\t%lld", d->kind, (long long)d->due);
        str_putc(out, '\n');
    }
}

void case_units_begin(struct case_units *c)
{
    str_clear(&c->fresh);
    c->ends.n = 0;
    wire_begin(&c->again, types);
    wire_begin(&c->gone, "tt");
}

void case_units_release(struct case_units *c)
{
    str_release(&c->fresh);
    vec_release(&c->ends);
    wire_release(&c->again);
    wire_release(&c->gone);
}

/* What is due of a unit: of the responsible ones whatever is, of the others what is theirs. */
struct unit_duty {
    const char *duty;
    instant due;
};

/* "\t4\t1793030400000000" behind a unit; nothing: nothing is due. */
static struct unit_duty duty_of(const char *line)
{
    char *end;
    if (*line != '\t')
        return (struct unit_duty){NULL, INSTANT_NONE};
    long kind = strtol(line + 1, &end, 10);
    assert(kind > DUTY_NONE && kind < DUTIES && *end == '\t');
    return (struct unit_duty){duty_word[kind], strtoll(end + 1, NULL, 10)};
}

/* The units of a listing, one after the other. */
struct walk {
    const struct case_listing *l;
    struct unit_duty duty; /* of the unit */
    int at; /* 0, 1: its region, its department; from 2 on: the lines */
    const char *line;
    struct str *unit;
};

static bool next(struct walk *w)
{
    str_clear(w->unit);
    if (!w->l->region)
        return false;
    if (w->at < 2) {
        put_unit(w->unit, w->at, w->at ? w->l->dept : w->l->region);
        w->at++;
        w->duty = (struct unit_duty){w->l->duty, w->l->due};
        w->line = w->l->units;
        return true;
    }
    if (!w->line || !*w->line)
        return false;
    size_t code = strcspn(w->line, "\t\n"), n = strcspn(w->line, "\n");
    w->at = 3;
    w->duty = duty_of(w->line + code);
    str_put(w->unit, w->line, code);
    w->line += n + (w->line[n] == '\n');
    return true;
}

static bool has(const struct case_listing *l, const char *unit)
{
    struct str other = {0};
    bool found = false;
    for (struct walk w = {.l = l, .unit = &other}; !found && next(&w);)
        found = !strcmp(str_text(&other), unit);
    str_release(&other);
    return found;
}

static bool equal(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

static bool same(const struct case_listing *a, const struct case_listing *b)
{
    return equal(a->region, b->region) && equal(a->dept, b->dept) && equal(a->item, b->item) &&
           equal(a->phase, b->phase) && equal(a->light, b->light) && equal(a->kept, b->kept) &&
           equal(a->duty, b->duty) && a->due == b->due && a->level == b->level &&
           a->level_at == b->level_at && !a->units == !b->units;
}

static void put_row(struct case_units *c, bool exists, const char *unit, const char *case_no,
                    const struct case_listing *l, const struct unit_duty *d)
{
    struct columns_place p = {exists ? c->again.col : &c->fresh, exists};
    if (!exists)
        wire_row(&c->fresh, sizeof types - 1);
#define COLUMN(name, form, role, value) PUT_##form(columns_next(&p), value);
#include "store/case_unit.def"
#undef COLUMN
    c->again.n += exists;
    if (!exists)
        vec_push(&c->ends, c->fresh.len);
}

static void put_gone(struct case_units *c, const char *unit, const char *case_no)
{
    wire_text(&c->gone.col[0], unit);
    wire_text(&c->gone.col[1], case_no);
    c->gone.n++;
}

void case_units_put(struct case_units *c, const char *case_no, const struct case_listing *was,
                    const struct case_listing *is)
{
    bool alike = same(was, is), lines = equal(was->units, is->units);
    struct str unit = {0};
    if (alike && lines)
        return;
    for (struct walk w = {.l = is, .unit = &unit}; next(&w);) {
        bool had = has(was, str_text(&unit));
        if (!had || !alike || (w.at == 3 && !lines))
            put_row(c, had, str_text(&unit), case_no, is, &w.duty);
    }
    for (struct walk w = {.l = was, .unit = &unit}; next(&w);)
        if (!has(is, str_text(&unit)))
            put_gone(c, str_text(&unit), case_no);
    str_release(&unit);
}

static int update(struct case_units *c, struct db *db, struct err *e)
{
    struct str sql = {0};
    str_puts(&sql, "update case_unit c set ");
    columns_set(&sql, case_units_columns, "u", "c");
    str_puts(&sql, " from unnest(");
    columns_numbers(&sql, sizeof types - 1);
    str_puts(&sql, ") u(");
    columns_list(&sql, case_units_columns, COLUMN_INSERT, "*");
    str_puts(&sql, ") where c.unit = u.unit and c.case_no = u.case_no");
    int64_t n = db_count(db, sql.p, &c->again, NULL, 0, e);
    str_release(&sql);
    return db_touched(db, "rows of case_unit", n, c->again.n, e);
}

static int take_away(struct case_units *c, struct db *db, struct err *e)
{
    int64_t n = db_count(db,
                         "delete from case_unit c using unnest($1, $2) u(unit, case_no)"
                         " where c.unit = u.unit and c.case_no = u.case_no",
                         &c->gone, NULL, 0, e);
    return db_touched(db, "rows of case_unit", n, c->gone.n, e);
}

/* A row of a COPY, which begins with the number of its fields and with the unit. */
struct row {
    const char *p;
    size_t n;
};

static int by_unit(const void *a, const void *b)
{
    const char *x = ((const struct row *)a)->p + 2, *y = ((const struct row *)b)->p + 2;
    int32_t m = wire_get_int4(x), n = wire_get_int4(y);
    int order = memcmp(x + 4, y + 4, (size_t)(m < n ? m : n));
    return order ? order : m != n ? m - n : x < y ? -1 : 1; /* as they came, which is by case */
}

static void sort_rows(const struct case_units *c, struct str *out)
{
    struct row *row = mem_alloc((c->ends.n + 1) * sizeof *row);
    for (size_t i = 0, from = 0; i < c->ends.n; from = c->ends.v[i++])
        row[i] = (struct row){c->fresh.p + from, c->ends.v[i] - from};
    qsort(row, c->ends.n, sizeof *row, by_unit);
    for (size_t i = 0; i < c->ends.n; i++)
        str_put(out, row[i].p, row[i].n);
    free(row);
}

static int insert(struct case_units *c, struct db *db, struct err *e)
{
    struct str sql = {0}, sorted = {0};
    str_puts(&sql, "copy case_unit (");
    columns_list(&sql, case_units_columns, COLUMN_INSERT, "*");
    str_puts(&sql, ") from stdin (format binary)");
    sort_rows(c, &sorted);
    int rc = db_copy(db, sql.p, &sorted, e);
    str_release(&sql);
    str_release(&sorted);
    return rc;
}

int case_units_write(struct case_units *c, struct db *db, struct err *e)
{
    if ((c->gone.n && take_away(c, db, e)) || (c->again.n && update(c, db, e)))
        return -1;
    return c->fresh.len ? insert(c, db, e) : 0;
}

/* The charts, each as the table that it shows (doc_draw makes pictures of them). Rows are sorted by what
 * matters; the city stands last, as unit `*`. */
#include <stdlib.h>
#include <string.h>

#include "reports/draft_charts.h"
#include "reports/names.h"
#include "reports/wording.h"

struct doc_table *draft_chart_table(struct drafting *g, const char *id, const char *what)
{
    struct str title = {0};
    str_printf(&title, "附图%d　%s", ++g->n_charts, what);
    struct doc_table *t = doc_table(g->d, id, str_text(&title), DOC_DATA);
    str_release(&title);
    return t;
}

void draft_rate_column(struct drafting *g, struct doc_table *t, enum rate r)
{
    static const char *const part[] = {"_num", "_den"}, *const zh[] = {"分子", "分母"};
    doc_column(t, rate_name[r], rate_zh[r], "bp", COLUMN_SHOWN);
    for (int i = 0; i < 2; i++) {
        struct str key = {0}, title = {0};
        str_printf(&key, "%s%s", rate_name[r], part[i]);
        str_printf(&title, "%s%s", rate_zh[r], zh[i]);
        doc_column(t, arena_strdup(&g->d->arena, key.p), arena_strdup(&g->d->arena, title.p), "",
                   COLUMN_DATA);
        str_release(&key);
        str_release(&title);
    }
}

void draft_put_rate(struct doc_table *t, struct rate_value v)
{
    doc_rate(t, v.num, v.den);
    doc_count(t, v.num);
    doc_count(t, v.den);
}

void draft_unit_columns(struct doc_table *t)
{
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
}

void draft_put_unit(struct drafting *g, struct doc_table *t, const char *code, const char *name)
{
    doc_text(g->d, t, code);
    doc_text(g->d, t, name);
}

struct draft_charted *draft_charted(struct drafting *g, size_t *n)
{
    const struct draft_figures *f = g->f;
    size_t most = f->league[LEAGUE_COUNTY].n + f->league[LEAGUE_ZONE].n + 1;
    struct draft_charted *u = arena_zalloc(&g->d->arena, most * sizeof *u);
    *n = 0;
    for (enum league l = LEAGUE_COUNTY; l <= LEAGUE_ZONE; l++)
        for (size_t i = 0; i < f->league[l].n; i++) {
            const struct draft_place *p = &f->league[l].v[i];
            u[(*n)++] = (struct draft_charted){.code = names_code(f->ref, l, p->unit),
                                               .name = draft_unit(g, l, p->unit),
                                               .now = &p->now,
                                               .on_time = p->on_time,
                                               .region = p->unit};
        }
    if (f->own)
        u[(*n)++] = (struct draft_charted){
            .code = "", .name = f->conf->own, .now = f->own, .on_time = f->own_on_time, .region = -1};
    return u;
}

static int by_key(const void *a, const void *b)
{
    const struct draft_charted *p = a, *q = b;
    for (int k = 0; k < 3; k++)
        if (p->key[k] != q->key[k])
            return p->key[k] < q->key[k] ? -1 : 1;
    if (p->region < 0 || q->region < 0)
        return p->region < 0 ? q->region >= 0 : -1; /* 市直 last */
    return p->region < q->region ? -1 : p->region > q->region;
}

void draft_sort_charted(struct draft_charted *u, size_t n)
{
    if (n > 1)
        qsort(u, n, sizeof *u, by_key);
}

/* Is the last month of history the running one? */
static bool ends_open(const struct drafting *g)
{
    return g->f->as_of < day_start(month_first(g->f->history + DRAFT_MONTHS));
}

/* The period's months, oldest first, as far as there is anything. */
void draft_chart_trend(struct drafting *g)
{
    const struct draft_figures *f = g->f;
    char text[DAY_TEXT];
    int from = 0;
    while (from < DRAFT_MONTHS && counters_zero(&f->months[from]))
        from++;
    if (from == DRAFT_MONTHS)
        return;
    struct doc_table *t = draft_chart_table(
        g, "trend", ends_open(g) ? "按时办结率走势（末月尚未结束）" : "按时办结率走势");
    doc_column(t, "month", "月份", "", COLUMN_SHOWN);
    draft_rate_column(g, t, RATE_on_time_rate);
    for (int k = from; k < DRAFT_MONTHS; k++) {
        doc_text(g->d, t, month_text(f->history + k, text));
        draft_put_rate(t, rate_of(&f->months[k], RATE_on_time_rate));
    }
    doc_chart(g->d, t);
}

/* Working days one by one; what came on other days in one row, so that the rows add up to the period. */
static void put_days(struct drafting *g, struct doc_table *t)
{
    const struct draft_figures *f = g->f;
    struct draft_day off = {0};
    doc_column(t, "day", "日期", "", COLUMN_SHOWN);
    doc_column(t, "accepted", "受理", "件", COLUMN_SHOWN);
    doc_column(t, "completed", "办结", "件", COLUMN_SHOWN);
    for (size_t i = 0; i < f->days.n; i++) {
        const struct draft_day *d = &f->days.v[i];
        if (calendar_working(&f->ref->cal, d->day)) {
            doc_number(t, CELL_DAY, d->day);
            doc_count(t, d->accepted);
            doc_count(t, d->completed);
        } else {
            off.accepted += d->accepted;
            off.completed += d->completed;
        }
    }
    doc_text(g->d, t, "非工作日合计");
    doc_count(t, off.accepted);
    doc_count(t, off.completed);
    t->note = "图中只画工作日，非工作日合计列在表末。";
}

static int64_t mean(int64_t sum, int64_t n) { return n ? (2 * sum + n) / (2 * n) : 0; }

/* Months of a longer period, a working day's mean each. */
static void put_months(struct drafting *g, struct doc_table *t)
{
    const struct draft_figures *f = g->f;
    char text[DAY_TEXT];
    doc_column(t, "month", "月份", "", COLUMN_SHOWN);
    doc_column(t, "working_days", "工作日", "个", COLUMN_SHOWN);
    doc_column(t, "accepted", "受理", "件", COLUMN_SHOWN);
    doc_column(t, "completed", "办结", "件", COLUMN_SHOWN);
    doc_column(t, "accepted_daily", "日均受理", "件", COLUMN_SHOWN);
    doc_column(t, "completed_daily", "日均办结", "件", COLUMN_SHOWN);
    for (int k = 0; k < DRAFT_MONTHS; k++) {
        month m = f->history + k;
        day last = month_first(m + 1) - 1, today = instant_day(f->as_of);
        if (m < f->first)
            continue;
        int64_t days = calendar_count(&f->ref->cal, last < today ? last : today) -
                       calendar_count(&f->ref->cal, month_first(m) - 1);
        doc_text(g->d, t, month_text(m, text));
        doc_count(t, days);
        doc_count(t, f->months[k].c[C_accepted]);
        doc_count(t, f->months[k].c[C_completed]);
        doc_count(t, mean(f->months[k].c[C_accepted], days));
        doc_count(t, mean(f->months[k].c[C_completed], days));
    }
}

void draft_chart_intake(struct drafting *g)
{
    const struct draft_figures *f = g->f;
    if (!f->now.c[C_accepted] && !f->now.c[C_completed])
        return;
    struct doc_table *t = draft_chart_table(
        g, "intake", f->days.n ? "每个工作日受理和办结" : "各月每个工作日平均受理和办结");
    if (f->days.n)
        put_days(g, t);
    else
        put_months(g, t);
    doc_chart(g->d, t);
}

static void put_months_of(struct doc_table *t, int from, const struct rate_value *v)
{
    for (int k = from; k < DRAFT_MONTHS; k++)
        doc_rate(t, v[k].num, v[k].den);
}

/* The on-time rate by unit and month; lowest last month first. */
void draft_chart_heat(struct drafting *g)
{
    const struct draft_figures *f = g->f;
    struct rate_value city[DRAFT_MONTHS];
    char text[DAY_TEXT];
    size_t n;
    int from = 0;
    struct draft_charted *u = draft_charted(g, &n);
    for (int k = 0; k < DRAFT_MONTHS; k++)
        city[k] = rate_of(&f->months[k], RATE_on_time_rate);
    while (from < DRAFT_MONTHS && !city[from].den)
        from++;
    if (!n || from == DRAFT_MONTHS)
        return;
    struct doc_table *t = draft_chart_table(
        g, "heat", ends_open(g) ? "各单位各月按时办结率（末月尚未结束）" : "各单位各月按时办结率");
    t->landscape = true;
    draft_unit_columns(t);
    for (int k = from; k < DRAFT_MONTHS; k++) {
        const char *key = arena_strdup(&g->d->arena, month_text(f->history + k, text));
        doc_column(t, key, key, "bp", COLUMN_SHOWN);
    }
    for (size_t i = 0; i < n; i++) {
        const struct rate_value *last = &u[i].on_time[DRAFT_MONTHS - 1];
        u[i].key[0] = last->den ? last->bp : INT64_MAX;
    }
    draft_sort_charted(u, n);
    for (size_t i = 0; i < n; i++) {
        draft_put_unit(g, t, u[i].code, u[i].name);
        put_months_of(t, from, u[i].on_time);
    }
    draft_put_unit(g, t, "*", f->conf->city);
    put_months_of(t, from, city);
    doc_chart(g->d, t);
}

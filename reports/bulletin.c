#include "reports/bulletin.h"

#include <string.h>

#include "reports/format.h"

int bulletin_read_charts(const struct view *v, struct bulletin *b, struct err *e)
{
    month m = b->month = v->last;
    b->ended = day_start(month_first(m + 1)) <= v->now;
    b->days = (int)(month_first(m + 1) - month_first(m));
    return read_first_month(v->read, m, &b->first, e) ||
                   figures_read(&b->regions, v, BY_REGION, m - 12, m, e) ||
                   read_days(v->read, month_first(m), b->days, b->accepted, b->completed, e)
               ? -1
               : 0;
}

int bulletin_read(const struct view *v, struct bulletin *b, struct err *e)
{
    struct read_filter f = READ_ANY;
    month m = v->last;
    f.valid = true;
    f.from = day_start(month_first(m));
    f.to = day_start(month_first(m + 1));
    if (bulletin_read_charts(v, b, e) || ranking_read_all(v, b->league, e) ||
        read_used_days(v->read, BY_ALL, m, m, v->arena, &b->used, e) ||
        read_used_days(v->read, BY_REGION, m, m, v->arena, &b->used_regions, e) ||
        read_alert_rules(v->read, &f, v->arena, &b->rules, e) ||
        (!b->ended && same_period_read(v, &b->same, e)))
        return -1;
    figures_total(&b->regions, m, &b->now);
    figures_total(&b->regions, m - 1, &b->before);
    figures_total(&b->regions, m - 12, &b->year);
    return 0;
}

const struct counters *bulletin_compared(const struct bulletin *b)
{
    return b->ended ? &b->before : &b->same.city;
}

const struct counters *bulletin_compared_unit(const struct bulletin *b, const struct ranking *r, int32_t unit)
{
    if (!b->ended)
        return &b->same.unit[r->league == LEAGUE_DEPARTMENT ? BY_DEPT : BY_REGION][unit];
    for (size_t i = 0; i < r->before.n; i++)
        if (r->before.v[i].unit == unit)
            return &r->before.v[i].counters;
    return NULL;
}

int bulletin_exists(const struct view *v, month m, struct err *e)
{
    month first;
    return read_first_month(v->read, view_month(v), &first, e) ? -1 : m >= first && m <= view_month(v);
}

bool bulletin_has(const struct bulletin *b, month m) { return m >= b->first; }

static struct chart_row *rows_of(const struct view *v, struct chart *c, size_t n)
{
    struct chart_row *row = arena_zalloc(v->arena, (n + 1) * sizeof *row);
    c->row = row;
    c->n = n;
    return row;
}

/* regions with a league, in canonical order; returns how many */
static size_t leagues_only(const struct view *v, int32_t *unit)
{
    size_t n = 0;
    for (int32_t u = 0; u < v->ref->n_regions; u++)
        if (v->ref->regions[u].league)
            unit[n++] = u;
    return n;
}

static void fill_on_time(const struct view *v, const struct bulletin *b, struct chart *c)
{
    int32_t *unit = arena_alloc(v->arena, (size_t)(v->ref->n_regions + 1) * sizeof *unit);
    size_t n = leagues_only(v, unit);
    struct chart_row *row = rows_of(v, c, n);
    int64_t low = 10000;
    for (size_t i = 0; i < n; i++) {
        struct rate_value r = rate_of(figures_at(&b->regions, b->month, unit[i]), RATE_on_time_rate);
        row[i].label = v->ref->regions[unit[i]].name;
        row[i].null = r.bp == BP_NULL;
        row[i].v[0] = r.bp == BP_NULL ? 0 : r.bp;
        low = row[i].null || r.bp > low ? low : r.bp;
    }
    *c = (struct chart){.form = CHART_DOTS,
                        .series = {"按时办结率"},
                        .n_series = 1,
                        .scale = 2,
                        .unit = "按时办结率（%）",
                        .low = low / 1000 * 1000 - (low >= 1000 ? 500 : 0),
                        .high = 10250,
                        .row = row,
                        .n = n};
}

static void fill_daily(const struct view *v, const struct bulletin *b, struct chart *c)
{
    static const char *const number[] = {"1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11",
                                         "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22",
                                         "23", "24", "25", "26", "27", "28", "29", "30", "31"};
    day last = b->ended ? month_first(b->month + 1) - 1 : instant_day(v->now);
    size_t n = (size_t)(last - month_first(b->month) + 1);
    struct chart_row *row = rows_of(v, c, n);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct chart_row){.label = number[i], .v = {b->accepted[i], b->completed[i]}};
    *c = (struct chart){
        .form = CHART_LINES, .series = {"受理", "办结"}, .n_series = 2, .unit = "件", .row = row, .n = n};
}

static void fill_alerts(const struct view *v, const struct bulletin *b, struct chart *c)
{
    int32_t *unit = arena_alloc(v->arena, (size_t)(v->ref->n_regions + 1) * sizeof *unit);
    size_t n = leagues_only(v, unit);
    struct chart_row *row = rows_of(v, c, n);
    for (size_t i = 0; i < n; i++) {
        const int64_t *n_of = figures_at(&b->regions, b->month, unit[i])->c;
        row[i] = (struct chart_row){
            .label = v->ref->regions[unit[i]].name,
            .v = {n_of[C_n_red], n_of[C_n_yellow], n_of[C_n_warning], n_of[C_n_notice]}};
    }
    *c = (struct chart){.form = CHART_STACK,
                        .series = {level_zh[LEVEL_RED], level_zh[LEVEL_YELLOW], level_zh[LEVEL_WARNING],
                                   level_zh[LEVEL_NOTICE]},
                        .n_series = 4,
                        .unit = "张（条）",
                        .row = row,
                        .n = n};
}

static void fill_trend(const struct view *v, const struct bulletin *b, struct chart *c)
{
    static const enum rate rates[] = {RATE_on_time_rate, RATE_done_once_rate, RATE_online_rate};
    month first = b->month - 12 > b->first ? b->month - 12 : b->first;
    size_t n = (size_t)(b->month - first + 1);
    struct chart_row *row = rows_of(v, c, n);
    for (size_t i = 0; i < n; i++) {
        struct counters sum;
        figures_total(&b->regions, first + (month)i, &sum);
        row[i].label = month_text(first + (month)i, arena_alloc(v->arena, DAY_TEXT));
        for (int k = 0; k < 3; k++) {
            int32_t bp = rate_of(&sum, rates[k]).bp;
            row[i].null |= (int64_t)(bp == BP_NULL) << k;
            row[i].v[k] = bp == BP_NULL ? 0 : bp;
        }
    }
    *c = (struct chart){.form = CHART_LINES,
                        .series = {"按时办结率", "一次办好率", "网办率"},
                        .n_series = 3,
                        .scale = 2,
                        .unit = "%",
                        .low = 0,
                        .high = 10000,
                        .row = row,
                        .n = n};
}

const struct bulletin_chart bulletin_chart[BULLETIN_CHARTS] = {
    {"on-time", "各县区、开发区按时办结率", fill_on_time},
    {"daily", "每日受理与办结件数", fill_daily},
    {"alerts", "各县区、开发区预警与红黄牌", fill_alerts},
    {"trend", "全市主要比率近一年走势", fill_trend},
};

const struct bulletin_chart *bulletin_chart_find(const char *name)
{
    for (int i = 0; i < BULLETIN_CHARTS; i++)
        if (!strcmp(bulletin_chart[i].name, name))
            return &bulletin_chart[i];
    return NULL;
}

void bulletin_chart_title(struct str *out, const struct bulletin *b, const struct bulletin_chart *k)
{
    format_month(out, b->month);
    str_puts(out, k->title);
}

void bulletin_script(const struct view *v, const struct bulletin *b, const struct bulletin_chart *k,
                     struct str *script, struct str *title)
{
    struct chart c = {0};
    k->fill(v, b, &c);
    chart_script(script, &c);
    bulletin_chart_title(title, b, k);
}

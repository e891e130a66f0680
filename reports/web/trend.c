#include "reports/web/trend.h"

#include "reports/filter.h"
#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/web/spark.h"

static const char *month_of(const struct page *p, month m)
{
    char buf[DAY_TEXT];
    return arena_strdup(p->view.arena, month_text(m, buf));
}

const char *trend_cases(const struct page *p, const struct read_scope *s, month m, const char *counted,
                        bool missed)
{
    return html_href(p->view.arena, "/cases", "region", s->region, "dept", s->dept, "item", s->item,
                     "counted", counted, "month", month_of(p, m), "missed", missed ? "1" : NULL, NULL);
}

const char *trend_overdue(const struct page *p, const struct read_scope *s, month m)
{
    if (m < view_month(&p->view))
        return trend_cases(p, s, m, counter_name[C_overdue_open], false);
    return html_href(p->view.arena, "/cases", "region", s->region, "dept", s->dept, "item", s->item, "kept",
                     "overdue", NULL);
}

const char *trend_cards(const struct page *p, const struct read_scope *s, month m, enum level level,
                        bool once)
{
    return html_href(p->view.arena, "/alerts", "region", s->region, "dept", s->dept, "item", s->item, "level",
                     level_word[level], "month", month_of(p, m), once ? "once" : "state",
                     once ? "1" : FILTER_VALID, NULL);
}

const char *trend_unit(const struct page *p, const struct read_scope *s, month m)
{
    return html_href(p->view.arena, "/figures", "region", s->region, "dept", s->dept, "item", s->item,
                     "month", m == view_month(&p->view) ? NULL : month_of(p, m), NULL);
}

int trend_read(struct trend *t, struct err *e)
{
    return unit_months_read(&t->p->view, &t->scope, t->month, TREND_MONTHS, &t->months, e);
}

/* A tile: a counter or a rate (the other is -1), with what its pieces are called. */
struct tile {
    const char *title, *unit, *class; /* unit: of a counter, and of what a rate lacks, … */
    const char *lacks; /* … called so; NULL: it is no rate */
    int counter, rate;
};
static const struct tile tile_table[] = {
    {TR("收件"), TR("件"), "", NULL, C_submitted, -1},
    {TR("按时办结率"), TR("件"), "", TR("未按时"), -1, RATE_on_time_rate},
    {TR("一次办好率"), TR("件"), "", TR("未一次办好"), -1, RATE_done_once_rate},
    {TR("满意率"), TR("条"), "", TR("不满意"), -1, RATE_satisfaction_rate},
    {TR("超期在办"), TR("件"), "warning", NULL, C_overdue_open, -1},
    {TR("红牌"), TR("件次"), "red", NULL, C_c_red, -1},
};
enum { TILES = sizeof tile_table / sizeof *tile_table };

static const char *tile_href(const struct trend *t, const struct tile *k, month m)
{
    if (k->counter == C_overdue_open)
        return trend_overdue(t->p, &t->scope, m);
    if (k->counter == C_c_red)
        return trend_cards(t->p, &t->scope, m, LEVEL_RED, true);
    return trend_cases(t->p, &t->scope, m, k->rate < 0 ? counter_name[k->counter] : rate_name[k->rate],
                       k->rate >= 0);
}

static int64_t value_of(const struct tile *k, const struct counters *c)
{
    int32_t bp = k->rate < 0 ? 0 : rate_of(c, (enum rate)k->rate).bp;
    return k->rate < 0 ? c->c[k->counter] : bp == BP_NULL ? SPARK_NONE : bp;
}

static void put_value(struct str *out, const struct tile *k, int64_t v)
{
    if (k->rate >= 0)
        format_rate(out, v == SPARK_NONE ? BP_NULL : (int32_t)v);
    else
        format_count(out, v);
}

/* 近13个月最低 93.10%（2026年2月），最高 … */
static void put_words(struct str *out, const struct trend *t, const struct tile *k, const int64_t *v)
{
    int least = -1, most = -1;
    for (int i = 0; i < t->months.n; i++) {
        if (v[i] == SPARK_NONE)
            continue;
        least = least < 0 || v[i] < v[least] ? i : least;
        most = most < 0 || v[i] > v[most] ? i : most;
    }
    str_printf(out, tr_n(t->months.n, "%s，近%d个月"), tr(k->title), t->months.n);
    if (least < 0) {
        str_puts(out, tr("没有数据"));
        return;
    }
    str_puts(out, tr("最低 "));
    put_value(out, k, v[least]);
    str_puts(out, tr("（"));
    say_month(out, t->months.first + least);
    str_puts(out, tr("），最高 "));
    put_value(out, k, v[most]);
    str_puts(out, tr("（"));
    say_month(out, t->months.first + most);
    str_puts(out, tr("）"));
}

static void put_spark(struct str *out, const struct trend *t, const struct tile *k)
{
    int64_t v[TREND_MONTHS];
    struct str words = {0};
    for (int i = 0; i < t->months.n; i++)
        v[i] = value_of(k, &t->months.c[i]);
    put_words(&words, t, k, v);
    spark_line(out, v, (size_t)t->months.n, t->month == view_month(&t->p->view), str_text(&words));
    str_release(&words);
}

static void put_compared(struct str *out, const struct tile *k, const struct counters *now,
                         const struct counters *same)
{
    str_puts(out, tr("较上月同期 "));
    if (k->rate >= 0) {
        format_points(out, rate_of(now, (enum rate)k->rate).bp, rate_of(same, (enum rate)k->rate).bp);
        str_puts(out, tr(" 个百分点"));
    } else
        format_change(out, now->c[k->counter], same->c[k->counter]);
}

/* 未按时 132 件: what a rate lacks, leading to it */
static void put_short(struct str *out, const struct trend *t, const struct tile *k, struct rate_value r)
{
    if (r.bp == BP_NULL)
        return;
    str_printf(out, "<small>%s ", tr(k->lacks));
    if (r.den > r.num) {
        str_puts(out, "<a class=\"fig\" href=\"");
        str_html(out, tile_href(t, k, t->month));
        str_puts(out, "\">");
        format_count(out, r.den - r.num);
        str_puts(out, "</a>");
    } else
        str_putc(out, '0');
    str_printf(out, tr(" %s（共 "), tr_n(r.den - r.num, k->unit));
    format_count(out, r.den);
    str_printf(out, "%s</small>", tr("）"));
}

static void put_tile(struct str *out, const struct trend *t, const struct tile *k)
{
    const struct counters *now = unit_months_last(&t->months);
    struct str text = {0};
    put_value(&text, k, value_of(k, now));
    str_printf(out, "<li class=\"%s\">%s<b>", k->class, tr(k->title));
    if (k->rate < 0 && now->c[k->counter])
        html_link(out, tile_href(t, k, t->month), str_text(&text));
    else
        str_puts(out, str_text(&text));
    str_printf(out, "%s%s%s</b>", k->rate < 0 ? " <span>" : "",
               k->rate < 0 ? tr_n(now->c[k->counter], k->unit) : "", k->rate < 0 ? "</span>" : "");
    str_release(&text);
    put_spark(out, t, k);
    if (k->rate >= 0)
        put_short(out, t, k, rate_of(now, (enum rate)k->rate));
    if (t->same) {
        str_puts(out, "<small>");
        put_compared(out, k, now, t->same);
        str_puts(out, "</small>");
    }
    str_puts(out, "</li>\n");
}

void trend_tiles(const struct trend *t, struct str *out)
{
    str_printf(out, "<ul class=\"tiles trend\" aria-label=\"%s\">\n", tr("主要指标与近13个月走势"));
    for (int i = 0; i < TILES; i++)
        put_tile(out, t, &tile_table[i]);
    str_puts(out, "</ul>\n");
}

/* 红牌|件次: a count with its unit below */
static const char *column_title(const struct trend *t, const struct tile *k)
{
    struct str s = {0};
    if (k->rate >= 0)
        return k->title;
    str_printf(&s, "%s|%s", tr(k->title), tr_n(2, k->unit));
    return str_keep(&s, t->p->view.arena);
}

static const char *joined(const struct trend *t, const char *a, const char *between, const char *b)
{
    struct str s = {0};
    str_printf(&s, "%s%s%s", a, between, b);
    return str_keep(&s, t->p->view.arena);
}

enum { RATE_PARTS = 3, MOST_COLUMNS = 1 + RATE_PARTS * TILES };

/* A column a tile; behind a rate, for files, what it is made of. */
static size_t make_columns(const struct trend *t, struct list_column columns[MOST_COLUMNS])
{
    size_t n = 0;
    columns[n++] = (struct list_column){"month", TR("月份"), LIST_TEXT, false};
    for (int k = 0; k < TILES; k++) {
        const struct tile *tile = &tile_table[k];
        const char *name = tile->rate < 0 ? counter_name[tile->counter] : rate_name[tile->rate];
        columns[n++] = (struct list_column){name, column_title(t, tile), LIST_FIGURE, false};
        if (tile->rate < 0)
            continue;
        columns[n++] = (struct list_column){joined(t, name, "_", "num"),
                                            joined(t, tr(tile->title), " ", tr("分子")), LIST_DATA, false};
        columns[n++] = (struct list_column){joined(t, name, "_", "den"),
                                            joined(t, tr(tile->title), " ", tr("分母")), LIST_DATA, false};
    }
    return n;
}

static void fill_month(const struct trend *t, struct list *l, int i)
{
    month m = t->months.first + i;
    const struct counters *c = &t->months.c[i];
    doc_text(l->doc, l->t, month_of(t->p, m));
    doc_link(l->doc, l->t, trend_unit(t->p, &t->scope, m));
    for (int k = 0; k < TILES; k++) {
        if (tile_table[k].rate >= 0) {
            struct rate_value r = rate_of(c, (enum rate)tile_table[k].rate);
            doc_rate(l->t, r.num, r.den);
            doc_count(l->t, r.num);
            doc_count(l->t, r.den);
            continue;
        }
        doc_count(l->t, c->c[tile_table[k].counter]);
        if (c->c[tile_table[k].counter])
            doc_link(l->doc, l->t, tile_href(t, &tile_table[k], m));
    }
}

int trend_list(const struct trend *t, struct list *l, struct err *e)
{
    struct list_column *columns = arena_alloc(t->p->view.arena, MOST_COLUMNS * sizeof *columns);
    if (list_open_part(l, t->p, "/figures", "months", tr("逐月；超期在办为月末"), columns,
                       make_columns(t, columns), e))
        return -1;
    l->wide = true;
    for (int i = t->months.n - 1; i >= 0; i--)
        fill_month(t, l, i);
    list_settle(l);
    return 0;
}

void trend_table(const struct list *months, struct str *out)
{
    str_puts(out, "<details class=\"months\"><summary>");
    str_printf(out, tr("近%d个月逐月数据"), TREND_MONTHS);
    str_puts(out, "</summary>\n");
    list_exports(months, out);
    list_rows(months, out);
    str_puts(out, "</details>\n");
}

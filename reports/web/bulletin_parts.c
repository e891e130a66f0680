#include <stdio.h>

#include "reports/web/bulletin_parts.h"
#include "reports/filter.h"
#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/names.h"

int bulletin_parts_read(struct page *p, const char *text, size_t n, bool whole, struct bulletin *b,
                        struct err *e)
{
    month m;
    int there = month_parse(text, n, &m) && month_possible(m) ? bulletin_exists(&p->view, m, e) : 0;
    if (there <= 0)
        return there ? page_failed(e) : page_missing(e, "没有这个月份的通报。");
    view_period(&p->view, m, m);
    int rc = whole ? bulletin_read(&p->view, b, e) : bulletin_read_charts(&p->view, b, e);
    return rc ? page_failed(e) : 200;
}

static const struct standing *standing_of(const struct league_table *t, int32_t unit)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].unit == unit)
            return &t->v[i];
    return NULL;
}

static void put_unit(struct page *p, struct str *out, const struct bulletin *b, const struct ranking *r,
                     const struct standing *s)
{
    static const enum rate rates[] = {RATE_instant_rate, RATE_online_rate, RATE_zero_visit_rate,
                                      RATE_done_once_rate};
    const struct counters *c = &s->counters, *before = bulletin_compared_unit(b, r, s->unit);
    struct rate_value now = rate_of(c, RATE_on_time_rate);
    html_row(out);
    html_head_cell(out, names_unit(p->view.ref, r->league, s->unit), NULL);
    html_count_cell(out, c->c[C_accepted], NULL);
    html_count_cell(out, c->c[C_completed], NULL);
    html_rate_cell(out, now);
    html_points_cell(out, now.bp, before ? rate_of(before, RATE_on_time_rate).bp : BP_NULL);
    html_count_cell(out, c->c[C_open_end], NULL);
    html_count_cell(out, c->c[C_overdue_open], NULL);
    for (size_t k = 0; k < sizeof rates / sizeof *rates; k++)
        html_rate_cell(out, rate_of(c, rates[k]));
    str_putc(out, '\n');
}

/* in canonical order: ranks stand in a table of their own */
void bulletin_parts_units(struct page *p, struct str *out, const struct bulletin *b, const struct ranking *r)
{
    const struct column columns[] = {{"单位", 't'},
                                     {"受理", 'n'},
                                     {"办结", 'n'},
                                     {"按时办结率", 'n'},
                                     {b->ended ? "环比|百分点" : "与上月同期|百分点", 'n'},
                                     {"期末在办", 'n'},
                                     {"超期在办", 'n'},
                                     {"即办率", 'n'},
                                     {"网办率", 'n'},
                                     {"零跑腿率", 'n'},
                                     {"一次办好率", 'n'}};
    struct str caption = {0};
    str_printf(&caption, "%s办件、时限与一次办好", league_zh[r->league]);
    html_table_of(out, str_text(&caption), columns);
    str_release(&caption);
    int32_t units = r->league == LEAGUE_DEPARTMENT ? p->view.ref->n_depts : p->view.ref->n_regions;
    for (int32_t u = 0; u < units; u++) {
        const struct standing *s = standing_of(&r->now, u);
        if (s)
            put_unit(p, out, b, r, s);
    }
    html_table_end(out);
    html_terms(out, "按时办结率", "一次办好率", "一次办好可判", NULL);
}

static const char *alerts_href(struct page *p, const struct bulletin *b, const char *rule, const char *level)
{
    char m[DAY_TEXT];
    return html_href(p->view.arena, "/alerts", "rule", rule, "level", level, "month", month_text(b->month, m),
                     "state", FILTER_VALID, NULL);
}

static void put_rule(struct page *p, struct str *out, const struct bulletin *b, const struct read_rule *g)
{
    const struct rule *r = names_rule(g->rule);
    struct str name = {0};
    char no[16];
    snprintf(no, sizeof no, "%d", g->rule);
    str_printf(&name, "%s %s", no, r ? r->title : "");
    html_row(out);
    html_head_cell(out, str_text(&name), NULL);
    str_release(&name);
    html_cell(out, r ? dimension_zh[r->dimension] : NULL);
    str_puts(out, "<td>");
    html_level(out, (enum level)names_level(g->level));
    str_puts(out, "</td>");
    html_count_cell(out, g->n, alerts_href(p, b, no, g->level));
    str_putc(out, '\n');
}

static void put_levels(struct page *p, struct str *out, const struct bulletin *b)
{
    str_puts(out, "<p>本月发出");
    for (int level = LEVEL_RED; level > LEVEL_NONE; level--) {
        struct str text = {0};
        format_count(&text, b->now.c[C_n_notice + (level - LEVEL_NOTICE)]);
        str_puts(&text, level >= LEVEL_YELLOW ? " 张" : " 条");
        str_puts(out, level < LEVEL_RED ? "、" : "");
        html_level(out, (enum level)level);
        str_putc(out, ' ');
        html_link(out, alerts_href(p, b, NULL, level_word[level]), str_text(&text));
        str_release(&text);
    }
    str_puts(out, "，不含已撤回、已撤销的。</p>\n");
}

void bulletin_parts_alerts(struct page *p, struct str *out, const struct bulletin *b)
{
    static const struct column columns[] = {{"规则", 't'}, {"维度", 't'}, {"级别", 't'}, {"本月", 'n'}};
    int64_t total = 0;
    put_levels(p, out, b);
    html_table_of(out, "按规则和实际级别统计", columns);
    for (size_t i = 0; i < b->rules.n; i++) {
        put_rule(p, out, b, &b->rules.v[i]);
        total += b->rules.v[i].n;
    }
    str_puts(out, "<tr><th scope=\"row\" colspan=\"3\">合计</th>");
    html_count_cell(out, total, alerts_href(p, b, NULL, NULL));
    html_table_end(out);
}

static void put_rating(struct str *out, const char *name, const struct counters *c)
{
    html_row(out);
    html_head_cell(out, name, NULL);
    for (int k = C_r1; k <= C_r_default; k++)
        html_count_cell(out, c->c[k], NULL);
    html_rate_cell(out, rate_of(c, RATE_satisfaction_rate));
    html_rate_cell(out, rate_of(c, RATE_rating_rate));
    html_rate_cell(out, rate_of(c, RATE_rectify_rate));
    str_putc(out, '\n');
}

void bulletin_parts_ratings(struct page *p, struct str *out, const struct bulletin *b)
{
    static const struct column columns[] = {
        {"地区", 't'},       {"非常满意", 'n'}, {"满意", 'n'},   {"基本满意", 'n'},   {"不满意", 'n'},
        {"非常不满意", 'n'}, {"默认评价", 'n'}, {"满意率", 'n'}, {"主动评价率", 'n'}, {"差评整改率", 'n'}};
    html_table_of(out, "好差评（默认评价不计入满意率）", columns);
    for (int32_t u = 0; u < p->view.ref->n_regions; u++)
        if (p->view.ref->regions[u].league || !counters_zero(figures_at(&b->regions, b->month, u)))
            put_rating(out, names_region_row(p->view.ref, u), figures_at(&b->regions, b->month, u));
    put_rating(out, "合计", &b->now);
    html_table_end(out);
}

static void put_used(struct str *out, const char *name, const int64_t n[HIST_BUCKETS])
{
    int64_t total = 0, most = HIST_BUCKETS - 1;
    int median = hist_percentile(n, 50), ninth = hist_percentile(n, 90);
    for (int i = 0; i < HIST_BUCKETS; i++)
        total += n[i];
    while (most >= 0 && !n[most])
        most--;
    html_row(out);
    html_head_cell(out, name, NULL);
    html_count_cell(out, total, NULL);
    html_count_cell(out, median, NULL);
    html_count_cell(out, ninth, NULL);
    html_count_cell(out, most, NULL);
    str_putc(out, '\n');
}

void bulletin_parts_used(struct page *p, struct str *out, const struct bulletin *b)
{
    static const struct column columns[] = {{"地区", 't'},
                                            {"办结", 'n'},
                                            {"中位数|工作日", 'n'},
                                            {"九成不超过|工作日", 'n'},
                                            {"最长|工作日", 'n'}};
    html_table_of(out, "办理用时：办结件实际用时（扣除暂停），256 表示 256 个工作日及以上", columns);
    for (size_t i = 0; i < b->used_regions.n; i++) {
        int32_t u = refdata_region(p->view.ref, b->used_regions.v[i].unit);
        put_used(out, u < 0 ? b->used_regions.v[i].unit : names_region_row(p->view.ref, u),
                 b->used_regions.v[i].n);
    }
    if (b->used.n)
        put_used(out, "合计", b->used.v[0].n);
    html_table_end(out);
}

void bulletin_parts_quality(struct str *out, const struct bulletin *b)
{
    str_puts(out, "<p>数据及时率（发生后24小时内录入）");
    format_fraction(out, rate_of(&b->now, RATE_timely_rate));
    str_puts(out, "；靠暂停计时才按时的办结 ");
    format_count(out, b->now.c[C_on_time_by_pause]);
    str_puts(out, " 件；有暂停的办结 ");
    format_count(out, b->now.c[C_paused_cases]);
    str_puts(out, " 件，延长的办结 ");
    format_count(out, b->now.c[C_extended_cases]);
    str_puts(out, " 件。</p>\n");
}

static void put_chart_cells(struct str *out, const struct chart *c, const struct chart_row *row)
{
    for (int k = 0; k < c->n_series; k++) {
        str_puts(out, "<td class=\"n\">");
        if (c->scale)
            format_rate(out, row->null >> k & 1 ? BP_NULL : (int32_t)row->v[k]);
        else
            format_count(out, row->v[k]);
        str_puts(out, "</td>");
    }
}

static void put_chart_table(struct str *out, const struct chart *c, const char *title)
{
    struct column columns[1 + CHART_SERIES] = {{c->form == CHART_LINES ? "时间" : "单位", 't'}};
    for (int k = 0; k < c->n_series; k++)
        columns[1 + k] = (struct column){c->series[k], 'n'};
    str_puts(out, "<details><summary>图中数据</summary>");
    html_table(out, title, columns, (size_t)(1 + c->n_series));
    for (size_t i = 0; i < c->n; i++) {
        html_row(out);
        html_head_cell(out, c->row[i].label, NULL);
        put_chart_cells(out, c, &c->row[i]);
    }
    html_table_end(out);
    str_puts(out, "</details>");
}

/* drawn here already, so that a picture that cannot be had is said instead of linked */
void bulletin_parts_figure(struct page *p, struct str *out, const struct bulletin *b,
                           const struct bulletin_chart *k)
{
    struct str script = {0}, title = {0}, svg = {0};
    struct chart c = {0};
    struct err e;
    char m[DAY_TEXT];
    k->fill(&p->view, b, &c);
    chart_script(&script, &c);
    bulletin_chart_title(&title, b, k);
    str_puts(out, "<figure>");
    if (!gnuplot_svg(p->gnuplot, &script, str_text(&title), (long)(p->view.now / SECOND), &svg, &e))
        str_printf(out,
                   "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s（图）\"><img "
                   "src=\"/charts/%s/%s.svg\" "
                   "alt=\"%s，数据见下方表格\"></div>",
                   str_text(&title), month_text(b->month, m), k->name, str_text(&title));
    else
        str_puts(out, "<p class=\"missing\">图暂缺，数据见下表。</p>");
    str_printf(out, "<figcaption>%s</figcaption>\n", str_text(&title));
    put_chart_table(out, &c, str_text(&title));
    str_puts(out, "</figure>\n");
    str_release(&script);
    str_release(&title);
    str_release(&svg);
}

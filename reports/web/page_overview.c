#include <stdlib.h>
#include <string.h>

#include "reports/figures.h"
#include "reports/filter.h"
#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/names.h"
#include "reports/same_period.h"

struct overview {
    struct page *p;
    struct figures figures;
    struct counters now;
    struct same_period same; /* what the month to date is compared with */
    struct read_groups open, today; /* alerts by level */
    struct read_groups red, yellow, depts; /* of the county in trouble, this month */
    int32_t trouble;
};

static const char *alerts_href(struct overview *v, const char *region, const char *level)
{
    char m[DAY_TEXT];
    return html_href(v->p->view.arena, "/alerts", "region", region, "level", level, "month",
                     month_text(view_month(&v->p->view), m), "state", FILTER_VALID, NULL);
}

static const char *overdue_href(struct overview *v, const char *region)
{
    return html_href(v->p->view.arena, "/cases", "region", region, "kept", "overdue", NULL);
}

/* 3 张, leading to those three */
static void put_count(struct str *out, int64_t n, const char *unit, const char *href)
{
    struct str text = {0};
    format_count(&text, n);
    str_printf(&text, " %s", unit);
    html_link(out, href, str_text(&text));
    str_release(&text);
}

static int64_t group_of(const struct read_groups *g, const char *key)
{
    for (size_t i = 0; i < g->n; i++)
        if (!strcmp(g->v[i].key, key))
            return g->v[i].n;
    return 0;
}

static int gather_trouble(struct overview *v, struct err *e)
{
    struct page *p = v->p;
    struct read_filter f = READ_ANY;
    v->trouble = figures_trouble(&v->figures, view_month(&p->view), p->view.ref);
    if (v->trouble < 0)
        return 0;
    f.region = p->view.ref->regions[v->trouble].code;
    f.valid = true;
    f.from = day_start(month_first(view_month(&p->view)));
    f.level = level_word[LEVEL_RED];
    if (read_alert_groups(p->view.read, &f, READ_BY_RULE, p->view.arena, &v->red, e))
        return -1;
    f.level = level_word[LEVEL_YELLOW];
    if (read_alert_groups(p->view.read, &f, READ_BY_RULE, p->view.arena, &v->yellow, e))
        return -1;
    f.level = v->red.n ? level_word[LEVEL_RED] : f.level;
    return read_alert_groups(p->view.read, &f, READ_BY_DEPT, p->view.arena, &v->depts, e);
}

static int gather(struct overview *v, struct err *e)
{
    struct page *p = v->p;
    struct read_filter open = READ_ANY, today = READ_ANY;
    open.state = alert_state_word[STATE_OPEN];
    today.valid = true;
    today.from = day_start(instant_day(p->view.now));
    if (figures_read(&v->figures, &p->view, BY_REGION, view_month(&p->view), view_month(&p->view), e) ||
        same_period_read(&p->view, &v->same, e) ||
        read_alert_groups(p->view.read, &open, READ_BY_LEVEL, p->view.arena, &v->open, e) ||
        read_alert_groups(p->view.read, &today, READ_BY_LEVEL, p->view.arena, &v->today, e))
        return -1;
    figures_total(&v->figures, view_month(&p->view), &v->now);
    return gather_trouble(v, e);
}

static void put_reasons(struct overview *v, struct str *out, const char *what, const struct read_groups *g,
                        enum level level)
{
    enum { SAID = 3 };
    const struct region *region = &v->p->view.ref->regions[v->trouble];
    char m[DAY_TEXT];
    for (size_t i = 0; i < g->n && i < SAID; i++) {
        const struct rule *r = names_rule((int)strtol(g->v[i].key, NULL, 10));
        str_puts(out, i ? "、" : what);
        str_html(out, r ? r->title : g->v[i].key);
        str_putc(out, ' ');
        put_count(out, g->v[i].n, "张",
                  html_href(v->p->view.arena, "/alerts", "region", region->code, "level", level_word[level],
                            "rule", g->v[i].key, "month", month_text(view_month(&v->p->view), m), "state",
                            FILTER_VALID, NULL));
    }
    str_puts(out, g->n > SAID ? "等" : "");
}

static void put_depts(struct str *out, struct overview *v)
{
    for (size_t i = 0; i < v->depts.n && i < 2; i++) {
        str_puts(out, i ? "、" : v->red.n ? "；红牌主要出自" : "；黄牌主要出自");
        str_html(out, names_dept(v->p->view.ref, v->depts.v[i].key));
        str_puts(out, "（");
        format_count(out, v->depts.v[i].n);
        str_puts(out, " 张）");
    }
}

static void put_figures(struct overview *v, struct str *out, const struct counters *c, const char *code)
{
    str_puts(out, "<p>本月按时办结率 <strong>");
    format_fraction(out, rate_of(c, RATE_on_time_rate));
    str_puts(out, "</strong>，全市 ");
    format_rate(out, rate_of(&v->now, RATE_on_time_rate).bp);
    str_puts(out, "；超期在办 ");
    put_count(out, c->c[C_overdue_open], "件", overdue_href(v, code));
    str_puts(out, "；红牌 ");
    put_count(out, c->c[C_n_red], "张", alerts_href(v, code, level_word[LEVEL_RED]));
    str_puts(out, "，黄牌 ");
    put_count(out, c->c[C_n_yellow], "张", alerts_href(v, code, level_word[LEVEL_YELLOW]));
    str_puts(out, "。</p>\n");
}

/* Is there a county with a lower rate, of so few cases that it was not compared? */
static bool smaller_is_lower(struct overview *v, struct rate_value rate)
{
    const struct refdata *ref = v->p->view.ref;
    for (int32_t u = 0; u < ref->n_regions; u++) {
        struct rate_value r = rate_of(figures_at(&v->figures, view_month(&v->p->view), u), RATE_on_time_rate);
        if (ref->regions[u].league == LEAGUE_COUNTY && r.bp != BP_NULL && r.bp < rate.bp)
            return true;
    }
    return false;
}

static void put_trouble(struct overview *v, struct str *out)
{
    const struct region *r = &v->p->view.ref->regions[v->trouble];
    const struct counters *c = figures_at(&v->figures, view_month(&v->p->view), v->trouble);
    struct rate_value rate = rate_of(c, RATE_on_time_rate);
    bool late = rate.bp != BP_NULL && rate.num < rate.den;
    str_puts(out, "<section class=\"lead\" aria-label=\"最需要关注的县区\"><h2>");
    str_html(out, r->name);
    str_puts(out, late ? "本月按时办结率为各县区最低</h2>\n" : "本月红牌为各县区最多</h2>\n");
    put_figures(v, out, c, r->code);
    if (v->red.n || v->yellow.n) {
        str_puts(out, "<p>原因：");
        put_reasons(v, out, "红牌为", &v->red, LEVEL_RED);
        str_puts(out, v->red.n && v->yellow.n ? "；" : "");
        put_reasons(v, out, "黄牌为", &v->yellow, LEVEL_YELLOW);
        put_depts(out, v);
        str_puts(out, "。</p>\n");
    }
    if (late && smaller_is_lower(v, rate))
        str_printf(out, "<p class=\"note\">按时办结率的分母不足 %d 件的县区不参加比较。</p>\n",
                   v->p->view.ref->weights.floor);
    str_puts(out, "<p>");
    html_link(out, alerts_href(v, r->code, NULL), "查看该县区本月预警与红黄牌");
    str_puts(out, "</p></section>\n");
}

static void put_lead(struct overview *v, struct str *out)
{
    if (v->trouble >= 0)
        put_trouble(v, out);
    else if (counters_zero(&v->now))
        str_puts(out, "<section class=\"lead\"><h2>本月还没有办件数据</h2></section>\n");
    else
        str_puts(out, "<section class=\"lead good\"><h2>本月各县区均按时办结，没有红牌</h2></section>\n");
}

static void put_tiles(struct overview *v, struct str *out)
{
    html_section(out, "open", "尚未消除的预警");
    str_puts(out, "<ul class=\"tiles\">");
    for (int level = LEVEL_RED; level > LEVEL_NONE; level--) {
        str_printf(out, "<li class=\"%s\">", level_word[level]);
        html_level(out, (enum level)level);
        str_puts(out, "<b>");
        struct str n = {0};
        format_count(&n, group_of(&v->open, level_word[level]));
        html_link(out,
                  html_href(v->p->view.arena, "/alerts", "level", level_word[level], "state",
                            alert_state_word[STATE_OPEN], NULL),
                  str_text(&n));
        str_release(&n);
        str_puts(out, "</b><small>今日新增 ");
        format_count(out, group_of(&v->today, level_word[level]));
        str_puts(out, "</small></li>");
    }
    str_puts(out, "</ul>\n");
}

static void put_months(struct overview *v, struct str *out)
{
    static const enum counter counts[] = {C_submitted,    C_accepted, C_completed, C_open_end,
                                          C_overdue_open, C_n_yellow, C_n_red};
    static const enum rate rates[] = {RATE_on_time_rate, RATE_done_once_rate,  RATE_instant_rate,
                                      RATE_online_rate,  RATE_zero_visit_rate, RATE_satisfaction_rate,
                                      RATE_notice_rate,  RATE_timely_rate};
    static const struct column columns[] = {
        {"指标", 't'}, {"本月|至今", 'n'}, {"上月|同期", 'n'}, {"与上月|同期比", 'n'}};
    html_section(out, "months", "本月与上月同期");
    str_puts(out, "<p class=\"note\">上月同期为");
    same_period_words(out, &v->same);
    str_puts(out, "；件数的增减为百分比，比率的增减为百分点。</p>\n");
    html_table_of(out, "全市主要指标", columns);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        int64_t now = v->now.c[counts[i]], before = v->same.city.c[counts[i]];
        html_row(out);
        html_head_cell(out,
                       counts[i] == C_open_end       ? "在办"
                       : counts[i] == C_overdue_open ? "超承诺时限在办"
                                                     : counter_zh[counts[i]],
                       NULL);
        html_count_cell(out, now, NULL);
        html_count_cell(out, before, NULL);
        html_change_cell(out, now, before);
    }
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        struct rate_value now = rate_of(&v->now, rates[i]), before = rate_of(&v->same.city, rates[i]);
        html_row(out);
        html_head_cell(out, rate_zh[rates[i]], NULL);
        html_rate_cell(out, now);
        html_rate_cell(out, before);
        html_points_cell(out, now.bp, before.bp);
    }
    html_table_end(out);
    html_terms(out, "上月同期", "受理", "办结", "按时办结率", "一次办好率", "一次办好可判", NULL);
}

static void put_region(struct overview *v, struct str *out, int32_t u)
{
    const struct region *r = &v->p->view.ref->regions[u];
    const struct counters *c = figures_at(&v->figures, view_month(&v->p->view), u);
    struct rate_value now = rate_of(c, RATE_on_time_rate),
                      before = rate_of(&v->same.unit[BY_REGION][u], RATE_on_time_rate);
    str_puts(out, u == v->trouble ? "<tr class=\"bad\">" : "<tr>");
    html_head_cell(out, names_region_row(v->p->view.ref, u), alerts_href(v, r->code, NULL));
    html_rate_cell(out, now);
    html_points_cell(out, now.bp, before.bp);
    html_count_cell(out, c->c[C_accepted], NULL);
    html_count_cell(out, c->c[C_completed], NULL);
    html_count_cell(out, c->c[C_overdue_open], overdue_href(v, r->code));
    html_count_cell(out, c->c[C_n_warning], alerts_href(v, r->code, level_word[LEVEL_WARNING]));
    html_count_cell(out, c->c[C_n_yellow], alerts_href(v, r->code, level_word[LEVEL_YELLOW]));
    html_count_cell(out, c->c[C_n_red], alerts_href(v, r->code, level_word[LEVEL_RED]));
    str_putc(out, '\n');
}

static void put_regions(struct overview *v, struct str *out)
{
    static const struct column columns[] = {{"县区", 't'},      {"按时办结率", 'n'}, {"与上月|同期比", 'n'},
                                            {"受理", 'n'},      {"办结", 'n'},       {"超期在办", 'n'},
                                            {"预警|● 条", 'n'}, {"黄牌|▲ 张", 'n'},  {"红牌|■ 张", 'n'}};
    html_section(out, "regions", "各县区、开发区本月情况");
    html_table_of(out, "各县区、开发区本月至今", columns);
    for (int32_t u = 0; u < v->p->view.ref->n_regions; u++)
        if (v->p->view.ref->regions[u].league ||
            !counters_zero(figures_at(&v->figures, view_month(&v->p->view), u)))
            put_region(v, out, u);
    html_table_end(out);
    html_note(out, "按规范次序；预警与红黄牌为本月新增，不含已撤回、已撤销；按时办结率的增减为百分点。");
    html_terms(out, "市直", "张", NULL);
}

int page_overview(struct page *p, struct reply *out, struct err *e)
{
    struct overview v = {.p = p};
    if (gather(&v, e))
        return page_failed(e);
    struct str *o = &out->body;
    html_begin(p, o, "一次办好运行总览", "/");
    put_lead(&v, o);
    put_tiles(&v, o);
    put_months(&v, o);
    put_regions(&v, o);
    html_end(o);
    return 200;
}

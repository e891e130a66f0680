/* 总览: how the city does, which county is in trouble and why; from each figure the way down to its cases.
 * Who is a unit sees its own figures instead. */
#include <string.h>

#include "reports/filter.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"
#include "reports/web/overview.h"

static int gather(struct overview *v, struct err *e)
{
    struct page *p = v->p;
    struct read_filter all = READ_ANY, open = READ_ANY, today = READ_ANY;
    month last = view_month(&p->view);
    open.state = alert_state_word[STATE_OPEN];
    today.valid = true;
    today.seen = day_start(instant_day(p->view.now));
    v->city = (struct trend){.p = p, .month = last};
    if (trend_read(&v->city, e) ||
        figures_read(&v->regions, &p->view, BY_REGION, last - TREND_MONTHS + 1, last, e) ||
        same_period_read(&p->view, &v->same, e) || ranking_read(&p->view, LEAGUE_COUNTY, &v->counties, e) ||
        read_alert_levels(p->view.read, p->view.ref, &open, true, v->open, e) ||
        read_alert_levels(p->view.read, p->view.ref, &today, false, v->today, e) ||
        waiting_read(&v->waiting, p, &all, e) || overview_days_read(v, e))
        return -1;
    v->city.same = &v->same.city;
    return overview_lead_read(v, e);
}

static const char *found_today(struct overview *v, enum level level)
{
    char today[INSTANT_TEXT];
    return html_href(v->p->view.arena, "/alerts", "view", "all", "level", level_word[level], "state",
                     FILTER_VALID, "seen", instant_text(day_start(instant_day(v->p->view.now)), today), NULL);
}

static void put_open_tile(struct overview *v, struct str *out, enum level level)
{
    int64_t open = v->open[level], today = v->today[level];
    struct str n = {0};
    format_count(&n, open);
    str_printf(out, "<li class=\"%s\">", level_word[level]);
    html_level(out, level);
    str_puts(out, "<b>");
    html_link(out, html_href(v->p->view.arena, "/alerts", "level", level_word[level], NULL), str_text(&n));
    str_printf(out, " <span>%s</span></b><small>%s", tr_n(open, "件"), tr("今日发现 "));
    str_clear(&n);
    format_count(&n, today);
    if (today)
        str_printf(out, "<a class=\"fig\" href=\"");
    if (today)
        str_html(out, found_today(v, level));
    str_printf(out, "%s%s%s %s</small></li>", today ? "\">" : "", str_text(&n), today ? "</a>" : "",
               tr_n(today, level >= LEVEL_YELLOW ? TR("张") : TR("条")));
    str_release(&n);
}

/* A day on which the past is read finds more than is open: what was late and is over counts, too. */
static bool found_past(const struct overview *v)
{
    for (int level = LEVEL_NONE + 1; level < LEVELS; level++)
        if (v->today[level] > v->open[level])
            return true;
    return false;
}

/* Each case once, at the gravest of what is open. */
static void put_open(struct overview *v, struct str *out)
{
    html_section(out, "open", tr("尚未消除的预警，每件一次"));
    str_puts(out, "<ul class=\"tiles\">");
    for (int level = LEVEL_RED; level > LEVEL_NONE; level--)
        put_open_tile(v, out, (enum level)level);
    str_puts(out, "</ul>\n");
    if (found_past(v))
        html_note(out,
                  tr("“今日发现”按张、条计，以前发生而今天才读到数据的（补录、历史数据）和已经消除的也在内，"
                     "所以可以多于尚未消除的件数。"));
}

/* 10月1日至26日9时; 2026-10-01 to 2026-10-26 09:00 */
static void put_same_period(struct str *out, const struct same_period *s)
{
    char from[DAY_TEXT], to[INSTANT_TEXT];
    if (say_lang() == LANG_EN)
        str_printf(out, "%s to %.16s", day_text(month_first(s->month), from), format_when(s->as_of, to));
    else
        same_period_words(out, s);
}

/* What a row of counts is called; cards with their unit, for the tile above counts them otherwise. */
static const char *count_name(enum counter c)
{
    return c == C_open_end       ? tr("在办")
           : c == C_overdue_open ? tr("超承诺时限在办")
           : c == C_n_yellow     ? tr("黄牌（张）")
           : c == C_n_red        ? tr("红牌（张）")
                                 : tr(counter_zh[c]);
}

static const struct list_column compared_columns[] = {
    {"indicator", TR("指标"), LIST_TEXT, false},
    {"name", TR("代码"), LIST_DATA, false},
    {"unit", TR("数值"), LIST_DATA, false},
    {"now", TR("本月|至今"), LIST_FIGURE, false},
    {"now_num", TR("本月分子"), LIST_DATA, false},
    {"now_den", TR("本月分母"), LIST_DATA, false},
    {"before", TR("上月|同期"), LIST_FIGURE, false},
    {"before_num", TR("上月同期分子"), LIST_DATA, false},
    {"before_den", TR("上月同期分母"), LIST_DATA, false},
    {"change", TR("与上月|同期比"), LIST_FIGURE, false},
};

static void fill_count(struct list *l, int64_t n, const char *href)
{
    doc_count(l->t, n);
    if (n)
        doc_link(l->doc, l->t, href);
}

static void fill_counter(const struct overview *v, struct list *l, enum counter k)
{
    const struct read_scope city = {0};
    int64_t now = unit_months_last(&v->city.months)->c[k], before = v->same.city.c[k];
    list_text(l, count_name(k));
    list_text(l, counter_name[k]);
    list_text(l, tr("件数"));
    fill_count(l, now, trend_cases(v->p, &city, v->city.month, counter_name[k], false));
    doc_null(l->t);
    doc_null(l->t);
    doc_count(l->t, before);
    doc_null(l->t);
    doc_null(l->t);
    doc_growth(l->t, now, before);
}

static void fill_rate(const struct overview *v, struct list *l, enum rate k)
{
    struct rate_value now = rate_of(unit_months_last(&v->city.months), k), before = rate_of(&v->same.city, k);
    list_text(l, tr(rate_zh[k]));
    list_text(l, rate_name[k]);
    list_text(l, tr("比率"));
    doc_rate(l->t, now.num, now.den);
    doc_count(l->t, now.num);
    doc_count(l->t, now.den);
    doc_rate(l->t, before.num, before.den);
    doc_count(l->t, before.num);
    doc_count(l->t, before.den);
    doc_points(l->t, now, before);
}

static int fill_compared(void *of, struct list *l, struct err *e)
{
    static const enum counter counts[] = {C_submitted,    C_accepted, C_completed, C_open_end,
                                          C_overdue_open, C_n_yellow, C_n_red};
    static const enum rate rates[] = {RATE_on_time_rate, RATE_done_once_rate,  RATE_instant_rate,
                                      RATE_online_rate,  RATE_zero_visit_rate, RATE_satisfaction_rate,
                                      RATE_notice_rate,  RATE_timely_rate};
    (void)e;
    l->wide = true;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        fill_counter(of, l, counts[i]);
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        fill_rate(of, l, rates[i]);
    return 0;
}

static int put_months(struct overview *v, struct str *out, struct err *e)
{
    html_section(out, "months", tr("本月与上月同期"));
    str_printf(out, "<p class=\"note\">%s", tr("上月同期为"));
    put_same_period(out, &v->same);
    str_printf(out, "%s</p>\n", tr("；件数的增减为百分比，比率的增减为百分点。"));
    int rc = parts_table(&v->parts, "compared", out, NULL, e);
    html_terms(out, TR("上月同期"), TR("受理"), TR("办结"), TR("按时办结率"), TR("一次办好率"),
               TR("一次办好可判"), NULL);
    return rc;
}

static const struct list_column region_columns[] = {
    {"region", TR("县区"), LIST_TEXT, false},
    {"region_code", TR("地区代码"), LIST_DATA, false},
    {"on_time_rate", TR("按时办结率"), LIST_FIGURE, false},
    {"on_time", TR("按时办结"), LIST_DATA, false},
    {"on_time_of", TR("应按时办结"), LIST_DATA, false},
    {"change", TR("与上月|同期比"), LIST_FIGURE, false},
    {"accepted", TR("受理"), LIST_FIGURE, false},
    {"completed", TR("办结"), LIST_FIGURE, false},
    {"overdue_open", TR("超期在办"), LIST_FIGURE, false},
    {"n_warning", TR("预警|● 条"), LIST_FIGURE, false},
    {"n_yellow", TR("黄牌|▲ 张"), LIST_FIGURE, false},
    {"n_red", TR("红牌|■ 张"), LIST_FIGURE, false},
};

static void fill_region(struct overview *v, struct list *l, int32_t u)
{
    const struct page *p = v->p;
    const struct read_scope s = overview_region(v, u);
    month m = v->city.month;
    const struct counters *c = figures_at(&v->regions, m, u);
    struct rate_value now = rate_of(c, RATE_on_time_rate),
                      before = rate_of(&v->same.unit[BY_REGION][u], RATE_on_time_rate);
    list_begin(l, u == v->trouble ? "bad" : NULL, NULL);
    list_word(l, tr(names_region_row(p->view.ref, u)), u);
    doc_link(l->doc, l->t, trend_unit(p, &s, m));
    list_text(l, s.region);
    doc_rate(l->t, now.num, now.den);
    doc_count(l->t, now.num);
    doc_count(l->t, now.den);
    doc_points(l->t, now, before);
    fill_count(l, c->c[C_accepted], trend_cases(p, &s, m, counter_name[C_accepted], false));
    fill_count(l, c->c[C_completed], trend_cases(p, &s, m, counter_name[C_completed], false));
    fill_count(l, c->c[C_overdue_open], trend_overdue(p, &s, m));
    fill_count(l, c->c[C_n_warning], trend_cards(p, &s, m, LEVEL_WARNING, false));
    fill_count(l, c->c[C_n_yellow], trend_cards(p, &s, m, LEVEL_YELLOW, false));
    fill_count(l, c->c[C_n_red], trend_cards(p, &s, m, LEVEL_RED, false));
}

/* In canonical order; those with nothing this month are left out, unless they stand in a league. */
static int fill_regions(void *of, struct list *l, struct err *e)
{
    struct overview *v = of;
    (void)e;
    l->wide = true;
    for (int32_t u = 0; u < v->p->view.ref->n_regions; u++)
        if (v->p->view.ref->regions[u].league || !counters_zero(figures_at(&v->regions, v->city.month, u)))
            fill_region(v, l, u);
    return 0;
}

static int put_regions(struct overview *v, struct str *out, struct err *e)
{
    html_section(out, "regions", tr("各县区、开发区本月情况"));
    int rc = parts_table(&v->parts, "regions", out, NULL, e);
    html_note(out, tr("按规范次序；预警与红黄牌为本月新增，不含已撤回、已撤销；按时办结率的增减为百分点。"));
    html_terms(out, TR("市直"), TR("张"), TR("件次"), NULL);
    return rc;
}

static int put_trend(struct overview *v, struct str *out, struct err *e)
{
    struct list months = {0};
    int rc = trend_list(&v->city, &months, e);
    if (!rc)
        trend_table(&months, out);
    list_close(&months);
    return rc;
}

static int put_page(struct overview *v, struct str *out, struct err *e)
{
    html_begin(v->p, out, tr("一次办好运行总览"), "/");
    trend_tiles(&v->city, out);
    str_puts(out, "<div class=\"pair\"><div>");
    overview_lead(v, out);
    put_open(v, out);
    str_puts(out, "</div>\n");
    overview_places(v, out);
    str_puts(out, "</div>\n");
    waiting_counts(&v->waiting, out);
    str_puts(out, "<div class=\"pair\">");
    overview_map(v, out);
    overview_days(v, out);
    str_puts(out, "</div>\n");
    overview_heat(v, out);
    if (put_regions(v, out, e) || put_months(v, out, e) || put_trend(v, out, e))
        return -1;
    html_end(out);
    return 0;
}

static const struct part tables[] = {
    PART("regions", TR("各县区、开发区本月至今"), region_columns, fill_regions),
    PART("compared", TR("全市主要指标"), compared_columns, fill_compared),
};
enum { TABLES = sizeof tables / sizeof *tables, PARTS = TABLES + OVERVIEW_PICTURES };

int page_overview(struct page *p, struct reply *out, struct err *e)
{
    struct part part[PARTS];
    struct overview v = {.p = p,
                         .parts = {.page = p, .path = "/overview", .part = part, .n = PARTS, .data = &v}};
    if (p->view.viewer.role == ROLE_REGION || p->view.viewer.role == ROLE_DEPARTMENT)
        return page_figures(p, out, e);
    memcpy(part, tables, sizeof tables);
    memcpy(part + TABLES, overview_pictures, sizeof overview_pictures);
    if (gather(&v, e))
        return page_failed(e);
    if (list_is_file(p))
        return parts_file(&v.parts, out, e);
    return put_page(&v, &out->body, e) ? page_failed(e) : 200;
}

#include <string.h>

#include "reports/web/bulletin_parts.h"
#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/names.h"
#include "reports/web/standings.h"

static void put_month(struct page *p, struct str *out, const struct figures *f, month m)
{
    struct str name = {0}, path = {0};
    struct counters c;
    char buf[DAY_TEXT];
    figures_total(f, m, &c);
    format_month(&name, m);
    str_printf(&path, "/bulletins/%s", month_text(m, buf));
    html_row(out);
    html_head_cell(out, str_text(&name), str_text(&path));
    html_code_cell(out, m == view_month(&p->view) ? "本月至今" : "草稿");
    html_count_cell(out, c.c[C_accepted], NULL);
    html_count_cell(out, c.c[C_completed], NULL);
    html_rate_cell(out, rate_of(&c, RATE_on_time_rate));
    html_count_cell(out, c.c[C_n_red], NULL);
    html_count_cell(out, c.c[C_n_yellow], NULL);
    str_release(&name);
    str_release(&path);
}

int page_bulletins(struct page *p, struct reply *out, struct err *e)
{
    static const struct column columns[] = {{"月份", 't'},     {"状态", 't'},       {"受理", 'n'},
                                            {"办结", 'n'},     {"按时办结率", 'n'}, {"红牌|■ 张", 'n'},
                                            {"黄牌|▲ 张", 'n'}};
    struct figures f;
    if (figures_read(&f, &p->view, BY_REGION, INT32_MIN, view_month(&p->view), e))
        return page_failed(e);
    struct str *o = &out->body;
    html_begin(p, o, "每月通报", "/bulletins");
    html_table_of(o, "各月通报", columns);
    for (month m = f.last; m >= f.first; m--)
        put_month(p, o, &f, m);
    html_table_end(o);
    html_terms(o, "按时办结率", "张", NULL);
    html_end(o);
    return 200;
}

/* What the changes of a month to date are measured by; the month of a year before is there as a whole only.
 */
static void put_compared(struct page *p, struct str *out, const struct bulletin *b)
{
    char buf[INSTANT_TEXT];
    if (b->ended)
        return;
    str_printf(out, "<p class=\"note\">本月尚未结束，数字截至 %s；与上月同期（",
               format_when(p->view.now, buf));
    same_period_words(out, &b->same);
    str_puts(out, "）相比；上年同月为全月，月末再作同比。</p>\n");
}

static void put_opening(struct page *p, struct str *out, const struct bulletin *b)
{
    const struct counters *before = bulletin_compared(b);
    struct rate_value now = rate_of(&b->now, RATE_on_time_rate);
    str_puts(out, "<p>全市共收件 <strong>");
    format_count(out, b->now.c[C_submitted]);
    str_puts(out, "</strong> 件，受理 <strong>");
    format_count(out, b->now.c[C_accepted]);
    str_puts(out, b->ended ? "</strong> 件（环比 " : "</strong> 件（与上月同期比 ");
    format_change(out, b->now.c[C_accepted], before->c[C_accepted]);
    if (b->ended) {
        str_puts(out, "，同比 ");
        format_change(out, b->now.c[C_accepted], b->year.c[C_accepted]);
    }
    str_puts(out, "），办结 <strong>");
    format_count(out, b->now.c[C_completed]);
    str_puts(out, "</strong> 件。按时办结率 <strong>");
    format_fraction(out, now);
    str_puts(out, b->ended ? "</strong>，较上月变化 " : "</strong>，较上月同期变化 ");
    format_points(out, now.bp, rate_of(before, RATE_on_time_rate).bp);
    str_puts(out, " 个百分点。</p>\n");
    put_compared(p, out, b);
}

/* The count of a month that is over, and how it has changed since: not where it is compared with no whole
 * month. */
static void put_past(struct str *out, const struct bulletin *b, month m, int64_t then, int64_t now,
                     bool compare)
{
    if (bulletin_has(b, m))
        html_count_cell(out, then, NULL);
    else
        html_points_cell(out, BP_NULL, BP_NULL);
    if (bulletin_has(b, m) && compare)
        html_change_cell(out, now, then);
    else
        html_points_cell(out, BP_NULL, BP_NULL);
}

static void begin_table(struct str *out, const struct bulletin *b, const char *title, const char *first)
{
    const struct column columns[] = {{first, 't'},
                                     {b->ended ? "本月" : "本月|至今", 'n'},
                                     {b->ended ? "上月" : "上月|同期", 'n'},
                                     {b->ended ? "环比" : "与上月|同期比", 'n'},
                                     {b->ended ? "上年同月" : "上年同月|全月", 'n'},
                                     {"同比", 'n'}};
    html_table_of(out, title, columns);
}

static void put_counts(struct str *out, const struct bulletin *b)
{
    static const enum counter counts[] = {
        C_submitted,    C_submitted_online, C_accepted,   C_accepted_instant, C_completed, C_granted,
        C_denied,       C_delivered,        C_late,       C_late_statutory,   C_open_end,  C_overdue_open,
        C_not_accepted, C_withdrawn,        C_terminated, C_supplement_cases};
    begin_table(out, b, "件数：增减为百分比", "指标");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        enum counter k = counts[i];
        html_row(out);
        html_head_cell(out, counter_zh[k], NULL);
        html_count_cell(out, b->now.c[k], NULL);
        put_past(out, b, b->month - 1, bulletin_compared(b)->c[k], b->now.c[k], true);
        put_past(out, b, b->month - 12, b->year.c[k], b->now.c[k], b->ended);
    }
    html_table_end(out);
    html_terms(out, "受理", "办结", "期末在办", "期末超承诺在办", NULL);
}

static void put_rates(struct str *out, const struct bulletin *b)
{
    begin_table(out, b, "比率（小字为分子/分母）：增减为百分点", "比率");
    for (int r = 0; r < RATES; r++) {
        struct rate_value now = rate_of(&b->now, (enum rate)r),
                          before = rate_of(bulletin_compared(b), (enum rate)r),
                          year = rate_of(&b->year, (enum rate)r);
        html_row(out);
        html_head_cell(out, rate_zh[r], NULL);
        html_rate_cell(out, now);
        html_rate_cell(out, before);
        html_points_cell(out, now.bp, before.bp);
        html_rate_cell(out, year);
        html_points_cell(out, b->ended ? now.bp : BP_NULL, year.bp);
    }
    html_table_end(out);
    str_puts(
        out,
        "<p class=\"note\">各比率的算法和各项计数的含义见<a href=\"/rules#rates\">规则与口径</a>。</p>\n");
}

static void put_units(struct page *p, struct str *out, const struct bulletin *b)
{
    html_section(out, "units", "二、各县区、开发区及市直部门情况");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++)
        bulletin_parts_units(p, out, b, &b->league[l]);
    bulletin_parts_used(p, out, b);
    bulletin_parts_figure(p, out, b, &bulletin_chart[0]);
    html_section(out, "ranks", "三、综合得分与排名");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++)
        standings_brief(p, out, &b->league[l]);
}

static void put_bottoms(struct page *p, struct str *out, const struct bulletin *b)
{
    html_section(out, "bottom", "七、末位及约谈");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        str_printf(out, "<h3>%s</h3>\n", league_zh[l]);
        standings_bottom(p, out, &b->league[l]);
    }
}

static void put_annex(struct page *p, struct str *out, const struct bulletin *b)
{
    char when[INSTANT_TEXT];
    html_section(out, "annex", "附：统计口径");
    str_printf(out, "<p>数据截至 %s；参考数据版本 %s；全月事件 ", format_when(p->view.now, when),
               p->view.ref->version);
    format_count(out, b->now.c[C_events]);
    str_puts(out, " 条。各指标与比率的定义、规则与依据见<a "
                  "href=\"/rules\">规则与口径</a>。比率分母为零时记“—”。</p>\n");
}

static void put_body(struct page *p, struct str *o, const struct bulletin *b)
{
    html_section(o, "overall", "一、总体情况");
    put_opening(p, o, b);
    put_counts(o, b);
    put_rates(o, b);
    bulletin_parts_figure(p, o, b, &bulletin_chart[1]);
    bulletin_parts_figure(p, o, b, &bulletin_chart[3]);
    put_units(p, o, b);
    html_section(o, "alerts", "四、预警与红黄牌");
    bulletin_parts_alerts(p, o, b);
    bulletin_parts_figure(p, o, b, &bulletin_chart[2]);
    html_section(o, "ratings", "五、好差评情况");
    bulletin_parts_ratings(p, o, b);
    html_section(o, "quality", "六、数据质量");
    bulletin_parts_quality(o, b);
    put_bottoms(p, o, b);
    put_annex(p, o, b);
}

int page_bulletin(struct page *p, struct reply *out, struct err *e)
{
    struct bulletin b;
    int status = bulletin_parts_read(p, p->rq->arg, strlen(p->rq->arg), true, &b, e);
    if (status != 200)
        return status;
    struct str title = {0};
    str_puts(&title, "关于");
    format_month(&title, b.month);
    str_puts(&title, "份全市“一次办好”事项办理情况的通报");
    str_puts(&title, b.ended ? "（草稿）" : "（本月至今）");
    html_begin(p, &out->body, str_text(&title), "/bulletins");
    str_release(&title);
    put_body(p, &out->body, &b);
    html_end(&out->body);
    return 200;
}

int page_chart(struct page *p, struct reply *out, struct err *e)
{
    const char *slash = strchr(p->rq->arg, '/');
    const struct bulletin_chart *k = slash ? bulletin_chart_find(slash + 1) : NULL;
    struct bulletin b;
    if (!k)
        return page_missing(e, "没有这张图。");
    int status = bulletin_parts_read(p, p->rq->arg, (size_t)(slash - p->rq->arg), false, &b, e);
    if (status != 200)
        return status;
    struct str script = {0}, title = {0};
    bulletin_script(&p->view, &b, k, &script, &title);
    int rc = gnuplot_svg(p->gnuplot, &script, str_text(&title), (long)(p->view.now / SECOND), &out->body, e);
    out->type = "image/svg+xml";
    str_release(&script);
    str_release(&title);
    return rc ? 500 : 200;
}

#include <stdio.h>
#include <string.h>

#include "config/conf.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/rate_class.h"
#include "reports/web/html.h"
#include "reports/web/overview.h"
#include "reports/web/spark.h"
#include "reports/web/standings.h"

struct read_scope overview_region(const struct overview *v, int32_t region)
{
    return (struct read_scope){.region = v->p->view.ref->regions[region].code};
}

static int32_t on_time(const struct counters *c) { return rate_of(c, RATE_on_time_rate).bp; }

static int32_t on_time_of(const struct overview *v, month m, int32_t region)
{
    return on_time(figures_at(&v->regions, m, region));
}

/* Where the scale of the dots begins: a round figure below them all. */
static int32_t scale_from(const struct overview *v)
{
    enum { STEP = 500, LEAST = 8000 };
    int32_t least = 9500;
    for (size_t i = 0; i < v->counties.now.n; i++) {
        int32_t now = on_time_of(v, v->city.month, v->counties.now.v[i].unit),
                was = on_time_of(v, v->city.month - 1, v->counties.now.v[i].unit);
        least = now != BP_NULL && now < least ? now : least;
        least = was != BP_NULL && was < least ? was : least;
    }
    least -= least % STEP;
    return least < LEAST ? least - least % (2 * STEP) : least;
}

static void put_place(struct overview *v, struct str *out, size_t i, int32_t low)
{
    const struct standing *s = &v->counties.now.v[i];
    const struct read_scope region = overview_region(v, s->unit);
    int32_t now = on_time_of(v, v->city.month, s->unit), was = on_time_of(v, v->city.month - 1, s->unit);
    str_puts(out, s->unit == v->trouble ? "<tr class=\"bad\">" : s->rank ? "<tr>" : "<tr class=\"off\">");
    if (s->rank)
        html_count_cell(out, s->rank, NULL);
    else
        str_printf(out, "<td class=\"n\">%s</td>", tr("不参与"));
    str_puts(out, "<td class=\"n\">");
    standings_moved(out, s->rank, ranking_rank(&v->counties.before, s->unit));
    str_puts(out, "</td>");
    html_head_cell(out, tr(names_region_row(v->p->view.ref, s->unit)),
                   trend_unit(v->p, &region, v->city.month));
    html_score_cell(out, s->rank ? s->score : -1);
    str_puts(out, "<td class=\"dots\">");
    spark_dot(out, now, was, on_time(unit_months_last(&v->city.months)), low);
    str_puts(out, "</td><td class=\"n\">");
    format_rate(out, now);
    str_puts(out, "</td>\n");
}

void overview_places(struct overview *v, struct str *out)
{
    char scale[64];
    int32_t low = scale_from(v);
    snprintf(scale, sizeof scale, tr("按时办结率|%d%% 至 100%%"), low / 100);
    const struct column columns[] = {{TR("名次"), 'n'}, {TR("较上月"), 'n'}, {TR("县区"), 't'},
                                     {TR("得分"), 'n'}, {scale, 't'},        {TR("本月"), 'n'}};
    if (!v->counties.now.n)
        return;
    str_printf(out, "<section class=\"places\" aria-label=\"%s\">", tr("县区名次"));
    html_section(out, "places", tr("县区名次，本月至今"));
    html_table_of(out, tr("按得分排列的县区与其按时办结率"), columns);
    for (size_t i = 0; i < v->counties.now.n; i++)
        put_place(v, out, i, low);
    html_table_end(out);
    html_note(out, tr("● 本月　○ 上月　竖线 全市本月。名次按综合得分，见排名。"));
    parts_data(&v->parts, "places", out);
    str_puts(out, "</section>\n");
}

static void put_class(struct str *out, const char *tag, const char *class, int32_t bp)
{
    if (bp == BP_NULL)
        str_printf(out, "<%s class=\"%s\">", tag, class);
    else
        str_printf(out, "<%s class=\"%s rate%d\">", tag, class, rate_class(bp));
}

static void put_legend(struct str *out)
{
    str_printf(out, "<p class=\"note\">%s", tr("按时办结率："));
    for (int k = 0; k < RATE_CLASSES; k++)
        str_printf(out, "<span class=\"key rate%d\">%s</span> ", k, tr(rate_class_zh(k)));
    str_puts(out, "</p>\n");
}

/* A region on the map: name, rate, red cards. */
static void put_field(struct overview *v, struct str *out, int32_t u)
{
    const struct counters *c = figures_at(&v->regions, v->city.month, u);
    const struct read_scope region = overview_region(v, u);
    put_class(out, "td", u == v->trouble ? "field worst" : "field", on_time(c));
    html_link(out, trend_unit(v->p, &region, v->city.month), tr(names_region_row(v->p->view.ref, u)));
    str_puts(out, "<span>");
    format_rate(out, on_time(c));
    str_puts(out, "</span>");
    if (c->c[C_n_red]) {
        str_puts(out, "<span>■ ");
        say_count(out, c->c[C_n_red], "张");
        str_puts(out, "</span>");
    }
    str_puts(out, "</td>");
}

int32_t overview_field(const struct overview *v, const char **at, bool *row)
{
    char code[64];
    size_t n = strcspn(*at, " /");
    snprintf(code, sizeof code, "%.*s", (int)n, *at);
    *at += n;
    *row = false;
    while (**at == ' ' || **at == '/')
        *row |= *(*at)++ == '/';
    return refdata_region(v->p->view.ref, code);
}

/* A table without the heads of html_table. */
static void begin_table(struct str *out, const char *class, const char *label, const char *caption)
{
    str_printf(out,
               "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"%s\">"
               "<caption>%s</caption>\n",
               label, class, caption);
}

static bool has_map(const struct overview *v)
{
    bool row, any = false;
    for (const char *at = v->p->conf->map; *at;)
        any |= overview_field(v, &at, &row) >= 0;
    return any;
}

void overview_map(struct overview *v, struct str *out)
{
    if (!has_map(v))
        return;
    str_printf(out, "<section class=\"map\" aria-label=\"%s\">", tr("各县区所在"));
    html_section(out, "map", tr("按地理位置，本月至今"));
    begin_table(out, "map", tr("示意图"), tr("县区、开发区大致位置"));
    str_puts(out, "<tbody>\n<tr>");
    for (const char *at = v->p->conf->map; *at;) {
        bool row;
        int32_t u = overview_field(v, &at, &row);
        if (u >= 0)
            put_field(v, out, u);
        else
            str_puts(out, "<td></td>");
        str_puts(out, row ? "</tr>\n<tr>" : "");
    }
    str_puts(out, "</tr></tbody></table></div>\n");
    put_legend(out);
    parts_data(&v->parts, "map", out);
    str_puts(out, "</section>\n");
}

bool overview_has_months(const struct overview *v, int32_t u)
{
    for (month m = v->regions.first; m <= v->regions.last; m++)
        if (on_time_of(v, m, u) != BP_NULL)
            return true;
    return false;
}

static void put_heat_cell(struct overview *v, struct str *out, month m, int32_t bp,
                          const struct read_scope *region)
{
    struct str text = {0};
    put_class(out, "td", "n", bp);
    if (bp == BP_NULL)
        str_puts(out, "—");
    else {
        int32_t tenths = (bp + 5) / 10;
        str_printf(&text, "%d.%d", tenths / 10, tenths % 10);
        html_link(out, trend_unit(v->p, region, m), str_text(&text));
    }
    str_puts(out, "</td>");
    str_release(&text);
}

/* 7月, and the year below where one begins */
static void put_heat_head(struct str *out, const struct overview *v)
{
    str_printf(out, "<thead><tr><th scope=\"col\">%s</th>", tr("县区"));
    for (month m = v->regions.first; m <= v->regions.last; m++) {
        str_puts(out, "<th scope=\"col\" class=\"n\">");
        say_month_name(out, m);
        if (m == v->regions.first || m % 12 == 0) {
            str_puts(out, "<small>");
            str_printf(out, tr("%d年"), m / 12);
            str_puts(out, "</small>");
        }
        str_puts(out, "</th>");
    }
    str_puts(out, "</tr></thead>\n<tbody>\n");
}

void overview_heat(struct overview *v, struct str *out)
{
    const struct refdata *ref = v->p->view.ref;
    const struct read_scope city = {0};
    html_section(out, "heat", tr("各县区、开发区十三个月按时办结率"));
    begin_table(out, "heat", tr("十三个月"), tr("按时办结率，百分比；最后一列为本月至今"));
    put_heat_head(out, v);
    for (int32_t u = 0; u < ref->n_regions; u++) {
        const struct read_scope region = overview_region(v, u);
        if (!overview_has_months(v, u))
            continue;
        html_row(out);
        html_head_cell(out, tr(names_region_row(ref, u)), trend_unit(v->p, &region, v->city.month));
        for (month m = v->regions.first; m <= v->regions.last; m++)
            put_heat_cell(v, out, m, on_time_of(v, m, u), &region);
        str_putc(out, '\n');
    }
    str_puts(out, "<tr class=\"sum\">");
    html_head_cell(out, tr("全市"), NULL);
    for (int i = 0; i < v->city.months.n; i++)
        put_heat_cell(v, out, v->city.months.first + i, on_time(&v->city.months.c[i]), &city);
    html_table_end(out);
    put_legend(out);
    parts_data(&v->parts, "heat", out);
}

/* As many cases as the list behind it has: those of the unit that who looks is. */
static void put_counted(struct overview *v, struct str *out, day d, enum counter counter, int64_t n)
{
    const struct viewer *who = &v->p->view.viewer;
    char buf[DAY_TEXT];
    struct str text = {0};
    format_count(&text, n);
    if (n)
        html_link(out,
                  html_href(v->p->view.arena, "/cases", "region", who->role == ROLE_REGION ? who->own : NULL,
                            "dept", who->role == ROLE_DEPARTMENT ? who->own : NULL, "counted",
                            counter_name[counter], "day", day_text(d, buf), NULL),
                  str_text(&text));
    else
        str_puts(out, str_text(&text));
    str_release(&text);
}

static void put_day(struct overview *v, struct str *out, day d, int64_t accepted, int64_t completed,
                    int64_t most)
{
    bool works = calendar_working(&v->p->view.ref->cal, d);
    int y, m, mday;
    day_split(d, &y, &m, &mday);
    if (d > instant_day(v->p->view.now)) {
        str_puts(out, "<td></td>");
        return;
    }
    str_printf(out, "<td class=\"day%s s%d\">", works ? "" : " rest", spark_share(accepted, most));
    if (mday == 1) {
        str_puts(out, "<small>");
        say_month_name(out, 12 * y + m - 1);
        str_puts(out, "</small>");
    }
    str_puts(out, "<small>");
    str_printf(out, tr("%d日"), mday);
    str_printf(out, "%s</small>", works ? "" : tr("休"));
    if (accepted || completed || works) {
        put_counted(v, out, d, C_accepted, accepted);
        str_printf(out, "<small>%s", tr("办结 "));
        put_counted(v, out, d, C_completed, completed);
        str_puts(out, "</small>");
    }
    str_puts(out, "</td>");
}

int overview_days_read(struct overview *v, struct err *e)
{
    day today = instant_day(v->p->view.now);
    v->monday = today - day_weekday(today) - 7 * (OVERVIEW_WEEKS - 1);
    return read_days(v->p->view.read, v->monday, OVERVIEW_DAYS, v->accepted, v->completed, e);
}

void overview_days(struct overview *v, struct str *out)
{
    int64_t most = 0;
    for (int i = 0; i < OVERVIEW_DAYS; i++)
        most = v->accepted[i] > most ? v->accepted[i] : most;
    str_printf(out, "<section class=\"days\" aria-label=\"%s\">", tr("每日受理与办结"));
    html_section(out, "days", tr("每日受理与办结"));
    begin_table(out, "days", tr("日历"), tr("近六周每日受理（大字）与办结，色深者受理多"));
    str_puts(out, "<thead><tr>");
    for (int i = 0; i < 7; i++)
        str_printf(out, "<th scope=\"col\">%s</th>", say_weekday(v->monday + i));
    str_puts(out, "</tr></thead>\n<tbody>\n");
    for (int i = 0; i < OVERVIEW_DAYS; i++) {
        str_puts(out, i % 7 ? "" : "<tr>");
        put_day(v, out, v->monday + i, v->accepted[i], v->completed[i], most);
        str_puts(out, i % 7 == 6 ? "</tr>\n" : "");
    }
    str_puts(out, "</tbody></table></div>\n");
    parts_data(&v->parts, "days", out);
    str_puts(out, "</section>\n");
}

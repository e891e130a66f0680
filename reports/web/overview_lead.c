#include <stdlib.h>
#include <string.h>

#include "reports/filter.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/web/html.h"
#include "reports/web/overview.h"

int overview_lead_read(struct overview *v, struct err *e)
{
    struct page *p = v->p;
    struct read_filter f = READ_ANY;
    v->trouble = figures_trouble(&v->regions, view_month(&p->view), p->view.ref);
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

/* 3 张, leading to those three */
static void put_count(struct str *out, int64_t n, const char *unit, const char *href)
{
    if (n) {
        str_puts(out, "<a class=\"fig\" href=\"");
        str_html(out, href);
        str_puts(out, "\">");
    }
    format_count(out, n);
    str_printf(out, "%s %s", n ? "</a>" : "", tr_n(n, unit));
}

static const char *cards_of(struct overview *v, enum level level, const char *rule, const char *dept)
{
    char m[DAY_TEXT];
    return html_href(v->p->view.arena, "/alerts", "region", v->p->view.ref->regions[v->trouble].code, "dept",
                     dept, "level", level_word[level], "rule", rule, "month",
                     month_text(view_month(&v->p->view), m), "state", FILTER_VALID, NULL);
}

static void put_reasons(struct overview *v, struct str *out, const char *what, const struct read_groups *g,
                        enum level level)
{
    enum { SAID = 3 };
    for (size_t i = 0; i < g->n && i < SAID; i++) {
        const struct rule *r = names_rule((int)strtol(g->v[i].key, NULL, 10));
        str_puts(out, i ? tr("、") : what);
        str_html(out, r ? tr(r->title) : g->v[i].key);
        str_putc(out, ' ');
        put_count(out, g->v[i].n, TR("张"), cards_of(v, level, g->v[i].key, NULL));
    }
    str_puts(out, g->n > SAID ? tr("等") : "");
}

static void put_depts(struct str *out, struct overview *v)
{
    const struct read_scope region = overview_region(v, v->trouble);
    for (size_t i = 0; i < v->depts.n && i < 2; i++) {
        const char *code = v->depts.v[i].key;
        struct read_scope dept = {region.region, code, NULL};
        str_puts(out, i ? tr("、") : v->red.n ? tr("；红牌主要出自") : tr("；黄牌主要出自"));
        html_link(out, trend_unit(v->p, &dept, v->city.month), names_dept(v->p->view.ref, code));
        str_puts(out, tr("（"));
        put_count(out, v->depts.v[i].n, TR("张"),
                  cards_of(v, v->red.n ? LEVEL_RED : LEVEL_YELLOW, NULL, code));
        str_puts(out, tr("）"));
    }
}

static void put_figures(struct overview *v, struct str *out, const struct counters *c)
{
    const struct read_scope region = overview_region(v, v->trouble);
    str_printf(out, "<p>%s<strong>", tr("本月按时办结率 "));
    format_fraction(out, rate_of(c, RATE_on_time_rate));
    str_printf(out, "</strong>%s", tr("，全市 "));
    format_rate(out, rate_of(unit_months_last(&v->city.months), RATE_on_time_rate).bp);
    str_puts(out, tr("；超期在办 "));
    put_count(out, c->c[C_overdue_open], TR("件"), trend_overdue(v->p, &region, v->city.month));
    str_puts(out, tr("；红牌 "));
    put_count(out, c->c[C_n_red], TR("张"), cards_of(v, LEVEL_RED, NULL, NULL));
    str_puts(out, tr("，黄牌 "));
    put_count(out, c->c[C_n_yellow], TR("张"), cards_of(v, LEVEL_YELLOW, NULL, NULL));
    str_printf(out, "%s</p>\n", tr("。"));
}

/* Is there a county with a lower rate, of so few cases that it was not compared? */
static bool smaller_is_lower(struct overview *v, struct rate_value rate)
{
    const struct refdata *ref = v->p->view.ref;
    for (int32_t u = 0; u < ref->n_regions; u++) {
        struct rate_value r = rate_of(figures_at(&v->regions, v->city.month, u), RATE_on_time_rate);
        if (ref->regions[u].league == LEAGUE_COUNTY && r.bp != BP_NULL && r.bp < rate.bp)
            return true;
    }
    return false;
}

static void put_trouble(struct overview *v, struct str *out)
{
    const struct region *r = &v->p->view.ref->regions[v->trouble];
    const struct counters *c = figures_at(&v->regions, v->city.month, v->trouble);
    const struct read_scope region = overview_region(v, v->trouble);
    struct rate_value rate = rate_of(c, RATE_on_time_rate);
    bool late = rate.bp != BP_NULL && rate.num < rate.den;
    str_printf(out, "<section class=\"lead\" aria-label=\"%s\"><h2>", tr("最需要关注的县区"));
    str_html(out, r->name);
    str_printf(out, "%s</h2>\n", late ? tr("本月按时办结率为各县区最低") : tr("本月红牌为各县区最多"));
    put_figures(v, out, c);
    if (v->red.n || v->yellow.n) {
        str_printf(out, "<p>%s", tr("原因："));
        put_reasons(v, out, tr("红牌为"), &v->red, LEVEL_RED);
        str_puts(out, v->red.n && v->yellow.n ? tr("；") : "");
        put_reasons(v, out, tr("黄牌为"), &v->yellow, LEVEL_YELLOW);
        put_depts(out, v);
        str_printf(out, "%s</p>\n", tr("。"));
    }
    if (late && smaller_is_lower(v, rate)) {
        str_puts(out, "<p class=\"note\">");
        str_printf(out, tr("按时办结率的分母不足 %d 件的县区不参加比较。"), v->p->view.ref->weights.floor);
        str_puts(out, "</p>\n");
    }
    str_puts(out, "<p>");
    html_link(out, trend_unit(v->p, &region, v->city.month), tr("看该县区各部门"));
    str_puts(out, "\u3000");
    html_link(out, cards_of(v, LEVEL_NONE, NULL, NULL), tr("看该县区本月预警与红黄牌"));
    str_puts(out, "</p></section>\n");
}

void overview_lead(struct overview *v, struct str *out)
{
    if (v->trouble >= 0)
        put_trouble(v, out);
    else if (counters_zero(unit_months_last(&v->city.months)))
        str_printf(out, "<section class=\"lead\"><h2>%s</h2></section>\n", tr("本月还没有办件数据"));
    else
        str_printf(out, "<section class=\"lead good\"><h2>%s</h2></section>\n",
                   tr("本月各县区均按时办结，没有红牌"));
}

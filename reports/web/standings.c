#include "reports/web/standings.h"

#include <stdio.h>

#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/names.h"

static const enum rate weighted[WEIGHTS] = {
#define WEIGHT(name, rate, dflt) RATE_##rate,
#include "analyzer/weights.def"
};

int standings_asked(struct page *p, struct ranking *out, struct err *e)
{
    month m;
    const char *word = league_word[LEAGUE_COUNTY];
    if (view_whole(&p->view, &m, e) || request_month(p->rq, "month", &m, e) ||
        request_word(p->rq, "league", league_word + LEAGUE_COUNTY, &word, e) ||
        (m > view_month(&p->view) && err_usage(e, tr("这个月份还没有开始"))))
        return page_failed(e);
    int status = page_unpublished(p, m, e);
    if (status)
        return status;
    view_period(&p->view, m, m);
    return ranking_read(&p->view, (enum league)names_league(word), out, e) ? page_failed(e) : 200;
}

void standings_movement(struct str *out, int32_t now, int32_t before)
{
    str_puts(out, "<td class=\"n\">");
    if (!now || !before)
        str_puts(out, "—");
    else if (now == before)
        str_puts(out, tr("持平"));
    else
        str_printf(out, tr("%s %d 位"), now < before ? tr("↑ 升") : tr("↓ 降"),
                   now < before ? before - now : now - before);
    str_puts(out, "</td>");
}

static void put_rank(struct page *p, struct str *out, const struct ranking *r, size_t i)
{
    const struct standing *s = &r->now.v[i];
    str_puts(out, (int)i == r->now.bottom ? "<tr class=\"bad\">" : s->rank ? "<tr>" : "<tr class=\"off\">");
    html_head_cell(out, names_unit(p->view.ref, r->league, s->unit), NULL);
    if (s->rank)
        html_count_cell(out, s->rank, NULL);
    else
        str_printf(out, "<td class=\"n\">%s</td>", tr("不参与"));
    standings_movement(out, s->rank, ranking_rank(&r->before, s->unit));
    html_score_cell(out, s->rank ? s->score : -1);
}

static void put_card(struct page *p, struct str *out, const struct ranking *r, const struct standing *s,
                     enum level level, enum counter cards)
{
    char m[DAY_TEXT];
    html_count_cell(out, s->counters.c[cards],
                    html_href(p->view.arena, "/alerts",
                              by_word[r->league == LEAGUE_DEPARTMENT ? BY_DEPT : BY_REGION],
                              names_code(p->view.ref, r->league, s->unit), "level", level_word[level],
                              "month", month_text(r->month, m), "once", "1", NULL));
}

static void put_cards(struct page *p, struct str *out, const struct ranking *r, size_t i)
{
    const struct standing *s = &r->now.v[i];
    html_count_cell(out, s->counters.c[C_completed], NULL);
    put_card(p, out, r, s, LEVEL_RED, C_c_red);
    put_card(p, out, r, s, LEVEL_YELLOW, C_c_yellow);
}

static void put_floor(struct page *p, struct str *out, const struct ranking *r)
{
    if (!r->now.n) {
        html_note(out, tr("这个月该组没有数据。"));
        return;
    }
    str_puts(out, "<p class=\"note\">");
    str_printf(out, tr("当月办结不足 %d 件的单位不参与排名。"), p->view.ref->weights.floor);
    str_puts(out, "</p>\n");
    html_terms(out, TR("件次"), TR("一次办好率"), TR("一次办好可判"), NULL);
}

void standings_table(struct page *p, struct str *out, const struct ranking *r)
{
    struct column columns[7 + WEIGHTS] = {
        {TR("单位"), 't'}, {TR("名次"), 'n'},        {TR("较上月"), 'n'},     {TR("得分"), 'n'},
        {TR("办结"), 'n'}, {TR("红牌|■ 件次"), 'n'}, {TR("黄牌|▲ 件次"), 'n'}};
    char title[WEIGHTS][96];
    for (int k = 0; k < WEIGHTS; k++) {
        snprintf(title[k], sizeof title[k], tr("%s|权重 %d"), tr(rate_zh[weighted[k]]),
                 p->view.ref->weights.weight[k]);
        columns[7 + k] = (struct column){title[k], 'n'};
    }
    html_table_of(out, tr("名次、得分与构成得分的各项比率（小字为分子/分母）"), columns);
    for (size_t i = 0; i < r->now.n; i++) {
        put_rank(p, out, r, i);
        put_cards(p, out, r, i);
        for (int k = 0; k < WEIGHTS; k++)
            html_rate_cell(out, rate_of(&r->now.v[i].counters, weighted[k]));
        str_putc(out, '\n');
    }
    html_table_end(out);
    put_floor(p, out, r);
}

void standings_bottom(struct page *p, struct str *out, const struct ranking *r)
{
    str_puts(out, "<p>");
    if (r->has_bottom) {
        str_printf(out, "%s<strong>", tr("末位："));
        str_html(out, names_unit(p->view.ref, r->league, r->place.unit));
        str_puts(out, "</strong>");
        str_printf(out, tr_n(r->place.streak, "，连续 %d 个月居末位，"), r->place.streak);
        str_printf(out, tr("拟%s（由市行政审批服务局确认或说明理由免除）。"),
                   tr(bottom_action_zh[r->place.action]));
    } else if (!r->ended && r->now.bottom >= 0) {
        str_printf(out, "%s<strong>", tr("本月尚未结束；按目前数据，末位是"));
        str_html(out, names_unit(p->view.ref, r->league, r->now.v[r->now.bottom].unit));
        str_printf(out, "</strong>%s", tr("，以月末为准。"));
    } else
        str_printf(out, tr("没有末位单位（参与排名不足 %d 个，或最后一名得分不低于 %d 分）。"),
                   p->view.ref->weights.bottom_min_ranked, p->view.ref->weights.bottom_score / 1000);
    str_puts(out, "</p>\n");
}

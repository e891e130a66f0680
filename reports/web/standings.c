#include "reports/web/standings.h"

#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/names.h"

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

void standings_moved(struct str *out, int32_t now, int32_t before)
{
    if (!now || !before)
        str_puts(out, "—");
    else if (now == before)
        str_puts(out, tr("持平"));
    else
        str_printf(out, tr("%s %d 位"), now < before ? tr("↑ 升") : tr("↓ 降"),
                   now < before ? before - now : now - before);
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

#include "reports/figures.h"
#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/names.h"
#include "reports/web/standings.h"

static void put_form(struct str *out, month m, enum league league)
{
    char buf[DAY_TEXT];
    str_puts(out, "<form class=\"filter\" method=\"get\" action=\"/rankings\">\n");
    html_input(out, "month", tr("月份（如 2026-10）"), month_text(m, buf), "month");
    html_select(out, "league", tr("组别"), NULL);
    for (int i = LEAGUE_COUNTY; i < LEAGUES; i++)
        html_option(out, league_word[i], tr(league_zh[i]), league_word[league]);
    html_select_end(out);
    str_puts(out, "<button>");
    str_printf(out, "%s</button></form>\n", tr("查看"));
}

int page_rankings(struct page *p, struct reply *out, struct err *e)
{
    struct ranking r;
    int status = standings_asked(p, &r, e);
    if (status != 200)
        return status;
    struct str *o = &out->body, title = {0};
    say_month(&title, r.month);
    str_printf(&title, tr("%s综合得分与排名"), tr(league_zh[r.league]));
    html_begin(p, o, str_text(&title), "/rankings");
    str_release(&title);
    put_form(o, r.month, r.league);
    standings_table(p, o, &r);
    standings_bottom(p, o, &r);
    html_note(o,
              tr("得分为各项比率的加权平均（分母为零的比率不参与），再减去红黄牌扣分；同分时依次比较红牌件次"
                 "、黄牌件次、办结件数和规范次序。权重与口径见“规则与口径”。"));
    html_end(o);
    return 200;
}

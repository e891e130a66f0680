#include "codec/objects.h"
#include "reports/api_objects.h"
#include "reports/web/standings.h"

#include <string.h>

int api_rankings(struct page *p, struct reply *out, struct err *e)
{
    struct ranking r;
    int status = standings_asked(p, &r, e);
    if (status != 200)
        return status;
    out->type = "application/json";
    str_puts(&out->body, "{\"items\":");
    api_objects_standings(&p->view, &out->body, &r);
    str_puts(&out->body, "}\n");
    return 200;
}

int api_bottom(struct page *p, struct reply *out, struct err *e)
{
    struct ranking league[LEAGUES];
    month m = view_month(&p->view) - 1, until;
    if (view_whole(&p->view, &until, e))
        return page_failed(e);
    m = until < m ? until : m;
    if (request_month(p->rq, "month", &m, e) ||
        (m > view_month(&p->view) && err_usage(e, tr("这个月份还没有开始"))))
        return page_failed(e);
    int status = page_unpublished(p, m, e);
    if (status)
        return status;
    view_period(&p->view, m, m);
    if (ranking_read_all(&p->view, league, e))
        return page_failed(e);
    out->type = "application/json";
    str_puts(&out->body, "{\"items\":[");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++)
        api_objects_bottom(&p->view, &out->body, &league[l]);
    str_puts(&out->body, "]}\n");
    return 200;
}

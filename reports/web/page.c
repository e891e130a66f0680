#include "reports/web/page.h"

int page_failed(const struct err *e) { return e->kind == ERR_USAGE ? 400 : e->kind == ERR_ENV ? 503 : 500; }

int page_missing(struct err *e, const char *what)
{
    err_usage(e, "%s", what);
    return 404;
}

int page_unpublished(struct page *p, month m, struct err *e)
{
    month until;
    if (view_whole(&p->view, &until, e))
        return page_failed(e);
    return until < 0 || m > until ? page_missing(e, tr("这个时期的通报尚未公布。")) : 0;
}

const char *page_local(const char *to)
{
    return to && to[0] == '/' && to[1] != '/' && to[1] != '\\' ? to : "/today";
}

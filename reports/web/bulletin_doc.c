#include "reports/web/bulletin_doc.h"

int bulletin_doc_read(struct page *p, const char *period, size_t n, struct bulletin_periods *there,
                      struct doc **out, struct err *e)
{
    month first, last;
    int64_t revision = 0;
    if (request_int(p->rq, "revision", 0, 999, &revision, e) || bulletin_period_read(&p->view, there, e))
        return page_failed(e);
    if (!period_parse(period, n, &first, &last) || !bulletin_period_there(there, first, last))
        return page_missing(e, "没有这个时期的通报。");
    if (revision)
        return page_missing(e, "这个时期的通报没有这一稿。");
    int status = page_unpublished(p, last, e);
    if (status)
        return status;
    view_period(&p->view, first, last);
    *out = bulletin_period_draft(&p->view, p->bulletin, e);
    return *out ? 200 : page_failed(e);
}

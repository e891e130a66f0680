#include <string.h>

#include "base/text.h"
#include "reports/web/routes.h"
#include "reports/web/stream.h"

static bool parse_place(const char *v, struct outbox_place *out)
{
    const char *point = strchr(v, '.');
    char xid[24] = "";
    int64_t n = 0;
    if (!point || (size_t)(point - v) >= sizeof xid)
        return false;
    memcpy(xid, v, (size_t)(point - v));
    if (!text_number(xid, 0, INT64_MAX, &n) || !text_number(point + 1, 0, INT64_MAX, &out->n))
        return false;
    out->xid = (uint64_t)n;
    return true;
}

/* A browser that comes again has seen more than its address says. Without a place: from now on. */
static int asked(struct page *p, struct outbox_place *out, struct err *e)
{
    const char *last = p->letter->last, *v = last[0] ? last : request_get(p->rq, "after");
    if (!v)
        return read_outbox_end(p->view.read, out, e);
    return parse_place(v, out) ? 0
                               : err_usage(e, tr("%s 无效"), last[0] ? "Last-Event-ID" : tr("参数 after"));
}

int api_stream(struct page *p, struct reply *out, struct err *e)
{
    struct outbox_place after;
    if (asked(p, &after, e))
        return page_failed(e);
    out->type = "text/event-stream";
    out->stream = stream_open(p->streams, &p->view.viewer, p->letter, after);
    if (out->stream)
        return 200;
    struct err full;
    err_usage(&full, tr("同时订阅的太多，请稍后再试。"));
    route_error(out, p->letter->target, 503, &full);
    return 503;
}

/* What people decided, and the self-reports: the API's lists. */
#include <string.h>

#include "codec/objects.h"
#include "reports/reported.h"
#include "reports/web/asked.h"
#include "reports/web/interviews.h"
#include "reports/web/orders.h"
#include "store/read_act_log.h"

enum { LIMIT = 100, LIMIT_MAX = 500 };

static const char json[] = "application/json";

static void put_end(struct str *out, bool more, int64_t next)
{
    str_puts(out, "],\"next\":");
    if (more)
        str_printf(out, "\"%lld\"", (long long)next);
    else
        str_puts(out, "null");
    str_puts(out, "}\n");
}

int api_orders(struct page *p, struct reply *out, struct err *e)
{
    struct orders_list l;
    size_t from = 0;
    int64_t limit = LIMIT;
    if (orders_read(p, false, &l, e) || orders_after(p, &l, &from, e) ||
        request_int(p->rq, "limit", 1, LIMIT_MAX, &limit, e))
        return page_failed(e);
    size_t to = l.n - from > (size_t)limit ? from + (size_t)limit : l.n;
    out->type = json;
    str_printf(&out->body, "{\"total\":%zu,\"items\":[", l.n);
    for (size_t i = from; i < to; i++) {
        object_key(&out->body, NULL);
        object_order_void(&out->body, &l.v[i].row->o, l.v[i].n_void, p->view.ref, p->view.now);
    }
    str_puts(&out->body, "],\"next\":");
    str_json(&out->body, to < l.n ? orders_cursor(&l.v[to - 1], p->view.arena) : NULL);
    str_puts(&out->body, "}\n");
    return 200;
}

int api_acts(struct page *p, struct reply *out, struct err *e)
{
    struct read_act_filter f = {request_get(p->rq, "order"), request_get(p->rq, "case_no"),
                                request_get(p->rq, "act"), NULL, NULL};
    struct read_filter units;
    struct read_acts rows;
    int64_t after = 0, limit = LIMIT;
    if (asked_cases(p, &units, e) ||
        (f.act && act_find(f.act) < 0 && err_usage(e, tr("参数 act 没有这个值"))) ||
        request_int(p->rq, "cursor", 0, INT64_MAX, &after, e) ||
        request_int(p->rq, "limit", 1, LIMIT_MAX, &limit, e))
        return page_failed(e);
    f.region = units.region;
    f.dept = units.dept;
    if (read_acts(p->view.read, &f, after, (int)limit + 1, p->view.arena, &rows, e))
        return page_failed(e);
    out->type = json;
    str_printf(&out->body, "{\"total\":%lld,\"items\":[", (long long)rows.total);
    for (size_t i = 0; i < rows.n && i < (size_t)limit; i++) {
        object_key(&out->body, NULL);
        str_puts(&out->body, rows.v[i].body); /* canonical JSON, as it was decided */
    }
    bool more = rows.n > (size_t)limit;
    put_end(&out->body, more, more ? rows.v[limit - 1].seq : 0);
    return 200;
}

int api_interviews(struct page *p, struct reply *out, struct err *e)
{
    struct interviews l;
    if (interviews_asked(p, &l, e))
        return page_failed(e);
    out->type = json;
    str_printf(&out->body, "{\"total\":%d,\"items\":[", (int)l.rows.n);
    for (size_t i = 0; i < l.rows.n; i++) {
        object_key(&out->body, NULL);
        object_interview(&out->body, &l.rows.v[i].v, l.rows.v[i].action, p->view.ref, p->view.now);
    }
    put_end(&out->body, false, 0);
    interviews_release(&l);
    return 200;
}

int api_reports(struct page *p, struct reply *out, struct err *e)
{
    month m = view_month(&p->view) - 1;
    struct reported r;
    if (request_month(p->rq, "month", &m, e) || reported_month(&p->view, m, &r, e))
        return page_failed(e);
    out->type = json;
    str_printf(&out->body, "{\"total\":%d,\"items\":[", (int)r.rows.n);
    for (size_t i = 0; i < r.rows.n; i++) {
        const struct draft_report *d = &r.rows.v[i];
        object_key(&out->body, NULL);
        object_report(&out->body, m, p->view.ref->regions[d->region].code,
                      d->counter ? counter_find(d->counter) : -1, d->reported, d->system, d->verdict,
                      d->late);
    }
    put_end(&out->body, false, 0);
    reported_release(&r);
    return 200;
}

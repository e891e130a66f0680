#include <string.h>

#include "codec/objects.h"
#include "reports/doc_write.h"
#include "reports/web/bulletin_doc.h"

static const char *const none[] = {NULL}, *const revision[] = {"revision", NULL};
static const char *const period_kind[BULLETIN_KINDS] = {"month", "quarter", "half", "year"};

static void put_period(struct page *p, struct str *out, int kind, month first, month last)
{
    char buf[DAY_TEXT];
    object_key(out, NULL);
    str_printf(out, "{\"period\":\"%s\",\"kind\":\"%s\",\"state\":\"draft\",\"revision\":0,\"ended\":%s}",
               period_text(first, last, buf), period_kind[kind],
               last < view_month(&p->view) ? "true" : "false");
}

int api_bulletins(struct page *p, struct reply *out, struct err *e)
{
    struct bulletin_periods there;
    if (request_only(p->rq, none, e) || bulletin_period_read(&p->view, &there, e))
        return page_failed(e);
    out->type = "application/json";
    str_puts(&out->body, "{\"items\":[");
    for (int k = 0; k < BULLETIN_KINDS; k++) {
        int n = bulletin_kind_months[k];
        for (month m = bulletin_period_newest(&there, n); bulletin_period_there(&there, m, m + n - 1); m -= n)
            put_period(p, &out->body, k, m, m + n - 1);
    }
    str_puts(&out->body, "]}\n");
    return 200;
}

int api_bulletin(struct page *p, struct reply *out, struct err *e)
{
    struct bulletin_periods there;
    struct doc *d;
    if (request_only(p->rq, revision, e))
        return page_failed(e);
    int status = bulletin_doc_read(p, p->rq->arg, strlen(p->rq->arg), &there, &d, e);
    if (status != 200)
        return status;
    out->type = doc_json.mime;
    status = doc_json.write(d, &(struct doc_options){0}, &out->body, e) ? 500 : 200;
    doc_free(d);
    return status;
}

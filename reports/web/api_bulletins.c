#include <string.h>

#include "codec/objects.h"
#include "reports/doc_write.h"
#include "reports/web/bulletin_doc.h"

/* A revision that was frozen, or (`b` NULL) the draft of a period that has none. */
static void put_period(struct page *p, struct str *out, int kind, month first, month last,
                       const struct bulletin_row *b)
{
    char buf[DAY_TEXT];
    object_key(out, NULL);
    str_printf(out, "{\"period\":\"%s\",\"kind\":\"%s\",\"state\":\"%s\",\"revision\":%d,\"number\":",
               period_text(first, last, buf), bulletin_kind_word[kind],
               !b             ? "draft"
               : b->published ? "published"
                              : "frozen",
               b ? b->revision : 0);
    str_json(out, b ? b->number : NULL);
    str_printf(out, ",\"ended\":%s}", last < view_month(&p->view) ? "true" : "false");
}

/* The newest revision first. */
static void put_revisions(struct page *p, struct str *out, int kind, month first, month last,
                          const struct bulletin_rows *rows)
{
    bool any = false;
    for (size_t i = rows->n; i > 0; i--) {
        const struct bulletin_row *b = &rows->v[i - 1];
        if (b->first != first || b->last != last || (!b->published && !bulletin_doc_whole(p)))
            continue;
        put_period(p, out, kind, first, last, b);
        any = true;
    }
    if (!any)
        put_period(p, out, kind, first, last, NULL);
}

int api_bulletins(struct page *p, struct reply *out, struct err *e)
{
    struct bulletin_periods there;
    struct bulletin_rows rows;
    if (bulletin_period_read(&p->view, &there, e) ||
        read_bulletins(p->view.read, NULL, p->view.arena, &rows, e))
        return page_failed(e);
    out->type = "application/json";
    str_puts(&out->body, "{\"items\":[");
    for (int k = 0; k < BULLETIN_KINDS; k++) {
        int n = bulletin_kind_months[k];
        for (month m = bulletin_period_newest(&there, n); bulletin_period_there(&there, m, m + n - 1); m -= n)
            put_revisions(p, &out->body, k, m, m + n - 1, &rows);
    }
    str_puts(&out->body, "]}\n");
    return 200;
}

int api_bulletin(struct page *p, struct reply *out, struct err *e)
{
    struct bulletin_doc b;
    int status = bulletin_doc_read(p, p->rq->arg, strlen(p->rq->arg), &b, e);
    if (status != 200)
        return status;
    out->exact = true; /* what is published is sent as it was stored */
    out->type = doc_json.mime;
    int found = bulletin_doc_file(p, &b, doc_json.suffix, &out->body, e);
    if (found < 0)
        status = page_failed(e);
    else if (!found && doc_json.write(b.doc, &(struct doc_options){0}, &out->body, e))
        status = 500;
    bulletin_doc_release(&b);
    return status;
}

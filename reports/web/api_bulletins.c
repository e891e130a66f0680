#include <stdio.h>
#include <string.h>

#include "codec/objects.h"
#include "reports/doc_diff.h"
#include "reports/doc_wording.h"
#include "reports/doc_write.h"
#include "reports/frozen.h"
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

/* Drafts and what is frozen: their words and what has changed are not for units. 0, or a status. */
static int whole_only(struct page *p, struct err *e)
{
    if (bulletin_doc_whole(p))
        return 0;
    err_usage(e, "%s", tr("通报由市行政审批服务局办理，印发后公布。"));
    return 403;
}

/* A frozen revision of the period: 200, or a status with a sentence. */
static int find(struct page *p, int64_t revision, struct bulletin_row *out, struct err *e)
{
    month first, last;
    const char *period = p->rq->arg;
    if (!period_parse(period, strlen(period), &first, &last))
        return page_missing(e, tr("没有这个时期的通报。"));
    view_period(&p->view, first, last);
    int found = read_bulletin(p->view.read, period, (int)revision, false, p->view.arena, out, e);
    return found > 0 ? 200
           : found   ? page_failed(e)
                     : page_missing(e, revision ? tr("这个时期的通报没有这一稿。")
                                                : tr("这个时期的通报还没有定稿。"));
}

static void put(struct str *out, const char *name, const char *value)
{
    str_printf(out, ",\"%s\":", name);
    str_json(out, value);
}

static int put_history(struct page *p, struct str *out, const struct bulletin_row *b, struct err *e)
{
    struct bulletin_changes list;
    char at[INSTANT_TEXT];
    if (read_bulletin_changes(p->view.read, b, p->view.arena, &list, e))
        return -1;
    str_puts(out, ",\"history\":[");
    for (size_t i = 0; i < list.n; i++) {
        const struct bulletin_change *x = &list.v[i];
        str_printf(out, "%s{\"version\":%d", i ? "," : "", x->version);
        put(out, "at", instant_text(x->at, at));
        put(out, "by", x->by);
        put(out, "what", x->what);
        put(out, "was", x->was);
        put(out, "became", x->became);
        str_putc(out, '}');
    }
    str_putc(out, ']');
    return 0;
}

static void put_wording(struct str *out, const struct bulletin_row *b, const struct doc *d)
{
    char dated[DAY_TEXT];
    struct str text = {0};
    doc_wording_write(&text, d);
    str_printf(out, "{\"period\":\"%s\",\"state\":\"%s\",\"revision\":%d,\"version\":%d", b->period,
               b->published ? "published" : "frozen", b->revision, b->version);
    put(out, "number", b->number);
    put(out, "dated", b->dated == DAY_NONE ? NULL : day_text(b->dated, dated));
    put(out, "signatory", b->signatory);
    put(out, "disclosure", d->paper.disclosure);
    put(out, "reason", b->reason);
    put(out, "text", str_text(&text));
    str_release(&text);
}

/* The words of a frozen revision, with the ETag that a change of them must bring. */
int api_bulletin_text(struct page *p, struct reply *out, struct err *e)
{
    struct bulletin_row b;
    int64_t revision = 0;
    int status = whole_only(p, e);
    if (!status && request_int(p->rq, "revision", 1, 999, &revision, e))
        status = page_failed(e);
    if (!status)
        status = find(p, revision, &b, e);
    struct doc *d = status == 200 ? frozen_doc(&b, e) : NULL;
    if (!d)
        return status == 200 ? page_failed(e) : status;
    put_wording(&out->body, &b, d);
    doc_free(d);
    if (put_history(p, &out->body, &b, e))
        return page_failed(e);
    str_puts(&out->body, "}\n");
    out->type = "application/json";
    snprintf(out->etag, sizeof out->etag, "%.20s.%d.%d", b.period, b.revision, b.version);
    return 200;
}

static void put_cell(struct str *out, const char *name, const struct doc_cell *c)
{
    struct str text = {0};
    doc_diff_cell(&text, c);
    if (!c || c->type == CELL_NULL)
        str_printf(out, ",\"%s\":null", name);
    else if (c->type == CELL_TEXT || c->type == CELL_DAY || c->type == CELL_INSTANT)
        put(out, name, str_text(&text));
    else
        str_printf(out, ",\"%s\":%s", name, str_text(&text));
    str_release(&text);
}

static void put_differences(struct str *out, const struct doc *was, const struct doc *is)
{
    struct doc_differences x;
    doc_diff(was, is, &x);
    for (size_t i = 0; i < x.list.n; i++) {
        const struct doc_difference *k = &x.list.v[i];
        str_puts(out, i ? "," : "");
        str_puts(out, "{\"table\":");
        str_json(out, k->table->id);
        put(out, "row", k->row);
        put(out, "column", k->column);
        put_cell(out, "was", k->was);
        put_cell(out, "now", k->is);
        str_putc(out, '}');
    }
    doc_diff_release(&x);
}

/* Both sides: the older first. -1: `e`. */
static int two_sides(struct page *p, const struct bulletin_row *b, int64_t against, struct doc *side[2],
                     struct err *e)
{
    struct bulletin_row other;
    int later = !against || against > b->revision; /* which of them `other` is */
    if (against) {
        int found = read_bulletin(p->view.read, b->period, (int)against, false, p->view.arena, &other, e);
        if (found <= 0)
            return found ? -1 : err_usage(e, "%s", tr("这个时期的通报没有这一稿。"));
        side[later] = frozen_doc(&other, e);
    } else
        side[later] = frozen_draft(b, p->view.ref, p->bulletin, p->view.read, p->view.now, p->view.arena, e);
    side[!later] = side[later] ? frozen_doc(b, e) : NULL;
    return side[!later] ? 0 : -1;
}

/* What differs, cell by cell: of a frozen revision from the figures of now, or of two revisions. */
int api_bulletin_diff(struct page *p, struct reply *out, struct err *e)
{
    struct bulletin_row b;
    struct doc *side[2] = {NULL, NULL};
    int64_t revision = 0, against = 0;
    int status = whole_only(p, e);
    if (!status && (request_int(p->rq, "revision", 1, 999, &revision, e) ||
                    request_int(p->rq, "against", 1, 999, &against, e)))
        status = page_failed(e);
    if (!status)
        status = find(p, revision, &b, e);
    if (status == 200 && two_sides(p, &b, against, side, e))
        status = page_failed(e);
    if (status == 200) {
        out->type = "application/json";
        str_puts(&out->body, "{\"items\":[");
        put_differences(&out->body, side[0], side[1]);
        str_puts(&out->body, "]}\n");
    }
    doc_free(side[0]);
    doc_free(side[1]);
    return status;
}

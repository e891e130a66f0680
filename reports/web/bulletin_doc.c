#include "reports/web/bulletin_doc.h"

#include "reports/doc_own.h"
#include "reports/frozen.h"

bool bulletin_doc_whole(const struct page *p)
{
    return p->view.viewer.role == ROLE_BUREAU || p->view.viewer.role == ROLE_AUDITOR;
}

/* The revision asked for; without one the newest; for a unit the newest that is published. 1: it is there, 0:
 * it is the draft, -1. */
static int find(struct page *p, const char *period, int64_t revision, struct bulletin_row *row, struct err *e)
{
    *row = (struct bulletin_row){.revision = 0};
    bool whole = bulletin_doc_whole(p);
    if (!revision && whole)
        return 0;
    return read_bulletin(p->view.read, period, revision < 0 ? 0 : (int)revision, !whole, p->view.arena, row,
                         e);
}

int bulletin_doc_read(struct page *p, const char *period, size_t n, struct bulletin_doc *out, struct err *e)
{
    enum { NEWEST = -1 };
    month first, last;
    int64_t revision = NEWEST;
    if (request_int(p->rq, "revision", 0, 999, &revision, e) ||
        bulletin_period_read(&p->view, &out->there, e))
        return page_failed(e);
    if (!period_parse(period, n, &first, &last))
        return page_missing(e, tr("没有这个时期的通报。"));
    int found = find(p, arena_strndup(p->view.arena, period, n), revision, &out->row, e);
    if (found < 0)
        return page_failed(e);
    if (!found && revision > 0)
        return page_missing(e, tr("这个时期的通报没有这一稿。"));
    if (!found && !bulletin_period_there(&out->there, first, last))
        return page_missing(e, tr("没有这个时期的通报。"));
    view_period(&p->view, first, last);
    out->row.revision = found ? out->row.revision : 0;
    out->doc = found ? frozen_doc(&out->row, e) : bulletin_period_draft(&p->view, p->bulletin, e);
    if (!out->doc)
        return page_failed(e);
    if (!found && !bulletin_doc_whole(p))
        doc_own(out->doc, p->view.viewer.own ? p->view.viewer.own : "");
    return 200;
}

void bulletin_doc_release(struct bulletin_doc *b) { doc_free(b->doc); }

int bulletin_doc_file(struct page *p, const struct bulletin_doc *b, const char *name, struct str *out,
                      struct err *e)
{
    struct bulletin_bytes bytes;
    if (!b->row.revision || !b->row.published)
        return 0;
    int found = read_bulletin_file(p->view.read, &b->row, name, false, p->view.arena, &bytes, e);
    if (found > 0)
        str_put(out, bytes.p, bytes.n);
    return found;
}

const char *bulletin_doc_path(const struct page *p, month first, month last, const char *suffix)
{
    struct str path = {0};
    char buf[DAY_TEXT];
    str_printf(&path, "/bulletins/%s%s%s", period_text(first, last, buf), *suffix ? "." : "", suffix);
    const char *z = arena_strdup(p->view.arena, str_text(&path));
    str_release(&path);
    return z;
}

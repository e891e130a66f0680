/* Who has changed what of a bulletin, and what differs between two of its revisions or from the figures of
 * now. */
#include <stdio.h>
#include <string.h>

#include "reports/doc_diff.h"
#include "reports/frozen.h"
#include "reports/web/bulletin_life.h"
#include "reports/web/html.h"
#include "reports/web/list_cells.h"

static const char *word_of(const char *what)
{
    static const char *const words[][2] = {{"number", TR("文号")},
                                           {"signatory", TR("落款")},
                                           {"dated", TR("成文日期")},
                                           {"disclosure", TR("公开方式")},
                                           {"text", TR("文字")}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i][0], what))
            return tr(words[i][1]);
    return what;
}

/* Does the text have this line? */
static bool has_line(const char *text, const char *line, size_t n)
{
    for (const char *at = text; at && *at;) {
        size_t m = strcspn(at, "\n");
        if (m == n && !memcmp(at, line, n))
            return true;
        at += m + (at[m] == '\n');
    }
    return false;
}

/* The lines of one that the other has not, each behind a word; as HTML in its element. */
static void put_lines(struct str *out, const char *element, const char *word, const char *text,
                      const char *other)
{
    for (const char *at = text; at && *at;) {
        size_t n = strcspn(at, "\n");
        if (n && !has_line(other, at, n)) {
            struct str line = {0};
            str_put(&line, at, n);
            if (element) {
                str_printf(out, "<span class=\"sr\">%s</span><%s>", word, element);
                html_said(out, line.p);
                str_printf(out, "</%s><br>", element);
            } else
                str_printf(out, "%s%s%s", out->len ? "\n" : "", word, line.p);
            str_release(&line);
        }
        at += n + (at[n] == '\n');
    }
}

static void put_text(struct str *out, const struct bulletin_change *c, bool html)
{
    put_lines(out, html ? "del" : NULL, tr("删去："), c->was, c->became);
    put_lines(out, html ? "ins" : NULL, tr("写入："), c->became, c->was);
}

/* A line of the history: of a change, or of what was done. */
struct done {
    const struct bulletin_change *change; /* NULL: it is none */
    const char *more;
    bool said; /* by people */
};

static const struct list_column history_columns[] = {
    {"at", TR("时间"), LIST_CODE, false},       {"by", TR("经手人"), LIST_TEXT, false},
    {"revision", TR("稿次"), LIST_CODE, false}, {"what", TR("事项"), LIST_TEXT, false},
    {"content", TR("内容"), LIST_OWN, false},   {"was", TR("改前"), LIST_DATA, false},
    {"became", TR("改后"), LIST_DATA, false},
};

static bool is_text(const struct done *d) { return d->change && !strcmp(d->change->what, "text"); }

static void put_content(const struct list *l, struct str *out, size_t column, const void *of)
{
    const struct done *d = of;
    (void)l, (void)column;
    if (is_text(d))
        put_text(out, d->change, true);
    else if (d->said)
        html_said(out, d->more);
    else
        str_html(out, d->more ? d->more : "—");
}

static void fill_done(struct list *l, instant at, const char *by, const char *revision, const char *what,
                      const struct bulletin_change *change, const char *more, bool said)
{
    struct done *d = arena_alloc(l->page->view.arena, sizeof *d);
    struct str text = {0};
    *d = (struct done){change, more, said};
    if (is_text(d))
        put_text(&text, change, false);
    list_begin(l, NULL, d);
    list_instant(l, at);
    list_text(l, !strcmp(by, "system") ? tr("到时自动") : by);
    list_text(l, revision);
    list_text(l, what);
    list_text(l, is_text(d) ? str_text(&text) : more);
    list_text(l, change ? change->was : NULL);
    list_text(l, change ? change->became : NULL);
    str_release(&text);
}

static void fill_change(struct list *l, const char *revision, const struct bulletin_change *c)
{
    struct str more = {0};
    str_printf(&more, "%s → %s", c->was ? c->was : "—", c->became ? c->became : "—");
    fill_done(l, c->at, c->by, revision, word_of(c->what), c, str_keep(&more, l->page->view.arena), true);
}

static int fill_revision(struct list *l, const struct bulletin_row *b, struct err *e)
{
    struct page *p = l->page;
    struct bulletin_changes list;
    char revision[32];
    if (read_bulletin_changes(p->view.read, b, p->view.arena, &list, e))
        return -1;
    snprintf(revision, sizeof revision, tr("第%d稿"), b->revision);
    fill_done(l, b->as_of, b->frozen_by, revision, b->revision > 1 ? tr("更正定稿") : tr("定稿"), NULL,
              b->reason ? b->reason
              : b->gap  ? tr("有分区未读到末尾")
                        : NULL,
              b->reason != NULL);
    for (size_t i = 0; i < list.n; i++)
        fill_change(l, revision, &list.v[i]);
    if (b->published)
        fill_done(l, b->published_at, b->published_by, revision, tr("印发"), NULL, b->number,
                  b->number != NULL);
    return 0;
}

static int fill_history(void *of, struct list *l, struct err *e)
{
    const struct bulletin_changed *c = of;
    int rc = 0;
    l->put = put_content;
    l->wide = true;
    for (size_t i = 0; !rc && i < c->rows->n; i++)
        rc = fill_revision(l, &c->rows->v[i], e);
    return rc;
}

static void fill_cell(struct list *l, const struct doc_cell *c)
{
    if (!c || c->type == CELL_NULL)
        doc_null(l->t);
    else if (c->type == CELL_TEXT)
        list_text(l, c->text);
    else if (c->type == CELL_RATE)
        doc_rate(l->t, c->num, c->den);
    else
        doc_number(l->t, c->type, c->v);
}

/* The other side: revision `against`, or (0) what it would be if it were frozen now. */
static struct doc *other_side(struct page *p, const struct bulletin_row *b, int against, struct err *e)
{
    struct bulletin_row row;
    if (!against)
        return frozen_draft(b, p->view.ref, p->bulletin, p->view.read, p->view.now, p->view.arena, e);
    int found = read_bulletin(p->view.read, b->period, against, false, p->view.arena, &row, e);
    if (!found)
        err_usage(e, tr("这个时期的通报没有第%d稿。"), against);
    return found > 0 ? frozen_doc(&row, e) : NULL;
}

static void put_choice(struct page *p, struct str *out, const struct bulletin_row *b, int against)
{
    const char *path = bulletin_life_href(p, b->period);
    str_puts(out, "<p>");
    for (int k = 0; k < b->revision; k++) {
        struct str name = {0};
        char number[20] = "";
        if (k) {
            str_printf(&name, tr("与第%d稿比"), k);
            snprintf(number, sizeof number, "%d", k);
        } else
            str_puts(&name, tr("与现在的数据比"));
        str_puts(out, k ? " " : "");
        if (k == against)
            str_printf(out, "<strong>%s</strong>", name.p);
        else {
            struct str href = {0};
            str_printf(&href, "%s#differences", html_href(p->view.arena, path, "against", number, NULL));
            html_link(out, href.p, name.p);
            str_release(&href);
        }
        str_release(&name);
    }
    str_puts(out, "</p>\n");
}

enum { MOST = 500 }; /* differences that the desk shows */

static void fill_differences_of(struct list *l, const struct doc_differences *x)
{
    for (size_t i = 0; i < x->list.n; i++) {
        const struct doc_difference *k = &x->list.v[i];
        list_text(l, k->table->title);
        list_text(l, !strcmp(k->row, "*") ? tr("全部") : doc_diff_row(k));
        list_text(l, doc_diff_column(k));
        fill_cell(l, k->was);
        fill_cell(l, k->is);
        list_text(l, k->table->id);
        list_text(l, k->row);
        list_text(l, k->column);
    }
}

static int fill_differences(void *of, struct list *l, struct err *e)
{
    struct bulletin_changed *c = of;
    struct doc_differences x;
    struct doc *mine = frozen_doc(c->row, e),
               *other = mine ? other_side(c->page, c->row, c->against, e) : NULL;
    int rc = other ? 0 : -1;
    l->wide = true;
    l->rows = MOST;
    if (other) {
        doc_diff(c->against ? other : mine, c->against ? mine : other, &x);
        c->n_differences = x.list.n;
        fill_differences_of(l, &x);
        doc_diff_release(&x);
    }
    doc_free(other);
    doc_free(mine);
    return rc;
}

/* 第1稿, or 现在 */
static const char *side_name(struct page *p, int revision)
{
    struct str name = {0};
    if (revision)
        str_printf(&name, tr("第%d稿"), revision);
    else
        str_puts(&name, tr("现在"));
    return str_keep(&name, p->view.arena);
}

/* ?month=2026-10, &against=1 */
static const char *query_of(struct page *p, const char *period, int against)
{
    char number[20] = "";
    if (against)
        snprintf(number, sizeof number, "%d", against);
    return html_href(p->view.arena, "", "month", period, "against", number, NULL);
}

void bulletin_life_changed(struct bulletin_changed *c, struct page *p, const char *period,
                           const struct bulletin_rows *rows, const struct bulletin_row *row, int against)
{
    const char *mine = side_name(p, row->revision), *other = side_name(p, against);
    *c = (struct bulletin_changed){
        .page = p,
        .rows = rows,
        .row = row,
        .against = against,
        .columns = {{"table", TR("表"), LIST_TEXT, false},
                    {"row", TR("行"), LIST_TEXT, false},
                    {"column", TR("列"), LIST_TEXT, false},
                    {"was", against ? other : mine, LIST_FIGURE, false},
                    {"is", against ? mine : other, LIST_FIGURE, false},
                    {"table_id", TR("表代码"), LIST_DATA, false},
                    {"row_key", TR("行代码"), LIST_DATA, false},
                    {"column_key", TR("列代码"), LIST_DATA, false}},
        .part = {PART("history", TR("定稿、修改、印发，按时间"), history_columns, fill_history)},
        .parts = {.page = p,
                  .path = "/bulletins",
                  .of = period,
                  .query = query_of(p, period, against),
                  .part = c->part,
                  .n = 2,
                  .data = c},
    };
    c->part[1] = (struct part)PART("differences", TR("逐格的差异"), c->columns, fill_differences);
}

int bulletin_life_put_changed(struct bulletin_changed *c, struct str *out, struct err *e)
{
    html_section(out, "history", tr("办理记录"));
    if (parts_table(&c->parts, "history", out, NULL, e))
        return -1;
    html_section(out, "differences", c->against ? tr("两稿的差异") : tr("定稿后的变动"));
    put_choice(c->page, out, c->row, c->against);
    if (parts_table(&c->parts, "differences", out, tr("没有差异。"), e))
        return -1;
    if (c->n_differences > MOST) {
        str_puts(out, "<p class=\"note\">");
        str_printf(out, tr("共%zu处，只列前%d处；全部的见导出的文件。"), c->n_differences, MOST);
        str_puts(out, "</p>\n");
    }
    return 0;
}

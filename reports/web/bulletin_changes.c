/* Who has changed what of a bulletin, and what differs between two of its revisions or from the figures of
 * now. */
#include <stdio.h>
#include <string.h>

#include "reports/doc_diff.h"
#include "reports/doc_write.h"
#include "reports/frozen.h"
#include "reports/web/bulletin_life.h"
#include "reports/web/html.h"

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

/* The lines of one that the other has not. */
static void put_lines(struct str *out, const char *element, const char *text, const char *other)
{
    for (const char *at = text; at && *at;) {
        size_t n = strcspn(at, "\n");
        if (n && !has_line(other, at, n)) {
            struct str line = {0};
            str_put(&line, at, n);
            str_printf(out, "<%s>", element);
            str_html(out, line.p);
            str_printf(out, "</%s><br>", element);
            str_release(&line);
        }
        at += n + (at[n] == '\n');
    }
}

static void put_change(struct str *out, const char *revision, const struct bulletin_change *c)
{
    bool text = !strcmp(c->what, "text");
    html_row(out);
    str_puts(out, "<td class=\"w\">");
    html_when(out, c->at);
    str_puts(out, "</td>");
    html_cell(out, c->by);
    html_code_cell(out, revision);
    html_cell(out, word_of(c->what));
    str_puts(out, "<td>");
    if (text) {
        put_lines(out, "del", c->was, c->became);
        put_lines(out, "ins", c->became, c->was);
    } else {
        str_html(out, c->was ? c->was : "—");
        str_puts(out, " → ");
        str_html(out, c->became ? c->became : "—");
    }
    str_puts(out, "</td>\n");
}

static void put_event(struct str *out, instant at, const char *by, const char *revision, const char *what,
                      const char *more)
{
    html_row(out);
    str_puts(out, "<td class=\"w\">");
    html_when(out, at);
    str_puts(out, "</td>");
    html_cell(out, !strcmp(by, "system") ? tr("到时自动") : by);
    html_code_cell(out, revision);
    html_cell(out, what);
    html_cell(out, more);
    str_putc(out, '\n');
}

static int put_revision(struct page *p, struct str *out, const struct bulletin_row *b, struct err *e)
{
    struct bulletin_changes list;
    char revision[32];
    if (read_bulletin_changes(p->view.read, b, p->view.arena, &list, e))
        return -1;
    snprintf(revision, sizeof revision, tr("第%d稿"), b->revision);
    put_event(out, b->as_of, b->frozen_by, revision, b->revision > 1 ? tr("更正定稿") : tr("定稿"),
              b->reason ? b->reason
              : b->gap  ? tr("有分区未读到末尾")
                        : NULL);
    for (size_t i = 0; i < list.n; i++)
        put_change(out, revision, &list.v[i]);
    if (b->published)
        put_event(out, b->published_at, b->published_by, revision, tr("印发"), b->number);
    return 0;
}

int bulletin_life_history(struct page *p, struct str *out, const struct bulletin_rows *rows, struct err *e)
{
    static const struct column columns[] = {
        {TR("时间"), 't'}, {TR("经手人"), 't'}, {TR("稿次"), 't'}, {TR("事项"), 't'}, {TR("内容"), 't'}};
    int rc = 0;
    html_section(out, "history", tr("办理记录"));
    html_table_of(out, tr("定稿、修改、印发，按时间"), columns);
    for (size_t i = 0; !rc && i < rows->n; i++)
        rc = put_revision(p, out, &rows->v[i], e);
    html_table_end(out);
    return rc;
}

static void put_cell(struct str *out, const struct doc_cell *c)
{
    struct str text = {0};
    if (c)
        doc_cell_text(&text, c, true);
    str_puts(out, "<td class=\"n\">");
    str_html(out, c ? str_text(&text) : "—");
    str_puts(out, "</td>");
    str_release(&text);
}

static void put_differences(struct str *out, const struct doc_differences *x, const char *was, const char *is)
{
    enum { MOST = 500 };
    const struct column columns[] = {
        {TR("表"), 't'}, {TR("行"), 't'}, {TR("列"), 't'}, {was, 'n'}, {is, 'n'}};
    if (!x->list.n) {
        html_note(out, tr("没有差异。"));
        return;
    }
    html_table_of(out, tr("逐格的差异"), columns);
    for (size_t i = 0; i < x->list.n && i < MOST; i++) {
        const struct doc_difference *k = &x->list.v[i];
        html_row(out);
        html_head_cell(out, k->table->title, NULL);
        html_cell(out, !strcmp(k->row, "*") ? tr("全部") : doc_diff_row(k));
        html_cell(out, doc_diff_column(k));
        put_cell(out, k->was);
        put_cell(out, k->is);
        str_putc(out, '\n');
    }
    html_table_end(out);
    if (x->list.n > MOST) {
        str_puts(out, "<p class=\"note\">");
        str_printf(out, tr("共%zu处，只列前%d处；全部的见 jiancha bulletin diff。"), x->list.n, MOST);
        str_puts(out, "</p>\n");
    }
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

int bulletin_life_differences(struct page *p, struct str *out, const struct bulletin_row *b, int against,
                              struct err *e)
{
    struct doc_differences x;
    char this[32], that[32];
    html_section(out, "differences", against ? tr("两稿的差异") : tr("定稿后的变动"));
    put_choice(p, out, b, against);
    struct doc *mine = frozen_doc(b, e), *other = mine ? other_side(p, b, against, e) : NULL;
    if (other) {
        snprintf(this, sizeof this, tr("第%d稿"), b->revision);
        snprintf(that, sizeof that, tr("第%d稿"), against);
        doc_diff(against ? other : mine, against ? mine : other, &x);
        put_differences(out, &x, against ? that : this, against ? this : tr("现在"));
        doc_diff_release(&x);
    }
    int rc = other ? 0 : -1;
    doc_free(other);
    doc_free(mine);
    return rc;
}

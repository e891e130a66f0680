/* The desk of a bulletin: how far it is, what is still lacking, the forms that its state allows, who has
 * changed what, and what differs between its revisions and from today's figures. Read anew each time, for its
 * forms hold the session's token and the version that they change. */
#include <stdio.h>
#include <string.h>

#include "reports/bulletin_period.h"
#include "reports/doc_draw.h"
#include "reports/format.h"
#include "reports/frozen.h"
#include "reports/undecided.h"
#include "reports/web/bulletin_doc.h"
#include "reports/web/bulletin_life.h"
#include "reports/web/bulletin_text.h"
#include "reports/web/html.h"
#include "reports/wording.h"
#include "store/read_acts.h"

struct bulletin_desk {
    const char *period;
    struct bulletin_rows rows; /* its revisions */
    struct bulletin_row row; /* the newest, whole; revision 0: it is a draft */
    struct doc *doc; /* NULL: a draft */
    struct read_interviews interviews;
    int64_t against; /* which revision the newest is compared with; 0: the figures of now */
};

static void put_fact(struct str *out, const char *name, const char *value)
{
    str_printf(out, "<dt>%s</dt><dd>", name);
    str_html(out, value && *value ? value : "—");
    str_puts(out, "</dd>\n");
}

/* As somebody has written it. */
static void put_said(struct str *out, const char *name, const char *value)
{
    str_printf(out, "<dt>%s</dt><dd>", name);
    html_said(out, value && *value ? value : "—");
    str_puts(out, "</dd>\n");
}

static void put_facts(struct str *out, const struct bulletin_desk *d)
{
    char text[INSTANT_TEXT];
    const struct bulletin_row *b = &d->row;
    str_puts(out, "<dl class=\"facts\">\n");
    put_fact(out, tr("状态"), b->published ? tr("已印发") : b->revision ? tr("已定稿，未印发") : tr("草稿"));
    if (b->revision) {
        str_printf(out, "<dt>%s</dt><dd>", tr("稿次"));
        str_printf(out, tr("第%d稿"), b->revision);
        str_puts(out, "</dd>\n");
        put_fact(out, tr("定稿"), !strcmp(b->frozen_by, "system") ? tr("到时自动定稿") : b->frozen_by);
        put_fact(out, tr("数据截至"), format_when(b->as_of, text));
        if (b->reason)
            put_said(out, tr("更正原因"), b->reason);
        put_said(out, tr("发文字号"), b->number);
        put_fact(out, tr("成文日期"), b->dated == DAY_NONE ? NULL : day_text(b->dated, text));
        put_said(out, tr("落款"), b->signatory);
        put_fact(out, tr("公开方式"), d->doc->paper.disclosure ? tr(d->doc->paper.disclosure) : NULL);
    }
    if (b->published) {
        put_fact(out, tr("印发"), b->published_by);
        put_fact(out, tr("印发时间"), format_when(b->published_at, text));
    }
    str_puts(out, "</dl>\n");
}

static void put_lack(struct str *out, bool lacks, const char *what)
{
    if (lacks)
        str_printf(out, "<li>%s</li>", what);
}

/* What stands in the way of publishing, a line each. */
static bool put_lacks(struct page *p, struct str *out, const struct bulletin_desk *d)
{
    const struct bulletin_row *b = &d->row;
    const char *unit = undecided_unit(d->doc, b->last, p->view.ref, &d->interviews);
    int year = 0;
    char buf[DAY_TEXT];
    struct str list = {0};
    if (b->dated != DAY_NONE)
        day_split(b->dated, &year, &(int){0}, &(int){0});
    put_lack(&list, !b->number, tr("还没有发文字号。"));
    put_lack(&list, !b->signatory, tr("还没有落款。"));
    put_lack(&list, b->dated == DAY_NONE, tr("还没有成文日期。"));
    put_lack(&list, b->number && year && b->number_year != year, tr("发文字号的年份不是成文日期的年份。"));
    if (unit) {
        str_puts(&list, "<li>");
        str_html(&list, unit);
        str_puts(&list, tr("的末位还没有确认约谈或免予约谈："));
        html_link(&list, html_href(p->view.arena, "/interviews", "month", month_text(b->last, buf), NULL),
                  tr("去末位约谈"));
        str_printf(&list, "%s</li>", tr("。"));
    }
    bool lacks = list.len > 0;
    if (lacks)
        str_printf(out, "<p>%s</p>\n<ul class=\"lacks\">%s</ul>\n", tr("印发之前还缺："), list.p);
    str_release(&list);
    return lacks;
}

static void put_field(struct str *out, const char *name, const char *label, const char *value,
                      const char *more)
{
    str_printf(out, "<label>%s<input name=\"%s\" value=\"", label, name);
    str_html(out, value ? value : "");
    str_printf(out, "\" %s></label>\n", more);
}

static void put_head_form(struct page *p, struct str *out, const struct bulletin_desk *d)
{
    static const char *const words[] = {TR("主动公开"), TR("依申请公开"), TR("不予公开")};
    const struct bulletin_row *b = &d->row;
    char number[32] = "", dated[DAY_TEXT] = "";
    if (b->number_n)
        snprintf(number, sizeof number, "%d-%d", b->number_year, b->number_n);
    html_section(out, "head", tr("文号、日期、落款、公开方式"));
    bulletin_life_form(p, out, d->period, "text", bulletin_life_etag(p, d->period, b), b->revision);
    put_field(out, "number", tr("发文字号（当年序号，如 11，或 2026-11）"), number, "maxlength=\"12\"");
    put_field(out, "dated", tr("成文日期"), b->dated == DAY_NONE ? "" : day_text(b->dated, dated),
              "type=\"date\"");
    put_field(out, "signatory", tr("落款"), b->signatory, "maxlength=\"100\"");
    html_select(out, "disclosure", tr("公开方式"), NULL);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        html_option(out, words[i], tr(words[i]), d->doc->paper.disclosure);
    html_select_end(out);
    bulletin_life_form_end(out, tr("保存"));
}

static void put_text_form(struct page *p, struct str *out, const struct bulletin_desk *d)
{
    html_section(out, "text", tr("文字"));
    str_printf(out, "<details class=\"text\"><summary>%s</summary>\n", tr("修改文字"));
    html_note(
        out,
        tr("花括号里的是表中的数，{表:行:列|数}：可以移动、删去，不能改。另起一行就是另起一段，清空就是删去一段；"
           "表和图留在原处。“件”“张”“%”等前面的数应是表中的数。"));
    bulletin_life_form(p, out, d->period, "text", bulletin_life_etag(p, d->period, &d->row), d->row.revision);
    bulletin_text_fields(out, d->doc);
    bulletin_life_form_end(out, tr("保存文字"));
    str_puts(out, "</details>\n");
}

static void put_publish(struct page *p, struct str *out, const struct bulletin_desk *d)
{
    html_section(out, "publish", tr("印发"));
    if (put_lacks(p, out, d) || !bulletin_life_may(p))
        return;
    html_note(out, tr("印发后各种格式的文件原样保存，不再改动；县区和部门从此看得到。有误时另出一稿更正。"));
    bulletin_life_form(p, out, d->period, "publish", bulletin_life_etag(p, d->period, &d->row),
                       d->row.revision);
    bulletin_life_form_end(out, tr("印发"));
}

static void put_revise(struct page *p, struct str *out, const struct bulletin_desk *d)
{
    html_section(out, "revise", tr("更正"));
    html_note(out,
              tr("按现在的数据另出一稿：重新定稿，列出更正前后的数，有自己的文号，印发后与前一稿并存。"));
    bulletin_life_form(p, out, d->period, "revise", bulletin_life_etag(p, d->period, &d->row), 0);
    put_field(out, "reason", tr("更正原因（写在文中）"), "", "maxlength=\"400\" required");
    bulletin_life_form_end(out, tr("另出一稿"));
}

static void put_freeze(struct page *p, struct str *out, const struct bulletin_desk *d)
{
    html_section(out, "freeze", tr("定稿"));
    if (p->view.last >= view_month(&p->view)) {
        html_note(out, tr("这个时期还没有结束，结束后才能定稿。"));
        return;
    }
    str_printf(out, "<p class=\"note\">%s%s%s</p>\n",
               tr("定稿后数字、表和名次不再变化，文字、文号、日期和落款到印发前都可以改。"),
               p->view.first == p->view.last ? tr("月度通报到期自动定稿；")
                                             : tr("季度、半年和年度通报由人定稿；"),
               tr("现在定稿不等尚未读到的数据，附件会写明缺口。"));
    if (!bulletin_life_may(p))
        return;
    bulletin_life_form(p, out, d->period, "freeze", bulletin_life_etag(p, d->period, NULL), 0);
    bulletin_life_form_end(out, tr("定稿"));
}

static void put_forms(struct page *p, struct str *out, const struct bulletin_desk *d)
{
    bool may = bulletin_life_may(p);
    if (!d->row.revision)
        put_freeze(p, out, d);
    else if (!d->row.published) {
        put_publish(p, out, d);
        if (may) {
            put_head_form(p, out, d);
            put_text_form(p, out, d);
        }
    } else if (may)
        put_revise(p, out, d);
}

static int put_page(struct page *p, struct str *o, const struct bulletin_desk *d, struct err *e)
{
    struct str title = {0}, path = {0};
    say_period(&title, p->view.first, p->view.last);
    str_puts(&title, tr("通报的办理"));
    str_printf(&path, "/bulletins/%s", d->period);
    html_begin(p, o, str_text(&title), "/bulletins");
    str_puts(o, "<p>");
    html_link(o, str_text(&path), tr("通报全文"));
    str_puts(o, "</p>\n");
    str_release(&title);
    str_release(&path);
    put_facts(o, d);
    put_forms(p, o, d);
    struct bulletin_changed changed;
    bulletin_life_changed(&changed, p, d->period, &d->rows, &d->row, (int)d->against);
    int rc = d->row.revision ? bulletin_life_put_changed(&changed, o, e) : 0;
    html_end(o);
    return rc ? page_failed(e) : 200;
}

/* 0: all of it is there; else a status, with a sentence. */
static int read_desk(struct page *p, struct bulletin_desk *d, struct err *e)
{
    static const char *const desk[] = {"against", NULL}, *const file[] = {"month", "part", "against", NULL};
    const char *const *names = list_is_file(p) ? file : desk;
    struct bulletin_periods there;
    month first, last;
    if (!bulletin_doc_whole(p)) {
        err_usage(e, tr("通报由市行政审批服务局办理，印发后公布。"));
        return 403;
    }
    if (request_only(p->rq, names, e) || request_int(p->rq, "against", 0, 999, &d->against, e) ||
        bulletin_period_read(&p->view, &there, e))
        return page_failed(e);
    if (!period_parse(d->period, strlen(d->period), &first, &last))
        return page_missing(e, tr("没有这个时期的通报。"));
    view_period(&p->view, first, last);
    int found = bulletin_life_newest(p, d->period, &d->row, e);
    if (found < 0 || read_bulletins(p->view.read, d->period, p->view.arena, &d->rows, e) ||
        read_interviews(p->view.read, p->view.ref, p->view.arena, &d->interviews, e))
        return page_failed(e);
    if (!found)
        return bulletin_period_there(&there, first, last) ? 0 : page_missing(e, tr("没有这个时期的通报。"));
    d->doc = frozen_doc(&d->row, e);
    return d->doc ? 0 : page_failed(e);
}

int page_bulletin_desk(struct page *p, struct reply *out, struct err *e)
{
    struct bulletin_desk d = {.period = p->rq->arg};
    int status = read_desk(p, &d, e);
    if (!status)
        status = put_page(p, &out->body, &d, e);
    doc_free(d.doc);
    return status;
}

int bulletin_life_file(struct page *p, const char *period, struct reply *out, struct err *e)
{
    struct bulletin_desk d = {.period = period};
    struct bulletin_changed changed;
    int status = read_desk(p, &d, e);
    if (!status && !d.row.revision)
        status = page_missing(e, tr("这个时期的通报还没有定稿。"));
    if (!status) {
        bulletin_life_changed(&changed, p, period, &d.rows, &d.row, (int)d.against);
        status = parts_file(&changed.parts, out, e);
    }
    doc_free(d.doc);
    return status;
}

#include <string.h>

#include "reports/web/asked.h"
#include "reports/folder.h"
#include "reports/format.h"
#include "reports/web/counted.h"
#include "reports/web/html.h"
#include "reports/names.h"
#include "store/read_cases.h"

enum { ROWS = 50 };

static const char *const verdict_zh[READ_VERDICTS] = {"按时办结", "超期办结或退出", "超期在办", "没有到期日",
                                                      "未到期或未超期退出"};

static void put_form(struct page *p, struct str *out)
{
    str_puts(out, "<form class=\"filter\" method=\"get\" action=\"/cases\">\n");
    html_input(out, "no", "办件编号（直达）", NULL, "search");
    asked_regions(out, p->rq, p->view.ref);
    asked_depts(out, p->rq, p->view.ref);
    html_select(out, "phase", "阶段", "全部");
    for (int i = 0; i < PHASES; i++)
        html_option(out, phase_word[i], phase_zh[i], request_get(p->rq, "phase"));
    html_select_end(out);
    html_select(out, "light", "时限灯", "全部");
    for (int i = 1; i < LIGHTS; i++)
        html_option(out, light_word[i], light_zh[i], request_get(p->rq, "light"));
    html_select_end(out);
    html_select(out, "kept", "承诺时限", "全部");
    for (int i = 0; i < READ_VERDICTS; i++)
        html_option(out, read_verdict_word[i], verdict_zh[i], request_get(p->rq, "kept"));
    html_select_end(out);
    html_input(out, "item", "事项编码", request_get(p->rq, "item"), "text");
    str_puts(out, "<button>查询</button></form>\n");
}

/* the whole and its parts; the parts do not look at kept= */
static void put_verdicts(struct page *p, struct str *out, const struct read_filter *f,
                         const int64_t n[READ_VERDICTS], size_t shown)
{
    int64_t total = 0;
    for (int i = 0; i < READ_VERDICTS; i++)
        total += !f->kept || f->kept == read_verdict_word[i] ? n[i] : 0;
    str_puts(out, "<p class=\"total\">");
    html_total(out, total, shown, request_get(p->rq, "cursor"), "件");
    str_puts(out, "，按编号排列。按承诺时限：");
    for (int i = 0; i < READ_VERDICTS; i++) {
        struct str href = {0}, text = {0};
        str_puts(&href, "/cases");
        request_query_anew(&href, p->rq, "kept", read_verdict_word[i]);
        str_printf(&text, "%s ", verdict_zh[i]);
        format_count(&text, n[i]);
        str_puts(&text, " 件");
        str_puts(out, i ? "，<span class=\"w\">" : "<span class=\"w\">");
        html_link(out, str_text(&href), str_text(&text));
        str_puts(out, "</span>");
        str_release(&href);
        str_release(&text);
    }
    str_puts(out, "。</p>\n");
}

static void put_due(struct str *out, const struct limit *l)
{
    char buf[INSTANT_TEXT];
    html_code_cell(out, l->due_at != INSTANT_NONE ? format_when(l->due_at, buf)
                        : l->due != DAY_NONE      ? day_text(l->due, buf)
                                                  : NULL);
    if (l->used == DAYS_NONE)
        html_cell(out, NULL);
    else
        html_count_cell(out, l->used, NULL);
}

static void put_row(struct page *p, struct str *out, const struct case_row *r)
{
    html_row(out);
    html_head_code(out, html_case_text(p->view.arena, r->case_no), html_case_href(p->view.arena, r->case_no));
    html_cell(out, r->item_index >= 0 ? p->view.ref->items[r->item_index].name : r->item);
    str_puts(out, "<td>");
    str_html(out, p->view.ref->depts[r->dept].name);
    str_puts(out, "<small>");
    str_html(out, p->view.ref->regions[r->region].name);
    str_puts(out, "</small></td>");
    html_code_cell(out, phase_zh[r->phase]);
    str_puts(out, "<td class=\"w\">");
    html_light(out, (enum light)r->light);
    str_puts(out, "</td>");
    put_due(out, &r->promise);
    html_code_cell(out, r->promise.kept < 0 ? NULL : r->promise.kept ? "按时" : "超期");
    str_putc(out, '\n');
}

static int put_rows(struct page *p, struct str *out, const struct read_cases *rows, struct err *e)
{
    static const struct column columns[] = {{"办件编号", 't'}, {"事项", 't'},   {"承办单位", 't'},
                                            {"阶段", 't'},     {"时限灯", 't'}, {"承诺到期", 't'},
                                            {"已用|天", 'n'},  {"承诺", 't'}};
    html_table_of(out, "办件", columns);
    for (size_t i = 0; i < rows->n && i < ROWS; i++) {
        struct folder f;
        if (folder_open(&f, &rows->v[i], p->view.ref, p->view.now, p->view.arena, e))
            return -1;
        if (!f.ev.empty)
            put_row(p, out, &f.ev.row);
        folder_close(&f);
    }
    html_table_end(out);
    return 0;
}

static void put_next(struct page *p, struct str *out, const struct read_cases *rows)
{
    if (!rows->n)
        html_note(out, "没有符合条件的办件。");
    if (rows->n <= ROWS)
        return;
    struct str href = {0};
    str_puts(&href, "/cases");
    request_query_with(&href, p->rq, "cursor", rows->v[ROWS - 1].case_no);
    html_more(out, str_text(&href));
    str_release(&href);
}

/* A number typed into the form leads to its case; one that can stand in no path has its page here. */
static int go_to(struct page *p, struct reply *out, const char *no, struct err *e)
{
    const char *href = html_case_href(p->view.arena, no);
    if (strchr(href, '?'))
        return page_case_of(p, no, out, e);
    out->location = href;
    return 303;
}

int page_cases(struct page *p, struct reply *out, struct err *e)
{
    struct read_filter f;
    struct read_cases rows;
    int64_t verdicts[READ_VERDICTS];
    if (request_get(p->rq, "no"))
        return go_to(p, out, request_get(p->rq, "no"), e);
    if (request_get(p->rq, "counted"))
        return counted_page(p, out, e);
    if (asked_cases(p, &f, e) ||
        read_cases(p->view.read, &f, request_get(p->rq, "cursor"), ROWS + 1, p->view.arena, &rows, e) ||
        read_verdicts(p->view.read, &f, verdicts, e))
        return page_failed(e);
    struct str *o = &out->body;
    html_begin(p, o, "办件", "/cases");
    put_form(p, o);
    put_verdicts(p, o, &f, verdicts, rows.n < ROWS ? rows.n : ROWS);
    if (put_rows(p, o, &rows, e))
        return page_failed(e);
    put_next(p, o, &rows);
    html_end(o);
    return 200;
}

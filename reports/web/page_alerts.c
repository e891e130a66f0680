#include <stdio.h>
#include <string.h>

#include "reports/filter.h"
#include "reports/web/asked.h"
#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/names.h"

enum { ROWS = 50 };

static void put_rules(struct str *out, const char *chosen)
{
    html_select(out, "rule", "规则", "全部");
    for (int i = 0; i < RULE_COUNT; i++) {
        char no[8];
        struct str text = {0};
        snprintf(no, sizeof no, "%d", rule_table[i].no);
        str_printf(&text, "%s %s", no, rule_table[i].title);
        html_option(out, no, str_text(&text), chosen);
        str_release(&text);
    }
    html_select_end(out);
}

static void put_state(struct str *out, const char *chosen)
{
    html_select(out, "state", "状态", "全部");
    html_option(out, FILTER_VALID, "计入统计的（未撤回、未撤销）", chosen);
    for (int i = 0; i < ALERT_STATES; i++)
        html_option(out, alert_state_word[i], alert_state_zh[i], chosen);
    html_select_end(out);
}

/* A longer period is no value of a month's field. */
static void put_month(struct str *out, const char *chosen)
{
    month m;
    bool one = !chosen || month_parse(chosen, strlen(chosen), &m);
    html_input(out, "month", "月份（如 2026-10）", chosen, one ? "month" : "text");
}

static void put_form(struct page *p, struct str *out)
{
    str_puts(out, "<form class=\"filter\" method=\"get\" action=\"/alerts\">\n");
    asked_regions(out, p->rq, p->view.ref);
    asked_depts(out, p->rq, p->view.ref);
    html_select(out, "level", "级别", "全部");
    for (int i = LEVEL_RED; i > LEVEL_NONE; i--)
        html_option(out, level_word[i], level_zh[i], request_get(p->rq, "level"));
    html_select_end(out);
    put_rules(out, request_get(p->rq, "rule"));
    put_state(out, request_get(p->rq, "state"));
    html_select(out, "once", "计法", "按张");
    html_option(out, "1", "按件次", request_get(p->rq, "once"));
    html_select_end(out);
    put_month(out, request_get(p->rq, "month"));
    html_input(out, "item", "事项编码", request_get(p->rq, "item"), "text");
    html_input(out, "no", "办件编号", request_get(p->rq, "no"), "text");
    str_puts(out, "<button>查询</button></form>\n");
}

static void put_totals(struct page *p, struct str *out, const struct read_groups *levels, size_t shown)
{
    int64_t total = 0, of[LEVELS] = {0};
    bool once = request_get(p->rq, "once") != NULL;
    for (size_t i = 0; i < levels->n; i++) {
        of[names_level(levels->v[i].key)] += levels->v[i].n;
        total += levels->v[i].n;
    }
    str_puts(out, "<p class=\"total\">");
    html_total(out, total, shown, request_get(p->rq, "cursor"), once ? "件次" : "条");
    for (int level = LEVEL_RED; level > LEVEL_NONE; level--) {
        str_puts(out, level < LEVEL_RED ? "、" : "：");
        html_level(out, (enum level)level);
        str_putc(out, ' ');
        format_count(out, of[level]);
    }
    str_puts(out, "。按发生时间从近到远。</p>\n");
    if (once)
        html_note(out,
                  "按件次计：同一办件、同一维度、同一责任单位，当月的黄牌和红牌只计一次，按最高一级；这里"
                  "列出其中级别最高、最早的一张。");
}

/* what led to it: 已用 9 天,时限 8 天,到期 2026-10-13 */
static void put_evidence(struct str *out, const struct read_alert *al)
{
    char d[DAY_TEXT];
    const char *sep = "";
    if (al->used != DAYS_NONE) {
        str_printf(out, "已用 %d 天", al->used);
        sep = "，";
    }
    if (al->limit != DAYS_NONE) {
        str_printf(out, "%s时限 %d 天", sep, al->limit);
        sep = "，";
    }
    if (al->due != DAY_NONE)
        str_printf(out, "%s到期 %s", sep, day_text(al->due, d));
}

static void put_rule(struct page *p, struct str *out, const struct read_alert *al)
{
    const struct rule *r = names_rule(al->rule);
    str_printf(out, "<td>%d ", al->rule);
    str_html(out, r ? r->title : "");
    str_puts(out, "<small>");
    str_html(out, names_subject(al->rule, al->subject, p->view.arena));
    str_puts(out, al->subject[0] ? " " : "");
    put_evidence(out, al);
    str_puts(out, "</small></td>");
}

static void put_row(struct page *p, struct str *out, const struct read_alert *al)
{
    int state = names_state(al->state);
    str_puts(out, al->state[0] == 'w' || al->state[0] == 'r' ? "<tr class=\"off\">" : "<tr>");
    str_puts(out, "<td class=\"w\">");
    html_when(out, al->raised);
    str_puts(out, "</td><td class=\"w\">");
    html_level(out, (enum level)names_level(al->level));
    str_puts(out, "</td>");
    put_rule(p, out, al);
    str_puts(out, "<td class=\"w\">");
    html_link(out, html_case_href(p->view.arena, al->case_no), html_case_text(p->view.arena, al->case_no));
    str_puts(out, "</td><td>");
    str_html(out, names_dept(p->view.ref, al->dept));
    str_puts(out, "<small>");
    str_html(out, names_region(p->view.ref, al->region));
    str_puts(out, "</small></td>");
    html_code_cell(out, state < 0 ? al->state : alert_state_zh[state]);
    str_putc(out, '\n');
}

static void put_next(struct page *p, struct str *out, const struct read_alerts *rows)
{
    if (rows->n <= ROWS)
        return;
    struct str href = {0};
    str_puts(&href, "/alerts");
    request_query_with(&href, p->rq, "cursor", asked_cursor_text(&rows->v[ROWS - 1], p->view.arena));
    html_more(out, str_text(&href));
    str_release(&href);
}

int page_alerts(struct page *p, struct reply *out, struct err *e)
{
    static const struct column columns[] = {{"发生时间", 't'}, {"级别", 't'},     {"规则与依据", 't'},
                                            {"办件", 't'},     {"责任单位", 't'}, {"状态", 't'}};
    struct read_filter f;
    struct asked_cursor c;
    struct read_alerts rows;
    struct read_groups levels;
    if (asked_alerts(p, &f, e) || asked_cursor_read(p->rq, &c, e) ||
        read_alerts(p->view.read, &f, c.raised, c.id, ROWS + 1, p->view.arena, &rows, e) ||
        read_alert_groups(p->view.read, &f, READ_BY_LEVEL, p->view.arena, &levels, e))
        return page_failed(e);
    struct str *o = &out->body;
    html_begin(p, o, "预警与红黄牌", "/alerts");
    put_form(p, o);
    put_totals(p, o, &levels, rows.n < ROWS ? rows.n : ROWS);
    html_table_of(o, "预警、黄牌、红牌与提示", columns);
    for (size_t i = 0; i < rows.n && i < ROWS; i++)
        put_row(p, o, &rows.v[i]);
    html_table_end(o);
    if (!rows.n)
        html_note(o, "没有符合条件的记录。");
    put_next(p, o, &rows);
    html_end(o);
    return 200;
}

#include "reports/web/page_case.h"

#include <stdio.h>
#include <string.h>

#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/names.h"

static void fact(struct str *out, const char *name, const char *value)
{
    str_printf(out, "<dt>%s</dt><dd>", name);
    str_html(out, value && value[0] ? value : "—");
    str_puts(out, "</dd>\n");
}

static void fact_when(struct str *out, const char *name, instant t)
{
    str_printf(out, "<dt>%s</dt><dd>", name);
    html_when(out, t);
    str_puts(out, "</dd>\n");
}

static void fact_number(struct str *out, const char *name, int32_t n, const char *unit)
{
    char buf[48] = "";
    if (n >= 0)
        snprintf(buf, sizeof buf, "%d %s", n, unit);
    fact(out, name, buf);
}

/* 5 天,到期 2026-10-13(暂定),已用 3 天:按时 */
static void fact_limit(struct str *out, const char *name, const struct limit *l)
{
    char buf[INSTANT_TEXT];
    str_printf(out, "<dt>%s</dt><dd>", name);
    if (l->n == DAYS_NONE && l->due == DAY_NONE && l->due_at == INSTANT_NONE) {
        str_puts(out, "没有</dd>\n");
        return;
    }
    if (l->n != DAYS_NONE)
        str_printf(out, "%d 天", l->n);
    if (l->due_at != INSTANT_NONE)
        str_printf(out, "到期 %s", format_when(l->due_at, buf));
    else if (l->due != DAY_NONE)
        str_printf(out, "%s到期 %s", l->n == DAYS_NONE ? "" : "，", day_text(l->due, buf));
    str_puts(out, l->projected ? "（暂停中，预计）" : "");
    str_puts(out, l->provisional ? "（日历不全，暂定）" : "");
    if (l->used != DAYS_NONE)
        str_printf(out, "，已用 %d 天", l->used);
    if (l->kept >= 0)
        str_puts(out, l->kept ? "：<strong>按时</strong>" : "：<strong>超期</strong>");
    str_puts(out, "</dd>\n");
}

void page_case_facts(struct page *p, struct str *out, const struct folder *f)
{
    const struct case_row *r = &f->ev.row;
    const struct item *item = r->item_index >= 0 ? &p->view.ref->items[r->item_index] : NULL;
    str_puts(out, "<dl class=\"facts\">\n");
    fact(out, "事项", item ? item->name : r->item);
    fact(out, "事项编码", r->item);
    fact(out, "地区", p->view.ref->regions[r->region].name);
    fact(out, "承办单位", p->view.ref->depts[r->dept].name);
    fact(out, "办件类型", kind_zh[r->kind]);
    fact(out, "阶段", phase_zh[r->phase]);
    str_puts(out, "<dt>时限灯</dt><dd>");
    html_light(out, (enum light)r->light);
    str_puts(out, "</dd>\n");
    fact_when(out, "收件", r->submitted_at);
    fact_when(out, "受理", r->accepted_at);
    if (r->deemed)
        fact(out, "视为受理", "逾期未答复，依法自收到申请之日起视为受理");
    fact_when(out, "决定", r->decided_at);
    fact_when(out, "送达", r->delivered_at);
    fact_limit(out, "承诺时限", &r->promise);
    fact_limit(out, "法定时限", &r->statutory);
    fact_number(out, "暂停", r->paused_days, "个工作日");
    fact_number(out, "跑动次数", r->visits, "次");
    fact(out, "实施依据", item ? item->basis : NULL);
    str_puts(out, "</dl>\n");
}

static void put_history(struct str *out, const struct read_changes *changes)
{
    for (size_t i = 0; i < changes->n; i++) {
        const struct read_change *c = &changes->v[i];
        int state = names_state(c->state);
        str_puts(out, i ? "；" : "<p class=\"note\">经过：");
        html_when(out, c->at);
        str_putc(out, ' ');
        str_html(out, state < 0 ? c->state : alert_state_zh[state]);
    }
    str_puts(out, changes->n ? "</p>\n" : "");
}

static void put_figures(struct str *out, const struct read_alert *al)
{
    char d[DAY_TEXT];
    if (al->used != DAYS_NONE)
        str_printf(out, "，已用 %d 天", al->used);
    if (al->limit != DAYS_NONE)
        str_printf(out, "，时限 %d 天", al->limit);
    if (al->due != DAY_NONE)
        str_printf(out, "，到期日 %s", day_text(al->due, d));
    if (al->cleared != INSTANT_NONE) {
        str_puts(out, "，消除于 ");
        html_when(out, al->cleared);
    }
}

static void put_alert(struct page *p, struct str *out, const struct read_alert *al)
{
    const struct rule *r = names_rule(al->rule);
    int state = names_state(al->state);
    str_printf(out, "<div class=\"alert %s\"><h3>", level_word[names_level(al->level)]);
    html_level(out, (enum level)names_level(al->level));
    str_printf(out, " %d ", al->rule);
    str_html(out, r ? r->title : "");
    str_putc(out, ' ');
    str_html(out, names_subject(al->rule, al->subject, p->view.arena));
    str_puts(out, "</h3>\n<p>发生于 ");
    html_when(out, al->raised);
    str_puts(out, "，状态：");
    str_html(out, state < 0 ? al->state : alert_state_zh[state]);
    put_figures(out, al);
    str_puts(out, "。</p>\n<p>责任单位：");
    str_html(out, names_region(p->view.ref, al->region));
    str_puts(out, " ");
    str_html(out, names_dept(p->view.ref, al->dept));
    str_puts(out, "</p>\n");
    if (r)
        str_printf(out, "<p>规则：%s。维度：%s。依据：%s。</p>\n", r->text, dimension_zh[r->dimension],
                   r->basis);
}

int page_case_alerts(struct page *p, struct str *out, const struct folder *f, struct err *e)
{
    struct read_filter filter = READ_ANY;
    struct read_alerts rows;
    filter.case_no = f->ev.row.case_no;
    if (read_alerts(p->view.read, &filter, INSTANT_NONE, 0, 500, p->view.arena, &rows, e))
        return -1;
    html_section(out, "alerts", "预警与红黄牌");
    if (!rows.n)
        html_note(out, "没有。");
    for (size_t i = rows.n; i-- > 0;) { /* oldest first, as it happened */
        struct read_changes changes;
        if (read_alert_changes(p->view.read, rows.v[i].id, p->view.arena, &changes, e))
            return -1;
        put_alert(p, out, &rows.v[i]);
        put_history(out, &changes);
        str_puts(out, "</div>\n");
    }
    return 0;
}

int page_case(struct page *p, struct reply *out, struct err *e)
{
    struct folder f;
    int found = folder_find(&p->view, p->rq->arg, &f, e);
    if (found <= 0)
        return found ? page_failed(e) : page_missing(e, "没有这个办件。请核对办件编号。");
    struct str *o = &out->body, title = {0};
    str_printf(&title, "办件 %s", p->rq->arg);
    html_begin(p, o, str_text(&title), "/cases");
    str_release(&title);
    page_case_facts(p, o, &f);
    int rc = page_case_alerts(p, o, &f, e);
    page_case_clocks(p, o, &f);
    page_case_events(p, o, &f);
    html_end(o);
    folder_close(&f);
    return rc ? page_failed(e) : 200;
}
